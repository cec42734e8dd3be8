"""What is sure among many findings, and how wide their ranges are."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta

from opmodels.describe.learn.process.finding import (
    ALARM,
    Finding,
    choose_sure,
    find_chance,
    find_ratio_range,
    find_share_range,
    is_too_many,
    write_percent,
)


def test_the_sure_ones_are_those_of_benjamini_and_hochberg() -> None:
    """The example of their paper of 1995: four of fifteen at 5 %; of none, none."""
    chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    assert choose_sure(chances).tolist() == [True] * 4 + [False] * 11
    assert choose_sure(chances[::-1]).tolist() == [False] * 11 + [True] * 4
    assert choose_sure([]).tolist() == []


def test_where_there_is_nothing_one_log_in_twenty_is_an_alarm() -> None:
    """Of 4,000 logs with ten even chances each, something is found in 5 % within four standard errors."""
    luck = np.random.default_rng(5).random((4000, 10))
    alarms = sum(choose_sure(list(one)).any() for one in luck)
    assert abs(alarms / 4000 - ALARM) < 4 * np.sqrt(ALARM * (1 - ALARM) / 4000)


def test_chances_of_counts() -> None:
    """Two or more of three coins in half; none or more always."""
    assert find_chance(2, 3, 0.5) == pytest.approx(0.5)
    assert find_chance(0, 3, 0.5) == 1


def test_the_range_of_a_share_holds_it() -> None:
    """Jeffreys' range of 8 of 40, and of none and all, which do not end at a point."""
    assert find_share_range(8, 40) == pytest.approx(beta(8.5, 32.5).ppf([0.025, 0.975]))
    assert find_share_range(0, 40)[0] == 0 and 0 < find_share_range(0, 40)[1] < 0.1
    assert find_share_range(40, 40)[1] == 1 and 0.9 < find_share_range(40, 40)[0] < 1


def test_the_range_of_a_ratio_holds_the_truth() -> None:
    """In 93 to 97.5 % of 400 logs of 100 weeks each, whose shares differ."""
    luck = np.random.default_rng(4)
    held = 0
    for _ in range(400):
        whole = luck.poisson(10, 100).astype(float)
        low, high = find_ratio_range(luck.binomial(whole.astype(int), 0.3).astype(float), whole)
        held += low <= 0.3 <= high
    assert 0.92 <= held / 400 <= 0.98


def test_as_json_and_in_words() -> None:
    """Keys that programs rely on; shares with three figures."""
    tree = Finding("batches", "found", ("two",), ({"name": "a"},)).as_dict()
    assert tree == {"verdict": "found", "told": ["two"], "found": [{"name": "a"}]}
    assert (write_percent(0.01234), write_percent(1.0)) == ("1.23 %", "100 %")


def test_parts_without_the_whole_say_nothing_of_a_ratio() -> None:
    """Of a thousand cases three have an appointment, and all three miss it: that is three of three."""
    part, whole = np.zeros(1000), np.zeros(1000)
    part[:3] = whole[:3] = 1
    assert find_ratio_range(part, whole) == find_share_range(3, 3)


def test_too_many_trials_are_told_from_enough() -> None:
    """With 999 trials one true finding among fifty can be sure, and among sixty it cannot."""
    assert not is_too_many([0.001] + [0.5] * 49, 999)
    assert is_too_many([0.001] + [0.5] * 59, 999)
    assert not is_too_many([0.5] * 60, 999)
    assert not is_too_many([], 999)
