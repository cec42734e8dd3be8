"""What staff are said to do, but never will, is told."""

from __future__ import annotations

import pytest

from opmodels.describe.notes_staff import LOOKS
from opmodels.describe.read import parse_service
from tests.services import mmc, walk_in


def notes_of(text: str, *changes: tuple[str, str]) -> list[str]:
    """Return the notes on a service after some texts in it were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = parse_service(text)
    return [str(note) for look in LOOKS for note in look(service)]


def test_nothing_is_told_of_what_happens() -> None:
    """In a service in which all of it plays a part there is nothing to say."""
    assert notes_of(walk_in()) == []


UNMOVED = "steps.answer.gives_way: nobody is ever interrupted: no case of a higher class needs desk"


TWO_STEPS = """\
opmodels: 1
service: A desk and an office
time: {start: 2025-01-06, run: 4 weeks}
groups: {everyone: {people: 1000}}
needs:
  call: {rate: 12 per hour, starts_at: answer}
  visit: {rate: 1 per hour, starts_at: greet}
pools: {desk: {staff: 3}, office: {staff: 2}}
steps:
  answer: {serve: desk, takes: 3 min, gives_way: resume, then: done}
  greet: {serve: office, takes: 1 min, then: urgent}
  urgent: {serve: desk, takes: 1 min, priority: 5, then: done}
ends: {done: met}
"""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], True),
        ([("priority: 5", "priority: 6")], True),
        ([("priority: 5", "priority: 4")], False),
        ([("resume,", "resume, priority: 9,")], False),
        ([("starts_at: answer", "starts_at: answer, priority: 9")], False),
        ([("urgent: {serve: desk", "urgent: {serve: office"), ("priority: 5", "priority: 4")], True),
        ([("urgent: {serve: desk", "urgent: {serve: [office, desk]"), ("priority: 5", "priority: 4")], False),
        (
            [
                ("urgent: {serve: desk", "urgent: {serve: {all: [desk, office]}"),
                ("priority: 5", "priority: 4"),
            ],
            True,
        ),
        (
            [
                ("urgent: {serve: desk", "urgent: {serve: {all: [desk, office]}"),
                ("priority: 5", "priority: 4"),
                ("greet: {serve: office", "greet: {keeps: {office: done}, serve: office"),
            ],
            False,
        ),
    ],
)
def test_work_that_nobody_interrupts_is_told(changes: list[tuple[str, str]], told: bool) -> None:
    """Work gives way only to a higher class that needs the same pool, and lacks only that one."""
    assert notes_of(TWO_STEPS, *changes) == ([UNMOVED] if told else [])


def test_class_by_severity_counts() -> None:
    """Cases of one step may differ in class; the higher may interrupt the lower."""
    levels = "starts_at: answer, severity: {mild: 70 %, dire: rest}"
    changes = (("starts_at: answer", levels), ("then: done}\nends", "gives_way: restart, then: done}\nends"))
    by_level = ("gives_way:", "priority: {dire: 1, others: 3}, gives_way:")
    assert notes_of(mmc(), *changes) == [UNMOVED]
    assert notes_of(mmc(), *changes, by_level) == []


@pytest.mark.parametrize(
    ("until", "told"),
    [("leave", False), ("done", False), ("hospital", False), ("clinic", True), ("ward", True)],
)
def test_place_that_is_never_reached_is_told(until: str, told: bool) -> None:
    """What is kept up to a step to which no case comes from here is kept to the end."""
    notes = notes_of(walk_in(), ("keeps: {beds: leave}", f"keeps: {{beds: {until}}}"))
    text = f"steps.ward.keeps.beds: no case comes from here to {until}: it keeps beds until it ends"
    assert notes == ([text] if told else [])


def test_what_is_kept_up_to_the_next_visit_is_let_go() -> None:
    """Who has a series of visits comes to the step again."""
    series = ("keeps: {beds: leave}", "keeps: {beds: ward}\n    repeat: {visits: 3, every: 1 day}")
    assert notes_of(walk_in(), series) == []


def test_call_by_a_queue_that_stays_short_is_told() -> None:
    """A queue with room for two never grows to three."""
    room = ("    same_worker:", "    room: 2\n    turned_away_to: hospital\n    same_worker:")
    assert notes_of(walk_in(), room) == [
        "pools.south_nurses.on_call: nobody is ever called: door has room for 2 who wait"
    ]


def test_call_by_a_queue_that_they_do_not_serve_is_told() -> None:
    """Help that is called to another queue does not shorten the one that calls."""
    assert notes_of(walk_in(), ("queue: door", "queue: ward")) == [
        "pools.south_nurses.on_call: is called by the queue of ward, where south_nurses does not serve"
    ]


def test_speed_that_counts_nowhere_is_told() -> None:
    """The time of a step is that of the first whom it needs."""
    assert notes_of(walk_in(), ("    provider: voluntary", "    speed: 2")) == []
    second = (
        ("serve: beds", "serve: {all: [south_nurses, beds]}"),
        ("    provider: voluntary", "    speeds_differ: 10 %"),
    )
    assert notes_of(walk_in(), *second) == [
        "pools.beds: its speed counts nowhere: no step names it first among what it needs"
    ]


@pytest.mark.parametrize(
    ("takes", "told"),
    [("6", None), ("7", "take 7 away, of 6 at most: all of them"), ("0", "take nobody away")],
)
def test_outages_of_an_odd_size_are_told(takes: str, told: str | None) -> None:
    """Nobody, or more than there are."""
    notes = notes_of(walk_in(), ("takes: 2}", f"takes: {takes}}}"))
    assert notes == ([f"pools.beds.outages: {told}"] if told else [])


@pytest.mark.parametrize(("by", "told"), [("4.7", False), ("4.8", True)])
def test_absence_of_everybody_is_told(by: str, told: bool) -> None:
    """With 5 % absence and a line at 80 %, a rise by 4.75 a point leaves nobody."""
    notes = notes_of(walk_in(), ("by: 0.2", f"by: {by}"))
    assert any("absence_rises: nobody is left" in note for note in notes) == told


ROOMS = """\
opmodels: 1
service: Beds and theatres
time: {start: 2025-01-06, run: 4 weeks}
groups: {everyone: {people: 1000}}
needs:
  ill: {rate: 1 per hour, starts_at: bed}
  injured: {rate: 1 per hour, starts_at: operate}
