"""The sections that say what the models do: differences, waits, winners, money, staff, changes, lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.ledger import Line
from opmodels.appraise.winners import Winners
from opmodels.appraise.workforce import PoolLoad
from opmodels.show import findings
from opmodels.show.charts import draw_intervals, draw_shares
from opmodels.show.posts import tell_posts
from opmodels.show.report.blocks import Block, Section, list_up, say, tabulate
from opmodels.show.words import (
    cut_words,
    join_words,
    plain,
    short_money,
    tell_node,
    write_change,
    write_estimate,
    write_value,
)

AS_IS = "as it is"
MOST_NODE = 400
LOADS = {"time_with_citizens": "share", "utilisation": "share", "overtime_per_week": "count"}
Shown = list[tuple[str, ModelResult]]


def _changing(comparison: Comparison) -> Shown:
    return [(name, model) for name, model in comparison.models.items() if not model.redesign.changes_nothing]


def _anchor(*words: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else "-" for letter in word) for word in words)


def make_differences(comparison: Comparison) -> Section:
    """Return what each model changes against the service as it is, with paired intervals."""
    shown, step, currency = _changing(comparison), findings.wait_step(comparison), comparison.service.currency
    blocks: list[Block] = []
    if shown:
        closed = [(name, model.gap_closed.as_dict()) for name, model in shown]
        gap = comparison.service.gap
        title = f"Fall of the net cost of {plain(comparison.service.budget_holder)} a year"
        chart = draw_intervals(
            "gap-closed", title, _tell_gap(comparison, shown), closed, "money", currency, change=True,
            limit=gap.amount.value if gap else None, limit_word="the gap",
            today=gap.amount.value if gap else None,
        )  # fmt: skip
        waits = [(name, _wait_change(model, step).as_dict()) for name, model in shown]
        told = f"Change of the wait that nine in ten stay below, at {plain(step)}"
        blocks = [
            Block(chart=chart),
            Block(
                chart=draw_intervals(
                    "wait-change",
                    told,
                    _tell_waits(waits),
                    waits,
                    "minutes",
                    change=True,
                    today=findings.find_wait(comparison, step).mean,
                )
            ),
        ]
    rows = list(_difference_rows(comparison, shown))
    blocks.append(
        tabulate(
            "Every difference is paired, replication by replication, on the same citizens.",
            ["Measure", *(name for name, _ in shown)],
            rows,
        )
    )
    return Section("differences", "What each model changes", tuple(blocks))


def _tell_gap(comparison: Comparison, shown: Shown) -> str:
    gap = comparison.service.gap
    if gap is None:
        return "The service states no gap; a fall of the net cost is to the right."
    closing = [name for name, model in shown if model.gap_state == "closes"]
    amount = short_money(gap.amount.value, comparison.service.currency)
    return (
        f"{join_words(closing)} close{'s' if len(closing) == 1 else ''} the gap of {amount}."
        if closing
        else f"No model closes the gap of {amount}."
    )


def _tell_waits(waits: list[tuple[str, dict[str, float | None]]]) -> str:
    longer = [name for name, one in waits if one["low"] is not None and one["low"] > 0]
    shorter = [name for name, one in waits if one["high"] is not None and one["high"] < 0]
    told = [
        f"longer under {join_words(longer)}" if longer else "",
        f"shorter under {join_words(shorter)}" if shorter else "",
    ]
    return (
        f"The wait is {' and '.join(part for part in told if part)}."
        if any(told)
        else "No clear change of the wait."
    )


def _wait_change(model: ModelResult, step: str) -> Estimate:
    delay = model.difference.estimate("steps", step, "delay", findings.P90)
    return delay if delay.mean is not None else model.difference.estimate("steps", step, "wait", findings.P90)


def _difference_rows(comparison: Comparison, shown: Shown) -> Iterator[list[str]]:
    yield from _payer_rows(comparison, shown)
    for name in comparison.service.steps:
        for kind, leaf, words in (("wait", "mean", "mean wait"), ("delay", "mean", "mean time ahead")):
            if comparison.as_is.estimate("steps", name, kind, leaf).mean is not None:
                yield _row(f"{words} at {plain(name)}", shown, ("steps", name, kind, leaf), "minutes")
    for end in comparison.service.ends:
        yield _row(f"share that ends {plain(end)}", shown, ("ends_share", end), "share")
    for name in comparison.service.outcomes:
        yield _row(plain(name), shown, ("outcomes", name), "count")


def _payer_rows(comparison: Comparison, shown: Shown) -> Iterator[list[str]]:
    """Yield by how much each payer's net cost changes, of those too who pay nothing as it is."""
    currency = comparison.service.currency
    changes = [dict(findings.list_net(model)) for _, model in shown]
    names = [comparison.as_is.sample.names("money_per_year"), *changes]
    for payer in dict.fromkeys(name for one in names for name in one):
        today = comparison.as_is.estimate("money_per_year", payer, "net").mean
        told = [change.get(payer, Estimate(0.0, 0.0, 0.0)).as_dict() for change in changes]
        cells = [write_change(one, "money", currency, today) for one in told]
        yield [f"net cost of {plain(payer)} a year", *cells]


