"""Operating models compared on the same citizens: what each changes, for whom, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.guardrails import RailResult
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.ledger import Line
from opmodels.appraise.samples import Sample, as_plain, mend_gaps
from opmodels.appraise.verdict import GapState, Verdict, judge_gap, reach_verdict
from opmodels.appraise.winners import Material, Winners
from opmodels.appraise.workforce import StaffTable
from opmodels.describe.service import Service
from opmodels.describe.targets import Measured
from opmodels.foundation.digest import digest_tree
from opmodels.foundation.errors import OpmodelsError
from opmodels.foundation.provenance import Provenance
from opmodels.models.base import Redesign
from opmodels.models.red_lines import RedLine

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ElementShare:
    """What one element of a model did: the model less the model without it, on the same citizens.

    Parameters
    ----------
    title
        The element in words.
    numbers
        Its changes, counted from 1.
    gap_closed
        What it adds to the fall of the budget holder's net cost a year.
    wait
        What it adds to the wait that is watched, in minutes.
    """

    title: str
    numbers: tuple[int, ...]
    gap_closed: Estimate
    wait: Estimate

    def as_dict(self) -> dict[str, Any]:
        """Return the element as JSON has it."""
        return {
            "title": self.title,
            "numbers": list(self.numbers),
            "gap_closed": self.gap_closed.as_dict(),
            "wait": self.wait.as_dict(),
        }


@dataclass(frozen=True)
class ModelResult:
    """One operating model beside the service as it is.

    Parameters
    ----------
    name
        As it was asked for.
    redesign
        What it does to the service.
    result
        What its run says.
    difference
        Its measures less those of as-is, replication by replication.
    as_is
        What the as-is run says.
    gap_closed, cashable
        Fall of the budget holder's net cost a year, and the part that leaves a budget line.
    changes
        The lines of the ledger that change.
    winners
        Who gains and who loses.
    rails
        The guardrails.
    red_lines
        The red lines.
    staff
        What it does to those who work in the service.
    elements
        What each element did, where that was asked for.
    """

    name: str
    redesign: Redesign
    result: Appraisal
    difference: Sample
    as_is: Appraisal
    gap_closed: Estimate
    cashable: Estimate
    changes: tuple[Line, ...]
    winners: Winners
    rails: tuple[RailResult, ...]
    red_lines: tuple[RedLine, ...]
    staff: StaffTable
    elements: tuple[ElementShare, ...] = ()

    @property
    def label(self) -> str:
        """The model with the settings that were given."""
        return self.redesign.label

    @property
    def go_live(self) -> date:
        """The day on which the change begins."""
        time = self.redesign.before.time
        return self.redesign.transition.go_live or time.go_live or time.start

    @property
    def gap_state(self) -> GapState | None:
        """Whether the gap is closed by its day; None where the service states none."""
        return judge_gap(self.redesign.before, self.gap_closed, self.go_live)

    @cached_property
    def verdict(self) -> Verdict:
        """What can be said so far."""
        return reach_verdict(self.red_lines, self.gap_state, self.rails)

    @property
    def notes(self) -> tuple[str, ...]:
        """Errors of the simulation that could change the verdict, and what the engine cannot yet do."""
        notes = [rail.note for rail in self.rails if rail.note]
        if self.gap_state == "too close to call":
            notes.append("the gap: the simulation's error could turn the answer; run more replications")
        return tuple(notes)

    @cached_property
    def differences(self) -> dict[str, Any]:
        """The tree of paired differences; None at the first key that only one side has."""
        mended = mend_gaps(self.difference.estimates, self.result.estimates, self.as_is.estimates)
        mended.pop("lines", None)
        before, after = self.redesign.before, self.redesign.after
        for section in ("steps", "pools"):
            one_sided = set(getattr(before, section)) ^ set(getattr(after, section))
            for tree in (mended.get(section) or {}, *self._by_group(mended, section)):
                tree.update({name: None for name in tree if name in one_sided})
        return mended

    @staticmethod
    def _by_group(tree: Mapping[str, Any], section: str) -> Iterator[dict[str, Any]]:
        groups = tree.get(f"{section}_by_group") or {}
        yield from (group for group in groups.values() if group is not None)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain dictionaries, lists and numbers."""
        redesign = self.redesign
        return {
            "label": self.label,
            "result": self.result.as_json(),
            "difference": as_plain(self.differences),
            "winners": self.winners.as_dict(),
            "worst_off": self.winners.worst_off,
            "changes": [change.as_dict() for change in redesign.differences],
            "guardrails": [rail.as_dict() for rail in self.rails],
            "gap_closed": self.gap_closed.as_dict(),
            "gap_state": self.gap_state,
            "cashable": self.cashable.as_dict(),
            "ledger_changes": [line.as_dict() for line in self.changes],
            "set_up": redesign.transition.set_up.value,
            "go_live": self.go_live.isoformat(),
            "workforce": self.staff.as_dict(),
            "red_lines": [{"line": x.line, "state": x.state, "why": x.why} for x in self.red_lines],
            "fit": [{"relies_on": x.relies_on, "state": x.state, "why": x.why} for x in redesign.fit],
            "verdict": self.verdict.words,
            "reasons": list(self.verdict.reasons),
            "notes": list(self.notes),
            "elements": [element.as_dict() for element in self.elements],
        }


