"""Keyed uniforms and tabulated draws (E2.1, E2.2), in whole numbers of Python."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache

from opmodels.describe.distributions.base import Distribution
from opmodels.foundation.randomness import hash_names, hash_purpose, key_run
from opmodels.simulate.table_layout import CELLS, OCTAVES, SMALLEST_SHARE, SMOOTH, STEP
from opmodels.simulate.tables import build_tables

WORD, LONG = (1 << 32) - 1, (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
ARRIVAL, BUSY_DAY, PERSON, FRAILTY = 0x0A881BA1, 0x0B05DA15, 0x0E850115, 0x0F8A117E
ADOPTION, ABSENCE = 0x0AD0B710, 0x0AB5E1CE
BACKLOG_OCTAVE, LIST_OCTAVE, CAMPAIGN_OCTAVE = 1000, 1001, 1002
MOST_REFUSALS = 1000
FRAIL = 1e-4
"""Share of people who are frailer than is told apart."""


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the four words of Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011)."""
    a, b, c, d = counter
    for k, q in round_keys(*key):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (right >> 32) ^ b ^ k, right & WORD, (left >> 32) ^ d ^ q, left & WORD
    return a, b, c, d


@lru_cache(maxsize=64)
def round_keys(k: int, q: int) -> tuple[tuple[int, int], ...]:
    """Return the keys of the ten rounds."""
    return tuple(((k + n * 0x9E3779B9) & WORD, (q + n * 0xBB67AE85) & WORD) for n in range(10))


@lru_cache(maxsize=1 << 14)
def pair(key: int, case: int, purpose: int, occurrence: int) -> tuple[int, int]:
    """Return the two whole numbers below 2^53 of one address."""
    counter = (case & WORD, case >> 32, purpose & WORD, occurrence & WORD)
    a, b, c, d = philox(counter, (key & WORD, key >> 32))
    return ((a << 32) | b) >> 11, ((c << 32) | d) >> 11


def unit(whole: int) -> float:
    """Return the uniform number that a whole number below 2^53 stands for."""
    return (float(whole) + 0.5) * 2.0**-53


