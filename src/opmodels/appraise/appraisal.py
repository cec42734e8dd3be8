"""The appraisal of one service: its measures with intervals, the as-is check, money, tables, provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from opmodels.appraise.intervals import F8, Estimate
from opmodels.appraise.ledger import Line, list_lines
from opmodels.appraise.observed import Check, check_observed, summarise_checks
from opmodels.appraise.samples import Estimates, Sample, as_plain
from opmodels.appraise.subject import Subject, prepare_as_is
from opmodels.appraise.tracks import MOST, Track
from opmodels.describe.service import Service
from opmodels.foundation.provenance import Provenance, make_provenance
from opmodels.simulate.replicate import Runs

if TYPE_CHECKING:
    import pandas as pd

HOURS_OF = ("open", "busy", "overtime")


@dataclass(frozen=True)
class Appraisal:
    """What the replications of one service say.

    Parameters
    ----------
    subject
        What was run.
    sample
        What every replication measured, kept for pairing.
    load
        Mean number at work by pool and hour of the week, (pools, 4, 168): open, busy, in overtime,
        called.
    why
        Why there are so many replications.
    provenance
        What it was made from, and with.
    """

    subject: Subject
    sample: Sample
    load: F8
    why: str
    provenance: Provenance

    @property
    def service(self) -> Service:
        """The service as it is after go-live."""
        return self.subject.after

    @property
    def replications(self) -> int:
        """How many replications there are."""
        return len(self.sample)

    @property
    def warm_weeks(self) -> float:
        """Weeks of warm-up before the measured stretch."""
        return self.subject.compiled.timeline.warm_days / 7.0

    @cached_property
    def estimates(self) -> Estimates:
        """Every measure with its interval, as a tree; see `opmodels.appraise.outcomes`."""
        return self.sample.estimates

    def estimate(self, *path: str) -> Estimate:
        """Return one measure: ``estimate("steps", "phone", "wait", "mean")``; unknown where there is none."""
        return self.sample.estimate(*path)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Each observed figure beside what the run says."""
        return check_observed(self.service, self.sample)

    @property
    def check_line(self) -> str:
        """How many observed figures are reproduced, in words."""
        return summarise_checks(self.checks)

    @cached_property
    def ledger(self) -> tuple[Line, ...]:
        """Every line of money a year."""
        return list_lines(self.subject, self.sample)

    def load_of(self, pool: str) -> Mapping[str, F8]:
        """Return the mean number at work in each hour of the week: open, busy, in overtime, (168,) each."""
        row = self.subject.names.pools.index(pool)
        return {name: self.load[row, k] for k, name in enumerate(HOURS_OF)}

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain dictionaries, lists and numbers; the keys are stable."""
        return {
            "provenance": self.provenance.as_dict(),
            "replications": self.replications,
            "why": self.why,
            "warm_up_weeks": self.warm_weeks,
            "weeks": self.subject.weeks,
            **as_plain({key: node for key, node in self.estimates.items() if key != "lines"}),
            "ledger": [line.as_dict() for line in self.ledger],
            "observed": [check.as_dict() for check in self.checks],
        }

    @cached_property
    def waits(self) -> pd.DataFrame:
        """Waits in minutes by step and group."""
        from opmodels.appraise.tables import tabulate_waits

        return tabulate_waits(self.estimates)

    @cached_property
    def pools(self) -> pd.DataFrame:
        """Hours and utilisation by pool."""
        return self._tabulate("pools", "pool")

    @cached_property
    def groups(self) -> pd.DataFrame:
        """Cases by group."""
        return self._tabulate("groups", "group")

    @cached_property
    def ends(self) -> pd.DataFrame:
        """Cases by end."""
        return self._tabulate("ends", "end")

    @cached_property
    def money(self) -> pd.DataFrame:
        """The lines of the ledger, money a year."""
        from opmodels.appraise.tables import tabulate_ledger

        return tabulate_ledger(self.ledger)

    def _tabulate(self, section: str, what: str) -> pd.DataFrame:
        from opmodels.appraise.tables import tabulate_section

        return tabulate_section(self.estimates, section, what)


def drop_unused(sample: Sample, subject: Subject) -> Sample:
    """Return the sample without steps and pools that end with the change and saw nothing in the stretch."""
    old_steps = [name for name in subject.names.rows if name not in subject.after.steps]
    old_pools = [name for name in subject.names.pools if name not in subject.after.pools]
    idle = {("steps", name) for name in old_steps if _is_idle(sample, "steps", name, "started")}
    idle |= {("pools", name) for name in old_pools if _is_idle(sample, "pools", name, "open_hours")}
    unused = {name for section, name in idle if section == "steps"}
    return sample.without(
        lambda path: path[:2] in idle or (path[0] == "steps_by_group" and path[2] in unused)
    )


def _is_idle(sample: Sample, *path: str) -> bool:
    return not np.nan_to_num(sample.column(*path)).any()


def appraise_track(track: Track, why: str, provenance: Provenance) -> Appraisal:
    """Return the appraisal of what a track has measured."""
    return Appraisal(track.subject, drop_unused(track.sample, track.subject), track.load, why, provenance)


def appraise(service: Service, runs: Runs, *, command: str = "") -> Appraisal:
    """Return the appraisal of a service that was run as it is.

    Parameters
    ----------
    service
        The service.
    runs
        Its replications.
    command
        What the user typed or called.
    """
    from dataclasses import replace

    track = Track(replace(prepare_as_is(service), compiled=runs.compiled))
    track.take(runs.runs)
    weeks = runs.compiled.timeline.warm_days / 7.0
    asked = {"replications": len(runs.runs), "precision": None, "most": MOST}
    settings = settle(service, "run", len(runs.runs), weeks, asked)
    provenance = make_provenance(
        seed=runs.seed, service_digest=service.digest, settings=settings, command=command
    )
    return appraise_track(track, runs.why, provenance)


def settle(
    service: Service, verb: str, replications: int, warm_weeks: float, asked: Mapping[str, object]
) -> dict[str, object]:
    """Return the settings that make a result again.

    Parameters
    ----------
    service
        The service, kept whole.
    verb
        ``run`` or ``compare``.
    replications, warm_weeks
        How many replications and weeks of warm-up there were.
    asked
        What was asked of their number: ``replications``, ``precision``, ``most``.
    """
    return {
        "verb": verb,
        "service": dict(service.tree),
        "replications": replications,
        "warm_up_weeks": warm_weeks,
        "asked": dict(asked),
    }
