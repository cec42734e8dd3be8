"""As much of the past is kept as tells more of what comes next, and no more."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.describe.learn.process.routes import (
    BEGIN,
    END,
    choose_pasts,
    count_pasts,
    find_state,
    learn_routes,
    weigh_past,
)
from tests.unit.describe.learn.process.made_logs import make_traces

SEQUENCES = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=8), min_size=1, max_size=40)


def walk(first_counts: bool, cases: int) -> list[list[int]]:
    """Return cases that begin with 0 or 1, do 2, and then 3 or 4: by what they began with, or by chance."""
    luck = np.random.default_rng(5)
    made = []
    for _ in range(cases):
        first = int(luck.integers(2))
        likely = 0.9 if (first == 0 or not first_counts) else 0.1
        made.append([first, 2, 3 if luck.random() < likely else 4])
    return made


def test_a_past_that_matters_is_kept() -> None:
    """What comes after 2 hangs on what came before it, and the state after it says so."""
    kept = choose_pasts(count_pasts(walk(True, 500)))
    assert {(0, 2), (1, 2)} & kept
    assert find_state(kept, (BEGIN, 0, 2)) != find_state(kept, (BEGIN, 1, 2))


def test_a_past_that_does_not_matter_is_forgotten() -> None:
    """In 20 logs without memory a longer past is kept in eight at most.

    Some thirty are tried in each, and evidence of 20 to 1 comes about by chance for about one in 200: in
    three logs of 20, and in more than eight with a chance below 1 %.
    """
    luck = np.random.default_rng(9)
    kept = 0
    for _ in range(20):
        sequences = [luck.integers(0, 3, luck.geometric(0.3)).tolist() for _ in range(400)]
        kept += any(len(past) > 2 for past in choose_pasts(count_pasts(sequences)))
    assert kept <= 8


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEQUENCES)
def test_the_next_state_follows_from_the_last(sequences: list[list[int]]) -> None:
    """Knowing the state before an activity is as good as knowing all that was done."""
    kept = choose_pasts(count_pasts(sequences))
    for sequence in sequences:
        state = find_state(kept, (BEGIN,))
        for place, activity in enumerate(sequence, 1):
            state = find_state(kept, (*state, activity))
            assert state == find_state(kept, (BEGIN, *sequence[:place]))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(SEQUENCES)
def test_every_step_is_counted_once(sequences: list[list[int]]) -> None:
    """Ways taken add up to the events and the ends."""
    routes = learn_routes(make_traces(sequences, [list(range(len(one))) for one in sequences]))
    counted: Counter[int] = Counter()
    for ways in routes.taken.values():
        counted.update(ways)
    assert counted[END] == len(sequences)
    assert sum(counted.values()) == sum(len(one) + 1 for one in sequences)


def test_evidence_grows_with_what_was_seen() -> None:
    """Equal shares speak against shares of their own, unequal ones for them, and many more than few."""
    shorter = {1: 500, 2: 500}
    assert weigh_past({1: 50, 2: 50}, shorter) < 0
    assert 0 < weigh_past({1: 20, 2: 5}, shorter) < weigh_past({1: 80, 2: 20}, shorter)
