"""The description that learning writes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.from_appointments import learn_counts
from opmodels.describe.learn.practice import round_shares, write_wanted
from opmodels.describe.pathway import Book
from opmodels.describe.read import parse_service
from opmodels.describe.service import describe
from opmodels.describe.soundness import find_problems
from opmodels.describe.write import write

Draw = Callable[..., AppointmentCounts]


def test_it_is_a_valid_service(draw_counts: Draw) -> None:
    """The tree validates, starts after the learned months, and learned numbers have range, source, grade."""
    learned = learn_counts(draw_counts(), 9000)
    service = describe(learned.service_tree)
    assert service.time.start.isoformat() == "2019-09-01"
    step = service.steps["book_telephone"]
    assert isinstance(step, Book) and step.no_show is not None
    for days, share in step.no_show.after:
        assert share.low is not None and share.high is not None and share.low <= share.value <= share.high
        assert share.source == "learned from made-up.csv, 2019-03..2019-08" and share.grade == "B"
        assert days in (0, 1, 2, 8, 15, 22, 29)


def test_the_diary_is_an_assumption_that_never_binds(draw_counts: Draw) -> None:
    """There are three times the slots that a day needs, and the number of staff says that it is assumed."""
    service = describe(learn_counts(draw_counts(), 9000).service_tree)
    pool = service.pools["clinicians"]
    daily = 9000 * 5.0 / (365.25 * 5 / 7)
    assert pool.size * service.diaries["appointments"].per_session.value >= 3 * daily
    assert pool.staff is not None and pool.staff.grade == "assumption"


def test_few_months_give_no_ranges(draw_counts: Draw) -> None:
    """From two months the numbers have no ranges, because none can be known."""
    split = learn_counts(draw_counts(months=2), 9000).service_tree["steps"]["mode_of_contact"]["branch"]
    assert split["book_face_to_face"] == "rest"
    assert "range" not in split["book_telephone"] and split["book_telephone"]["grade"] == "B"


def test_wanted_next_days_make_up_for_fridays() -> None:
    """A quarter of the booked next days is added to the wanted ones and taken from the days that follow."""
    lead = np.array([0.4, 0.08, 0.2, 0.12, 0.1, 0.06, 0.04])
    mixture = write_wanted(lead)["mixture"]
    assert mixture["shares"] == ["40 %", "10 %", "18 %", "12 %", "10 %", "6 %", "4 %"]
    assert mixture["of"][:2] == ["0 days", "1 day"]
    assert mixture["of"][2] == {"empirical": [f"{day} days" for day in range(2, 8)]}


def test_wanted_next_days_never_take_more_than_there_is() -> None:
    """Where hardly anyone is booked 2 to 7 days ahead, no share falls below nought."""
    shares = write_wanted(np.array([0.5, 0.48, 0.02, 0.0, 0.0, 0.0, 0.0]))["mixture"]["shares"]
    assert shares[:3] == ["50 %", "50 %", "0 %"]


@pytest.mark.parametrize("seed", range(5))
def test_rounded_shares_sum_to_a_hundred(seed: int) -> None:
    """Rounded shares sum to 100 and none is further from its own than one unit of the last place."""
    shares = np.random.default_rng(seed).dirichlet(np.full(7, 0.5))
    rounded = round_shares(shares)
    assert sum(round(100 * share) for share in rounded) == 10_000
    assert np.abs(np.array(rounded) - 100 * shares).max() <= 0.01


def test_rare_cells_have_wide_ranges(draw_counts: Draw) -> None:
    """The share missed of a cell that was seldom seen has a wider range than that of one seen often."""
    service = describe(learn_counts(draw_counts(monthly=30_000), 9000).service_tree)

    def width(mode: str, number: int) -> float:
        step = service.steps[f"book_{mode}"]
        assert isinstance(step, Book) and step.no_show is not None
        share = step.no_show.after[number][1]
        assert share.low is not None and share.high is not None
        return (share.high - share.low) / share.value

    assert width("telephone", 6) > 2 * width("face_to_face", 2)


def test_it_goes_through_a_file_unchanged(draw_counts: Draw) -> None:
    """Written as a file and read again it is the same description, with nothing unsound in it."""
    service = describe(learn_counts(draw_counts(), 9000).service_tree)
    again = parse_service(write(service), "elm.yaml")
    assert again.tree == service.tree and find_problems(again) == []
