"""The same citizens: whatever is added or changed, every draw that both sides make is the same (E2.4, E2.6).

Compared through the event log: a case is known by its key, and what happens to it by time, kind and place.
Where cases do not stand in each other's way (always a free server), nothing at all may differ.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.appraise.subject import prepare_as_is, prepare_redesign
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service, describe
from opmodels.foundation import codes
from opmodels.models.catalogue import find_model
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, Rollout, compile_service
from opmodels.simulate.run import Run, run_once
from tests import services

Story = dict[int, list[tuple[int, int, str]]]

FREE = """\
opmodels: 1
service: Nobody waits
time: {start: 2025-01-06, run: 2 weeks, warm_up: 1 week, zone: UTC}
groups:
  young: {people: 400, online: 90 %}
  old: {people: 100, online: 50 %, frailty: {gamma: {mean: 1, sd: 0.7}}}
needs:
  form: {rate: {young: 9 per hour, old: 3 per hour}, busy_days: 20 %, starts_at: first}
pools:
  front: {staff: 500, hours: always}
steps:
  first:
    serve: front
    takes: {exponential: 4 min}
    patience: {exponential: 9 min}
    gives_up_to: lost
    then: {way: 80 %, done: rest}
  way: {branch: [{if: {has: online}, to: {pause: 30 %, second: rest}}, {to: pause}]}
  pause: {wait: {exponential: 30 min}, then: second}
  second: {serve: front, takes: {gamma: {mean: 9 min, sd: 5 min}}, then: {first: 10 %, done: rest}}
ends: {done: met, lost: unmet}
"""
MORE_GROUP = FREE.replace("needs:", "  newcomers: {people: 300}\nneeds:", 1).replace(
    "old: 3 per hour}", "old: 3 per hour, newcomers: 5 per hour}"
)
MORE_STEP = FREE.replace("ends:", "  extra: {serve: front, takes: 2 min, then: done}\nends:").replace(
    "starts_at: first}", "starts_at: first}\n  other: {rate: {young: 2 per hour}, starts_at: extra}"
)
MORE_PEOPLE = FREE.replace("people: 100", "people: 101")


def story_of(run: Run, compiled: Compiled) -> Story:
    """Return what happens to each case, by its key: time, what, where. Which worker serves is left out."""
    assert run.log is not None
    places = (*compiled.names.rows, *compiled.names.ends)
    told: Story = defaultdict(list)
    for row in run.log:
        place = places[row[c.LOG_STEP]] if row[c.LOG_STEP] >= 0 else ""
        told[int(row[c.LOG_CASE])].append((int(row[c.LOG_TIME]), int(row[c.LOG_CODE]), place))
    return dict(told)


def tell(text: str, seed: int = 1) -> tuple[Story, Run, Compiled]:
    """Run a service once and tell every case's story."""
    compiled = compile_service(parse_service(text))
    run = run_once(compiled, seed, traced=True)
    return story_of(run, compiled), run, compiled


@pytest.mark.parametrize("text", [MORE_GROUP, MORE_STEP], ids=["one more group", "one more step and need"])
def test_nobody_elses_luck_changes(text: str) -> None:
    """One more group, or one more step with a need of its own, leaves every other case's story as it was."""
    before, _, _ = tell(FREE)
    after, _, _ = tell(text)
    assert len(after) > len(before) > 1000
    assert {key: after[key] for key in before} == before


def persons_of(run: Run) -> dict[int, int]:
    """Return whose case each is."""
    assert run.log is not None
    return {int(row[c.LOG_CASE]): int(row[c.LOG_PERSON]) for row in run.log}


def test_one_more_person_changes_nobody_elses_cases() -> None:
    """One more of 400 young people takes over a few cases; nothing else about any case changes.

    A 401st of the need is 0.25 % of cases; 1 % would be far outside what luck allows.
    """
    more = FREE.replace("people: 400", "people: 401")
    (before, one, _), (after, two, compiled) = tell(FREE), tell(more)
    assert set(before) == set(after)
    first, second = persons_of(one), persons_of(two)
    second = {key: person - (person > 400) for key, person in second.items()}
    moved = {key for key in first if first[key] != second[key]}
    assert compiled.names.people == (401, 100)
    assert all(second[key] == 400 for key in moved)
    assert 0 < len(moved) < 0.01 * len(first)
    assert all(before[key] == after[key] for key in set(before) - moved)


