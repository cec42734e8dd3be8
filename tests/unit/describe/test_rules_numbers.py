"""Numbers are of a size that makes sense, and money is in one currency."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_numbers import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import mmc, surgery


def faults_of(*changes: tuple[str, str]) -> list[Fault]:
    """Return the faults of numbers in the surgery after some texts in it were replaced."""
    text = surgery()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("people: 1900", "people: 0", ("groups", "children", "people")),
        ("people: 1900", "people: 1bn", ("groups", "children", "people")),
        ("deprivation: 4", "deprivation: 11", ("groups", "children", "deprivation")),
        ("places: 6", "places: 20001", ("pools", "room", "places")),
        ("layer: 2", "layer: 0", ("pools", "manager", "layer")),
        ("per_session: 14", "per_session: 0", ("diaries", "routine", "per_session")),
        ("priority: 4", "priority: 0", ("steps", "ask_review", "priority")),
        ("{over_75: 3, others: 5}", "{over_75: 3, others: 100}", ("needs", "review", "priority", "others")),
        ("room: 30", "room: 1e7", ("steps", "phone", "room")),
        ("cases: 40", "cases: 2m", ("at_start", 0, "cases")),
        ("times: 3", "times: 0", ("steps", "fork", "branch", 0, "if", "times")),
    ],
)
def test_counts_have_bounds(old: str, new: str, path: tuple[str | int, ...]) -> None:
    """What counts people, places and slots is neither nothing nor beyond what can be run."""
    (fault,) = faults_of((old, new))
    assert fault.path == path and fault.expected.startswith("a number from")


def test_the_name_of_a_step_counts_nothing() -> None:
    """A step called times or room may have any number that its kind allows."""
    text = mmc().replace("serve: desk, takes: {exponential: 3 min}", "batch: 3, longest: 30 s")
    service = describe(parse_yaml(text.replace("answer", "times"), "x").tree)
    assert [fault for rule in RULES for fault in rule(service)] == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("cost: £96 per hour", "cost: -£3 per hour", ("pools", "gp", "cost")),
        ("cost: £52k per year", "cost: -£52k per year", ("money", "fixed", "building", "cost")),
        ("amount: £120k per year", "amount: -£120k per year", ("gap", "amount")),
        ("budget: £1.31m per year", "budget: -£1.31m per year", ("payers", "practice", "budget")),
    ],
)
def test_nobody_is_paid_less_than_nothing(old: str, new: str, place: tuple[str, ...]) -> None:
    """Pay, costs, budgets and the gap are not below zero; the amount without its sign is the nearest."""
    (fault,) = faults_of((old, new))
    assert fault.path == place
    assert fault.nearest == new.partition(": -")[2]


def test_a_bill_may_be_a_saving() -> None:
    """What an end costs elsewhere may be below zero: it saves somebody that bill."""
    assert (
        faults_of(
            (
                "pharmacy: {as: met elsewhere, costs: {nhs: £5}}",
                "pharmacy: {as: met elsewhere, costs: {nhs: -£5}}",
            )
        )
        == []
    )


def test_somebody_needs_something() -> None:
    """A service without any demand or backlog is refused; a backlog alone is enough."""
    none = (
        ("{children: 2.2, working_age: 1.9, over_75: 3.4}", "0"),
        ("{working_age: 0.3, over_75: {value: 2.0, range: [1.5, 2.5], grade: assumption}}", "0"),
    )
    assert faults_of(*none) == []
    (fault,) = faults_of(*none, ("cases: 40", "cases: 0"))
    assert fault.path == ("needs",)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("cost: £96 per hour", "cost: €96 per hour", "cost"),
        ("costs: {nhs: £5}", "costs: {nhs: $5}", "nhs"),
        ("amount: £120k per year", "amount: €120k per year", "amount"),
        ("median: £27k", "median: €27k", "median"),
        ("budget: £1.31m per year", "budget: CHF 1.31m per year", "budget"),
    ],
)
def test_money_has_one_currency(old: str, new: str, place: str) -> None:
    """An amount with another sign is told at its own place, even inside a distribution."""
    (fault,) = faults_of((old, new))
    assert fault.path[-1] == place and "currency:" in (fault.next or "")


def test_currency_can_be_another() -> None:
    """A service is in euros when it says so."""
    assert faults_of(("example: for tests only", "currency: €"), ("£", "€")) == []


@pytest.mark.parametrize("old", ["cost: £96 per hour", "cost: £52k per year", "amount: £1.2m per year"])
def test_money_over_time_is_by_time(old: str) -> None:
    """Money per visit is not money over time."""
    (fault,) = faults_of((old, old.rpartition(" ")[0] + " visit"))
    assert fault.expected == "money per hour, day, week, month or year"


@pytest.mark.parametrize(
    ("pay", "found", "step"),
    [
        (
            "£14.10 per day",
            "'£14.10 per day', which would be £0.59 an hour, as a day has 24 hours",
            "divide it by the hours that are paid in a day",
        ),
        (
            "£29k per year",
            "'£29k per year', which would be £3.31 an hour, as a year has hours by night too",
            "divide it by the hours that are paid in a year, for a full post about 1,950",
        ),
    ],
)
def test_hours_of_a_day_of_pay_are_not_known(pay: str, found: str, step: str) -> None:
    """Pay by the day or the year is refused with what it would come to; nobody knows the hours it is for."""
    (fault,) = faults_of(("cost: £96 per hour", f"cost: {pay}"))
    assert fault.path == ("pools", "gp", "cost")
    assert (fault.found, fault.next) == (found, step)
    assert fault.expected == "pay per hour, e.g. £15.20 per hour"


def test_a_day_of_what_is_always_open_has_24_hours() -> None:
    """Where a pool is always open, a day's cost is that of 24 hours."""
    text = mmc().replace("hours: always", "hours: always, cost: £410 per day")
    assert not [fault for rule in RULES for fault in rule(describe(parse_yaml(text, "x").tree))]