def _row(words: str, shown: Shown, path: tuple[str, ...], unit: str, currency: str = "£") -> list[str]:
    return [words, *(_tell_change(model, path, unit, currency) for _, model in shown)]


def _tell_change(model: ModelResult, path: tuple[str, ...], unit: str, currency: str) -> str:
    today = model.as_is.estimate(*path).mean
    return write_change(model.difference.estimate(*path).as_dict(), unit, currency, today)


def make_waits(comparison: Comparison) -> Section:
    """Return waits by group at the step that is watched, and by step for everybody."""
    step = findings.wait_step(comparison)
    rows = [
        (f"{plain(group)}: {name}", _group_wait(one, group, step).as_dict())
        for group in comparison.service.groups
        for name, one in _runs(comparison)
    ]
    worst = max(rows[:: len(_runs(comparison))], key=lambda row: row[1]["mean"] or 0.0)
    finding = (
        f"As it is, {worst[0].partition(':')[0]} wait longest: nine in ten no longer than"
        f" {write_value(worst[1]['mean'], 'minutes')}."
    )
    chart = draw_intervals(
        "waits-by-group",
        f"Wait that nine in ten stay below at {plain(step)}, by group",
        finding,
        rows,
        "minutes",
    )
    heads = ["Step", *(name for name, _ in _runs(comparison))]
    table = tabulate(
        "Mean wait, or time ahead where something is booked, over everybody", heads, _wait_rows(comparison)
    )
    return Section("waits", "Waits", (Block(chart=chart), table))


def _runs(comparison: Comparison) -> list[tuple[str, Comparison | ModelResult]]:
    return [(AS_IS, comparison), *_changing(comparison)]


def _group_wait(one: Comparison | ModelResult, group: str, step: str) -> Estimate:
    appraisal = one.result if isinstance(one, ModelResult) else one.as_is
    delay = appraisal.estimate("steps_by_group", group, step, "delay", findings.P90)
    return (
        delay
        if delay.mean is not None
        else appraisal.estimate("steps_by_group", group, step, "wait", findings.P90)
    )


def _wait_rows(comparison: Comparison) -> Iterator[list[str]]:
    steps = dict.fromkeys(
        [
            *comparison.service.steps,
            *(step for model in comparison.models.values() for step in model.redesign.after.steps),
        ]
    )
    for step in steps:
        cells = [_mean_wait(one, step) for _, one in _runs(comparison)]
        if any(cell != "-" for cell in cells):
            yield [plain(step), *cells]


