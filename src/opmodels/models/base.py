"""What an operating model is: a name, a card, settings, and a plan that redesigns a service."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from opmodels.describe.difference import Difference
from opmodels.describe.edit import Changes, Edit, apply_changes, diff_services
from opmodels.describe.service import Service
from opmodels.foundation.errors import DoesNotFit, InputError
from opmodels.models.card import Card
from opmodels.models.fit import Fit, judge_fit
from opmodels.models.settings import Settings
from opmodels.models.transition import Transition

Given = Settings | Mapping[str, object] | None


@dataclass(frozen=True)
class Redesign:
    """A service before and after an operating model, and the way from one to the other.

    Parameters
    ----------
    name
        The model's name.
    label
        The model as it was asked for, with the settings that were given: ``trim(cut=10 %)``.
    before, after
        The service as it is, and as it would be.
    changes
        The changes that lead from one to the other, each with its reason.
    transition
        What stands between them.
    settings
        The settings that were used.
    card
        The model's card.
    fit
        What the model relies on, and whether it is so here.
    told
        What it reckoned on the way, in words: a plan, its certificate, what it could not do.
    """

    name: str
    label: str
    before: Service
    after: Service
    changes: Changes
    transition: Transition
    settings: Settings
    card: Card
    fit: tuple[Fit, ...]
    told: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether the service after is the one before."""
        return self.after.digest == self.before.digest

    @property
    def differences(self) -> list[Difference]:
        """What differs between the two services, each place with its reason."""
        return diff_services(self.before, self.after, self.changes)


@dataclass(frozen=True)
class Design:
    """What a model wants to do to one service.

    Parameters
    ----------
    edits
        The changes, with their reasons.
    transition
        What stands between today and then.
    settings
        The settings as used; a model may settle what was left open.
    where
        Tells where each change was written, for messages.
    told
        What it reckoned on the way, in words.
    """

    edits: tuple[Edit, ...]
    transition: Transition
    settings: Settings
    where: Callable[[int], str] | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class OperatingModel(ABC):
    """A way in which a service could work.

    Parameters
    ----------
    name
        How it is called.
    card
        What a reader should know of it.
    settings
        Its settings at their defaults, or as they were given.
    zero_settings
        Settings at which it does nothing at all.
    source
        Where it comes from: the package, or a file.
    """

    name: str
    card: Card
    settings: Settings
    zero_settings: Mapping[str, str]
    source: str = "opmodels"

    @abstractmethod
    def design(self, service: Service, settings: Settings) -> Design:
        """Return what the model does to this service.

        Raises
        ------
        DoesNotFit
            When the service lacks what the model needs.
        """

    @property
    def label(self) -> str:
        """The name, with the settings that were given: ``trim(cut=10 %)``."""
        return self.label_for(self.settings)

    def label_for(self, settings: Settings) -> str:
        """Return the name with these settings, where they were given."""
        return f"{self.name}({settings.written})" if settings.written else self.name

    def with_settings(self, given: Mapping[str, object]) -> Self:
        """Return the model with some settings given.

        Raises
        ------
        InputError
            When one is unknown or out of its limits.
        """
        return replace(self, settings=self.settings.but(given, self.name))

    def choose_settings(self, given: Given) -> Settings:
        """Return the settings to use: the model's own, some of them given, or a whole set.

        Raises
        ------
        InputError
            When one is unknown or out of its limits.
        """
        if isinstance(given, Settings):
            return given
        return self.settings.but(given, self.name) if given else self.settings

    def judge(self, service: Service, settings: Given = None) -> tuple[Fit, ...]:
        """Return what the model relies on, and whether it is so of this service.

        Raises
        ------
        InputError
            When a predicate of the card cannot be asked.
        """
        return judge_fit(service, self.card.relies_on, self.name)

    def plan(self, service: Service, settings: Given = None) -> Redesign:
        """Redesign a service.

        Parameters
        ----------
        service
            The service as it is; it stays so.
        settings
            Settings by name; those that are not named stand at the model's own.

        Raises
        ------
        InputError
            When a setting is unknown or out of its limits.
        DoesNotFit
            When the changes cannot be made to this service; it says which and why.
        """
        chosen = self.choose_settings(settings)
        fit = self.judge(service, chosen)
        design = self.design(service, chosen)
        label = self.label_for(chosen)
        changes = Changes(model=label, for_digest=service.digest, edits=design.edits)
        try:
            after = apply_changes(service, changes, design.where)
        except InputError as error:
            raise DoesNotFit(*error.problems) from None
        return Redesign(
            name=self.name, label=label, before=service, after=after, changes=changes,
            transition=design.transition, settings=design.settings, card=self.card, fit=fit,
            told=design.told,
        )  # fmt: skip


def make_card(**told: Any) -> Card:
    """Return a card from its parts."""
    return Card.model_validate(told)


__all__ = ["Design", "Given", "OperatingModel", "Redesign", "Transition", "make_card"]
