"""What holds of every operating model: recorded, reversible, without effect at zero, every setting felt."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opmodels.describe.edit import Changes, apply_changes, invert
from opmodels.describe.library import list_services
from opmodels.describe.read import read
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.foundation.digest import digest_tree
from opmodels.foundation.errors import DoesNotFit, InputError
from opmodels.models.base import OperatingModel, Redesign
from opmodels.models.catalogue import find_model, shipped_models
from opmodels.models.element import drop_each
from opmodels.models.settings import Setting
from tests.unit.models.example import UNEQUAL, surgery

MODELS = list(shipped_models().values())
STACKS = [
    "keep(demand_growth=4 %)+trim",
    "trim(cut=20 %)+call_back_first",
    "call_back_first+keep(pay_drift=3 %)",
    "self_manage+shift_peaks",
]
NAMES = [model.name for model in MODELS]
COUNTS_WITH = {
    ("prevent", "times"): {"who": "recent"},
    ("opt_out", "subsidy_cap"): {"subsidy": "80 %"},
    ("opt_out", "payer"): {"subsidy": "80 %"},
    ("no_frills", "price_cap"): {"price": "£30"},
    ("no_frills", "redundancy"): {"standard": "0.6", "posts": "100 %"},
    ("pool_services", "redundancy"): {"staff": "85 %"},
    ("shift_peaks", "redundancy"): {"staffing": "follow"},
}
"""Settings that count only where others are so."""


@pytest.fixture(params=[*NAMES, *STACKS])
def model(request: pytest.FixtureRequest) -> OperatingModel:
    """Return each model of the catalogue, and some on top of one another."""
    return find_model(request.param)


@cache
def library() -> dict[str, Service]:
    """Return the library services by name."""
    return {name: read(name) for name in list_services()}


@cache
def homes_of(name: str) -> tuple[Service, ...]:
    """Return the services that a model can be applied to: the small surgery first, then the library's."""
    return tuple(service for service in (surgery(), *library().values()) if fits(find_model(name), service))


def fits(model: OperatingModel, service: Service) -> bool:
    """Whether a model can be applied to a service."""
    try:
        model.plan(service)
    except DoesNotFit:
        return False
    return True


def home_of(model: OperatingModel) -> Service:
    """Return the first service that a model can be applied to."""
    return homes_of(model.label)[0]


def state_of(redesign: Redesign) -> tuple[str, Any]:
    """Return everything that a setting can move: the description afterwards, and the way there."""
    return redesign.after.digest, redesign.transition.as_dict()


def test_the_result_holds_together_and_the_service_is_untouched(model: OperatingModel) -> None:
    """The redesigned service can be run, and the one before keeps its description."""
    service = home_of(model)
    digest, tree = service.digest, deepcopy(service.tree)
    redesign = model.plan(service)
    assert find_problems(redesign.after) == []
    assert redesign.before is service
    assert service.digest == digest == digest_tree(tree)
    assert service.tree == tree


def test_the_changes_are_the_whole_difference(model: OperatingModel) -> None:
    """Applying the record again gives the same service, and the record survives writing and reading."""
    redesign = model.plan(home_of(model))
    assert redesign.changes.for_digest == redesign.before.digest
    again = Changes.model_validate(redesign.changes.as_node())
    assert apply_changes(home_of(model), again).digest == redesign.after.digest


def test_the_changes_can_be_taken_back(model: OperatingModel) -> None:
    """The inverse leads to the digest of the service before."""
    redesign = model.plan(home_of(model))
    back = apply_changes(redesign.after, invert(redesign.changes, redesign.before))
    assert back.digest == redesign.before.digest


def test_every_change_has_a_reason(model: OperatingModel) -> None:
    """And so has every difference that it makes."""
    redesign = model.plan(home_of(model))
    assert all(redesign.changes.reasons)
    assert all(line.why for line in redesign.differences)


def test_zero_strength_is_no_change(model: OperatingModel) -> None:
    """At its zero settings each model returns the service itself."""
    service = home_of(model)
    redesign = model.plan(service, model.zero_settings)
    assert redesign.changes_nothing
    assert redesign.after.digest == service.digest


def test_a_plan_is_the_same_every_time(model: OperatingModel) -> None:
    """Planning hangs on nothing but the service and the settings."""
    assert state_of(model.plan(home_of(model))) == state_of(model.plan(home_of(model)))


def test_citizens_stay_who_they_are(model: OperatingModel) -> None:
    """No model changes the groups, drops a need or changes how often people have it."""
    redesign = model.plan(home_of(model))
    assert redesign.after.groups == redesign.before.groups
    assert set(redesign.after.needs) >= set(redesign.before.needs)


