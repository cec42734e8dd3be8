"""Every name refers to something that is there, and the nearest is told where it does not."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_names import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import surgery, walk_in


def faults_of(*changes: tuple[str, str]) -> list[Fault]:
    """Return the faults of names in the surgery after some texts in it were replaced."""
    text = surgery()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


@pytest.mark.parametrize(
    ("old", "new", "nearest"),
    [
        ("pharmacy: 8 %, advised", "farmacy: 8 %, advised", "pharmacy"),
        ("gives_up_to: {phone_again: 60 %", "gives_up_to: {phone_agin: 60 %", "phone_again"),
        ("turned_away_to: phone_again", "turned_away_to: phone_agan", "phone_again"),
        ("full: unmet", "full: unmat", "unmet"),
        ("8 %}, to: phone_again}", "8 %}, to: phone_agian}", "phone_again"),
        ("5 days]}, to: phone_again}", "5 days]}, to: phone_agian}", "phone_again"),
        ("times: 3}, to: a_and_e", "times: 3}, to: a_and_i", "a_and_e"),
        ("serve: [nurse, reception]", "serve: [nurse, receptoin]", "reception"),
        ("all: [[gp, nurse], room]", "all: [[gp, nurse], rooom]", "room"),
        ("on_day: {pool: gp", "on_day: {pool: gpp", "gp"),
        ("book: on_day", "book: one_day", "on_day"),
        ("starts_at: phone", "starts_at: phon", "phone"),
        ("at_start:\n- {step: ask_routine", "at_start:\n- {step: ask_rutine", "ask_routine"),
        ("need: review, cases", "need: revue, cases", "review"),
        ("{children: 2.2", "{childern: 2.2", "children"),
        ("takes: {over_75:", "takes: {over75:", "over_75"),
        ("{same_day: 55 %", "{sameday: 55 %", "same_day"),
        ("priority: {over_75: 3", "priority: {over_7: 3", "over_75"),
        ("if: {group: over_75", "if: {group: over_65", "over_75"),
        ("lacks: online", "lacks: onlin", "online"),
        ("been_at: phone_again", "been_at: phone_agian", "phone_again"),
        ("queue: consult", "queue: consul", "consult"),
        ("measure: wait, step: phone", "measure: wait, step: fone", "phone"),
        ("pool: gp, at_most: 90 %", "pool: gpp, at_most: 90 %", "gp"),
        ("group: any", "group: anyy", "any"),
        ("payer: practice, at_most", "payer: practise, at_most", "practice"),
        ("end: seen, value", "end: sen, value", "seen"),
        ("2027-03-31, payer: practice", "2027-03-31, payer: practise", "practice"),
        ("per: {seen: 1, adv", "per: {sen: 1, adv", "seen"),
        ("per_case: {seen", "per_case: {sean", "seen"),
        ("pharmacy: {as: met elsewhere, costs: {nhs", "pharmacy: {as: met elsewhere, costs: {nsh", "nhs"),
        ("costs: {nhs: £2}", "costs: {nsh: £2}", "nhs"),
        ("£52k per year, pays: practice", "£52k per year, pays: practise", "practice"),
        ("£1.2m per year, pays: nhs, to: practice", "£1.2m per year, pays: nhs, to: patient", "patients"),
        ("£96 per hour\n    on_costs", "£96 per hour\n    on_costs", None),
    ],
)
def test_unknown_name_has_the_nearest(old: str, new: str, nearest: str | None) -> None:
    """One misspelt name is one fault with the right spelling."""
    faults = faults_of((old, new))
    assert [fault.nearest for fault in faults] == ([nearest] if nearest else [])
    assert all(fault.found and fault.expected for fault in faults)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("  seen: met\n", "  seen: met\n  phone: met\n", "'phone' among the steps and the ends"),
        (
            "needs:\n",
            "needs:\n  children: {rate: 1 per day, starts_at: phone}\n",
            "'children' among the groups and the needs",
        ),
        ("groups:\n", "groups:\n  others: {people: 3}\n", "the name 'others'"),
        ("groups:\n", "groups:\n  value: {people: 3}\n", "the name 'value'"),
        ("  seen: met\n", "  seen: met\n  to: met\n", "the name 'to'"),
        ("groups:\n", "groups:\n  lognormal: {people: 3}\n", "the name 'lognormal'"),
        ("traits: {carer: 12 %}", "traits: {online: 12 %}", "the trait 'online'"),
    ],
)
def test_name_means_one_thing(old: str, new: str, found: str) -> None:
    """A name that something else has, or that is a word of the grammar, is refused."""
    assert found in [fault.found for fault in faults_of((old, new))]


def test_group_inside_a_need_is_no_need() -> None:
    """The rates of a need are by group; a need's name there is refused."""
    (fault,) = faults_of(("{children: 2.2", "{review: 1, children: 2.2"))
    assert fault.path == ("needs", "same_day", "per_person_per_year", "review")
    assert fault.expected == "a group: children, working_age, over_75"