pools: {beds: {places: 2}, theatres: {places: 2}, porters: {staff: 2}}
steps:
  bed: {serve: beds, takes: 10 min, keeps: {beds: home}, then: operate_later}
  operate_later: {serve: theatres, takes: 10 min, then: home}
  operate: {serve: theatres, takes: 10 min, keeps: {theatres: recover}, then: fetch}
  fetch: {serve: porters, takes: 10 min, then: recover}
  recover: {serve: beds, takes: 10 min, then: home}
ends: {home: met}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", False),
        ("theatres: recover}", "theatres: home}", True),
        ("fetch: {serve: porters", "fetch: {serve: [porters, beds]", True),
        ("fetch: {serve: porters", "fetch: {serve: {all: [porters, theatres]}", False),
    ],
)
def test_rooms_that_block_each_other_are_told(old: str, new: str, told: bool) -> None:
    """Who keeps a theatre and needs a bed can wait for those who keep the beds and need a theatre."""
    text = (
        "steps.bed.keeps.beds: who keeps beds may wait for who keeps theatres, and the other way round:"
        " they can block each other for good"
    )
    assert notes_of(ROOMS, (old, new)) == ([text] if told else [])


def test_ring_of_three_is_told() -> None:
    """Beds wait for theatres, theatres for porters, porters for beds."""
    ring = (
        ("theatres: recover}", "theatres: home}"),
        (
            "fetch: {serve: porters, takes: 10 min",
            "fetch: {serve: porters, takes: 10 min, keeps: {porters: home}",
        ),
    )
    (note,) = notes_of(ROOMS, *ring)
    assert "who keeps beds may wait for who keeps porters, theatres, and the other way round" in note
