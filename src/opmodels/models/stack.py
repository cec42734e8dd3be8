"""Operating models on top of one another: ``trim+call_back_first``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from opmodels.describe.edit import Changes
from opmodels.describe.service import Service
from opmodels.models.base import Design, Given, OperatingModel, Redesign
from opmodels.models.card import WORDS, Card, OnStaff, StaffEffect
from opmodels.models.fit import Fit
from opmodels.models.settings import Settings
from opmodels.models.transition import Transition

JOINED = ("worked", "failed", "breaks", "left_out", "needs_first", "evidence", "relies_on")


def stack_models(models: Sequence[OperatingModel]) -> OperatingModel:
    """Return the model that applies each of these to the service that the one before has left.

    Raises
    ------
    ValueError
        When there is none, or one twice.
    """
    names = [model.name for model in models]
    if not models or len(set(names)) < len(names):
        raise ValueError(f"a stack of {' and '.join(names) or 'no models'}: it takes each model once")
    if len(models) == 1:
        return models[0]
    zero = {f"{model.name}.{key}": value for model in models for key, value in model.zero_settings.items()}
    card = reduce(join_cards, (model.card for model in models))
    return Stack("+".join(names), card, _join_settings(models), zero, parts=tuple(models))


def _join_settings(models: Sequence[OperatingModel]) -> Settings:
    values = {f"{m.name}.{key}": setting for m in models for key, setting in m.settings.values.items()}
    return Settings(values, frozenset(f"{m.name}.{key}" for m in models for key in m.settings.given))


def join_cards(one: Card, other: Card) -> Card:
    """Return one card for two models: their lists together, and the weaker level of evidence."""
    lists = {key: (*getattr(one, key), *getattr(other, key)) for key in JOINED}
    return one.model_copy(
        update={
            **{
                key: tuple(item for i, item in enumerate(items) if item not in items[:i])
                for key, items in lists.items()
            },
            "idea": f"{one.idea} {other.idea}",
            "home": f"{one.home}; {other.home}",
            "mechanism": f"{one.mechanism} {other.mechanism}",
            "staff": _join_staff(one.staff, other.staff),
            "evidence_level": min(one.evidence_level, other.evidence_level),
        }
    )


def _join_staff(one: OnStaff, other: OnStaff) -> OnStaff:
    roles = {
        role: _join_effects(one.roles.get(role, StaffEffect()), other.roles.get(role, StaffEffect()))
        for role in dict.fromkeys([*one.roles, *other.roles])
    }
    return OnStaff(
        roles=roles,
        consult="yes" if "yes" in (one.consult, other.consult) else "no",
        transfer="; ".join(duty for duty in (one.transfer, other.transfer) if duty),
    )


def _join_effects(one: StaffEffect, other: StaffEffect) -> StaffEffect:
    joined = {word: tuple(dict.fromkeys([*getattr(one, word), *getattr(other, word)])) for word in WORDS}
    return StaffEffect(**joined)


@dataclass(frozen=True)
class Stack(OperatingModel):
    """Several models, each applied to the service that the one before has left."""

    parts: tuple[OperatingModel, ...] = ()
    """The models in the order in which they are applied."""

    @property
    def label(self) -> str:
        """The names of the models, each with the settings that were given."""
        return self.label_for(self.settings)

    def label_for(self, settings: Settings) -> str:
        """Return the names of the models, each with the settings that were given."""
        return "+".join(part.label_for(self._own(part, settings)) for part in self.parts)

    def _own(self, part: OperatingModel, settings: Settings) -> Settings:
        """Return the settings of one part, taken from those of the stack."""
        start = f"{part.name}."
        values = {key.removeprefix(start): v for key, v in settings.values.items() if key.startswith(start)}
        return Settings(
            values, frozenset(key.removeprefix(start) for key in settings.given if key.startswith(start))
        )

    def plan_each(self, service: Service, settings: Settings) -> list[Redesign]:
        """Return the redesign by each part, the second of the first's service, and so on.

        Raises
        ------
        DoesNotFit
            When one of them cannot be made.
        """
        plans: list[Redesign] = []
        for part in self.parts:
            plans.append(part.plan(plans[-1].after if plans else service, self._own(part, settings)))
        return plans

    def judge(self, service: Service, settings: Given = None) -> tuple[Fit, ...]:
        """Return what the parts rely on, each asked of the service that it would find."""
        plans = self.plan_each(service, self.choose_settings(settings))
        return tuple(dict.fromkeys(fit for plan in plans for fit in plan.fit))

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the changes of all parts, one after another."""
        return _join_plans(self.plan_each(service, settings), settings)

    def plan(self, service: Service, settings: Given = None) -> Redesign:
        """Redesign a service by each part in turn.

        Raises
        ------
        InputError
            When a setting is unknown or out of its limits.
        DoesNotFit
            When one of the parts cannot be made.
        """
        chosen = self.choose_settings(settings)
        plans = self.plan_each(service, chosen)
        design, label = _join_plans(plans, chosen), self.label_for(chosen)
        changes = Changes(model=label, for_digest=service.digest, edits=design.edits)
        return Redesign(
            name=self.name, label=label, before=service, after=plans[-1].after, changes=changes,
            transition=design.transition, settings=design.settings, card=self.card,
            fit=tuple(dict.fromkeys(fit for plan in plans for fit in plan.fit)), told=design.told,
        )  # fmt: skip


def _join_plans(plans: Sequence[Redesign], settings: Settings) -> Design:
    edits = tuple(edit for plan in plans for edit in plan.changes.edits)
    used = {f"{plan.name}.{key}": value for plan in plans for key, value in plan.settings.values.items()}
    acting = [plan.transition for plan in plans if plan.changes.edits]
    transition = reduce(Transition.then, acting) if acting else Transition()
    told = tuple(f"{plan.name}: {line}" for plan in plans for line in plan.told)
    return Design(edits, transition, Settings({**settings.values, **used}, settings.given), told=told)