def _mean_wait(one: Comparison | ModelResult, step: str) -> str:
    appraisal = one.result if isinstance(one, ModelResult) else one.as_is
    found = (appraisal.estimate("steps", step, kind, "mean") for kind in ("wait", "delay"))
    return next(
        (write_estimate(estimate.as_dict(), "minutes") for estimate in found if estimate.mean is not None),
        "-",
    )


def make_winners(comparison: Comparison) -> Section:
    """Return who gains and who loses under each model, beside what chance alone does."""
    material = comparison.material
    intro = (
        f"Person by person, over replications: a change counts from {material.minutes:g} minutes waited for"
        f" each case, or {100 * material.share:g} % of the mean wait, or {100 * material.met:g} points of the"
        " share of needs met (assumptions). Chance alone is the service as it is, run again with other luck."
    )
    blocks = [say(intro)]
    for place, (name, model) in enumerate(_changing(comparison)):
        rows = _share_rows(model.winners) + [
            (f"chance alone: {label}", shares) for label, shares in _share_rows(comparison.twin.winners)[-1:]
        ]
        blocks.append(
            Block(
                chart=draw_shares(
                    f"winners-{place}", f"{name}: better and worse off", _tell_winners(model), rows
                )
            )
        )
    return Section("winners", "Who gains and who loses", tuple(blocks) if len(blocks) > 1 else ())


def _share_rows(winners: Winners) -> list[tuple[str, dict[str, float | None]]]:
    named = [*winners.groups.items(), ("everybody", winners.everyone)]
    return [
        (plain(group), {"better": one.better.mean, "same": one.same.mean, "worse": one.worse.mean})
        for group, one in named
    ]


def _tell_winners(model: ModelResult) -> str:
    group = model.winners.worst_off
    if not group:
        return "Nobody is clearly worse off."
    return (
        f"Worst off are {plain(group)}: {write_value(model.winners.groups[group].worse.mean, 'share')} of"
        " them lose."
    )


def make_money(comparison: Comparison) -> Section:
    """Return who pays more and who pays less, line by line."""
    currency, blocks = comparison.service.currency, list[Block]()
    for place, (name, model) in enumerate(_changing(comparison)):
        rows = [(plain(payer), net.as_dict()) for payer, net in findings.list_net(model)]
        told = dict(findings.list_payers(comparison)).get(name, "nobody pays more or less")
        chart = draw_intervals(
            f"money-{place}",
            f"{name}: change of net cost a year, by payer",
            f"Net cost: {told}.",
            rows,
            "money",
            currency,
            change=True,
        )
        words = _tell_cashable(model, currency)
        lines = [_tell_line(line, currency) for line in model.changes]
        table = tabulate(
            f"{name}: lines of the ledger that change, a year",
            ("Line", "Payer", "Provider", "Kind", "Cashable", "Change"),
            lines,
        )
        blocks += [Block(heading=name, chart=chart), say(words), *([table] if lines else [])]
    return Section("money", "Money by payer", tuple(blocks))


def _tell_line(line: Line, currency: str) -> tuple[str, ...]:
    change = write_change(line.amount.as_dict(), "money", currency) + (" once" if line.once else "")
    cashable = "yes" if line.cashable else "no"
    return plain(line.what), plain(line.payer), plain(line.provider) or "-", line.kind, cashable, change


def _tell_cashable(model: ModelResult, currency: str) -> str:
    if not model.cashable.mean or model.cashable.mean <= 0:
        return "Nothing that is saved leaves a budget line."
    saved = write_estimate(model.cashable.as_dict(), "money", currency)
    return (
        f"{saved} a year leaves a budget line: whole posts, contracts and bills. Time freed within posts that"
        " stay does not."
    )


