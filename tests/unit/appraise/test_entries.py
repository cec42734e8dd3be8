"""Payments, each with a payer and a receiver."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opmodels.appraise.entries import ELSEWHERE, STAFF, SUPPLIERS, check_balance, list_entries
from opmodels.appraise.outcomes.money import measure_money
from opmodels.appraise.subject import prepare_as_is, prepare_redesign
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service, describe
from opmodels.foundation.errors import SimulationFault
from opmodels.foundation.units import HOURS_PER_YEAR
from opmodels.models.base import Redesign
from opmodels.models.catalogue import find_model
from opmodels.simulate import columns as c
from tests import services
from tests.unit.appraise.laboratory import surgery, surgery_as_is, trimmed, view_of


def change_surgery(**money: object) -> Redesign:
    """Return a redesign of the surgery that changes nothing but its fixed costs."""
    base = find_model("keep").plan(surgery())
    tree = {**surgery().tree, "money": {**surgery().tree["money"], "fixed": money}}
    after: Service = describe(tree)
    return replace(base, after=after)


def test_every_payment_is_named_once() -> None:
    """No two entries have the same name, before or after a change."""
    for subject in (surgery_as_is(), trimmed()):
        names = [entry.what for entry in list_entries(view_of(subject))]
        assert len(set(names)) == len(names)


def test_receivers_and_kinds() -> None:
    """Pay goes to staff and is fixed, bills of ends go elsewhere, income is a transfer between payers."""
    found = {entry.what: entry for entry in list_entries(view_of(surgery_as_is()))}
    pay, bill, work, income = (
        found[x] for x in ("pay of gp, practice", "a_and_e, nhs", "consult, nhs", "income: list")
    )
    assert (pay.receiver, pay.kind, pay.cashable, pay.measured) == (STAFF, "fixed", True, False)
    assert (bill.receiver, bill.kind, bill.measured) == (ELSEWHERE, "variable", True)
    assert work.receiver == SUPPLIERS
    assert (income.payer, income.receiver, income.kind) == ("nhs", "practice", "transfer")


def test_another_payers_bill_is_not_cashable() -> None:
    """A visit that the NHS is spared frees no money of the NHS at its average cost."""
    found = {entry.what: entry for entry in list_entries(view_of(surgery_as_is()))}
    assert not found["a_and_e, nhs"].cashable
    assert found["overtime of gp"].cashable


def test_fixed_cost_that_stays_is_stranded() -> None:
    """A building of £52k of which all stays cannot be dropped: what the description drops is stranded."""
    entries = {one.what: one for one in list_entries(view_of(prepare_redesign(change_surgery())))}
    stranded = entries["stranded: building"]
    assert stranded.year == pytest.approx(52_000) and not stranded.cashable
    assert entries["fixed: building"].year == 0.0
    assert stranded.stretch + entries["fixed: building"].stretch == pytest.approx(52_000 * 12 * 168 / 8766)


def test_only_what_stays_is_stranded() -> None:
    """Where 60 % stay and the description keeps £40k, nothing is stranded; at £10k it is £21.2k."""
    tree = {**surgery().tree}
    tree["money"] = {"fixed": {"building": {"cost": "£52k per year", "pays": "practice", "stays": "60 %"}}}
    before = describe(tree)
    for kept, left in (("£40k per year", None), ("£10k per year", 21_200.0)):
        after = describe({**tree, "money": {"fixed": {"building": {"cost": kept, "pays": "practice"}}}})
        base = find_model("keep").plan(before)
        entries = {x.what: x for x in list_entries(view_of(prepare_redesign(replace(base, after=after))))}
        found = entries.get("stranded: building")
        assert (found.year if found else None) == (pytest.approx(left) if left else None)


def test_service_without_money_is_free() -> None:
    """Where nothing has a price, everything costs nothing and still balances."""
    from opmodels.appraise.subject import prepare_as_is

    view = view_of(prepare_as_is(parse_service(services.mmc())))
    assert measure_money(view) == {"service": {"cost": 0.0, "revenue": 0.0}}


def test_imbalance_is_a_fault() -> None:
    """Money that is paid and not received stops the run."""
    view = view_of(surgery_as_is())
    booked = {name: dict(one) for name, one in measure_money(view).items()}  # type: ignore[arg-type]
    check_balance(list_entries(view), booked)
    booked["nhs"]["cost"] += 1.0
    with pytest.raises(SimulationFault, match="received"):
        check_balance(list_entries(view), booked)


def test_funded_posts_are_paid_for() -> None:
    """Ten hours of a post beside the three described are ten times £20; fewer posts are money not spent."""
    subject = prepare_as_is(parse_service(services.home_teams()))
    for hours, cost in ((10, 200.0), (-4, -80.0)):
        funded = np.array([[hours * c.HOUR_MS, 0.0], [0.0, 0.0], [0.0, 0.0]])
        found = {entry.what: entry for entry in list_entries(view_of(subject, funded=funded))}
        entry = found["posts funded for north"]
        assert entry.stretch == pytest.approx(cost)
        assert entry.year == pytest.approx(cost * HOURS_PER_YEAR / (4 * 168))
        assert (entry.receiver, entry.kind, entry.cashable, entry.measured) == (STAFF, "fixed", True, True)
        assert "posts funded for south" not in found
