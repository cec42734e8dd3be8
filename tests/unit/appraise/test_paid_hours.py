"""Hours paid, counted by hand from the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.appraise.paid_hours import PaidHours, count_paid_hours
from opmodels.appraise.subject import prepare_as_is, prepare_redesign
from opmodels.describe.read import parse_service
from opmodels.models.catalogue import find_model
from opmodels.simulate.compile.assemble import Rollout, compile_service
from tests import services
from tests.unit.appraise.laboratory import surgery, surgery_as_is, trimmed


def test_always_open() -> None:
    """Three that never close are paid 3 x 24 hours a day; the warm-up is not counted."""
    subject = prepare_as_is(parse_service(services.mmc(run="2 weeks")))
    assert subject.paid_hours == {"desk": PaidHours(3 * 14 * 24.0, 0.0)}


def test_holidays_and_exceptions() -> None:
    """In the twelve weeks are Good Friday, Easter Monday and two bank holidays in May 2025.

    Two nurses work 9 hours on the 60 weekdays less these four; five GPs 8 hours on them, less the two
    days off (26 May is a holiday already) and five hours on 1 May.
    """
    hours = surgery_as_is().paid_hours
    assert hours["nurse"].total == pytest.approx(2 * 9 * 56)
    assert hours["gp"].total == pytest.approx(5 * (8 * 55 - 5))


def test_absence_does_not_lower_pay() -> None:
    """Who is absent is paid: GPs miss 4 % of their shifts, and all their hours are counted."""
    gp = surgery().pools["gp"]
    assert gp.absence is not None and gp.absence.value == 0.04
    assert surgery_as_is().paid_hours["gp"].total == pytest.approx(2175.0)


def test_cut_counts_from_go_live() -> None:
    """Before go-live the old posts are paid, after it the new ones: three weeks and nine."""
    before, after = surgery_as_is().paid_hours["nurse"].total, trimmed().paid_hours["nurse"]
    assert after.old == pytest.approx(2 * 9 * (15 - 2))
    assert after.new == pytest.approx((before - after.old) / 2)


def test_pool_that_ends_is_paid_till_then() -> None:
    """A pool that is switched off has no hours after go-live."""
    hours = prepare_redesign(find_model("withdraw").plan(surgery())).paid_hours["nurse"]
    assert hours.new == 0.0 and hours.old == pytest.approx(2 * 9 * 13)


def test_dual_running_pays_the_difference_only() -> None:
    """While old and new stand side by side, the larger of the two is paid, the old hours at the old rate."""
    before = parse_service(services.mmc(staff=3, run="2 weeks"))
    after = parse_service(services.mmc(staff=2, run="2 weeks"))
    rollout = Rollout(live=date(2025, 1, 8), dual_minutes=3 * 1440)
    timeline = compile_service(before, after, rollout=rollout).timeline
    hours = count_paid_hours((before, after), timeline, 3 * 86_400_000)
    assert hours["desk"].old == pytest.approx((2 * 3 + 3 * 1) * 24)
    assert hours["desk"].new == pytest.approx(12 * 2 * 24)
