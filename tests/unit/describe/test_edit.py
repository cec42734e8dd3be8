"""Changes are applied to a copy, refused for another service, shown with reasons, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.edit import Changes, apply_changes, diff_services, format_diff, invert, rebase
from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError
from tests.unit.models.example import surgery


def changes_for(service: Service, *edits: dict[str, Any]) -> Changes:
    """Return changes of a model called 'try'."""
    return Changes.model_validate({"model": "try", "for_digest": service.digest, "edits": edits})


def test_no_change_returns_the_very_service() -> None:
    """Without changes, and with changes that say what is so, it is the same object."""
    service = surgery()
    assert apply_changes(service, changes_for(service)) is service
    assert apply_changes(service, changes_for(service, {"set": {"pools.gp.staff": 5}})) is service
    assert apply_changes(service, changes_for(service, {"scale": {"pools.gp.staff": 1}})) is service


def test_the_service_before_stays_as_it_was() -> None:
    """The changed service is another; the first keeps its description and its digest."""
    service = surgery()
    digest = service.digest
    after = apply_changes(service, changes_for(service, {"set": {"pools.gp.staff": 4}}))
    assert (service.pools["gp"].size, after.pools["gp"].size) == (5, 4)
    assert surgery().digest == digest == service.digest != after.digest


def test_changes_are_made_one_after_another() -> None:
    """A later change sees what an earlier one has left."""
    service = surgery()
    edits = ({"set": {"pools.gp.staff": 4}}, {"scale": {"pools.gp.staff": 2}})
    assert apply_changes(service, changes_for(service, *edits)).pools["gp"].size == 8


def test_changes_for_another_service_are_refused_unless_rebased() -> None:
    """They carry the digest of the service they were made for."""
    service, other = surgery(), surgery(story="another")
    changes = changes_for(service, {"set": {"pools.gp.staff": 4}})
    with pytest.raises(InputError) as caught:
        apply_changes(other, changes)
    (problem,) = caught.value.problems
    assert service.digest[:12] in problem.found
    assert other.digest[:12] in problem.expected
    assert "rebase" in str(problem.next)
    assert apply_changes(other, rebase(changes, other)).pools["gp"].size == 4


@pytest.mark.parametrize(
    ("edits", "where", "found", "nearest"),
    [
        (
            [{"set": {"pools.gpp.staff": 4}}],
            "try, change 1 (set pools.gpp.staff)",
            "'gpp', which pools",
            "gp",
        ),
        (
            [{"set": {"pools.gp.stafff": 4}}],
            "try, change 1 (set pools.gp.stafff)",
            "the unknown key 'stafff'",
            None,
        ),
        ([{"set": {"pools.gp.staff": "4.5"}}], "try, change 1 (set pools.gp.staff)", '"4.5"', "4"),
        (
            [{"set": {"pools.gp.staff": 4}}, {"reroute": {"from": "consult", "to": "seem"}}],
            "try, change 2 (reroute consult)",
            "'seem'",
            "seen",
        ),
        ([{"remove": "steps.consult"}], "try, change 1 (remove steps.consult)", "'consult'", None),
        ([{"scale": {"steps.phone.then.ask_on_day": 2}}], "try, change 1", "shares that sum to 122 %", None),
    ],
)
def test_what_cannot_be_is_told_with_the_change_at_fault(
    edits: list[dict[str, Any]], where: str, found: str, nearest: str | None
) -> None:
    """Which change, what was found and what is near: for a place, a key, a number or a name that is not."""
    service = surgery()
    with pytest.raises(InputError) as caught:
        apply_changes(service, changes_for(service, *edits))
    problem = caught.value.problems[0]
    assert problem.where.startswith(where)
    assert found in problem.found
    assert nearest is None or problem.nearest == nearest


def test_where_a_change_was_written_can_be_told() -> None:
    """A recipe says file and line."""
    service = surgery()
    with pytest.raises(InputError, match=r"my\.yaml, line 7"):
        apply_changes(
            service, changes_for(service, {"remove": "pools.x"}), lambda number: f"my.yaml, line {number + 7}"
        )


def test_differences_carry_the_reasons() -> None:
    """Each line says what, from, to, and why."""
    service = surgery()
    changes = changes_for(
        service,
        {"set": {"pools.gp.staff": 4}, "why": "the gap"},
        {"reroute": {"from": "phone", "instead_of": "pharmacy", "to": "a_and_e"}},
    )
    lines = format_diff(diff_services(service, apply_changes(service, changes), changes)).splitlines()
    assert lines == [
        "pools.gp.staff: 5 -> 4, because the gap",
        "steps.phone.then.pharmacy: ends, was 8 %",
        "steps.phone.then.a_and_e: new, 8 %",
    ]
    assert format_diff(diff_services(service, service)) == "nothing changes"


ROUND_TRIPS: list[list[dict[str, Any]]] = [
    [{"set": {"pools.gp.staff": 4, "pools.gp.absence": "5 %"}}],
    [
        {
            "add": {
                "payers": {"nhs": {}, "practice": {}},
                "guardrails": [{"measure": "worse_off", "group": "any", "at_most": "9 %"}],
            }
        }
    ],
    [{"remove": ["guardrails.2", "observed", "money.fixed.licences", "red_lines.1"]}],
    [{"set": {"gap.by": "2028-03-31"}}, {"remove": "gap"}],
    [{"scale": {"needs.*.per_person_per_year": 1.5, "steps.*.takes": "150 %"}}],
    [{"retime": {"gp": "Mon-Fri 08:00-20:00"}}, {"pay": {"gp": {"cost": "£1 per hour", "overtime": 2}}}],
    [
        {"add": {"steps": {"x": {"wait": "1 day", "then": "seen"}}}},
        {"reroute": {"from": "consult", "to": "x"}},
    ],
    [],
]


@pytest.mark.parametrize("edits", ROUND_TRIPS)
def test_what_was_changed_can_be_taken_back(edits: list[dict[str, Any]]) -> None:
    """The inverse of the changes leads to a description equal to the one before."""
    service = surgery()
    changes = changes_for(service, *edits)
    after = apply_changes(service, changes)
    back = apply_changes(after, invert(changes, service))
    assert back.tree == service.tree
    assert back.digest == service.digest


def test_changes_without_some_are_the_others_in_order() -> None:
    """The numbers are counted from 0, and the digest is kept."""
    service = surgery()
    changes = changes_for(service, *({"set": {"pools.gp.staff": n}, "why": str(n)} for n in (1, 2, 3)))
    assert changes.without(0, 2).reasons == ("2",)
    assert changes.without().reasons == ("1", "2", "3")
    assert changes.without(0).for_digest == service.digest


def test_changes_are_written_as_in_a_file() -> None:
    """What is written can be read again to equal changes."""
    service = surgery()
    changes = changes_for(
        service,
        {"reroute": {"from": "phone", "to": "seen"}},
        {"set": {"pools.gp.staff": 4}, "why": "the gap"},
    )
    node = changes.as_node()
    assert node["edits"] == [
        {"reroute": {"from": "phone", "to": "seen"}},
        {"set": {"pools.gp.staff": "4"}, "why": "the gap"},
    ]
    assert Changes.model_validate(node) == changes


def test_changes_are_frozen() -> None:
    """Nobody alters a recorded change."""
    changes = changes_for(surgery())
    with pytest.raises(ValidationError):
        changes.model = "other"  # type: ignore[misc]
