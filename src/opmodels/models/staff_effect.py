"""What a redesign does to those who work in the service, told from its two descriptions alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from opmodels.describe.service import Service
from opmodels.describe.staff import Pool
from opmodels.models.base import Redesign
from opmodels.models.payroll import full_time_equivalents, hours_a_week, people_of, staff_pools
from opmodels.models.regrouped import Move, find_moves

Pair = tuple[float, float]


@dataclass(frozen=True)
class PoolEffect:
    """One pool of staff before and after.

    Parameters
    ----------
    pool
        Its name.
    role, grade
        What its people are, and how they are paid; as after, or as before where the pool ends.
    on_duty
        People on duty at the same time, before and after.
    people
        People employed, before and after: as stated, or the fewest full-time contracts that keep the hours.
    full_time
        Full-time equivalents, before and after, of 37.5 hours a week.
    changed
        What else changes for them, in words: hours, pay, grade.
    joins
        The pools in which its people work afterwards, where they are regrouped or united.
    formed_of
        The pools whose people it has, where it is new and formed of others.
    """

    pool: str
    role: str
    grade: str
    on_duty: tuple[int, int]
    people: tuple[int, int]
    full_time: Pair
    changed: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    formed_of: tuple[str, ...] = ()

    @property
    def people_gone(self) -> int:
        """How many fewer people there are; below zero when there are more."""
        return self.people[0] - self.people[1]

    @property
    def fate(self) -> str:
        """Whether the pool is regrouped, formed, created, ended, larger, smaller, changed or as before."""
        if self.joins or self.formed_of:
            return "regrouped" if self.joins else "formed"
        if 0 in self.on_duty:
            return "created" if self.on_duty[1] else "ended"
        if self.on_duty[0] != self.on_duty[1]:
            return "larger" if self.on_duty[1] > self.on_duty[0] else "smaller"
        return "changed" if self.changed else "as before"


@dataclass(frozen=True)
class Decisions:
    """The decisions that a role gains and loses."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Workforce:
    """What a redesign does to staff.

    Parameters
    ----------
    pools
        Every pool of staff that there is before or after.
    hours_by_grade, hours_by_layer
        Hours a week before and after.
    decisions
        Decisions gained and lost by role, where any are.
    consult
        Whether staff must be consulted.
    because
        Why, in words.
    moves
        The pools that are regrouped or united.
    """

    pools: tuple[PoolEffect, ...]
    hours_by_grade: Mapping[str, Pair]
    hours_by_layer: Mapping[str, Pair]
    decisions: Mapping[str, Decisions]
    consult: bool
    because: tuple[str, ...]
    moves: tuple[Move, ...] = ()

    @property
    def people(self) -> tuple[int, int]:
        """People employed before and after."""
        return sum(one.people[0] for one in self.pools), sum(one.people[1] for one in self.pools)

    @property
    def full_time(self) -> Pair:
        """Full-time equivalents before and after."""
        return sum(one.full_time[0] for one in self.pools), sum(one.full_time[1] for one in self.pools)

    @property
    def roles_changed(self) -> int:
        """How many roles are created, ended or changed, or gain or lose decisions."""
        touched = {one.role for one in self.pools if one.fate in ("created", "ended", "changed", "regrouped")}
        return len(touched | set(self.decisions))

    @property
    def summary(self) -> str:
        """The effect in a few words: ``-3 people``, ``2 roles change``, ``no change``."""
        before, after = self.people
        told = [f"{after - before:+d} people"] if after != before else []
        words = "role changes" if self.roles_changed == 1 else "roles change"
        told += [f"{self.roles_changed} {words}"] if self.roles_changed else []
        return ", ".join(told) or "no change"


def compare_staff(redesign: Redesign) -> Workforce:
    """Return what a redesign does to staff: posts, hours by grade and layer, decisions, consultation."""
    before, after = redesign.before, redesign.after
    moves = find_moves(redesign)
    pools = tuple(_compare_pools(before, after, moves))
    decisions = compare_decisions(before, after)
    because = tuple(_reasons_to_consult(pools, decisions, redesign))
    return Workforce(
        pools,
        _hours_by(before, after, _grade_of),
        _hours_by(before, after, _layer_of),
        decisions,
        bool(because),
        because,
        moves,
    )


