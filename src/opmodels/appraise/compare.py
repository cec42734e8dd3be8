"""Runs operating models and the service as it is on the same citizens, and compares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from opmodels.appraise.appraisal import Appraisal, appraise_track, settle
from opmodels.appraise.asked import list_asked
from opmodels.appraise.comparison import Comparison, ElementShare, ModelResult, Twin
from opmodels.appraise.evaluate import read_values
from opmodels.appraise.guardrails import judge_guardrails, list_dropped
from opmodels.appraise.intervals import F8, Estimate, estimate
from opmodels.appraise.ledger import cashable_saving, gap_closed, list_changes, pair_years
from opmodels.appraise.person_sums import PersonSums
from opmodels.appraise.samples import Sample, subtract
from opmodels.appraise.subject import Subject, prepare_as_is, prepare_redesign
from opmodels.appraise.tracks import MOST, Track, follow, say_why
from opmodels.appraise.watched import find_watched, is_precise
from opmodels.appraise.winners import Material, compare_people
from opmodels.appraise.workforce import tabulate_staff
from opmodels.describe.service import Service
from opmodels.describe.targets import Measured
from opmodels.foundation.errors import DoesNotFit
from opmodels.foundation.provenance import Provenance, make_provenance
from opmodels.models.base import Redesign
from opmodels.models.catalogue import find_model
from opmodels.models.element import Element, drop_each
from opmodels.models.red_lines import check_red_lines
from opmodels.simulate.replicate import Progress
from opmodels.simulate.warm_up import find_warm_up

TWIN_FROM = 1_000_000
"""Number of the twin's first replication: the same people, other luck."""
PRECISION = 0.05
"""Half-width of the watched differences, as a share of the gap and of the wait as it is; an assumption."""
Given = Mapping[str, Mapping[str, object]]


def compare(
    service: Service,
    models: Iterable[str | Redesign],
    *,
    seed: int = 1,
    replications: int | None = None,
    precision: float | None = PRECISION,
    warm_weeks: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    settings: Given | None = None,
    drop_one: bool = False,
    material: Material | None = None,
    most: int = MOST,
    command: str = "",
    replay: int | None = None,
) -> Comparison:
    """Compare operating models with the service as it is, on the same citizens.

    As-is, every model and the no-change twin have the same seed, the same replications, the same warm-up.

    Parameters
    ----------
    service
        The service as it is.
    models
        Names such as ``trim(cut=10 %)`` or ``trim+call_back_first``, or redesigns of this very service.
    seed
        Addresses every draw.
    replications
        How many; as many as the precision needs when None.
    precision
        Half-width asked of the differences of the budget holder's net cost (as a share of the gap) and of
        the watched wait (as a share of it); ten replications when None.
    warm_weeks
        Weeks of warm-up; found by pilot runs where the service leaves them open and None is given.
    workers
        How many replications run at the same time; results do not depend on it.
    progress
        Called with the runs done and, where it is known, planned.
    settings
        Settings by the name of the model.
    drop_one
        Whether to run each model without each of its changes in turn.
    material
        From what size on a change counts for a person.
    most
        The most replications, whatever the precision.
    command
        What the user typed or called.
    replay
        How many replications a saved result came to: as many are run, and what was asked of their number
        is told as it was then.

    Raises
    ------
    InputError
        When a model or a setting is unknown.
    Interrupted
        When the user stops it.
    SimulationFault
        When a run breaks a rule of the engine.
    """
    plans, misfits = plan_models(service, models, settings or {})
    weeks = find_warm_up(service, seed) if warm_weeks is None else warm_weeks
    bench = _Bench(service, plans, weeks, find_watched(service))
    enough = None if precision is None else (lambda: bench.is_precise(precision))
    planned = replications if replay is None else replay
    follow(bench.tracks, seed, planned, workers=workers, progress=progress, enough=enough, most=most)
    if drop_one:
        bench.drop_each(seed, workers, progress)
    count, material = len(bench.as_is.trees), material or Material()
    why = say_why(count, replications, precision, most)
    asked = {"replications": replications, "precision": precision, "most": most}
    chosen = settle(service, "compare", count, weeks, asked) | {
        "models": {name: plan.label for name, plan in plans.items()} | dict.fromkeys(misfits, ""),
        "settings": _plain(settings or {}),
        "drop_one": drop_one,
        "material": material.as_dict(),
    }
    provenance = make_provenance(seed=seed, service_digest=service.digest, settings=chosen, command=command)
    return bench.compare(misfits, why, material, provenance)


def _plain(settings: Given) -> dict[str, dict[str, str]]:
    return {name: {key: str(value) for key, value in one.items()} for name, one in settings.items()}


def plan_models(
    service: Service, models: Iterable[str | Redesign], settings: Given
) -> tuple[dict[str, Redesign], dict[str, DoesNotFit]]:
    """Return the redesign by each model, and why some cannot be made.

    Raises
    ------
    InputError
        When a model or a setting is unknown.
    """
    plans: dict[str, Redesign] = {}
    misfits: dict[str, DoesNotFit] = {}
    for asked in models:
        if isinstance(asked, Redesign):
            plans[asked.label] = asked
            continue
        name, model = asked.strip(), find_model(asked)
        try:
            plans[name] = model.plan(service, settings.get(name, settings.get(model.name)))
        except DoesNotFit as error:
            misfits[name] = error
    return plans, misfits


