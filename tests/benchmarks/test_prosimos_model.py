"""A small learned service as a model of Prosimos: well formed, with the same shares, pools and hours."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest

from benchmarks.prosimos_model import BETWEEN, BPMN, CannotConvert, Diagram, ProsimosModel, convert
from opmodels.describe.read import parse_service

TEXT = """
opmodels: 1
service: small
time: {start: 2025-01-06, run: 4 weeks, warm_up: 0 days, zone: UTC}
groups: {everybody: {people: 500}}
needs:
  case: {rate: 0.4 per hour, busy_days: 30 %, starts_at: arrive, week: {hours: {09:00-17:00: 100 %}}}
pools:
  clerks: {staff: 3, hours: Mon-Fri 09:00-17:00}
  agents: {staff: 2, hours: Sat 09:00-12:00}
steps:
  arrive: {branch: {intake: 90 %, letter: rest}}
  intake: {serve: clerks, takes: {lognormal: {mean: 12 min, cv: 0.6}}, then: {pile: 30 %, decide: rest}}
  pile:
    wait: {mixture: {of: [{constant: 0 min}, {exponential: 12 h}], shares: [40 %, rest]}}
    hours: Mon-Fri 09:00-17:00
    then: decide
  decide:
    serve: clerks
    takes: {weibull: {mean: 30 min, shape: 1.5}}
    then: {letter: 8 %, intake: 2 %, done: rest}
  letter: {wait: {exponential: 20 h}, then: phone}
  phone: {serve: agents, takes: 5 min, then: done}
