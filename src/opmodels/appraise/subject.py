"""What is run: a service as it is, or its change into another, compiled and priced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodels.appraise.asked import Asked, list_asked
from opmodels.appraise.paid_hours import PaidHours, count_paid_hours
from opmodels.describe.pathway import End, Step
from opmodels.describe.service import Service
from opmodels.models.base import Redesign
from opmodels.models.transition import Transition
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import AT_ONCE, Compiled, Rollout, compile_service
from opmodels.simulate.program import Names, Record

MS_PER_HOUR = float(c.HOUR_MS)
HOURS_PER_WEEK = 168.0


@dataclass(frozen=True)
class Subject:
    """A service, or its change into another, ready to run.

    Parameters
    ----------
    before
        The service as it is.
    after
        The service from go-live on; the same where nothing changes.
    compiled
        Both, compiled.
    rollout
        How the change comes in.
    asked
        Which quantiles and times are kept.
    transition
        What stands between the two, where they differ.
    """

    before: Service
    after: Service
    compiled: Compiled
    rollout: Rollout
    asked: Asked
    transition: Transition | None = None

    @property
    def names(self) -> Names:
        """What the numbers of the program mean."""
        return self.compiled.names

    @property
    def changes(self) -> bool:
        """Whether anything changes at go-live."""
        return self.after.digest != self.before.digest

    @property
    def hours(self) -> float:
        """Hours that are measured."""
        timeline = self.compiled.timeline
        return (timeline.horizon - timeline.warm) / MS_PER_HOUR

    @property
    def live_hours(self) -> float:
        """Hours that are measured from go-live on; all of them where nothing changes."""
        timeline = self.compiled.timeline
        if not self.changes:
            return self.hours
        return max(timeline.horizon - max(timeline.live, timeline.warm), 0) / MS_PER_HOUR

    @property
    def weeks(self) -> float:
        """Weeks that are measured."""
        return self.hours / HOURS_PER_WEEK

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by name, as after go-live; those that end then as they were."""
        return {**self.before.steps, **self.after.steps}

    @cached_property
    def ends(self) -> Mapping[str, End]:
        """Every end by name, as after go-live; those that go as they were."""
        return {**self.before.ends, **self.after.ends}

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Everybody who bears a cost or an income, before or after."""
        return tuple(dict.fromkeys([*self.before.payer_names, *self.after.payer_names]))

    @cached_property
    def paid_hours(self) -> Mapping[str, PaidHours]:
        """Hours paid by pool over the measured stretch."""
        services = (self.before, self.after) if self.changes else (self.before,)
        return count_paid_hours(services, self.compiled.timeline, round(self.rollout.dual_minutes * 60_000))


@dataclass(frozen=True)
class View:
    """One run, and what its numbers mean."""

    subject: Subject
    record: Record

    @property
    def names(self) -> Names:
        """What the numbers of the record mean."""
        return self.subject.names


def prepare_as_is(service: Service, warm_weeks: int = 0, asked: Asked | None = None) -> Subject:
    """Compile a service as it is.

    Parameters
    ----------
    service
        The service.
    warm_weeks
        Weeks of warm-up where it leaves them open.
    asked
        Which quantiles and times are kept; those of its own figures unless given.

    Raises
    ------
    InputError
        When its run is longer than 17 years.
    """
    compiled = compile_service(service, warm_weeks=warm_weeks)
    return Subject(service, service, compiled, AT_ONCE, asked or list_asked([service]))


def prepare_redesign(redesign: Redesign, warm_weeks: int = 0, asked: Asked | None = None) -> Subject:
    """Compile a service together with what an operating model makes of it.

    Raises
    ------
    InputError
        When its run is longer than 17 years.
    """
    rollout = plan_rollout(redesign.transition)
    compiled = compile_service(redesign.before, redesign.after, rollout=rollout, warm_weeks=warm_weeks)
    asked = asked or list_asked([redesign.before, redesign.after])
    return Subject(redesign.before, redesign.after, compiled, rollout, asked, redesign.transition)


def plan_rollout(transition: Transition) -> Rollout:
    """Return how a transition comes in, in the engine's words."""
    adoption = transition.adoption
    return Rollout(
        live=transition.go_live,
        dual_minutes=transition.dual_running.value,
        adoption=(adoption.start.value, adoption.end.value),
        adoption_minutes=adoption.over.value,
        under_way=transition.under_way,
    )
