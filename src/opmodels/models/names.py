"""What a model asks of a service: names that its settings give, and facts that must not be denied."""

from __future__ import annotations

from opmodels.describe.service import Service
from opmodels.foundation.errors import DoesNotFit, Problem, find_nearest, name_list
from opmodels.models.settings import Settings

AUTO = "auto"
"""What a setting says that leaves a name to the model."""


def refuse(
    model: str, service: Service, found: str, expected: str, next_step: str | None = None
) -> DoesNotFit:
    """Return why a model does not fit a service, to be raised.

    Parameters
    ----------
    model
        The model's name, with the setting that is at issue behind it where one is.
    service
        The service.
    found
        What it has or lacks.
    expected
        What it would need.
    next_step
        What to do, where there is something.
    """
    name, _, setting = model.partition(", ")
    where = f"{name} on {service.service}" + (f", {setting}" if setting else "")
    return DoesNotFit(Problem(where, found, expected, None, next_step))


def named(service: Service, settings: Settings, setting: str, model: str) -> str | None:
    """Return the part of the service that a setting names, or None where it is left to the model.

    Raises
    ------
    DoesNotFit
        When the service has no such part.
    """
    name, section = settings.word(setting), settings[setting].names
    if name == AUTO:
        return None
    known = list(service.payer_names if section == "payers" else getattr(service, section))
    if name not in known:
        where = f"{model} on {service.service}, {setting}"
        near = find_nearest(name, known)
        raise DoesNotFit(Problem(where, f"'{name}'", f"one of {name_list(known, 12)}, or auto", near))
    return name


def refuse_denied(service: Service, fact: str, model: str) -> None:
    """Refuse a service whose facts deny what a model cannot do without.

    Raises
    ------
    DoesNotFit
        When the facts say that it does not hold.
    """
    told = service.facts.get(fact)
    if told is not None and told.holds == "no":
        source = f" ({told.source})" if told.source else ""
        found = f"'{fact}' denied by the facts{source}"
        raise refuse(model, service, found, "a service of which it holds")
