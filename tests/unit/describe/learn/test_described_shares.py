"""What a description implies, without a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.contact_shares import list_measures
from opmodels.describe.learn.described_shares import work_out_shares
from opmodels.describe.learn.from_appointments import learn_counts
from opmodels.describe.service import describe

Draw = Callable[..., AppointmentCounts]


@pytest.fixture
def tree(draw_counts: Draw) -> dict[str, Any]:
    """Return the description learned from drawn counts."""
    return learn_counts(draw_counts(), 9000).service_tree


def test_the_description_says_what_was_learned(draw_counts: Draw) -> None:
    """What the description implies is what was learned, to the decimals that it is written with."""
    learned = learn_counts(draw_counts(), 9000)
    implied = work_out_shares(describe(learned.service_tree))
    assert implied.modes == learned.shares.modes
    assert np.abs(list_measures(implied) - list_measures(learned.shares)).max() < 3e-4
    assert np.abs(implied.missed_by_cell - learned.shares.missed_by_cell).max() < 1e-4


def test_a_weekend_moves_to_monday(tree: dict[str, Any]) -> None:
    """Who wants the next day on a Friday is booked three days ahead: a fifth of them."""
    for name, step in tree["steps"].items():
        if name.startswith("book_"):
            step["wanted"] = "1 day"
    assert work_out_shares(describe(tree)).lead.tolist() == pytest.approx([0, 0.8, 0.2, 0, 0, 0, 0])


def test_one_share_missed_or_none(tree: dict[str, Any]) -> None:
    """A step may miss one share whatever the lead time, or none at all."""
    tree["steps"]["book_face_to_face"]["no_show"] = {"share": "10 %", "to": "missed"}
    del tree["steps"]["book_telephone"]["no_show"]
    missed = work_out_shares(describe(tree)).missed_by_cell
    assert np.allclose(missed[0], 0.10) and np.allclose(missed[1], 0.0)


def test_other_services_are_refused(tree: dict[str, Any]) -> None:
    """A service without the split of modes, or with a mode that is not booked, is refused in words."""
    service = describe(tree)
    with pytest.raises(ValueError, match="no branch called mode_of_contact"):
        work_out_shares(
            service.but(
                steps={name: step for name, step in service.steps.items() if name != "mode_of_contact"}
            )
        )
    with pytest.raises(ValueError, match="no step book_telephone"):
        work_out_shares(
            service.but(
                steps={name: step for name, step in service.steps.items() if name != "book_telephone"}
            )
        )