ends: {done: met}
"""
ACTIVITY_OF = {"intake": "Intake", "decide": "Decide", "letter": "Letter", "phone": "Phone"}
FLOW = f"{{{BPMN}}}sequenceFlow"


@pytest.fixture(scope="module")
def model() -> ProsimosModel:
    """The small service, for 50 cases."""
    return convert(parse_service(TEXT, "small"), ACTIVITY_OF, 50)


@pytest.fixture(scope="module")
def process(model: ProsimosModel) -> ElementTree.Element:
    """The process of its BPMN file."""
    found = ElementTree.fromstring(model.bpmn).find(f"{{{BPMN}}}process")
    assert found is not None
    return found


def list_nodes(process: ElementTree.Element, kind: str) -> dict[str, str]:
    """Return the nodes of a kind: names by number."""
    return {one.attrib["id"]: one.attrib["name"] for one in process.findall(f"{{{BPMN}}}{kind}")}


def test_flows_lead_from_node_to_node(process: ElementTree.Element) -> None:
    """Each flow has a source and a target that are drawn, which both name it, and a number of its own."""
    nodes = {one.attrib["id"]: one for one in process if one.tag != FLOW}
    flows = process.findall(FLOW)
    assert len({flow.attrib["id"] for flow in flows}) == len(flows) > 0
    for flow in flows:
        source, target = nodes[flow.attrib["sourceRef"]], nodes[flow.attrib["targetRef"]]
        assert flow.attrib["id"] in [one.text for one in source.findall(f"{{{BPMN}}}outgoing")]
        assert flow.attrib["id"] in [one.text for one in target.findall(f"{{{BPMN}}}incoming")]


def test_only_gateways_fork_and_join(process: ElementTree.Element) -> None:
    """Only a join has several ways in, only a fork several out; there is one start and one end."""
    into = Counter(flow.attrib["targetRef"] for flow in process.findall(FLOW))
    out = Counter(flow.attrib["sourceRef"] for flow in process.findall(FLOW))
    for node in (one for one in process if one.tag != FLOW):
        name, direction = node.attrib["id"], node.attrib.get("gatewayDirection")
        assert into[name] == (not name.startswith("start")) or direction == "Converging"
        assert out[name] == (not name.startswith("end")) or direction == "Diverging"
    assert len(list_nodes(process, "startEvent")) == len(list_nodes(process, "endEvent")) == 1


def test_everything_is_reached(process: ElementTree.Element) -> None:
    """From the start every node is come to."""
    ways = [(flow.attrib["sourceRef"], flow.attrib["targetRef"]) for flow in process.findall(FLOW)]
    reached = set(list_nodes(process, "startEvent"))
    while more := {target for source, target in ways if source in reached} - reached:
        reached |= more
    assert reached == {one.attrib["id"] for one in process if one.tag != FLOW}


def test_shares_of_a_fork_sum_to_one(model: ProsimosModel, process: ElementTree.Element) -> None:
    """Every fork has a share for each of its ways and no others, and they sum to 1."""
    out = {
        (flow.attrib["sourceRef"], flow.attrib["id"])
        for flow in process.findall(FLOW)
        if flow.attrib["sourceRef"].startswith("fork")
    }
    forks = model.parameters["gateway_branching_probabilities"]
    assert {(one["gateway_id"], way["path_id"]) for one in forks for way in one["probabilities"]} == out
    for fork in forks:
        assert sum(way["value"] for way in fork["probabilities"]) == pytest.approx(1, abs=1e-12)


def test_shares_are_ours(model: ProsimosModel) -> None:
    """Routes and mixtures keep their shares."""
    found = {
        tuple(sorted(round(way["value"], 6) for way in one["probabilities"]))
        for one in model.parameters["gateway_branching_probabilities"]
    }
    assert {(0.1, 0.9), (0.3, 0.7), (0.4, 0.6), (0.02, 0.08, 0.9), (0.025,) * 40} == found


def test_activities_become_tasks_and_timers(process: ElementTree.Element) -> None:
    """Served steps are tasks of the name of their activity; a wait is a timer, with hours a task."""
    tasks = Counter(list_nodes(process, "task").values())
    assert tasks == {"Intake": 1, "Decide": 40, f"{BETWEEN}pile": 1, "Phone": 1}
    assert list(list_nodes(process, "intermediateCatchEvent").values()) == ["Letter"]


def test_every_task_has_somebody(model: ProsimosModel, process: ElementTree.Element) -> None:
    """Each task has one pool and a length, each timer a length, and each pool its hours and its size."""
    work = model.parameters["task_resource_distribution"]
    assert {one["task_id"] for one in work} == set(list_nodes(process, "task"))
    assert [one["event_id"] for one in model.parameters["event_distribution"]] == list(
        list_nodes(process, "intermediateCatchEvent")
    )
    staff = {
        one["resource_list"][0]["id"]: one["resource_list"][0]
        for one in model.parameters["resource_profiles"]
    }
    assert {one["resources"][0]["resource_id"] for one in work} == set(staff)
    assert sorted(one["amount"] for one in staff.values()) == [2, 3, 50]
    hours = {one["id"]: one["time_periods"] for one in model.parameters["resource_calendars"]}
    assert {name: len(hours[one["calendar"]]) for name, one in staff.items()} == {
        "clerks": 5, "agents": 1, "unlimited_0": 5,
    }  # fmt: skip


def test_what_is_left_out_is_told(model: ProsimosModel) -> None:
    """Pauses, mixtures, slices, unlimited pools, busy days and the flat calendar of arrivals are told."""
    assert model.served == {"Intake", "Decide", "Phone"}
    told = "\n".join(model.told)
    for words in (
        "for each part: 2",
        "does not have: 1",
        "of 50 people each: 1",
        "break off at the end of their hours, where ours finish: 2",
        "30 %",
        "all hours are alike",
    ):
        assert words in told


def test_states_of_an_activity_are_told() -> None:
    """Several steps of one activity become tasks of the same name, and that is told."""
    model = convert(parse_service(TEXT, "small"), {**ACTIVITY_OF, "decide": "Intake"}, 50)
    assert model.told[0] == "steps that do what others do too, told apart by what was done before: 2"
    assert model.served == {"Intake", "Phone"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wait: {exponential: 20 h}", "wait: {until: '08:00'}", "waits until a time of day"),
        ("serve: agents", "serve: [clerks, agents]", "several pools"),
        (
            "branch: {intake: 90 %, letter: rest}",
            "branch: [{if: {group: everybody}, to: intake}, {to: letter}]",
            "forks by",
        ),
        (
            "groups: {everybody: {people: 500}}",
            "groups: {everybody: {people: 500}, few: {people: 5}}",
            "one group",
        ),
    ],
)
def test_anything_else_is_refused(old: str, new: str, words: str) -> None:
    """What no learned service says, and what has no counterpart, is refused by name and not passed over."""
    assert TEXT.count(old) == 1
    with pytest.raises(CannotConvert, match=words):
        convert(parse_service(TEXT.replace(old, new), "small"), ACTIVITY_OF, 50)


def test_joins_are_put_before_what_is_no_gateway() -> None:
    """Two flows into one node meet in a gateway, and a fork among the targets keeps one way in."""
    diagram = Diagram()
    start, fork, end = diagram.add("start"), diagram.add("fork"), diagram.add("end")
    diagram.connect(start, fork)
    diagram.connect(fork, end, 0.25)
    diagram.connect(fork, end, 0.75)
    diagram.join_up()
    assert Counter(flow.target for flow in diagram.flows) == {fork: 1, "join_3": 2, end: 1}
