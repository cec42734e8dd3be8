"""What a model can rely on: each predicate asks a service; it is held, fails or is unknown, and says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from opmodels.describe.pathway import KINDS
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.units import format_share
from opmodels.models.front_line import contacts_per_case, front_pools, leading_pools, planning_pools
from opmodels.models.like_work import UNLIKE_TIMES, find_like_work, minutes_by_pool

State = Literal["held", "fails", "unknown"]
Answer = tuple[State, str]
Predicate = Callable[[Service, Mapping[str, Any]], Answer]


def ask_fact(service: Service, name: str) -> Answer:
    """Return what the facts of a service say; unknown when they say nothing."""
    fact = service.facts.get(name)
    if fact is None:
        near = find_nearest(name, service.facts)
        hint = f"; the nearest fact is '{near}'" if near else ""
        return (
            "unknown",
            f"the service does not say; add it to facts as '{name}: {{holds: yes, source: ...}}'{hint}",
        )
    told = f"by {fact.source}" if fact.source else "without a source"
    extent = f" up to {fact.up_to}" if fact.up_to else ""
    if fact.holds != "yes":
        return "fails", f"the facts say that it is not so, {told}"
    return "held", f"the facts say so{extent}, {told}"


def _is_there(service: Service, section: str, name: str) -> Answer:
    names = getattr(service, section)
    if name in names:
        return "held", f"{section} has {name}"
    near = find_nearest(name, names)
    return "fails", f"{section} has no '{name}'" + (f"; the nearest is '{near}'" if near else "")


def _has(section: str) -> Predicate:
    def ask(service: Service, given: Mapping[str, Any]) -> Answer:
        answers = [_is_there(service, section, name) for name in _names(given["name"])]
        return next((answer for answer in answers if answer[0] == "fails"), answers[0])

    return ask


def write_plain(node: Any) -> str:
    """Write what a predicate is asked about: a sourced number by its value alone."""
    if isinstance(node, Mapping):
        return str(node.get("value", node))
    return ", ".join(map(str, node)) if isinstance(node, list | tuple) else str(node)


def _names(node: Any) -> list[str]:
    return [str(name) for name in node] if isinstance(node, list | tuple) else [str(node)]


def has_step_kind(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether any step, or the one that is named, is of this kind."""
    kind, name = str(given["kind"]), str(given.get("step", ""))
    if kind not in KINDS:
        return "fails", f"there is no kind of step '{kind}'; there are {name_list(list(KINDS))}"
    found = [step for step, made in service.steps.items() if isinstance(made, KINDS[kind])]
    if name:
        return (
            "held" if name in found else "fails"
        ), f"{name} is {'' if name in found else 'not '}a step of kind {kind}"
    return ("held", f"{name_list(found, 4)}") if found else ("fails", f"no step is of kind {kind}")


