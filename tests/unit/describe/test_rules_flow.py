"""Every case finds its way, and has a value wherever one is needed."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_flow import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import erlang_a, mmc, tandem, walk_in


def faults_of(text: str, *changes: tuple[str, str]) -> list[Fault]:
    """Return the faults of the ways through a service after some texts in it were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


def test_unreached_step_is_told() -> None:
    """A step to which nothing leads is told; one that only a 0 % route leads to is not."""
    more = "steps:\n  attic: {wait: 5 min, then: done}"
    (fault,) = faults_of(mmc(), ("steps:", more))
    assert fault.path == ("steps", "attic") and fault.key
    assert (
        faults_of(mmc(), ("steps:", more), ("then: done}\nends", "then: {attic: 0 %, done: rest}}\nends"))
        == []
    )


def test_backlog_reaches_its_step() -> None:
    """A step that only a backlog stands at is reached."""
    backlog = "at_start: [{step: attic, need: call, cases: 5}]\nends:"
    assert (
        faults_of(mmc(), ("steps:", "steps:\n  attic: {wait: 5 min, then: done}"), ("ends:", backlog)) == []
    )


@pytest.mark.parametrize(
    ("then", "trapped"),
    [
        ("answer", "answer"),
        ("{answer: 100 %, done: rest}", "answer"),
        ("{answer: rest, done: 0 %}", "answer"),
    ],
)
def test_loop_without_exit_is_told(then: str, trapped: str) -> None:
    """A loop whose only way out is never taken is a loop without exit."""
    (fault,) = faults_of(mmc(), ("then: done}\nends", f"then: {then}}}\nends"))
    assert fault.found == f"a loop without exit: {trapped}"


def test_loop_with_an_exit_is_fine() -> None:
    """A way out for one group, or through patience, is enough."""
    assert faults_of(tandem(), ("{old: 20 %, others: 10 %}", "{old: 99 %, others: 100 %}")) == []
    assert faults_of(erlang_a(), ("then: done}\nends", "then: answer}\nends")) == []


def test_trap_for_one_group_is_told_only_for_all() -> None:
    """Two steps that send each case to the other are trapped together."""
    (fault,) = faults_of(
        tandem(),
        ("{pause: 80 %, done: rest}", "pause"),
        ("{first: {old: 20 %, others: 10 %}, done: rest}", "first"),
    )
    assert fault.found == "a loop without exit: first, pause, second"


def test_shares_add_up_for_every_pair() -> None:
    """Shares that add up for groups and for needs alone may not do so together."""
    route = "{first: {old: 60 %, others: 10 %}, done: {form: 90 %}}"
    (fault,) = faults_of(tandem(), ("{first: {old: 20 %, others: 10 %}, done: rest}", route))
    assert fault.found == "shares that sum to 150 % for old with form"
    assert fault.path == ("steps", "second", "then")


def test_share_left_out_is_told() -> None:
    """A group without a share anywhere sums to too little."""
    route = "{first: {old: 100 %}, done: {old: 0 %}}"
    (fault,) = faults_of(tandem(), ("{first: {old: 20 %, others: 10 %}, done: rest}", route))
    assert fault.found == "shares that sum to 0 % for young with form"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (
            "takes: {young: {exponential: 4 min}, others: {exponential: 6 min}}",
            "takes: {old: 4 min}",
            "takes",
        ),
        ("wait: {exponential: 30 min}", "wait: {young: 30 min}", "wait"),
    ],
)
def test_missing_value_is_told(old: str, new: str, place: str) -> None:
    """A duration is needed for every kind of case that comes."""
    (fault,) = faults_of(tandem(), (old, new))
    assert fault.path[-1] == place and "others" in (fault.next or "")


def test_value_is_needed_only_for_those_who_come() -> None:
    """A need that never comes to a step needs no value there."""
    takes = "takes: {young: {exponential: 4 min}, others: {exponential: 6 min}}"
    later = "starts_at: first}, late: {rate: 1 per hour, starts_at: pause}}"
    changes = (("starts_at: first}}", later), (takes, "takes: {form: 4 min}"))
    alone = "{first: {old: 20 %, others: 10 %}, done: rest}"
    assert faults_of(tandem(), *changes, (alone, "done")) == []
    (fault,) = faults_of(tandem(), *changes)
    assert fault.found == "no value for young with late"


def test_missed_and_cancelled_shares_are_needed() -> None:
    """A booking has a share of no-shows and cancellations for everyone who books."""
    text = tandem().replace("ends:", "diaries: {d: {pool: back, per_session: 4}}\nends:")
    book = "{book: d, full: done, no_show: {old: 5 %}, then: done, cancels: "
    book += "{share: {old: 5 %}, notice: 1 day, to: done}}"
    served = text[text.index("second: {") + 8 : text.index("diaries:") - 1]
    paths = [fault.path for fault in faults_of(text, (served, book))]
    assert paths == [("steps", "second", "no_show", "share"), ("steps", "second", "cancels", "share")]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (
            "{minor: 70 %, serious: 25 %, critical: rest}",
            "{minor: {old: 70 %}, serious: {old: 25 %}, critical: {old: 5 %}}",
            ("needs", "injury", "severity"),
        ),
        (
            "{1: 70 %, 2: 20 %, 4: rest}",
            "{1: {old: 70 %}, 2: {old: 30 %}}",
            ("needs", "injury", "party"),
        ),
        ("{north: 40 %, south: rest}", "{north: {young: 100 %}, south: {young: 0 %}}", ("areas",)),
        (
            "goes_to: hospital",
            "goes_to: {hospital: {old: 95 %}, done: {serious: 10 %}, leave: rest}",
            ("needs", "injury", "worsens", "serious", "goes_to"),
        ),
    ],
)
def test_shares_of_all_kinds_add_up(old: str, new: str, path: tuple[str, ...]) -> None:
    """Shares of levels, areas, sizes and of those who worsen make up the whole for each group."""
    faults = faults_of(walk_in(), (old, new))
    assert [fault.path for fault in faults] == [path] and "sum to" in faults[0].found


def test_team_is_needed_for_everyone() -> None:
    """Somebody who lives where nobody serves has no value there."""
    teams = "{north: [north_nurses, south_nurses], others: south_nurses}"
    (fault,) = faults_of(walk_in(), (teams, "{north: north_nurses}"))
    assert fault.path == ("steps", "door", "serve")
    assert fault.found == "no value for minor with south with young with injury"
