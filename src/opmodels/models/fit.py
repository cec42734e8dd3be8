"""Whether a service is what a model relies on: each predicate is held, fails or is unknown, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.foundation.units import UnitError
from opmodels.models.predicates import PREDICATES, Known, State, write_plain


@dataclass(frozen=True)
class Fit:
    """One thing that a model relies on, and whether it is so here.

    Parameters
    ----------
    relies_on
        The predicate in words.
    state
        ``held``, ``fails`` or ``unknown``.
    why
        What in the description says so, or what is missing from it.
    """

    relies_on: str
    state: State
    why: str

    def __str__(self) -> str:
        return f"{self.relies_on}: {self.state}, {self.why}"


def judge_fit(
    service: Service, relies_on: Iterable[Mapping[str, Any]], where: str = "card"
) -> tuple[Fit, ...]:
    """Return for each predicate whether it is held, fails or is unknown of this service, and why.

    Parameters
    ----------
    service
        The service as it is.
    relies_on
        Predicates with what they are asked about: ``{demand can wait: {need: same_day, for: 60 min}}``.
    where
        Where they are written, for messages.

    Raises
    ------
    InputError
        When a predicate is unknown or lacks what it is asked about.
    """
    return tuple(_judge(service, name, given, where) for line in relies_on for name, given in line.items())


def check_predicates(relies_on: Iterable[Mapping[str, Any]], where: str = "card") -> None:
    """Check that every predicate is known and has what it needs.

    Raises
    ------
    InputError
        When one is not.
    """
    for line in relies_on:
        for name, given in line.items():
            _read_predicate(name, given, where)


def _read_predicate(name: str, given: Any, where: str) -> tuple[Known, Mapping[str, Any]]:
    known = PREDICATES.get(name)
    if known is None:
        expected = f"one of {name_list(list(PREDICATES), 20)}"
        raise InputError(Problem(where, f"the predicate '{name}'", expected, find_nearest(name, PREDICATES)))
    is_plain = not isinstance(given, Mapping) or "value" in given
    asked = ({known.key: given} if known.key and given else {}) if is_plain else dict(given)
    allowed = (*known.needs, *known.may)
    for key in asked:
        if key not in allowed:
            expected = f"one of {name_list(allowed)}" if allowed else "nothing"
            raise InputError(Problem(where, f"'{key}' in '{name}'", expected, find_nearest(key, allowed)))
    missing = [key for key in known.needs if key not in asked]
    if missing:
        raise InputError(Problem(where, f"'{name}' without {missing[0]}", f"{name}: {{{missing[0]}: ...}}"))
    return known, asked


def _judge(service: Service, name: str, given: Any, where: str) -> Fit:
    known, asked = _read_predicate(name, given, where)
    words = ", ".join(
        f"{key} {write_plain(value)}" if key != known.key else write_plain(value)
        for key, value in asked.items()
    )
    try:
        state, why = known.ask(service, asked)
    except UnitError as error:
        raise InputError(error.at(f"{where}, {name}")) from None
    return Fit(f"{name} ({words})" if words else name, state, why)


def count_fit(fit: Iterable[Fit]) -> dict[State, int]:
    """Return how many predicates are held, fail and are unknown."""
    states = [one.state for one in fit]
    return {"held": states.count("held"), "fails": states.count("fails"), "unknown": states.count("unknown")}