def demand_can_wait(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether a need can wait for so long, which only the facts can say."""
    need = str(given["need"])
    there = _is_there(service, "needs", need)
    if there[0] == "fails":
        return there
    name = f"{need} can wait"
    state, why = ask_fact(service, name)
    fact = service.facts.get(name)
    if state != "held" or fact is None or not fact.up_to or "for" not in given:
        return state, why
    allowed, wanted = units.parse_period(fact.up_to), units.parse_period(write_plain(given["for"]))
    return (
        "held" if wanted <= allowed else "fails"
    ), f"{why}; the model asks for {write_plain(given['for'])}"


def may_lawfully_decide(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether a pool may lawfully decide, which its ``decides`` or the facts say."""
    pool, what = str(given["pool"]), str(given.get("what", ""))
    there = _is_there(service, "pools", pool)
    if there[0] == "fails":
        return there
    if what and what in service.pools[pool].decides:
        return "held", f"{pool} decides '{what}' already"
    return ask_fact(service, f"{pool} may lawfully decide" + (f" {what}" if what else ""))


def reachable_by(ability: str) -> Predicate:
    """Return the predicate that enough people of every group, or of one, have an ability."""

    def ask(service: Service, given: Mapping[str, Any]) -> Answer:
        wanted = units.parse_share(write_plain(given.get("at_least", "50 %")))
        group = str(given.get("group", "any"))
        names = list(service.groups) if group == "any" else [group]
        answers = [_ask_share(service, name, ability, wanted) for name in names]
        order = ("fails", "unknown", "held")
        state = min((answer[0] for answer in answers), key=order.index)
        return state, "; ".join(why for found, why in answers if found == state)

    return ask


def _ask_share(service: Service, group: str, ability: str, wanted: float) -> Answer:
    there = _is_there(service, "groups", group)
    if there[0] == "fails":
        return there
    share: Quantity | None = getattr(service.groups[group], ability)
    if share is None:
        return "unknown", f"nobody says how many of {group} have {ability}; add groups.{group}.{ability}"
    low, high = (share.value if end is None else end for end in (share.low, share.high))
    told = f"{format_share(share.value)} of {group} have {ability}, {format_share(wanted)} are needed"
    if low < wanted <= high:
        return "unknown", f"{told}, which lies in the range {format_share(low)} to {format_share(high)}"
    return ("held" if share.value >= wanted else "fails"), told


def perishable_capacity(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether what is not used is lost: slots of a diary are, and the facts may say more."""
    if "capacity is perishable" in service.facts or not service.diaries:
        return ask_fact(service, "capacity is perishable")
    return "held", f"a slot of {name_list(list(service.diaries), 3)} that nobody takes is lost"


def more_than_one(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether a pool has more than one person or place."""
    pool = str(given["pool"])
    there = _is_there(service, "pools", pool)
    if there[0] == "fails":
        return there
    size = service.pools[pool].size
    return ("held" if size > 1 else "fails"), f"{pool} has {size}"


def pay_is_known(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether every pool of staff says what it costs."""
    staff = [name for name, pool in service.pools.items() if pool.staff is not None]
    silent = [name for name in staff if service.pools[name].cost is None]
    if not staff:
        return "fails", "no pool is of staff"
    if silent:
        return (
            "unknown",
            f"{name_list(silent, 4)} {'does' if len(silent) == 1 else 'do'} not say what it costs",
        )
    return "held", f"all {len(staff)} pools of staff say what they cost"


def gap_is_stated(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether the service says what money must be found, and by when."""
    if service.gap is None:
        return "unknown", "the service states no gap; add gap: {amount: ..., by: ...}"
    return "held", f"{service.gap.amount.written} by {service.gap.by.isoformat()}"


def fixed_costs_are_stated(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether the service says which costs stay when work ends."""
    if not service.money.fixed:
        return "unknown", "the service states no fixed cost; what stays when it ends cannot be told"
    silent = [name for name, cost in service.money.fixed.items() if cost.stays is None]
    if silent:
        return "held", f"all of {name_list(silent, 4)} is taken to stay, since nothing else is said"
    return "held", f"{name_list(list(service.money.fixed), 4)} say what stays"


def has_somewhere_else(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether the service says where people go whom it does not help."""
    ends = [name for name, end in service.ends.items() if end.as_ == "met elsewhere"]
    if not ends:
        return "unknown", "no end is 'met elsewhere', so everybody counts as unmet"
    return "held", f"{name_list(ends, 4)} meet needs elsewhere"


def has_layers(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether there are posts above those who meet citizens."""
    above = [*planning_pools(service), *leading_pools(service)]
    if above:
        posts = sum(service.pools[name].size for name in above)
        return (
            "held",
            f"{posts} post{'s' if posts > 1 else ''} on duty above the front line: {name_list(above, 4)}",
        )
    silent = all(pool.layer is None for pool in service.pools.values())
    return ("unknown", "no pool says its layer") if silent else ("fails", "no pool is above the front line")


def front_line_decides(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether those who meet citizens may decide; fails where the facts deny it of some."""
    answers = {name: ask_fact(service, f"{name} may lawfully decide")[0] for name in front_pools(service)}
    barred = [name for name, state in answers.items() if state == "fails"]
    if barred:
        return "fails", f"the facts say that {name_list(barred, 4)} may not"
    silent = [name for name, state in answers.items() if state == "unknown"]
    if silent or not answers:
        return "unknown", f"the facts do not say of {name_list(silent, 4) or 'anybody'}"
    return "held", f"the facts say so of {name_list(list(answers), 4)}"


AGAIN = 2.0
"""Contacts of a person in a year with the front line, from which on one can be known (an assumption)."""


def people_come_again(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether a person who comes at all is seen so often that knowing them can matter."""
    seen = contacts_per_case(service)
    told = f"a case has {seen:.1f} contacts with the front line in the mean"
    return ("held" if seen >= AGAIN else "fails"), f"{told}; {AGAIN:g} are taken to be enough"


def like_work(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether several pools do like work at the same hours."""
    sets = find_like_work(service)
    if not sets:
        return "fails", "no two pools of staff have the same role or steps, hours, payer and employer"
    return "held", "; ".join(name_list(list(pools), 4) for pools in sets)


def work_is_alike(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether jobs are alike at all places: by their mean length, and by what the facts say."""
    for pools in find_like_work(service):
        minutes = minutes_by_pool(service, pools)
        short, long = min(minutes, key=minutes.__getitem__), max(minutes, key=minutes.__getitem__)
        if minutes[long] > UNLIKE_TIMES * minutes[short] > 0:
            return "fails", f"jobs of {long} take {minutes[long] / minutes[short]:.1f} times those of {short}"
    facts = ("work is alike at all sites", "work can be done by another area")
    return ask_fact(service, next((name for name in facts if name in service.facts), facts[0]))


def no_local_knowledge(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether the work can be done without knowing the place; fails where the facts say it matters."""
    state, why = ask_fact(service, "local knowledge matters")
    turned: Mapping[State, State] = {"held": "fails", "fails": "held", "unknown": "unknown"}
    return turned[state], f"local knowledge matters: {why}" if state != "unknown" else why


def need_is_unequal(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether some people have needs more often than others of their group, as far as is said."""
    told = {name: group.frailty for name, group in service.groups.items() if group.frailty is not None}
    unequal = [
        name for name, frailty in told.items() if any(p.distribution.variance() > 0 for p in frailty.parts)
    ]
    if unequal:
        return "held", f"people of {name_list(unequal, 4)} differ in how often they have a need"
    if told:
        return "fails", "within each group everybody has a need as often as the next"
    return "unknown", "nobody says how unequally need falls on people; add frailty to a group"


def facts_say(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether the facts of the service say something that no number of it shows."""
    return ask_fact(service, str(given["fact"]))


def incomes_are_known(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether every group says what people have to live on."""
    silent = [name for name, group in service.groups.items() if group.income is None]
    if silent:
        return "unknown", f"nobody says the income of {name_list(silent, 4)}, so a price weighs alike on all"
    return "held", "every group says its income"


def run_lasts(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether so long a time is measured that what a model brings later is seen."""
    wanted, run = write_plain(given["at_least"]), service.time.run
    told = f"{run.written} are measured"
    if run.value >= units.parse_period(wanted):
        return "held", told
    return "fails", f"{told}, less than {wanted}: what comes later is not seen, what it costs now is"


def some_needs_can_wait(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether the facts say of some need that it can wait."""
    told = {name: ask_fact(service, f"{name} can wait")[0] for name in service.needs}
    held = [name for name, state in told.items() if state == "held"]
    if held:
        return "held", f"the facts say so of {name_list(held, 4)}"
    if all(state == "fails" for state in told.values()):
        return "fails", "the facts say of every need that it cannot"
    return (
        "unknown",
        "the facts say it of no need; add 'NEED can wait: {holds: yes, up_to: 4 hours, source: ...}'",
    )


def demand_varies_by_hour(service: Service, given: Mapping[str, Any]) -> Answer:
    """Return whether some need comes more at some hours of its day than at others."""
    uneven = [name for name, need in service.needs.items() if _varies(need.quarters)]
    if uneven:
        return "held", f"{name_list(uneven, 4)} come more at some hours than at others"
    return "fails", "every need comes as much at one hour of its day as at another"


def _varies(quarters: Sequence[float]) -> bool:
    days = [quarters[day * 96 : day * 96 + 96] for day in range(7)]
    return any(max(day) > 1.2 * sum(day) / sum(x > 0 for x in day) for day in days if sum(day) > 0)


@dataclass(frozen=True)
class Known:
    """A predicate that a card may name.

    Parameters
    ----------
    ask
        Answers it for a service.
    key
        What a plain value after the predicate stands for.
    needs
        The keys it cannot do without.
    may
        The keys it may have besides.
    """

    ask: Predicate
    key: str = ""
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


PREDICATES: Mapping[str, Known] = {
    "has step": Known(_has("steps"), "name", ("name",)),
    "has pool": Known(_has("pools"), "name", ("name",)),
    "has need": Known(_has("needs"), "name", ("name",)),
    "has end": Known(_has("ends"), "name", ("name",)),
    "has diary": Known(_has("diaries"), "name", ("name",)),
    "has step kind": Known(has_step_kind, "kind", ("kind",), ("step",)),
    "demand can wait": Known(demand_can_wait, "need", ("need",), ("for",)),
    "staff may lawfully decide": Known(may_lawfully_decide, "pool", ("pool",), ("what",)),
    "reachable by phone": Known(reachable_by("phone"), "at_least", (), ("group", "at_least")),
    "reachable online": Known(reachable_by("online"), "at_least", (), ("group", "at_least")),
    "some needs can wait": Known(some_needs_can_wait),
    "demand varies by hour": Known(demand_varies_by_hour),
    "perishable capacity": Known(perishable_capacity),
    "more than one in a pool": Known(more_than_one, "pool", ("pool",)),
    "pay is known": Known(pay_is_known),
    "gap is stated": Known(gap_is_stated),
    "fixed costs are stated": Known(fixed_costs_are_stated),
    "somewhere else to go": Known(has_somewhere_else),
    "layers above the front line": Known(has_layers),
    "the front line may decide": Known(front_line_decides),
    "people come again": Known(people_come_again),
    "like work at several places": Known(like_work),
    "work is alike": Known(work_is_alike),
    "no local knowledge": Known(no_local_knowledge),
    "need is unequal": Known(need_is_unequal),
    "incomes are known": Known(incomes_are_known),
    "run lasts": Known(run_lasts, "at_least", ("at_least",)),
    "the facts say": Known(facts_say, "fact", ("fact",)),
}
"""Everything a card can say that it relies on. ``the facts`` of a service answer what its numbers cannot."""