@dataclass(frozen=True)
class Twin:
    """The no-change twin: as-is on the same people with other luck, against as-is.

    Parameters
    ----------
    difference
        Its measures less those of as-is; on average nothing.
    winners
        Who seems to gain and lose though nothing changed.
    """

    difference: Sample
    winners: Winners

    def as_json(self) -> dict[str, Any]:
        """Return the differences and the churn."""
        tree = {key: node for key, node in self.difference.estimates.items() if key != "lines"}
        return {"difference": as_plain(tree), "winners": self.winners.as_dict()}


@dataclass(frozen=True)
class Comparison:
    """Operating models on the same citizens.

    Parameters
    ----------
    service
        The service as it is.
    as_is
        What its run says.
    models
        Each model by the name it was asked for.
    does_not_fit
        Models that cannot be applied here, and why.
    twin
        What the instrument shows when nothing changed.
    watched
        The wait by which the number of replications was settled.
    why
        Why there are so many replications.
    material
        From what size on a change counts for a person.
    provenance
        What it was made from, and with.
    """

    service: Service
    as_is: Appraisal
    models: Mapping[str, ModelResult]
    does_not_fit: Mapping[str, OpmodelsError]
    twin: Twin
    watched: Measured | None
    why: str
    material: Material
    provenance: Provenance
    rails: tuple[RailResult, ...] = field(default=())

    @property
    def replications(self) -> int:
        """How many replications of each there are."""
        return self.as_is.replications

    @property
    def withheld(self) -> tuple[str, ...]:
        """Observed figures that matter and are not reproduced, as far as is known: no verdict while any."""
        return tuple(
            dict.fromkeys(one.name for one in self.as_is.checks if one.matters and not one.reproduced)
        )

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain dictionaries, lists and numbers; the keys are stable."""
        return {
            "provenance": self.provenance.as_dict(),
            "result_digest": self.result_digest,
            **self._tell_results(),
        }

    def _tell_results(self) -> dict[str, Any]:
        return {
            "replications": self.replications,
            "why": self.why,
            "as_is": {**self.as_is.as_json(), "guardrails": [rail.as_dict() for rail in self.rails]},
            "models": {name: model.as_json() for name, model in self.models.items()},
            "does_not_fit": {
                name: [problem.as_dict() for problem in error.problems]
                for name, error in self.does_not_fit.items()
            },
            "twin": self.twin.as_json(),
            "material": self.material.as_dict(),
            "withheld": list(self.withheld),
        }

    @cached_property
    def result_digest(self) -> str:
        """SHA-256 of all results: the same service, models, settings and seed give the same."""
        return digest_tree(_drop_provenance(self._tell_results()))

    @cached_property
    def waits(self) -> pd.DataFrame:
        """Waits in minutes by model, step and group; as-is first."""
        from opmodels.appraise.tables import join_models

        return join_models({name: one.waits for name, one in self._appraisals()})

    @cached_property
    def money(self) -> pd.DataFrame:
        """The lines of the ledger by model; as-is first."""
        from opmodels.appraise.tables import join_models

        return join_models({name: one.money for name, one in self._appraisals()})

    @cached_property
    def staff(self) -> pd.DataFrame:
        """Posts and load by model and pool, before and after."""
        from opmodels.appraise.tables import tabulate_staff_tables

        return tabulate_staff_tables({name: model.staff for name, model in self.models.items()})

    @cached_property
    def winners(self) -> pd.DataFrame:
        """Shares better and worse off by model and group; the no-change twin first."""
        from opmodels.appraise.tables import tabulate_winners

        models = {name: model.winners for name, model in self.models.items()}
        return tabulate_winners({"no change": self.twin.winners, **models})

    def _appraisals(self) -> Iterator[tuple[str, Appraisal]]:
        yield "as is", self.as_is
        yield from ((name, model.result) for name, model in self.models.items())


def _drop_provenance(node: Any) -> Any:
    """Return a tree without what tells when, where and why it was made."""
    if isinstance(node, dict):
        told = {key: child for key, child in node.items() if key not in ("provenance", "why")}
        return {key: _drop_provenance(child) for key, child in told.items()}
    return [_drop_provenance(child) for child in node] if isinstance(node, list) else node
