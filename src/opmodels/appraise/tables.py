"""Tables for people who work in pandas: waits, pools, groups, ends, money, staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opmodels.appraise.intervals import Estimate
from opmodels.appraise.ledger import Line
from opmodels.appraise.samples import Estimates
from opmodels.appraise.winners import GroupWinners, Winners
from opmodels.appraise.workforce import PoolLoad, StaffTable

if TYPE_CHECKING:
    import pandas as pd

EVERYONE = "everyone"


def _frame(rows: Sequence[Mapping[str, Any]], index: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(index)
    return pd.DataFrame(list(rows), columns=columns).set_index(list(index))


def list_waits(estimates: Estimates) -> Iterator[dict[str, Any]]:
    """Yield a row for each step and group with a wait or a delay: minutes, with the ends of the interval."""
    whole, by_group = estimates.get("steps"), estimates.get("steps_by_group")
    sections = {EVERYONE: whole, **(by_group if isinstance(by_group, Mapping) else {})}
    for group, steps in sections.items():
        for step, node in steps.items() if isinstance(steps, Mapping) else ():
            if isinstance(node, Mapping):
                yield from _list_step(step, group, node)


def _list_step(step: str, group: str, node: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    kind = "delay" if "delay" in node else "wait"
    times = node.get(kind) or {}
    if any(isinstance(one, Estimate) and one.is_known for one in times.values()):
        row: dict[str, Any] = {"step": step, "group": group, "kind": kind}
        for name, one in times.items():
            row |= _spread(name, one)
        started = node.get("started")
        yield row | _spread("started", started if isinstance(started, Estimate) else Estimate())


def _spread(name: str, one: Estimate) -> dict[str, float | None]:
    return {name: one.mean, f"{name}_low": one.low, f"{name}_high": one.high}


def tabulate_waits(estimates: Estimates) -> pd.DataFrame:
    """Return waits and delays in minutes by step and group."""
    return _frame(list(list_waits(estimates)), ("step", "group"))


def tabulate_section(estimates: Estimates, section: str, what: str) -> pd.DataFrame:
    """Return one section of the measures with a row for each name in it."""
    node = estimates.get(section)
    rows = [
        {what: name, **_flatten(one)} for name, one in (node.items() if isinstance(node, Mapping) else ())
    ]
    return _frame(rows, (what,))


def _flatten(node: Estimates | Estimate | None, name: str = "") -> dict[str, float | None]:
    if isinstance(node, Estimate):
        return _spread(name or "count", node)
    row: dict[str, float | None] = {}
    for key, child in (node or {}).items():
        row |= _flatten(child, f"{name}.{key}" if name else key)
    return row


def tabulate_ledger(lines: Sequence[Line]) -> pd.DataFrame:
    """Return the lines of a ledger."""
    fields = ("what", "payer", "provider", "kind", "cashable", "once")
    rows = [
        {**{field: getattr(line, field) for field in fields}, **_spread("amount", line.amount)}
        for line in lines
    ]
    return _frame(rows, ("payer", "what"))


def join_models(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one table of several models, with the model as the first part of the index."""
    import pandas as pd

    return pd.concat(dict(frames), names=["model"])


def tabulate_staff_tables(tables: Mapping[str, StaffTable]) -> pd.DataFrame:
    """Return posts and load by model and pool: before, after."""
    rows = [
        {"model": model, "pool": name, **_list_pool(pool)}
        for model, table in tables.items()
        for name, pool in table.pools.items()
    ]
    return _frame(rows, ("model", "pool"))


def _list_pool(pool: PoolLoad) -> dict[str, Any]:
    one = pool.effect
    row: dict[str, Any] = {"role": one.role, "grade": one.grade, "fate": one.fate}
    for name in ("on_duty", "people", "full_time"):
        row[f"{name}_before"], row[f"{name}_after"] = getattr(one, name)
    for name, (before, after) in pool.loads.items():
        row[f"{name}_before"], row[f"{name}_after"] = before.mean, after.mean
    return row


def tabulate_winners(winners: Mapping[str, Winners]) -> pd.DataFrame:
    """Return shares better and worse off by model and group, the worst-off group of each model first."""
    rows = [
        {"model": model, "group": group, **_list_shares(one)}
        for model, found in winners.items()
        for group, one in found.groups.items()
    ]
    return _frame(rows, ("model", "group"))


def _list_shares(one: GroupWinners) -> dict[str, Any]:
    told = one.as_dict()
    low, high = told.pop("worse_interval")
    return {**told, "worse_low": low, "worse_high": high}
