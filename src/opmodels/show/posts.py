"""What becomes of those who work in the service, in words: which posts, which roles, and how."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.foundation.units import count_of
from opmodels.models.staff_effect import Decisions, PoolEffect
from opmodels.show.words import join_words, plain

MOST_POOLS, MOST_ROLES = 4, 2


def tell_posts(model: ModelResult) -> str:
    """Return what becomes of posts and roles: ``-3 people, 2 roles change``, ``-1 person``, ``no change``."""
    summary = model.staff.effect.summary
    return summary.replace("1 people", "1 person") if summary[1:].startswith("1 people") else summary


def list_staff(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield what each model does to staff: which posts and roles, how, and whether anybody asked them."""
    for name, model in comparison.models.items():
        if model.staff.effect.summary != "no change":
            told = [
                *list_settled(model),
                join_words(list_pools(model), "and"),
                *_list_decisions(model),
                model.staff.consulted,
            ]
            yield name, f"{tell_posts(model)}: {'; '.join(part for part in told if part)}"


def list_settled(model: ModelResult) -> list[str]:
    """Return the settings that nobody has given and the model has settled: ``cut 16.7 %, closes the gap``."""
    settings = model.redesign.settings
    return [
        f"{plain(name)} {one.value}, the smallest that {one.source}"
        for name, one in settings.values.items()
        if name not in settings.given and one.source.startswith("closes ")
    ] + [
        f"{plain(name)} {one.value}, which {one.source}"
        for name, one in settings.values.items()
        if name not in settings.given and one.source.startswith("saves ")
    ]


def list_pools(model: ModelResult) -> list[str]:
    """Return each pool that changes, in a few words, and how many more there are."""
    reasons = {one.path: one.why for one in model.redesign.differences}
    told = [
        tell_pool(one, reasons.get(f"pools.{one.pool}.staff", ""))
        for one in model.staff.effect.pools
        if one.fate not in ("as before", "formed")
    ]
    more = len(told) - MOST_POOLS
    return [*told[:MOST_POOLS], *([f"{count_of(more, 'pool')} more"] if more > 0 else [])]


def tell_pool(one: PoolEffect, why: str = "") -> str:
    """Return ``desk 3 to 2 on duty (30 % of 3 is 0.9: 1 person, 33 %)``, ``no desk any more (3 on duty)``."""
    name, (before, after) = plain(one.pool), one.on_duty
    if one.fate == "regrouped":
        who = f"{before - after} of {before} {name}" if after else name
        return f"{who} join {join_words([plain(pool) for pool in one.joins], 'and')}"
    if one.fate == "ended":
        return f"no {name} any more ({before} on duty{_tell_people(one.people[0], before)})"
    if one.fate == "created":
        return f"{name} is new ({after} on duty)"
    if one.fate == "changed":
        return f"{name}: {join_words(one.changed)}"
    people = f", {one.people[0]} to {one.people[1]} people" if one.people != one.on_duty else ""
    rounded = f" ({why})" if " is " in why and one.fate == "smaller" else ""
    return f"{name} {before} to {after} on duty{people}{rounded}"


def _tell_people(people: int, on_duty: int) -> str:
    return f", {people} people" if people != on_duty else ""


def _list_decisions(model: ModelResult) -> list[str]:
    """Return what roles that stay gain and lose; what those that go decided goes with them."""
    effect = model.staff.effect
    staying = {one.role for one in effect.pools if one.on_duty[1]}
    told = [tell_decisions(plain(role), one) for role, one in effect.decisions.items() if role in staying]
    more = len(told) - MOST_ROLES
    return [*told[:MOST_ROLES], *([f"{count_of(more, 'role')} more"] if more > 0 else [])]


def tell_decisions(role: str, one: Decisions) -> str:
    """Return ``nurse decides treatment and no longer decides the rota``."""
    told = [
        f"decides {join_words(one.gained)}" if one.gained else "",
        f"no longer decides {join_words(one.lost)}" if one.lost else "",
    ]
    return f"{role} {' and '.join(part for part in told if part)}"