def test_elements_can_be_dropped(model: OperatingModel) -> None:
    """Without each change in turn, and those that need it, a service is left that holds together."""
    for element in drop_each(model.plan(home_of(model))):
        assert find_problems(element.without.after) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_card_is_complete(name: str) -> None:
    """Where the model worked and failed, what breaks it, whom it leaves out, and on what evidence."""
    card = shipped_models()[name].card
    assert card.gaps == ()
    assert card.is_adverse, "every model of this catalogue has adverse evidence, and its card must show it"
    for finding in card.findings:
        assert finding.source and finding.design


def other_values(setting: Setting, service: Service) -> list[str]:
    """Return values of a setting apart from its default: the ends of its range and of its limits, its words,
    or names of the service; a number beside the name of a group."""
    ends = [*(setting.range or ()), *(setting.limits or ()), *setting.words]
    if setting.names == "groups":
        ends += [f"{name}: 0.5" for name in service.groups]
    elif setting.names:
        ends += service.payer_names if setting.names == "payers" else getattr(service, setting.names)
    return [end for end in dict.fromkeys(ends) if end != setting.value]


def moves(model: OperatingModel, service: Service, setting: str, value: str) -> bool:
    """Whether a value of a setting makes another plan than its default, others being as it needs."""
    others = COUNTS_WITH.get((model.name, setting), {})
    try:
        return state_of(model.plan(service, {**others, setting: value})) != state_of(
            model.plan(service, others)
        )
    except DoesNotFit:
        return False


@pytest.mark.parametrize(
    ("name", "setting"), [(model.name, key) for model in MODELS for key in model.settings.values]
)
def test_every_setting_moves_something(name: str, setting: str) -> None:
    """At some value within its range, some service afterwards, or the way there, is another."""
    model, homes = find_model(name), (*homes_of(name), surgery(groups=UNEQUAL))
    tries = [(home, value) for home in homes for value in other_values(model.settings[setting], home)]
    assert tries, "a setting needs a range, limits, words or names"
    assert any(moves(model, home, setting, value) for home, value in tries)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_what_it_is_and_how_sure(name: str) -> None:
    """A meaning and a grade; a figure that is no assumption has a source."""
    for key, setting in find_model(name).settings.values.items():
        assert setting.note, key
        assert setting.grade, key
        assert setting.grade == "assumption" or setting.source, key


SECTIONS = ("pools.gp.staff", "pools.reception.staff", "pools.manager.staff", "diaries.on_day.per_session")
RATES = ("needs.same_day.per_person_per_year", "needs.review.per_person_per_year.over_75", "pools.gp.cost")
LOSABLE = ("observed", "gap", "guardrails.1", "red_lines.2")


def add_rail(percent: int) -> dict[str, Any]:
    """Return a change that adds a guardrail."""
    return {"add": {"guardrails": [{"measure": "worse_off", "group": "any", "at_most": f"{percent} %"}]}}


EDITS = st.one_of(
    st.builds(lambda path, n: {"set": {path: n}}, st.sampled_from(SECTIONS), st.integers(1, 40)),
    st.builds(lambda path, f: {"scale": {path: f}}, st.sampled_from(SECTIONS + RATES), st.floats(0.3, 3)),
    st.builds(add_rail, st.integers(0, 100)),
    st.builds(lambda path: {"remove": path}, st.sampled_from(LOSABLE)),
    st.just({"retime": {"gp": "Mon-Fri 08:00-20:00"}}),
    st.just({"reroute": {"from": "phone", "instead_of": "pharmacy", "to": "seen"}}),
    st.just({"replace": {"steps.phone.takes": {"exponential": "5 min"}}}),
    st.just({"regroup": {"pools": "reception", "into": "desk", "at_most": 2}}),
    st.just({"unite": {"pools": ["reception", "manager"], "into": "front"}}),
    st.just({"merge": {"west": dict(surgery().tree)}}),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(EDITS, max_size=5))
def test_any_changes_that_can_be_made_can_be_taken_back(edits: list[dict[str, Any]]) -> None:
    """The inverse restores the description to the letter; what cannot be made is refused in words."""
    service: Service = surgery()
    changes = Changes.model_validate({"model": "any", "for_digest": service.digest, "edits": edits})
    try:
        after = apply_changes(service, changes)
    except InputError as error:
        assert all(problem.found and problem.expected for problem in error.problems)
        return
    assert apply_changes(after, invert(changes, service)).tree == service.tree
