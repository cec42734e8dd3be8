"""Money paid is money received, whatever happens in a run and whatever things cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.appraise.entries import list_entries
from opmodels.appraise.ledger import cashable_saving, gap_closed, list_lines, pair_years
from opmodels.appraise.outcomes.catalogue import measure_run
from opmodels.appraise.outcomes.money import measure_money
from opmodels.appraise.samples import stack_trees
from opmodels.appraise.subject import Subject, View, prepare_as_is
from opmodels.describe.service import describe
from opmodels.simulate import columns as c
from tests.unit.appraise.laboratory import empty_record, surgery, surgery_as_is, trimmed

COUNTS = st.integers(0, 5000)


def happening(subject: Subject, draw: st.DataObject) -> View:
    """Return a run with any number of cases by end, work done by step and overtime by pool."""
    record, names = empty_record(subject), subject.names
    for row in range(len(names.ends)):
        record.end[draw.draw(st.integers(0, 2)), row] = draw.draw(COUNTS)
    for row in range(len(names.rows)):
        record.total[0, row, c.WORK_DONE] = draw.draw(COUNTS)
    for row in range(len(names.pools)):
        record.pool_hours[row, 336 + 40] = draw.draw(COUNTS) * c.HOUR_MS / 10
    return View(subject, record)


@settings(max_examples=60)
@given(st.data())
def test_paid_is_received(draw: st.DataObject) -> None:
    """Over all payers, cost less revenue is what leaves the circle of payers, before and after a change."""
    for subject in (surgery_as_is(), trimmed()):
        view = happening(subject, draw)
        booked = measure_money(view)
        net = sum(one["cost"] - one["revenue"] for one in booked.values())  # type: ignore[index, call-overload, operator]
        outside = sum(entry.stretch for entry in list_entries(view) if entry.receiver not in subject.payers)
        assert net == pytest.approx(outside)


@settings(max_examples=60)
@given(st.data())
def test_every_case_is_paid_for(draw: st.DataObject) -> None:
    """The bills are the counts of the record times the prices of the description, summed apart."""
    view = happening(surgery_as_is(), draw)
    names, record = view.names, view.record
    count = dict(zip(names.ends, record.end.sum(axis=0), strict=True))
    done = record.total[:, names.rows.index("consult"), c.WORK_DONE].sum()
    idle = measure_money(View(view.subject, empty_record(view.subject)))["nhs"]["cost"]  # type: ignore[index, call-overload]
    bills = 5 * count["pharmacy"] + 150 * count["a_and_e"] + 1 * count["seen"] + 2 * done
    assert measure_money(view)["nhs"]["cost"] - idle == pytest.approx(float(bills))  # type: ignore[index, call-overload, operator]


@settings(max_examples=25)
@given(
    fee=st.integers(0, 500),
    bill=st.integers(0, 500),
    rent=st.integers(0, 900_000),
    grant=st.integers(0, 3_000_000),
)
def test_prices_move_money_and_make_none(fee: int, bill: int, rent: int, grant: int) -> None:
    """Whatever the prices, a fee or a grant moves money between payers without changing their total."""
    tree = {**surgery().tree}
    tree["money"] = {
        "fixed": {"building": {"cost": f"£{rent} per year", "pays": "practice"}},
        "income": {
            "list": {"amount": f"£{grant} per year", "pays": "nhs", "to": "practice"},
            "fees": {"per_case": {"seen": f"£{fee}"}, "pays": "nhs", "to": "practice"},
        },
    }
    tree["ends"] = {**tree["ends"], "a_and_e": {"as": "met elsewhere", "costs": {"nhs": f"£{bill}"}}}
    subject = _price(describe(tree))
    record = empty_record(subject)
    record.end[0, :] = 100
    booked = measure_money(View(subject, record))
    net = sum(one["cost"] - one["revenue"] for one in booked.values())  # type: ignore[index, call-overload, operator]
    free = measure_money(View(surgery_as_is(), empty_record(surgery_as_is())))
    base = sum(one["cost"] - one["revenue"] for one in free.values())  # type: ignore[index, call-overload, operator]
    assert net - base == pytest.approx((rent - 52_000) * 12 * 168 / 8766 + 100 * bill + 100 * 5, abs=0.01)


def _price(service) -> Subject:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(surgery_as_is(), before=service, after=service)


@settings(max_examples=25)
@given(st.data())
def test_what_one_saves_somebody_stops_paying(draw: st.DataObject) -> None:
    """A change's savings over all payers are the fall of what leaves them, and are cashable."""
    base_view, own_view = happening(surgery_as_is(), draw), happening(trimmed(), draw)
    base = stack_trees([measure_run(base_view)])
    own = pair_years(stack_trees([measure_run(own_view)]), base, trimmed())
    saved = sum(gap_closed(own, base, payer) for payer in trimmed().payers)
    outside = [entry.what for entry in list_entries(own_view) if entry.receiver not in trimmed().payers]
    fall = sum(
        np.nan_to_num(base.column("lines", x, "year")) - own.column("lines", x, "year") for x in outside
    )
    assert saved == pytest.approx(fall, abs=0.01)
    assert cashable_saving(own, base, trimmed()) == pytest.approx(gap_closed(own, base, "practice"), abs=0.01)


def test_subject_of_another_price_is_the_same_run() -> None:
    """Prices decide nothing in a run: the program of a dearer surgery is that of the surgery."""
    dear = describe({**surgery().tree, "money": {}})
    assert prepare_as_is(dear).compiled.digest == surgery_as_is().compiled.digest
    assert list_lines(surgery_as_is(), stack_trees([{}]))