def test_payers_need_not_be_described() -> None:
    """Without a section of payers, whoever is named pays."""
    payers = "payers: {practice: {budget: £1.31m per year}, nhs: {}, patients: {}}\n"
    assert faults_of((payers, ""), ("costs: {nhs: £2}", "costs: {council: £2}")) == []


def test_misspelt_family_is_near_the_family() -> None:
    """A distribution of one bare parameter that is misspelt looks like a group; the nearest is the family."""
    (fault,) = faults_of(("takes: 3 min, order", "takes: {exponentail: 3 min}, order"))
    assert fault.nearest == "exponential"


def faults_in_centre(*changes: tuple[str, str]) -> list[Fault]:
    """Return the faults of names in the walk-in centre after some texts in it were replaced."""
    text = walk_in()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{old: 1 h, others: 2 h}", "{north: 1 h, serious: 2 h, others: 2 h}"),
        ("starts_at: door", "priority: {critical: 1, north: 2, old: 3, others: 5}\n    starts_at: door"),
        ("takes: {critical: 20 min", "takes: {north: 10 min, critical: 20 min"),
    ],
)
def test_levels_and_areas_can_be_named(old: str, new: str) -> None:
    """At steps, and in what a need says of urgency, values differ by level and area too."""
    assert faults_in_centre((old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "found", "nearest"),
    [
        ("late: {exponential: 12 min}", "late: {north: 12 min, others: 1 min}", "'north'", None),
        ("rate: {young: 3 per hour", "rate: {minor: 3 per hour", "'minor'", None),
        ("    party: 2", "    priority: {critical: 2, others: 3}", "'critical'", None),
        ("goes_to: hospital", "goes_to: hopsital", "'hopsital'", "hospital"),
        ("queue: door", "queue: leave", "'leave'", None),
        ("keeps: {beds: leave}", "keeps: {beds: leaves}", "'leaves'", "leave"),
        ("keeps: {beds: leave}", "keeps: {bed: leave}", "'bed'", "beds"),
        ("04 09:15, old]", "04 09:15, odl]", "'odl' at time 3 of the list", "old"),
        ("serve: {north: [", "serve: {nroth: [", "'nroth'", "north"),
        ("severity: critical, area", "severity: critcal, area", "'critcal'", "critical"),
    ],
)
def test_name_that_does_not_belong_is_told(old: str, new: str, found: str, nearest: str | None) -> None:
    """Who comes does not differ by area or level; a need has its own levels only."""
    (fault,) = faults_in_centre((old, new))
    assert (fault.found, fault.nearest) == (found, nearest)


def test_misspelt_all_is_near_the_word() -> None:
    """A key in `serve` that is no name may be meant for `all`."""
    (fault,) = faults_in_centre(("serve: {north: [", "serve: {al: ["))
    assert fault.nearest == "all"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("{north: 40 %,", "{old: 1 %, north: 40 %,", "'old' among the groups and the areas"),
        ("{north: 40 %,", "{injury: 1 %, north: 40 %,", "'injury' among the needs and the areas"),
        ("{minor: 70 %,", "{old: 1 %, minor: 70 %,", "'old' among the groups and the levels of severity"),
        (
            "{minor: 70 %,",
            "{injury: 1 %, minor: 70 %,",
            "'injury' among the needs and the levels of severity",
        ),
        ("{minor: 70 %,", "{north: 1 %, minor: 70 %,", "'north' among the areas and the levels of severity"),
        ("{minor: 70 %,", "{all: 1 %, minor: 70 %,", "the name 'all'"),
        ("{north: 40 %,", "{value: 1 %, north: 40 %,", "the name 'value'"),
    ],
)
def test_area_and_level_have_names_of_their_own(old: str, new: str, found: str) -> None:
    """By its name alone it must be clear what is meant."""
    assert [fault.found for fault in faults_in_centre((old, new))] == [found]


def test_two_needs_may_share_their_levels() -> None:
    """Mild and dire may be levels of several needs."""
    levels = "{minor: 70 %, serious: 25 %, critical: rest}"
    assert faults_in_centre(("    party: 2", f"    severity: {levels}")) == []


def test_needs_know_their_people() -> None:
    """A trait that no group tells is refused, with the nearest; one that a group tells is not."""
    with_car = ("people: 1900, online", "people: 1900, car: 9 %, online")
    (fault,) = faults_of(with_car, ("  same_day:\n", "  same_day:\n    who: {has: cars}\n"))
    assert (fault.path, fault.nearest) == (("needs", "same_day", "who", "has"), "car")
    assert faults_of(with_car, ("  same_day:\n", "  same_day:\n    who: {lacks: car}\n")) == []