@dataclass
class _Drops:
    """The runs of a model without each of its elements."""

    elements: Sequence[Element]
    tracks: Sequence[Track]


class _Bench:
    """What is run side by side for one comparison."""

    def __init__(
        self, service: Service, plans: Mapping[str, Redesign], weeks: int, watched: Measured | None
    ) -> None:
        self.service, self.plans, self.weeks, self.watched = service, plans, weeks, watched
        self.asked = list_asked([service, *(plan.after for plan in plans.values())])
        as_is = prepare_as_is(service, weeks, self.asked)
        self.as_is = _start(as_is)
        self.twin = _start(as_is, TWIN_FROM)
        self.models = {
            name: _start(prepare_redesign(plan, weeks, self.asked)) for name, plan in plans.items()
        }
        self.drops: dict[str, _Drops] = {}

    @property
    def tracks(self) -> list[Track]:
        return [self.as_is, self.twin, *self.models.values()]

    def is_precise(self, precision: float) -> bool:
        base = self.as_is.sample
        owns = [pair_years(track.sample, base, track.subject) for track in self.models.values()]
        return all(is_precise(self.service, own, base, self.watched, precision) for own in owns)

    def drop_each(self, seed: int, workers: int | None, progress: Progress | None) -> None:
        """Run each model without each of its elements, as often as the rest."""
        count = len(self.as_is.trees)
        for name, plan in self.plans.items():
            elements = list(drop_each(plan)) if len(plan.changes.edits) > 1 else []
            subjects = [prepare_redesign(one.without, self.weeks, self.asked) for one in elements]
            self.drops[name] = _Drops(elements, [Track(subject) for subject in subjects])
        tracks = [track for drops in self.drops.values() for track in drops.tracks]
        if tracks:
            follow(tracks, seed, count, workers=workers, progress=progress)

    def compare(
        self, misfits: Mapping[str, DoesNotFit], why: str, material: Material, provenance: Provenance
    ) -> Comparison:
        """Return the comparison of what has been run."""
        as_is = appraise_track(self.as_is, why, provenance)
        models = {name: self._judge(name, as_is, material) for name in self.plans}
        return Comparison(
            service=self.service, as_is=as_is, models=models, does_not_fit=dict(misfits),
            twin=self._judge_twin(as_is, material), watched=self.watched, why=why, material=material,
            provenance=provenance, rails=judge_guardrails(self.service.guardrails, as_is.sample),
        )  # fmt: skip

    def _judge_twin(self, as_is: Appraisal, material: Material) -> Twin:
        sums = _sums(self.as_is), _sums(self.twin)
        winners = compare_people(*sums, as_is.subject.names, material)
        return Twin(subtract(self.twin.sample, as_is.sample), winners)

    def _judge(self, name: str, as_is: Appraisal, material: Material) -> ModelResult:
        track, plan, base = self.models[name], self.plans[name], as_is.sample
        subject, holder = track.subject, self.service.budget_holder
        result = appraise_track(track, as_is.why, as_is.provenance)
        own = pair_years(result.sample, base, subject)
        winners = compare_people(_sums(self.as_is), _sums(track), subject.names, material)
        rails = judge_guardrails(plan.after.guardrails, own, winners.worse)
        return ModelResult(
            name=name, redesign=plan, result=replace(result, sample=own), as_is=as_is,
            difference=subtract(own, base), gap_closed=estimate(gap_closed(own, base, holder)),
            cashable=estimate(cashable_saving(own, base, subject)),
            changes=list_changes(subject, own, base), winners=winners,
            rails=(*rails, *list_dropped(self.service.guardrails, plan.after.guardrails)),
            red_lines=check_red_lines(plan), staff=tabulate_staff(plan, base, own),
            elements=tuple(self._share_out(name, own, base)),
        )  # fmt: skip

    def _share_out(self, name: str, own: Sample, base: Sample) -> list[ElementShare]:
        """Return what each element adds: the model less the model without it."""
        drops = self.drops.get(name)
        if drops is None:
            return []
        return [
            self._share(element, own, pair_years(track.sample, base, track.subject))
            for element, track in zip(drops.elements, drops.tracks, strict=True)
        ]

    def _share(self, element: Element, own: Sample, without: Sample) -> ElementShare:
        holder, watched = self.service.budget_holder, self.watched
        wait = Estimate() if watched is None else estimate(_wait(watched, own) - _wait(watched, without))
        return ElementShare(element.title, element.numbers, estimate(gap_closed(own, without, holder)), wait)


def _wait(watched: Measured, sample: Sample) -> F8:
    return read_values(watched, sample)


def _start(subject: Subject, first: int = 0) -> Track:
    return Track(subject, first, PersonSums(sum(subject.names.people)))


def _sums(track: Track) -> PersonSums:
    assert track.persons is not None
    return track.persons