def _compare_pools(before: Service, after: Service, moves: Sequence[Move]) -> Iterator[PoolEffect]:
    joins = {name: move.new for move in moves for name in move.before}
    formed = {name: tuple(move.before) for move in moves for name in move.new}
    old, new = staff_pools(before), staff_pools(after)
    for name in dict.fromkeys([*old, *new]):
        if not any(pool.size for pool in (old.get(name), new.get(name)) if pool is not None):
            continue  # a post that nobody has cannot be lost
        told = new.get(name) or old[name]
        pair = (old.get(name), new.get(name))
        yield PoolEffect(
            pool=name,
            role=told.role or name,
            grade=told.grade,
            on_duty=_pair(pair, lambda pool: pool.size),
            people=_pair(pair, people_of),
            full_time=_pair(pair, full_time_equivalents),
            changed=tuple(_changed_terms(*pair)),
            joins=joins.get(name, ()),
            formed_of=formed.get(name, ()),
        )


def _pair(pair: tuple[Pool | None, Pool | None], count: Callable[[Pool], int | float]) -> tuple[int, int]:
    first, second = (count(pool) if pool is not None else 0 for pool in pair)
    return first, second  # type: ignore[return-value]


def _changed_terms(old: Pool | None, new: Pool | None) -> Iterator[str]:
    if old is None or new is None:
        return
    if old.hours != new.hours:
        yield f"hours a week each {old.hours.hours_per_week:g} -> {new.hours.hours_per_week:g}"
    if old.grade != new.grade:
        yield f"grade {old.grade or 'unsaid'} -> {new.grade or 'unsaid'}"
    if old.hourly_cost != new.hourly_cost:
        yield f"cost of an hour {old.hourly_cost:.2f} -> {new.hourly_cost:.2f}"
    if old.provider != new.provider:
        yield f"employer {old.provider} -> {new.provider}"


def compare_decisions(before: Service, after: Service) -> dict[str, Decisions]:
    """Return the decisions that each role gains and loses, for the roles where any are."""
    old, new = _decisions_of(before), _decisions_of(after)
    found: dict[str, Decisions] = {}
    for role in dict.fromkeys([*old, *new]):
        was, is_now = old.get(role, {}), new.get(role, {})
        change = Decisions(
            tuple(name for name in is_now if name not in was),
            tuple(name for name in was if name not in is_now),
        )
        if change.gained or change.lost:
            found[role] = change
    return found


def _decisions_of(service: Service) -> dict[str, dict[str, None]]:
    by_role: dict[str, dict[str, None]] = {}
    for name, pool in staff_pools(service).items():
        if pool.size:
            by_role.setdefault(pool.role or name, {}).update(dict.fromkeys(pool.decides))
    return by_role


def _grade_of(name: str, pool: Pool) -> str:
    return pool.grade or f"grade of {name} unsaid"


def _layer_of(name: str, pool: Pool) -> str:
    return f"layer {int(pool.layer.value)}" if pool.layer is not None else "layer unsaid"


def _hours_by(before: Service, after: Service, key: Callable[[str, Pool], str]) -> dict[str, Pair]:
    hours: dict[str, list[float]] = {}
    for side, service in enumerate((before, after)):
        for name, pool in staff_pools(service).items():
            hours.setdefault(key(name, pool), [0.0, 0.0])[side] += hours_a_week(pool)
    return {name: (old, new) for name, (old, new) in hours.items()}


def _reasons_to_consult(
    pools: tuple[PoolEffect, ...], decisions: Mapping[str, Decisions], redesign: Redesign
) -> Iterator[str]:
    for one in pools:
        if one.joins:
            yield f"{one.pool} become {', '.join(one.joins)}"
        elif one.on_duty[1] < one.on_duty[0]:
            yield f"posts in {one.pool} fall from {one.on_duty[0]} to {one.on_duty[1]}"
        yield from (f"{one.pool}: {change}" for change in one.changed)
    for role, change in decisions.items():
        if change.lost:
            yield f"{role} loses {', '.join(change.lost)}"
    if redesign.card.staff.consult == "yes" and not redesign.changes_nothing:
        yield f"the card of {redesign.name} says so"
