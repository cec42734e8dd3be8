"""What is no mistake, but worth knowing, is told."""

from __future__ import annotations

import pytest

from opmodels.describe.notes import LOOKS, list_numbers
from opmodels.describe.read import parse_service
from tests.services import erlang_a, mmc, surgery, tandem


def notes_of(text: str, *changes: tuple[str, str]) -> list[str]:
    """Return the notes on a service after some texts in it were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = parse_service(text)
    return [str(note) for look in LOOKS for note in look(service)]


def test_unsupported_numbers_are_counted() -> None:
    """Numbers without a source, assumed and borrowed are counted apart."""
    people = "people: {value: 1000, source: census, grade: A}"
    takes = "takes: {exponential: 3 min, grade: borrowed}"
    rate = "rate: {value: 48 per hour, grade: assumption}"
    notes = notes_of(
        mmc(), ("people: 1000", people), ("takes: {exponential: 3 min}", takes), ("rate: 48 per hour", rate)
    )
    assert notes == [
        "1 of 4 numbers without a source",
        "1 of 4 numbers assumed",
        "1 of 4 numbers borrowed from a library service",
    ]


def test_decisions_need_no_source() -> None:
    """Priorities, slots, targets and the length of the run are nobody's findings."""
    paths = [path for path, _ in list_numbers(parse_service(surgery()))]
    assert paths and not any(
        {"time", "guardrails", "slot", "priority"} & set(map(str, path)) for path in paths
    )


@pytest.mark.parametrize(
    ("text", "old", "new", "note"),
    [
        (mmc(), "{desk:", "{spare: {staff: 1}, desk:", "pools.spare: serves no step; its cost counts"),
        (mmc(), "ends:", "diaries: {d: {pool: desk, per_session: 3}}\nends:", "diaries.d: is never booked"),
        (mmc(), "people: 1000", "people: 1000, online: 50 %", "groups: no branch asks for online"),
        (mmc(), "{everyone:", "{others_too: {people: 3}, everyone:", ""),
        (
            tandem(),
            "{young: 9 per hour, old: 3 per hour}",
            "{old: 3 per hour}",
            "groups.young: has no need of this service",
        ),
        (
            erlang_a(),
            "gives_up_to: lost",
            "gives_up_to: answer",
            "steps.answer.gives_up_to: who gives up joins the same queue again at once",
        ),
        (erlang_a(), "patience: {exponential: 5 min}", "patience: {call: 5 min}", ""),
        (
            tandem(),
            "first: {serve: front, ",
            "first: {serve: front, patience: {old: 5 min}, gives_up_to: done, ",
            "steps.first.patience: young with form never give up",
        ),
    ],
)
def test_things_without_use_are_told(text: str, old: str, new: str, note: str) -> None:
    """Each look finds its own, and nothing where there is nothing."""
    rest = [told for told in notes_of(text, (old, new)) if "numbers" not in told]
    assert rest == ([note] if note else [])


def test_missed_bookings_without_a_way_are_told() -> None:
    """Who does not come and has nowhere to go is told; with a way there is nothing to tell."""
    notes = [note for note in notes_of(surgery()) if "no_show" in note]
    assert [note.partition(":")[0] for note in notes] == ["steps.ask_on_day.no_show"]
    assert not any(
        "no_show" in note for note in notes_of(surgery(), ("2 %, then", "{share: 2 %, to: unmet}, then"))
    )


@pytest.mark.parametrize(
    ("hours", "week", "told"),
    [
        ("Mon-Fri 09:00-17:00", "Sat 09:00-17:00", True),
        ("Mon-Fri 09:00-17:00", "Mon-Sat 16:45-18:00", False),
        ("Sun 22:00-05:00", "Mon 04:00-05:00", False),
    ],
)
def test_demand_while_closed_is_told(hours: str, week: str, told: bool) -> None:
    """Demand that arises only while the first pool is closed is told; any overlap is enough."""
    notes = notes_of(mmc(), ("hours: always", f"hours: {hours}"), ("starts_at:", f"week: {week}, starts_at:"))
    assert any("while desk is closed" in note for note in notes) == told
