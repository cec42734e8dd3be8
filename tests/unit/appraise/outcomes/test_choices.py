"""What people were offered, chose and paid, as results tell it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from opmodels.appraise.entries import list_entries
from opmodels.appraise.outcomes.steps import measure_by_group, measure_steps
from opmodels.appraise.subject import View, prepare_as_is
from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.run import run_once
from tests import services


@pytest.fixture(name="view", scope="module")
def _view() -> View:
    subject = prepare_as_is(parse_service(services.night_out()))
    return View(subject, run_once(subject.compiled).record)


def test_shares_are_of_those_who_came(view: View) -> None:
    """What was chosen adds up to all who came, offered and not offered to one for each alternative."""
    step: Any = measure_steps(view)["how"]
    assert step["started"] == view.record.choice[:, :, c.CHOSEN].sum()
    assert sum(step["chosen"].values()) == pytest.approx(1.0)
    assert step["nothing_offered"] == 0.0
    for name, offered in step["offered"].items():
        assert offered + sum(step["not_offered"][name].values()) == pytest.approx(1.0)
    assert step["not_offered"]["car"]["trait"] > step["not_offered"]["car"]["income"] > 0
    assert step["to"]["walked"] == pytest.approx(step["chosen"]["walk"])


def test_groups_are_told_apart(view: View) -> None:
    """Workers are not offered to walk, and pay less for a car."""
    groups: Any = measure_by_group(view)
    workers, late = (groups[name]["how"] for name in ("workers", "out_late"))
    assert (workers["chosen"]["walk"], workers["not_offered"]["walk"]["condition"]) == (0.0, 1.0)
    assert (workers["price"]["car"], late["price"]["car"]) == (9.0, 12.0)
    assert workers["price"]["walk"] is None
    assert late["quoted"]["phone"] > 0


def test_prices_are_paid_by_people_to_whom_they_are_said_to_go(view: View) -> None:
    """One entry for each alternative with a price; the sum is what was paid."""
    entries = {entry.what: entry for entry in list_entries(view) if entry.payer == "citizens"}
    assert {what: entry.receiver for what, entry in entries.items()} == {
        "price of bus at how": "council",
        "price of car at how": "firm",
    }
    chosen = view.record.choice[:, 1, c.CHOSEN]
    assert entries["price of car at how"].stretch == pytest.approx(float(chosen @ np.array([9.0, 12.0])))
