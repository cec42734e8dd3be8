"""Where cases go: how much of what was done before tells what is done next.

What a case does next may hang on what it did last, or on the last two or three things. How far back to
look is found for each past by itself: a longer past is kept where it tells so much more of what follows
that the evidence for it, by the marginal likelihood, is beyond doubt (`SURE`). This is a context tree, or
a Markov chain of variable length (Rissanen 1983; Willems, Shtarkov and Tjalkens 1995); what lies after a
kept past is compared with what lies after the same past without its oldest part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from opmodels.describe.learn.process.traces import Traces

Past = tuple[int, ...]
"""Activities in order, the last one last; `BEGIN` stands before the first."""
BEGIN, END = -1, -2
LONGEST = 4
SURE = 3.0
"""Logarithm of the odds from which a longer past is kept: 20 to 1."""
STRENGTH = 3.0
"""How many cases the shorter past counts for when the shares of a longer one are guessed beforehand."""


@dataclass(frozen=True)
class Routes:
    """States that cases go through, and how often each way was taken.

    Parameters
    ----------
    kept
        The pasts that are told apart; the state of a case is the longest of them with which its past ends.
    taken
        For each state how often each activity came next, `END` for none.
    """

    kept: frozenset[Past]
    taken: Mapping[Past, Mapping[int, int]]

    def follow(self, state: Past, activity: int) -> Past:
        """Return the state after an activity."""
        return find_state(self.kept, (*state, activity))


def find_state(kept: AbstractSet[Past], past: Past) -> Past:
    """Return the longest kept past with which a past ends."""
    for length in range(min(len(past), LONGEST), 0, -1):
        if past[-length:] in kept:
            return past[-length:]
    return ()


def list_sequences(traces: Traces) -> list[list[int]]:
    """Return the activities of each case in order."""
    return [part.tolist() for part in np.split(traces.activity, traces.starts[1:])]


def learn_routes(traces: Traces) -> Routes:
    """Find the states and the ways between them from the traces of a log."""
    sequences = list_sequences(traces)
    kept = choose_pasts(count_pasts(sequences))
    taken: defaultdict[Past, Counter[int]] = defaultdict(Counter)
    for states, sequence in zip(list_states(kept, sequences), sequences, strict=True):
        for state, activity in zip(states, [*sequence, END], strict=True):
            taken[state][activity] += 1
    return Routes(kept, {state: dict(ways) for state, ways in taken.items()})


def list_states(kept: frozenset[Past], sequences: list[list[int]]) -> Iterator[list[Past]]:
    """Yield for each case the state before each of its events, and that before its end."""
    for sequence in sequences:
        states: list[Past] = [find_state(kept, (BEGIN,))]
        for activity in sequence:
            states.append(find_state(kept, (*states[-1], activity)))
        yield states


def count_pasts(sequences: list[list[int]]) -> dict[Past, Counter[int]]:
    """Count what came next after every past of up to `LONGEST` activities."""
    counts: defaultdict[Past, Counter[int]] = defaultdict(Counter)
    for sequence, times in Counter(tuple(one) for one in sequences).items():
        past: Past = (BEGIN,)
        for activity in (*sequence, END):
            for length in range(len(past) + 1):
                counts[past[len(past) - length :]][activity] += times
            past = (*past, activity)[-LONGEST:]
    return dict(counts)


def choose_pasts(counts: Mapping[Past, Counter[int]]) -> frozenset[Past]:
    """Choose which pasts to tell apart: every last activity, and longer ones where they tell more.

    With a past, that past without its newest activity is kept too: so the state after an activity follows
    from the state before it.
    """
    kept: set[Past] = {past for past in counts if len(past) == 1}
    for length in range(2, LONGEST + 1):
        for past in [one for one in counts if len(one) == length]:
            shorter = counts[find_state(kept, past[1:])]
            if weigh_past(counts[past], shorter) > SURE:
                kept |= {past[:stop] for stop in range(1, length + 1)}
    return frozenset(kept)


def weigh_past(after: Mapping[int, int], shorter: Mapping[int, int]) -> float:
    """Return the logarithm of the odds that a past has shares of its own, against those of a shorter one.

    Shares of its own are drawn beforehand from a Dirichlet distribution around the others; both then have the
    likelihood of a multinomial count.
    """
    ways = sorted(shorter)
    seen = np.array([after.get(way, 0) for way in ways], np.float64)
    shares = np.array([shorter[way] for way in ways], np.float64)
    shares /= shares.sum()
    prior = STRENGTH * np.sqrt(len(ways)) * shares
    own = (
        gammaln(prior.sum())
        - gammaln(prior.sum() + seen.sum())
        + (gammaln(prior + seen) - gammaln(prior)).sum()
    )
    return float(own - (seen * np.log(shares)).sum())
