"""A learned service as a model of Prosimos: its steps in BPMN, everything else in JSON.

A step that is served becomes a task; its pool, resources with the same hours. A wait becomes a timer event,
and a wait that counts only in some hours a task that somebody of an unlimited pool with these hours does. A
fork becomes an exclusive gateway with the same shares. A length that is a mixture, or that Prosimos has no
family for, becomes a gateway too: before one task, or timer, of the same name for each of its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from xml.etree import ElementTree

from benchmarks.prosimos_words import (
    Words,
    find_arrival_hours,
    find_mean_gap,
    is_nothing,
    is_sliced,
    split_length,
    spread,
    write_periods,
)
from opmodels.describe.condition import Condition
from opmodels.describe.demand import Need
from opmodels.describe.pathway import Branch, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import AllOf, Serve
from opmodels.describe.split import Route
from opmodels.foundation.weeks import WeekHours

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BETWEEN = "(between) "
"""Before the name of a step that is no activity: it is in the log of Prosimos, and not in ours."""
HOURS_A_WEEK = 168
ELEMENTS = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "task",
    "timer": "intermediateCatchEvent",
    "fork": "exclusiveGateway",
    "join": "exclusiveGateway",
}
DIRECTIONS = {"fork": "Diverging", "join": "Converging"}


class CannotConvert(ValueError):
    """The service says something that has no counterpart here."""


@dataclass(frozen=True)
class Flow:
    """A sequence flow, from node to node by number."""

    source: str
    target: str
    share: float


@dataclass
class Diagram:
    """Nodes and flows; nodes have a kind of `ELEMENTS` and a name."""

    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def add(self, kind: str, name: str = "") -> str:
        """Draw a node and return its number."""
        node = f"{kind}_{next(self.numbers)}"
        self.nodes[node] = (kind, name)
        return node

    def connect(self, source: str, target: str, share: float = 1.0) -> None:
        """Draw a flow."""
        self.flows.append(Flow(source, target, share))

    def join_up(self) -> None:
        """Put a gateway before every node into which several flows lead and that is none itself."""
        into = Counter(flow.target for flow in self.flows)
        joins = {node: self.add("join") for node, many in into.items() if many > 1 and node[:4] != "join"}
        self.flows = [
            Flow(flow.source, joins.get(flow.target, flow.target), flow.share) for flow in self.flows
        ]
        for node, join in joins.items():
            self.connect(join, node)

    def write(self) -> str:
        """Return the diagram as a BPMN file; flows are called f0, f1, ... in their order."""
        root = ElementTree.Element(
            "definitions", {"xmlns": BPMN, "targetNamespace": "http://bpmn.io/schema/bpmn"}
        )
        process = ElementTree.SubElement(root, "process", {"id": "process", "isExecutable": "true"})
        for node, (kind, name) in self.nodes.items():
            facts = {"id": node, "name": name or node}
            if kind in DIRECTIONS:
                facts["gatewayDirection"] = DIRECTIONS[kind]
            element = ElementTree.SubElement(process, ELEMENTS[kind], facts)
            for number, flow in enumerate(self.flows):
                if flow.target == node:
                    ElementTree.SubElement(element, "incoming").text = f"f{number}"
                if flow.source == node:
                    ElementTree.SubElement(element, "outgoing").text = f"f{number}"
            if kind == "timer":
                ElementTree.SubElement(element, "timerEventDefinition")
        for number, flow in enumerate(self.flows):
            ends = {"id": f"f{number}", "sourceRef": flow.source, "targetRef": flow.target}
            ElementTree.SubElement(process, "sequenceFlow", ends)
        return ElementTree.tostring(root, encoding="unicode")

    def list_shares(self) -> list[Words]:
        """Return the shares of the ways out of every fork, as Prosimos has them; each sum is 1."""
        ways: dict[str, list[tuple[str, float]]] = {}
        for number, flow in enumerate(self.flows):
            if flow.source.startswith("fork"):
                ways.setdefault(flow.source, []).append((f"f{number}", flow.share))
        return [
            {
                "gateway_id": fork,
                "probabilities": [
                    {"path_id": flow, "value": share / sum(one for _, one in out)} for flow, share in out
                ],
            }
            for fork, out in ways.items()
        ]


@dataclass(frozen=True)
class ProsimosModel:
    """What Prosimos is given.

    Parameters
    ----------
    bpmn
        The text of the BPMN file.
    parameters
        What the JSON file holds.
    served
        Activities that have a begin of their own; all others happen at the end of a wait.
    told
        What could be said in other words only, or not at all, a sentence each.
    """

    bpmn: str
    parameters: dict[str, Any]
    served: frozenset[str]
    told: tuple[str, ...]


def convert(service: Service, activity_of: Mapping[str, str], cases: int) -> ProsimosModel:
    """Return a learned service as a model of Prosimos.

    Parameters
    ----------
    service
        Steps that are served, that wait or that fork; one need and one group.
    activity_of
        Which activity each step does that does one.
    cases
        How many are to be simulated; so large are the unlimited pools.

    Raises
    ------
    CannotConvert
        When it says anything else.
    """
    return _Converter(service, activity_of, cases).convert()


class _Converter:
    """Converts one service."""

    def __init__(self, service: Service, activity_of: Mapping[str, str], cases: int) -> None:
        self.service, self.activity_of, self.cases = service, activity_of, cases
        if len(service.needs) != 1 or len(service.groups) != 1:
            raise CannotConvert("a service with one need and one group is converted, as learned ones have")
        (self.need_name, self.need), (self.group,) = next(iter(service.needs.items())), service.groups
        self.diagram = Diagram()
        self.doors: dict[str, str] = {}
        self.out: dict[str, str] = {}
        self.does: dict[str, list[Words]] = {}
        self.timers: list[Words] = []
        self.calendars: dict[str, WeekHours] = {}
        self.pools: dict[str, int] = {}
        self.unlimited: dict[WeekHours, str] = {}
        self.found: Counter[str] = Counter()

    def convert(self) -> ProsimosModel:
        for name, step in self.service.steps.items():
            self._draw(name, step)
        self.doors |= dict.fromkeys(self.service.ends, self.diagram.add("end"))
        start = self.diagram.add("start")
        for name, step in self.service.steps.items():
            self._lead_on(self.out[name], _find_route(name, step))
        self.diagram.connect(start, self.doors[self.need.starts_at])
        self.diagram.join_up()
        return ProsimosModel(
            self.diagram.write(),
            self._write_parameters(),
            frozenset(
                self.activity_of[name]
                for name, step in self.service.steps.items()
                if isinstance(step, Serve) and name in self.activity_of
            ),
            tuple(self._tell()),
        )

    def _draw(self, name: str, step: object) -> None:
        """Draw what is inside a step, and keep where it is come to and left."""
        if isinstance(step, Branch):
            self.doors[name] = self.out[name] = self.diagram.add("fork")
            return
        length = self._find_length(name, step)
        parts = list(split_length(length))
        called = self.activity_of.get(name, f"{BETWEEN}{name}")
        self.found["sliced"] += is_sliced(length)
        if len(parts) == 1:
            self.doors[name] = self.out[name] = self._draw_part(called, step, parts[0][1])
            return
        self.found["mixed"] += 1
        fork, join = self.diagram.add("fork"), self.diagram.add("join")
        self.doors[name], self.out[name] = fork, join
        for share, words in parts:
            if is_nothing(words) and name not in self.activity_of:
                self.diagram.connect(fork, join, share)
                continue
            node = self._draw_part(called, step, words)
            self.diagram.connect(fork, node, share)
            self.diagram.connect(node, join)

    def _find_length(self, name: str, step: object) -> Any:
        if not isinstance(step, Serve | Wait):
            raise CannotConvert(f"step '{name}' neither serves, waits nor forks")
        given = step.takes if isinstance(step, Serve) else step.wait
        length = given.of(self.group, self.need_name) if hasattr(given, "of") else None
        if length is None:
            raise CannotConvert(f"step '{name}' waits until a time of day")
        return length.distribution

    def _draw_part(self, called: str, step: object, words: Words) -> str:
        """Draw one task or timer of a length."""
        if isinstance(step, Wait) and step.hours is None:
            node = self.diagram.add("timer", called)
            self.timers.append({"event_id": node, **words})
            return node
        pool = self._find_pool(step)
        node = self.diagram.add("task", called)
        self.does.setdefault(pool, []).append({"task_id": node, **words})
        return node

    def _find_pool(self, step: object) -> str:
        """Return the pool that does a task: that of the step, or an unlimited one with a wait's hours."""
        if isinstance(step, Serve):
            servers = step.serve.of(self.group, self.need_name)
            if not isinstance(servers, AllOf) or len(servers.all) != 1 or len(servers.all[0]) != 1:
                raise CannotConvert("a step that needs several pools, or one of several")
            name = servers.all[0][0]
            pool = self.service.pools[name]
            self.calendars[name] = pool.hours
            self.pools[name] = int(pool.staff.value) if pool.staff else self.cases
            return name
        assert isinstance(step, Wait) and step.hours is not None
        name = self.unlimited.setdefault(step.hours, f"unlimited_{len(self.unlimited)}")
        self.calendars[name], self.pools[name] = step.hours, self.cases
        return name

    def _lead_on(self, source: str, route: Route) -> None:
        shares = route.shares(self.group, self.need_name)
        if len(shares) > 1 and not source.startswith("fork"):
            fork = self.diagram.add("fork")
            self.diagram.connect(source, fork)
            source = fork
        for place, share in shares.items():
            self.diagram.connect(source, self.doors[place], share)

    def _write_parameters(self) -> dict[str, Any]:
        return {
            "resource_profiles": [
                {"id": f"pool_{name}", "name": name, "resource_list": [self._write_staff(name, many)]}
                for name, many in self.pools.items()
            ],
            "resource_calendars": [
                {"id": f"hours_{name}", "name": name, "time_periods": write_periods(hours)}
                for name, hours in self.calendars.items()
            ],
            "task_resource_distribution": [
                {"task_id": task["task_id"], "resources": [_write_work(name, task)]}
                for name, tasks in self.does.items()
                for task in tasks
            ],
            "event_distribution": self.timers,
            "gateway_branching_probabilities": self.diagram.list_shares(),
            **self._write_arrivals(self.need),
        }

    def _write_staff(self, pool: str, many: int) -> Words:
        return {
            "id": pool, "name": pool, "cost_per_hour": 0, "amount": many, "calendar": f"hours_{pool}",
            "assignedTasks": [task["task_id"] for task in self.does[pool]],
        }  # fmt: skip

    def _write_arrivals(self, need: Need) -> dict[str, Any]:
        if need.rate is None:
            raise CannotConvert(f"need '{self.need_name}' has no rate")
        per_week = float(need.rate.of(self.group, self.need_name)) * HOURS_A_WEEK
        hours = find_arrival_hours(need.week)
        return {
            "arrival_time_calendar": write_periods(hours),
            "arrival_time_distribution": spread("expon", find_mean_gap(hours, per_week)),
        }

    def _tell(self) -> Iterator[str]:
        """Yield what could be said in other words only, or not at all."""
        repeated = Counter(self.activity_of.values())
        states = sum(many for many in repeated.values() if many > 1)
        if states:
            yield f"steps that do what others do too, told apart by what was done before: {states}"
        if self.found["mixed"]:
            yield f"lengths that became a gateway with a task or timer for each part: {self.found['mixed']}"
        if self.found["sliced"]:
            yield f"lengths cut into slices, of a family that Prosimos does not have: {self.found['sliced']}"
        if self.unlimited:
            many = len(self.unlimited)
            yield f"hours at waits became unlimited pools, of {self.cases} people each: {many}"
        pausing = [
            n for n in self.does if n in self.service.pools and self.service.pools[n].shift_end == "finish"
        ]
        if pausing:
            yield f"pools that break off at the end of their hours, where ours finish: {len(pausing)}"
        if self.need.busy_days:
            yield f"days that differ by chance ({self.need.busy_days.written}) were left out"
        yield "within the calendar of arrivals all hours are alike, and so are all days"


def _write_work(pool: str, task: Words) -> Words:
    return {"resource_id": pool, **{key: value for key, value in task.items() if key != "task_id"}}


def _find_route(name: str, step: object) -> Route:
    if isinstance(step, Branch):
        if len(step.branch) > 1 or step.branch[0].when != Condition():
            raise CannotConvert(f"step '{name}' forks by what is known of a case")
        return step.branch[0].to
    assert isinstance(step, Serve | Wait)
    return step.then