def mix(x: int) -> int:
    """Scramble 64 bits (SplitMix64)."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & LONG
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & LONG
    return x ^ (x >> 31)


def case_key(stream: int, octave: int, block: int, ordinal: int) -> int:
    """Return the key of a candidate from its place in the field of its stream (E2.3)."""
    place = mix((stream + GOLDEN * (octave + 64)) & LONG)
    return mix((mix((place + GOLDEN * block) & LONG) + GOLDEN * ordinal) & LONG)


def party_key(key: int, member: int) -> int:
    """Return the key of a further member of a party, from 1 (E2.6)."""
    return mix((key + member * GOLDEN) & LONG)


def part_key(key: int, place: str, part: str, visit: int) -> int:
    """Return the key of a part of a case that is at a step for a visit of this number (E3.20)."""
    return mix((mix((key + hash_names("part", place, part)) & LONG) + visit * GOLDEN) & LONG)


def jump(key: int, people: int) -> int:
    """Return the bucket of a key (jump consistent hash, Lamping and Veach 2014)."""
    chosen, candidate = -1, 0
    while candidate < people:
        chosen = candidate
        key = (key * 2862933555777941757 + 1) & LONG
        candidate = int(float(chosen + 1) * (2147483648.0 / float((key >> 33) + 1)))
    return chosen


@lru_cache(maxsize=4096)
def _purpose(*names: str) -> int:
    return hash_purpose(*names)


@lru_cache(maxsize=4096)
def hash_of(*names: str) -> int:
    """Return the 64 bits of some names."""
    return hash_names(*names)


@lru_cache(maxsize=1024)
def _table(distribution: Distribution) -> tuple[int, memoryview]:
    tables = build_tables([distribution])
    return int(tables.kind[0]), memoryview(tables.values)


def value_at(distribution: Distribution, u: float) -> float:
    """Return the value of a distribution at a share, from its table (laid out as `simulate.tables` says)."""
    kind, values = _table(distribution)
    if kind == SMOOTH:
        return _read_tails(values, u)
    return _read_pieces(values, u) if kind == STEP else float(values[0])


def _read_tails(values: memoryview, u: float) -> float:
    """Read a smooth table: the cells of each octave of the share, of the lower tail and then of the upper."""
    tail, share = (len(values) // 2, 1.0 - u) if u > 0.5 else (0, u)
    part, octave = math.frexp(max(share, SMALLEST_SHARE))
    within, cell = math.modf((2.0 * part - 1.0) * CELLS)
    place = tail + (octave + OCTAVES) * CELLS + int(cell)
    low = values[place]
    return float(low + (values[place + 1] - low) * within)


def _read_pieces(values: memoryview, u: float) -> float:
    """Read a step table: the last piece that starts at the share or before it."""
    first = 2 + int(values[0])
    count = (len(values) - first) // 3
    piece = bisect_right(range(1, count), u, key=lambda n: values[first + 3 * n])
    start, low, slope = values[first + 3 * piece : first + 3 * piece + 3]
    return float(low + slope * (u - start))


def milliseconds(minutes: float) -> int:
    """Round a duration once (E1.1)."""
    return math.floor(minutes * 60_000.0 + 0.5)


class Chance:
    """The draws of one replication."""

    def __init__(self, seed: int, replication: int) -> None:
        self.run, self.lasting = (int(key) for key in key_run(seed, replication))

    def at_step(self, case: int, step: str, word: str, visit: int) -> tuple[int, int]:
        """Return the pair that a visit to a step draws for one purpose: work, wait, book, cancel or exit."""
        return pair(self.run, case, _purpose(step, word), visit)

    def adopts(self, case: int, share: float) -> bool:
        """Whether a new case follows the new rules at this share of adoption."""
        return unit(pair(self.run, case, ADOPTION, 0)[0]) < share

    def busy(self, need: str, day: int) -> float:
        """Return the share at which a day's factor is read; days are counted from 2000-01-01."""
        return unit(pair(self.run, hash_of("need", need), BUSY_DAY, day)[0])

    def is_absent(self, pool: str, worker: int, day: int, share: float) -> bool:
        """Whether a worker misses a day."""
        return unit(pair(self.run, hash_of("pool", pool), ABSENCE + worker * 65_536, day)[0]) < share

    def person_key(self, group: str, person: int) -> int:
        """Return what addresses the lasting draws of a person."""
        return mix((hash_of("group", group) + person * GOLDEN) & LONG)

    def trait(self, group: str, person: int, trait: str) -> float:
        """Return the uniform that decides on a lasting trait."""
        return unit(pair(self.lasting, self.person_key(group, person), hash_of("trait", trait) & WORD, 0)[0])

    def of_case(self, case: int, *names: str) -> tuple[float, float]:
        """Return the two uniforms of a case that belong to no step: severity, worsens, party or planned."""
        first, second = pair(self.run, case, _purpose(*names), 0)
        return unit(first), unit(second)

    def area(self, group: str, person: int) -> float:
        """Return the uniform that says where a person lives."""
        return unit(pair(self.lasting, self.person_key(group, person), _purpose("area"), 0)[0])

    def income(self, group: str, person: int) -> float:
        """Return the uniform of a person's income."""
        return unit(pair(self.lasting, self.person_key(group, person), _purpose("income"), 0)[0])

    def lasting_taste(self, group: str, person: int, what: str, name: str) -> float:
        """Return the uniform of what a person makes of an alternative or a nest for good."""
        return unit(pair(self.lasting, self.person_key(group, person), _purpose(what, name), 0)[0])

    def passing_taste(self, case: int, visit: int, what: str, name: str) -> float:
        """Return the uniform of what a person makes of it at this visit."""
        return unit(pair(self.run, case, _purpose(what, name), visit)[0])

    def outage(self, pool: str, number: int) -> tuple[float, float]:
        """Return the uniforms of the time until a pool's outage of a number and of its length."""
        first, second = pair(self.run, hash_of("pool", pool), _purpose("outage"), number)
        return unit(first), unit(second)

    def speed(self, pool: str, worker: int) -> float:
        """Return the uniform of a worker's own speed."""
        return unit(pair(self.lasting, hash_of("pool", pool), _purpose("speed"), worker)[0])

    def frailty(self, group: str, person: int) -> float:
        """Return the uniform at which a person's frailty is read."""
        return unit(pair(self.lasting, self.person_key(group, person), FRAILTY, 0)[0])

    def score(self, group: str, person: int, need: str) -> float:
        """Return the uniform of what is not true in a person's score."""
        return unit(pair(self.lasting, self.person_key(group, person), _purpose("score", need), 0)[0])

    def choose_person(
        self, case: int, group: str, people: int, frailty: Distribution | None, most: float
    ) -> int:
        """Return whose case it is (E2.5)."""
        for attempt in range(MOST_REFUSALS + 1):
            person = jump(mix((case + self.run + (attempt + 1) * PERSON) & LONG), people)
            if frailty is None or attempt == MOST_REFUSALS:
                break
            own = self.frailty(group, person)
            accept = unit(pair(self.run, case, PERSON, attempt)[0])
            if accept * most < value_at(frailty, own):
                break
        return person
