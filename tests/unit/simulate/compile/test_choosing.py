"""Choices as numbers: what each alternative is worth to each kind of case, and whose waits are told."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.incomes import median_income
from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, compile_service
from tests import services


@pytest.fixture(name="made")
def _made() -> Compiled:
    return compile_service(parse_service(services.night_out()))


def place(made: Compiled, name: str) -> int:
    """Return the row of an alternative."""
    return made.names.alternatives.index(("how", name))


def test_worth_is_by_kind_of_case(made: Compiled) -> None:
    """Appeal and own time make the worth; a price differs by group; only an alternative with a quote minds
    the wait."""
    worth = made.program.worth
    car, walk, phone = (worth[place(made, name)] for name in ("car", "walk", "phone"))
    assert car[:, c.WORTH].tolist() == [0.4, 0.4]
    assert car[:, c.PRICE].tolist() == [9.0, 12.0]
    assert car[:, c.OF_PRICE] == pytest.approx([-0.81, -1.08])
    assert walk[:, c.WORTH] == pytest.approx([-0.6, -0.6])
    assert (walk[0, c.OF_HOUR], phone[0, c.OF_HOUR]) == (0.0, -1.8)
    assert set(worth[:, :, c.LASTING].ravel()) == {0.6}


def test_a_queue_is_told_by_its_mean_work_with_travel(made: Compiled) -> None:
    """Twenty minutes and two of travel."""
    assert made.program.worth[place(made, "bus"), 0, c.WORK_MEAN] == 22 * 60_000


def test_conditions_and_nests(made: Compiled) -> None:
    """Who is not of the group has no way; a trait is looked at; two are in the nest."""
    option = made.program.option
    assert (option[place(made, "walk"), :, c.OPTION_ROUTE] >= 0).tolist() == [False, True]
    first, last = option[place(made, "car"), 0, c.NEEDS_FROM : c.NEEDS_UNTIL + 1]
    assert made.program.clause[first:last, c.TEST].tolist() == [codes.HAS_TRAIT]
    assert option[:, 0, c.OPTION_NEST].tolist() == [0, 0, -1, -1, -1]
    assert made.program.nest[:, c.NEST_SCALE].tolist() == [0.6]


def test_waits_are_kept_of_steps_that_tell_them(made: Compiled) -> None:
    """The last wait of one step, and a published one with its period; the same one is kept once."""
    rows = made.names.rows
    assert made.program.quote.tolist() == [[rows.index("hail"), 0], [rows.index("call"), 3 * 86_400_000]]
    text = services.night_out().replace("quote: {queue: stop}", "quote: {last: hail}")
    assert len(compile_service(parse_service(text)).program.quote) == 2


def test_incomes_are_tabulated_where_somebody_chooses(made: Compiled) -> None:
    """By group, as before and as after go-live, with the median of all."""
    assert (made.program.income >= 0).all()
    assert np.allclose(made.program.median_income, median_income(parse_service(services.night_out())))
    plain = compile_service(parse_service(services.mmc()))
    assert (plain.program.income < 0).all()
    assert (len(plain.program.option), plain.names.alternatives) == (0, ())


def test_both_versions_share_the_record_of_an_alternative() -> None:
    """An alternative of the same name is one row; a new one is another."""
    before = parse_service(services.night_out())
    text = services.night_out().replace(
        "      walk: {to: walked", "      bike: {to: walked}\n      walk: {to: walked"
    )
    made = compile_service(before, parse_service(text))
    assert [name for _, name in made.names.alternatives] == ["bus", "car", "minibus", "phone", "walk", "bike"]
    assert len(made.program.option) == 11