def make_staff(comparison: Comparison) -> Section:
    """Return what each model does to those who work in the service."""
    blocks: list[Block] = []
    for name, model in _changing(comparison):
        staff = model.staff
        rows = [_tell_pool(pool, one) for pool, one in staff.pools.items()]
        heads = (
            "Pool",
            "On duty",
            "People",
            "Full-time posts",
            "Paid time at work on cases",
            "Use while open",
            "Overtime, hours a week",
        )
        blocks.append(
            tabulate(f"{name}: {tell_posts(model)}; staff {staff.consulted}", heads, rows, heading=name)
        )
        told = [
            f"{plain(role)}: gains {join_words(one.gained) or 'nothing'};"
            f" loses {join_words(one.lost) or 'nothing'}"
            for role, one in staff.effect.decisions.items()
        ]
        blocks += [list_up(told, "")] if told else []
        if staff.effect.consult:
            blocks.append(say(f"Consultation is needed: {plain('; '.join(staff.effect.because))}."))
    return Section("staff", "Staff", tuple(blocks))


def _tell_pool(name: str, one: PoolLoad) -> tuple[str, ...]:
    posts = (_pair(one.effect.on_duty), _pair(one.effect.people), _pair(one.effect.full_time, 1))
    return plain(name), *posts, *(_load_pair(one.loads[load], unit) for load, unit in LOADS.items())


def _pair(pair: tuple[float, float], decimals: int = 0) -> str:
    before, after = (f"{one:.{decimals}f}" for one in pair)
    return before if before == after else f"{before} → {after}"


def _load_pair(pair: tuple[Estimate, Estimate], unit: str) -> str:
    before, after = (
        f"{one.mean:.1f}" if unit == "count" and one.mean is not None else write_value(one.mean, unit)
        for one in pair
    )
    return before if before == after else f"{before} → {after}"


def make_changes(comparison: Comparison) -> Section:
    """Return every change of every model with its reason."""
    blocks = []
    for name, model in _changing(comparison):
        rows = [
            (plain(one.path), _node(one.before), _node(one.after), one.why or "-")
            for one in model.redesign.differences
        ]
        blocks.append(
            tabulate(
                f"{name}: {len(rows)} places of the description",
                ("Place", "As it is", "Changed to", "Why"),
                rows,
                heading=name,
            )
        )
    return Section("changes", "What is changed, and why", tuple(blocks))


def _node(node: Any) -> str:
    return "-" if node is None else cut_words(tell_node(_drop_notes(node)), MOST_NODE)


def _drop_notes(node: Any) -> Any:
    """Return a part of a description without its notes and sources, which its file tells."""
    if isinstance(node, Mapping):
        return {
            key: _drop_notes(child) for key, child in node.items() if key not in ("note", "source", "grade")
        }
    return [_drop_notes(child) for child in node] if isinstance(node, list) else node


def make_lines(comparison: Comparison) -> Section:
    """Return the guardrails and red lines, as it is and under each model."""
    blocks: list[Block] = []
    rails = [(AS_IS, rail) for rail in comparison.rails] + [
        (name, rail) for name, model in comparison.models.items() for rail in model.rails
    ]
    if rails:
        rows = [
            (
                name,
                plain(rail.name),
                findings.tell_rail(rail, comparison),
                rail.state,
                "yes" if rail.hard else "no",
            )
            for name, rail in rails
        ]
        blocks.append(
            tabulate("Guardrails", ("Model", "Guardrail", "Value and limit", "State", "Hard"), rows)
        )
    red = [
        (name, line.line, line.state, plain(line.why))
        for name, model in comparison.models.items()
        for line in model.red_lines
    ]
    if red:
        blocks.append(tabulate("Red lines: what no money buys", ("Model", "Red line", "State", "Why"), red))
    notes = [f"{name}: {note}" for name, model in comparison.models.items() for note in model.notes]
    blocks += [list_up(notes, "Before relying on it")] if notes else []
    misfits = [
        f"{name}: found {error.problems[0].found}; expected {error.problems[0].expected}"
        for name, error in comparison.does_not_fit.items()
    ]
    blocks += [list_up(misfits, "Models that do not fit")] if misfits else []
    return Section("lines", "Guardrails and red lines", tuple(blocks))
