"""One cell of the transfer matrix: what an operating model comes to in a service, or why it has no place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.appraise.guardrails import RailResult
from opmodels.appraise.intervals import Estimate
from opmodels.describe.serving import Serve
from opmodels.describe.targets import Measured
from opmodels.models.base import OperatingModel
from opmodels.models.fit import count_fit


class Frozen(BaseModel):
    """What a matrix is made of; it goes to a file and comes back the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FitCount(Frozen):
    """How much of what a model relies on is so."""

    held: int = 0
    """Predicates that hold."""
    fails: int = 0
    """Predicates that do not."""
    unknown: int = 0
    """Predicates of which the service says nothing."""


RANK = ("holds", "too close to call", "not measured", "fails")
"""What a guardrail can be found to do, the gravest last."""


class Binding(Frozen):
    """The guardrail that binds: the hard one of which the gravest is found, and of these the nearest."""

    name: str
    """What is measured."""
    measure: str
    """The measure, which tells the unit."""
    state: str
    """``holds``, ``fails``, ``too close to call`` or ``not measured``."""
    value: Estimate
    """What the run says."""
    limit: float
    """What it may not exceed, or fall below."""
    at_most: bool
    """Whether the limit is an upper one."""


class Wait(Frozen):
    """Nine in ten wait no longer, in minutes."""

    step: str
    """Where."""
    before: Estimate
    """As it is."""
    after: Estimate
    """Under the model; unknown where nobody waits there any more."""


class Posts(Frozen):
    """People whose job ends, is new, or changes."""

    ended: float = 0.0
    """Jobs that end."""
    created: float = 0.0
    """Jobs that are new."""
    changed: float = 0.0
    """Jobs that change and stay."""


class Evidence(Frozen):
    """How good the best evidence on the model is, wherever it was found."""

    grade: str | None
    """A, B or C; nothing where nobody has measured it."""
    adverse: bool
    """Whether any finding speaks against it."""


class Cell(Frozen):
    """What an operating model comes to in a service.

    Money is a year's, in the service's currency; shares are fractions.
    """

    service: str
    """The service, as it was asked for."""
    model: str
    """The model, as it was asked for."""
    evidence: Evidence
    """What is known of the model."""
    reason: str = ""
    """Why there is no result; empty where there is one."""
    fit: FitCount | None = None
    """How much of what it relies on is so here."""
    fails: tuple[str, ...] = ()
    """What it relies on and is not so here."""
    gap_closed: Estimate | None = None
    """Fall of the budget holder's net cost; None where there is no result."""
    cashable: Estimate | None = None
    """The part of it that leaves a budget line."""
    gap_state: Literal["closes", "fails", "too close to call"] | None = None
    """Whether the service's gap is closed by its day."""
    set_up: float = 0.0
    """What it costs once."""
    wait: Wait | None = None
    """The wait that is watched."""
    binding: Binding | None = None
    """The guardrail that binds; None where the service has no hard one."""
    red_lines: tuple[str, ...] = ()
    """Red lines that it crosses."""
    unchecked: tuple[str, ...] = ()
    """Red lines that cannot be checked."""
    worst_off: str = ""
    """The group with the largest share worse off; empty where nobody is."""
    worse: Estimate | None = None
    """Share of that group that is worse off."""
    posts: Posts | None = None
    """What it does to jobs."""
    so_far: str = ""
    """What can be said so far; no probability is claimed."""
    withheld: tuple[str, ...] = ()
    """Observed figures that matter and that the as-is run misses, or cannot yet be said to reproduce."""
    replications: int = 0
    """How many runs it rests on."""

    @property
    def has_result(self) -> bool:
        """Whether the model was run."""
        return not self.reason

    def as_dict(self) -> dict[str, Any]:
        """Return the cell as JSON has it; ``gap_closed`` is None where there is a reason instead."""
        tree = self.model_dump(mode="json")
        return {**tree, "fit": tree["fit"] or FitCount().model_dump()}


def judge_evidence(model: OperatingModel) -> Evidence:
    """Return how good the evidence on a model is."""
    return Evidence(grade=model.card.grade, adverse=model.card.is_adverse)


def make_empty(service: str, model: str, evidence: Evidence, reason: str) -> Cell:
    """Return the cell of a model that has no result here."""
    return Cell(service=service, model=model, evidence=evidence, reason=reason)


def make_cell(service: str, model: str, evidence: Evidence, made: ModelResult, whole: Comparison) -> Cell:
    """Return the cell of a model that was run.

    Parameters
    ----------
    service, model
        As they were asked for.
    evidence
        What is known of the model.
    made
        What its run says.
    whole
        The comparison that it is part of.
    """
    posts = made.staff.posts
    worst = made.winners.worst_off
    return Cell(
        service=service, model=model, evidence=evidence,
        fit=FitCount(**count_fit(made.redesign.fit)),
        fails=tuple(one.relies_on for one in made.redesign.fit if one.state == "fails"),
        gap_closed=made.gap_closed, cashable=made.cashable, gap_state=made.gap_state,
        set_up=made.redesign.transition.set_up.value,
        wait=_find_wait(made, whole.watched),
        binding=find_binding(rail for rail in made.rails if rail.hard),
        red_lines=tuple(line.line for line in made.red_lines if line.state == "broken"),
        unchecked=tuple(line.line for line in made.red_lines if line.state == "unknown"),
        worst_off=worst, worse=made.winners.groups[worst].worse if worst else None,
        posts=Posts(**{word: posts[word]["people"] for word in ("ended", "created", "changed")}),
        so_far=made.verdict.words, withheld=whole.withheld, replications=whole.replications,
    )  # fmt: skip


def _find_wait(made: ModelResult, watched: Measured | None) -> Wait | None:
    if watched is None or not watched.step:
        return None
    kind = "wait" if isinstance(made.redesign.before.steps.get(watched.step), Serve) else "delay"
    path = ("steps", watched.step, kind, "p90")
    return Wait(step=watched.step, before=made.as_is.estimate(*path), after=made.result.estimate(*path))


def find_binding(rails: Iterable[RailResult]) -> Binding | None:
    """Return the guardrail that binds: one that fails before one that is not measured, that before one that
    is too close to call; among these the one that is passed furthest, or else comes nearest to its limit.

    How far is told as a share of the limit, so that minutes and shares compare.
    """
    found = list(rails)
    if not found:
        return None
    rail = max(found, key=lambda one: (RANK.index(one.state), _distance(one)))
    return Binding(
        name=rail.name, measure=rail.line.measure, state=rail.state, value=rail.value,
        limit=rail.limit, at_most=rail.at_most,
    )  # fmt: skip


def _distance(rail: RailResult) -> float:
    """Return by what share of the limit it is passed; negative where it holds."""
    if rail.value.mean is None:
        return -1.0
    off = rail.value.mean - rail.limit
    return (off if rail.at_most else -off) / max(abs(rail.limit), 1e-9)
