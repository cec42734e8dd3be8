"""Replications side by side."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.person_sums import PersonSums
from opmodels.appraise.tracks import BATCH, Track, follow, say_why
from opmodels.simulate.run import run_once
from tests.unit.appraise.laboratory import tandem


def test_replications_are_those_of_the_engine() -> None:
    """Replication k of a track is replication k of the engine, counted from the track's first."""
    track, later = Track(tandem()), Track(tandem(), first=3)
    follow([track, later], seed=9, count=5, workers=2)
    for which, one in ((0, track), (3, later)):
        arrived = sum(one.sample.column("groups", group, "arrived") for group in ("young", "old"))
        for k in range(5):
            record = run_once(tandem().compiled, 9, which + k).record
            assert arrived[k] == record.group[:, 0].sum()


def test_workers_and_company_do_not_matter() -> None:
    """One or two workers, alone or beside another track, give the same numbers to the last bit."""
    alone, beside = Track(tandem()), Track(tandem())
    follow([alone], seed=9, count=4, workers=1)
    follow([Track(tandem(), first=50), beside], seed=9, count=4, workers=2)
    assert np.array_equal(alone.sample.values, beside.sample.values, equal_nan=True)


def test_number_grows_in_batches_until_enough() -> None:
    """Without a number there are ten, then ten more, until it is enough or the most is reached."""
    track, asked = Track(tandem()), []
    follow([track], seed=1, enough=lambda: asked.append(len(track.trees)) or len(asked) == 2)  # type: ignore[func-returns-value]
    assert asked == [BATCH, 2 * BATCH]
    short = Track(tandem())
    follow([short], seed=1, enough=lambda: False, most=12)
    assert len(short.trees) == 12


def test_progress_counts_all_tracks() -> None:
    """Progress rises to the number of runs over all tracks, which is told where it is known."""
    told: list[tuple[int, int | None]] = []
    tracks = [Track(tandem()), Track(tandem(), first=7)]
    follow(tracks, seed=1, count=3, progress=lambda done, planned: told.append((done, planned)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (6, 6)
    told.clear()
    follow([Track(tandem())], seed=1, most=10, progress=lambda done, planned: told.append((done, planned)))
    assert told[-1] == (10, None)


def test_persons_are_summed_where_asked() -> None:
    """Cases of persons add up to the cases that ended; without sums nothing is kept."""
    track = Track(tandem(), persons=PersonSums(500))
    follow([track], seed=2, count=3)
    assert track.persons is not None
    ended = sum(track.sample.column("ends", "done"))
    assert track.persons.sums[..., 0].sum() == ended


def test_load_is_people_at_work() -> None:
    """Two clerks at the front desk are open round the clock, and busy as often as their utilisation says."""
    track = Track(tandem())
    follow([track], seed=2, count=3)
    front = track.load[track.subject.names.pools.index("front")]
    assert front[0] == pytest.approx(np.full(168, 2.0))
    assert front[1].mean() == pytest.approx(2 * track.sample.column("pools", "front", "utilisation").mean())


@pytest.mark.parametrize(
    ("count", "asked", "precision", "words"),
    [
        (7, 7, 0.05, "7 were asked for"),
        (10, None, None, "10, the fewest, as no precision was asked for"),
        (30, None, 0.05, "30 are enough for the precision of ±5 % that is wanted"),
        (200, None, 0.01, "200, the most allowed; the precision of ±1 % that is wanted was not reached"),
    ],
)
def test_why_so_many(count: int, asked: int | None, precision: float | None, words: str) -> None:
    """The reason for the number of replications is told."""
    assert say_why(count, asked, precision) == words
