"""Who gains and who loses, on people whose fate is known."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.person_sums import PersonSums
from opmodels.appraise.winners import Material, Winners, compare_people
from opmodels.simulate.program import Names

NAMES = Names(
    groups=("young", "old"), needs=("call",), rows=(), row_kinds=(), ends=(), pools=(), traits=(),
    people=(6, 4), streams=(),
    priorities=1, most_at_once=1, paused=False,
)  # fmt: skip
REPLICATIONS = 10


def sums_of(
    waits: list[float], met: list[float] | None = None, cases: list[float] | None = None
) -> PersonSums:
    """Return ten identical replications: minutes per case, met per case and cases of each person."""
    told = np.array([cases or [2.0] * len(waits), met or [1.0] * len(waits), waits]).T
    told[:, 1:] *= told[:, :1]
    sums = PersonSums(len(waits))
    for k in range(REPLICATIONS):
        sums.add(k, told.astype(np.float32))
    return sums


AS_IS = [20.0] * 10


def compared(after: PersonSums, before: PersonSums | None = None) -> Winners:
    """Return who gains and loses against everybody waiting 20 minutes."""
    return compare_people(before or sums_of(AS_IS), after, NAMES, Material())


def test_longer_and_shorter_waits() -> None:
    """One of six young waits 10 minutes longer, three of four old 10 minutes less."""
    found = compared(sums_of([30.0, *[20.0] * 5, 10.0, 10.0, 10.0, 20.0]))
    young, old = found.groups["young"], found.groups["old"]
    assert (young.better.mean, young.worse.mean) == pytest.approx((0.0, 1 / 6))
    assert (old.better.mean, old.worse.mean, old.same.mean) == pytest.approx((0.75, 0.0, 0.25))
    assert found.everyone.worse.mean == pytest.approx(0.1)
    assert (young.people, old.people, found.everyone.people) == (6, 4, 10)


def test_material_amount() -> None:
    """Five minutes count, or a tenth of the mean wait where that is more."""
    assert Material().minutes_for(20.0) == 5.0
    assert Material().minutes_for(200.0) == 20.0
    nothing = compared(sums_of([24.9] * 10))
    assert nothing.everyone.same.mean == 1.0 and nothing.worst_off == "" and nothing.minutes == 5.0
    assert compared(sums_of([25.1] * 10)).everyone.worse.mean == 1.0


def test_needs_no_longer_met() -> None:
    """Whose needs are met in fewer cases is worse off, though nobody waits longer."""
    found = compared(sums_of(AS_IS, met=[0.9] + [1.0] * 9)).groups["young"]
    assert found.worse.mean == pytest.approx(1 / 6)
    assert found.only_before.mean == 0.0


def test_better_in_one_respect_and_worse_in_another_is_worse() -> None:
    """Served sooner but less often is a loss."""
    found = compared(sums_of([5.0] * 10, met=[0.5] * 10)).everyone
    assert (found.better.mean, found.worse.mean) == (0.0, 1.0)


def test_served_on_one_side_only() -> None:
    """Those whose needs are met only before, or only after, are told apart."""
    before = sums_of(AS_IS, met=[1.0] * 9 + [0.0])
    found = compared(sums_of(AS_IS, met=[0.0] + [1.0] * 9), before)
    assert found.groups["young"].only_before.mean == pytest.approx(1 / 6)
    assert found.groups["old"].only_after.mean == pytest.approx(1 / 4)


def test_people_without_a_case_are_left_out() -> None:
    """Whoever has no case on one side neither gains nor loses."""
    found = compared(sums_of([30.0] * 10, cases=[0.0] * 5 + [2.0] * 5))
    assert found.groups["young"].people == 1 and found.groups["old"].people == 4
    assert compared(sums_of([30.0] * 10, cases=[0.0] * 6 + [2.0] * 4)).groups["young"].worse.mean is None


def test_worst_off_group_comes_first() -> None:
    """Groups are ranked by the share worse off."""
    found = compared(sums_of([20.0] * 6 + [40.0] * 4))
    assert list(found.groups) == ["old", "young"] and found.worst_off == "old"
    assert found.worse["old"].mean == 1.0 and found.worse[""].mean == pytest.approx(0.4)


def test_people_whom_only_the_model_has() -> None:
    """A group that a model adds stands at the end and has nobody to compare with."""
    found = compare_people(sums_of(AS_IS[:6]), sums_of(AS_IS), NAMES, Material())
    assert found.groups["young"].people == 6 and found.groups["old"].people == 0


def test_one_replication_says_nothing() -> None:
    """Luck cannot be told from change by one replication, so nothing is said."""
    one, other = PersonSums(10), PersonSums(10)
    one.add(0, np.ones((10, 3), np.float32))
    other.add(0, np.ones((10, 3), np.float32))
    assert compare_people(one, other, NAMES, Material()).everyone.worse.mean is None


def test_interval_is_within_nought_and_one() -> None:
    """A share that every block agrees on is certain; intervals never leave 0 to 1."""
    rng = np.random.default_rng(2)
    before, after = PersonSums(10), PersonSums(10)
    for k in range(REPLICATIONS):
        for sums, base in ((before, 20.0), (after, 26.0)):
            waits = base + rng.normal(0.0, 8.0, 10)
            sums.add(k, np.array([np.ones(10), np.ones(10), waits], np.float32).T)
    for share in compare_people(before, after, NAMES, Material()).worse.values():
        assert share.low is not None and share.high is not None
        assert 0.0 <= share.low <= (share.mean or 0.0) <= share.high <= 1.0


def test_json_form() -> None:
    """Shares by group are plain numbers that add up to one."""
    told = compared(sums_of([30.0] * 3 + [20.0] * 4 + [10.0] * 3)).as_dict()
    for one in told.values():
        assert one["better"] + one["worse"] + one["same"] == pytest.approx(1.0)
    assert Material().as_dict()["grade"] == "assumption"
