"""What was found, in words, rows and for programs."""

from __future__ import annotations

import json

import pytest

from benchmarks.findings import compare_speed, tabulate_races, tell_pairing, tell_start
from tests.benchmarks.findings_made_up import MADE_UP


def test_json_has_its_keys() -> None:
    """Each workload has its speed and its ratio to every peer; the rest stands beside them."""
    found = json.loads(json.dumps(MADE_UP.write_json()))
    assert found["mm1"]["per_second"] == 2e6
    assert found["mm1"]["ratio"] == {"c": 0.1, "simpy": 40.0}
    assert found["network"]["found"]["c_events"]["gave_up"] == 0.204
    assert {"memory", "start", "scaling", "paired", "left_out"} <= set(found)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(40.0, "40 times slower"), (2.04, "2.0 times slower"), (0.1, "10 times as fast"), (1.01, "as fast")],
)
def test_speed_in_words(ratio: float, words: str) -> None:
    """A ratio above one means that the other is slower."""
    assert compare_speed(ratio) == words


def test_rows_have_one_length() -> None:
    """Every row of the races has as many cells as the head, and the engine is compared with nobody."""
    rows = list(tabulate_races(MADE_UP))
    assert {len(row) for row in rows} == {5} and len(rows) == 6
    assert rows[1][:3] == ("M/M/1: opmodels", "2,000,000", "")
    assert rows[3][2] == "40 times slower"


def test_sentences_have_the_figures() -> None:
    """Start and pairing are told with what was measured."""
    assert "30.0 s" in tell_start(MADE_UP) and "1.5 s" in tell_start(MADE_UP)
    assert "25 times fewer replications" in tell_pairing(MADE_UP) and "18 to 33" in tell_pairing(MADE_UP)