def test_one_more_person_of_unequal_need() -> None:
    """Where need falls unequally on people, one more of a hundred leaves 95 % of the group's cases theirs."""
    (before, one, _), (after, two, _) = tell(FREE), tell(MORE_PEOPLE)
    assert set(before) == set(after)
    first, second = persons_of(one), persons_of(two)
    old = [key for key, person in first.items() if person >= 400]
    moved = {key for key in old if first[key] != second[key]}
    assert len(moved) < 0.05 * len(old)
    assert all(before[key] == after[key] for key in before if key not in moved)


def test_a_model_leaves_every_other_draw() -> None:
    """A model that lengthens one step leaves arrivals, other times and ways as they are."""
    base = parse_service(FREE)
    tree = {**base.tree, "steps": {**base.tree["steps"], "pause": {"wait": "2 hours", "then": "second"}}}
    changed = compile_service(base, describe(tree))
    (before, _, _), after = tell(FREE), story_of(run_once(changed, 1, traced=True), changed)
    assert set(before) == set(after)
    for key, story in before.items():
        if not any(place == "pause" for *_, place in story):
            assert after[key] == story


def equal_records(one: Run, other: Run) -> bool:
    """Whether two runs recorded the same, bit for bit."""
    return all(np.array_equal(a, b) for a, b in zip(one.record, other.record, strict=True))


ROLLOUTS = [Rollout(), Rollout(dual_minutes=10_080), Rollout(adoption=(0.3, 0.8), adoption_minutes=20_000)]


@pytest.mark.parametrize("rollout", ROLLOUTS, ids=["at once", "side by side", "by and by"])
@pytest.mark.parametrize(
    "text", [services.surgery(), services.tandem(), FREE], ids=["surgery", "tandem", "free"]
)
def test_two_equal_versions_are_one(text: str, rollout: Rollout) -> None:
    """A service compiled as its own change is, bit for bit, the service."""
    service = parse_service(text)
    single = compile_service(service)
    double = compile_service(service, service, rollout=rollout, merge_always=True)
    assert len(double.program.step) == 2 * len(single.program.step)
    for replication in range(3):
        one, other = (run_once(x, 5, replication, persons=True) for x in (single, double))
        assert one.arrivals == other.arrivals
        assert equal_records(one, other)


@pytest.mark.parametrize("text", ["trim(cut=0 %)", "withdraw(closed=0 %)", "keep", "keep+trim(cut=0 %)"])
def test_models_at_zero_are_keep(text: str) -> None:
    """A model at zero strength gives, bit for bit, the run of the service as it is."""
    service = parse_service(services.surgery())
    as_is, same = prepare_as_is(service), prepare_redesign(find_model(text).plan(service))
    one, other = (run_once(subject.compiled, 7, persons=True) for subject in (as_is, same))
    assert equal_records(one, other)


def arrivals_of(service: Service, model: str, seed: int) -> dict[int, int]:
    """Return the time of arrival by case of a service under a stack of models."""
    redesign = find_model(model).plan(service)
    subject = prepare_redesign(redesign)
    log = run_once(
        subject.compiled, seed, traced=True, keep=lambda rows: rows[:, c.LOG_CODE] == codes.LOG_ARRIVE
    ).log
    assert log is not None
    return {int(row[c.LOG_CASE]): int(row[c.LOG_TIME]) for row in log}


@settings(max_examples=15)
@given(
    low=st.integers(-60, 20),
    more=st.integers(1, 60),
    seed=st.integers(0, 10_000),
    stack=st.sampled_from(
        ["trim(cut=30 %)", "withdraw(closed=50 %)", "trim(cut=10 %)+withdraw(closed=20 %)"]
    ),
)
def test_lower_rates_give_nested_citizens(low: int, more: int, seed: int, stack: str) -> None:
    """Of two services under the same models, the one with less demand has a subset of the other's cases."""
    service = parse_service(FREE)
    few, many = (arrivals_of(service, f"keep(demand_growth={x} %)+{stack}", seed) for x in (low, low + more))
    assert few.items() <= many.items()
    assert len(few) < len(many)


@pytest.mark.parametrize("model", ["trim(cut=40 %)", "withdraw", "trim(cut=10 %)+withdraw(closed=50 %)"])
def test_before_go_live_every_model_is_as_is(model: str) -> None:
    """Up to the day of go-live not a single event differs (E1.3)."""
    service = parse_service(services.surgery())
    subjects = prepare_as_is(service), prepare_redesign(find_model(model).plan(service))
    live = subjects[1].compiled.timeline.live
    stories = []
    for subject in subjects:
        run = run_once(subject.compiled, 2, traced=True, keep=lambda rows: rows[:, c.LOG_TIME] < live)
        stories.append(story_of(run, subject.compiled))
    assert stories[0] == stories[1]
    assert len(stories[0]) > 500
