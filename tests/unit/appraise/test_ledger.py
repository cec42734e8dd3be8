"""The ledger, and the gap that a model closes."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.compare import compare
from opmodels.appraise.intervals import estimate
from opmodels.appraise.ledger import (
    cashable_saving,
    describe_entries,
    gap_closed,
    list_changes,
    list_lines,
    pair_years,
)
from opmodels.describe.read import parse_service
from opmodels.foundation.units import HOURS_PER_YEAR
from tests.services import mmc
from tests.unit.appraise.laboratory import surgery_as_is, surgery_comparison, surgery_track, trimmed

PAIR = surgery_comparison().models["trim(cut=30 %)"]


def test_transfers_stand_on_both_sides() -> None:
    """What the NHS pays the practice is a transfer of the one and revenue of the other."""
    lines = [
        line for line in list_lines(surgery_as_is(), surgery_track().sample) if line.what == "income: list"
    ]
    assert [(line.payer, line.kind, line.provider) for line in lines] == [
        ("nhs", "transfer", ""),
        ("practice", "revenue", "nhs"),
    ]
    assert [line.amount.mean for line in lines] == pytest.approx([1_200_000] * 2)


def test_lines_add_up_to_the_payers_year() -> None:
    """The lines of a payer sum to its cost and revenue of a year."""
    sample = surgery_track().sample
    for payer in ("practice", "nhs"):
        mine = [line for line in list_lines(surgery_as_is(), sample) if line.payer == payer]
        cost = sum(line.amount.mean or 0.0 for line in mine if line.kind != "revenue")
        revenue = sum(line.amount.mean or 0.0 for line in mine if line.kind == "revenue")
        assert cost == pytest.approx(sample.estimate("money_per_year", payer, "cost").mean)
        assert revenue == pytest.approx(sample.estimate("money_per_year", payer, "revenue").mean)


def test_setting_up_is_paid_once() -> None:
    """Redundancies of the cut are a line of the practice that is paid once."""
    [line] = [line for line in list_lines(trimmed(), PAIR.result.sample) if line.once]
    assert (line.payer, line.kind) == ("practice", "transition")
    assert line.amount.mean == pytest.approx(PAIR.redesign.transition.set_up.value)
    assert not any(line.once for line in list_lines(surgery_as_is(), surgery_track().sample))


def test_difference_is_brought_to_a_year_from_go_live() -> None:
    """Nine weeks of difference are a year's; the three before go-live are the same and do not count."""
    own, base = PAIR.result.sample, PAIR.as_is.sample
    for entry in describe_entries(trimmed()):
        if entry.measured:
            stretch = own.column("lines", entry.what, "stretch") - base.column("lines", entry.what, "stretch")
            year = own.column("lines", entry.what, "year") - base.column("lines", entry.what, "year")
            assert year == pytest.approx(stretch * HOURS_PER_YEAR / (9 * 168))


def test_as_is_needs_no_pairing() -> None:
    """Where nothing changes the year is the stretch's own."""
    sample = surgery_track().sample
    assert pair_years(sample, sample, surgery_as_is()) is sample


def test_gap_is_the_fall_of_net_cost() -> None:
    """The gap closed is the pay of the posts that end, but for overtime and fees that follow the cases."""
    own, base = PAIR.result.sample, PAIR.as_is.sample
    pay = [f"pay of {pool}, practice" for pool in ("reception", "gp", "nurse", "manager")]
    other = ["overtime of gp", "overtime of reception", "overtime of nurse", "overtime of manager"]
    fall = sum(base.column("lines", x, "year") - own.column("lines", x, "year") for x in [*pay, *other])
    fees = own.column("lines", "income: fees", "year") - base.column("lines", "income: fees", "year")
    assert gap_closed(own, base, "practice") == pytest.approx(np.array(fall + fees))
    assert PAIR.gap_closed == estimate(gap_closed(own, base, "practice"))


def test_whole_posts_are_cashable() -> None:
    """All that trim saves leaves the budget, since nothing is stranded."""
    own, base = PAIR.result.sample, PAIR.as_is.sample
    assert cashable_saving(own, base, trimmed()) == pytest.approx(gap_closed(own, base, "practice"))


def test_changes_are_the_lines_that_differ() -> None:
    """The building and the list income do not change and are left out; the nurses' pay falls by half."""
    changes = {line.what: line for line in list_changes(trimmed(), PAIR.result.sample, PAIR.as_is.sample)}
    assert "fixed: building" not in changes and "income: list" not in changes
    assert changes["pay of nurse, practice"].amount.mean == pytest.approx(-45 * 24 * 8766 / 168)


def test_lines_that_are_new_after_a_change_are_listed() -> None:
    """What people pay a private provider, which nobody pays today, is a change of its whole amount."""
    made = compare(parse_service(mmc(run="1 week", warm_up="0 days")), ["opt_out"], replications=2)
    model = made.models["opt_out"]
    known = model.as_is.sample.names("lines")
    new = [line for line in model.changes if line.what not in known and not line.once]
    assert new and {line.payer for line in new} == {"citizens"}
    net = model.result.estimate("money_per_year", "citizens", "net").mean
    assert sum(line.amount.mean or 0.0 for line in new) == pytest.approx(net)
    assert all(line.as_dict() in model.as_json()["ledger_changes"] for line in new)


def test_json_form() -> None:
    """A line has its seven parts."""
    line = list_lines(surgery_as_is(), surgery_track().sample)[0].as_dict()
    assert set(line) == {"what", "payer", "provider", "kind", "cashable", "once", "amount"}
