"""A cell of the transfer matrix in words: a mark for a table, a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.appraise.intervals import Estimate
from opmodels.describe.service import Service
from opmodels.explore.cell import Binding, Cell, Wait
from opmodels.foundation.units import count_of, format_count
from opmodels.show.findings import unit_of
from opmodels.show.words import (
    join_words,
    plain,
    round_share,
    short_money,
    write_value,
)  # fmt: skip

NO_RESULT = "."
RED, FAILS, OPEN = "!", "x", "?"
"""A red line is crossed; a hard guardrail fails; something cannot be told."""
LEGEND = (
    "share of the gap that is closed a year (money where no gap is stated); minus: it costs more",
    f"{RED} crosses a red line   {FAILS} a hard guardrail fails   {OPEN} something cannot be told"
    f"   {NO_RESULT} no result, reason below",
)
"""What stands in the table, in lines."""


def mark_cell(cell: Cell, service: Service) -> str:
    """Return a cell for a table: ``33 %x``."""
    if not cell.has_result:
        return NO_RESULT
    return tell_share(cell, service) + tell_mark(cell)


def tell_share(cell: Cell, service: Service) -> str:
    """Return what share of the gap is closed, or the money saved where no gap is stated."""
    closed = cell.gap_closed.mean if cell.gap_closed is not None else None
    if closed is None:
        return "-"
    if service.gap is None or not service.gap.amount.value:
        return short_money(closed, service.currency)
    share = closed / service.gap.amount.value
    if abs(share) >= 10:
        return "> 999 %" if share > 0 else "< -999 %"
    return f"{100 * share:.0f} %".replace("-0 %", "0 %")


def tell_mark(cell: Cell) -> str:
    """Return the gravest that speaks against the model: a red line, a guardrail, what cannot be told."""
    if cell.red_lines:
        return RED
    if cell.binding is not None and cell.binding.state == "fails":
        return FAILS
    undecided = cell.unchecked or (cell.binding is not None and cell.binding.state != "holds")
    return OPEN if undecided else ""


def tell_cell(cell: Cell, service: Service) -> str:
    """Return a cell as a few sentences."""
    if not cell.has_result:
        return f"No result: {cell.reason}."
    return " ".join(f"{part}." for part in _list_parts(cell, service))


def _list_parts(cell: Cell, service: Service) -> Iterator[str]:
    yield _tell_gap(cell, service)
    if cell.wait is not None:
        yield _tell_wait(cell.wait)
    yield from (f"Crosses a red line: {line}" for line in cell.red_lines)
    if cell.unchecked:
        yield f"Cannot be checked: {join_words(cell.unchecked)}"
    if cell.binding is not None:
        yield _tell_binding(cell.binding, service.currency)
    yield _tell_worst(cell)
    yield _tell_posts(cell)
    grade = cell.evidence.grade or "none"
    yield f"Evidence {grade}{', adverse' if cell.evidence.adverse else ''}"
    yield _tell_fit(cell)


def _tell_gap(cell: Cell, service: Service) -> str:
    closed = cell.gap_closed if cell.gap_closed is not None else Estimate()
    told = _tell_money(closed, service.currency)
    if service.gap is None:
        return f"Saves {told} a year"
    by = " (too close to call)" if cell.gap_state == "too close to call" else ""
    return f"Closes {told} of {short_money(service.gap.amount.value, service.currency)}{by}"


def _tell_money(value: Estimate, currency: str) -> str:
    if value.mean is None:
        return "an unknown sum"
    mean = short_money(value.mean, currency)
    if value.low is None or value.high is None:
        return mean
    low, high = short_money(value.low, currency), short_money(value.high, currency)
    return mean if low == mean == high else f"{mean} ({low} to {high})"


def _tell_wait(wait: Wait) -> str:
    place = plain(wait.step)
    today = f"today {write_value(wait.before.mean, 'minutes')}"
    if wait.after.mean is None:
        return (
            f"Nobody waits at {place} any more"
            if wait.before.mean is not None
            else f"Nobody waits at {place}"
        )
    return f"Nine in ten wait at most {write_value(wait.after.mean, 'minutes')} at {place}; {today}"


def _tell_binding(binding: Binding, currency: str) -> str:
    unit = unit_of(binding.measure)
    side = "at most" if binding.at_most else "at least"
    told = (
        f"{plain(binding.name)}: {write_value(binding.value.mean, unit, currency)}"
        f", {side} {write_value(binding.limit, unit, currency)}"
    )
    return f"Binding guardrail {told}: {binding.state}"


def _tell_worst(cell: Cell) -> str:
    if not cell.worst_off or cell.worse is None or cell.worse.mean is None:
        return "Nobody is seen to be worse off"
    return f"Worst off: {plain(cell.worst_off)}, {round_share(cell.worse.mean)} of them worse off"


def _tell_posts(cell: Cell) -> str:
    posts = cell.posts
    if posts is None or not (posts.ended or posts.created or posts.changed):
        return "No job ends or changes"
    words = (("ends", "end", posts.ended), ("is new", "are new", posts.created))
    told = [
        f"{count_of(number, 'job')} {one if number == 1 else many}" for one, many, number in words if number
    ]
    if posts.changed:
        told.append(f"{format_count(posts.changed)} {'changes' if posts.changed == 1 else 'change'}")
    return f"Staff: {join_words(told)}"


def _tell_fit(cell: Cell) -> str:
    fit = cell.fit
    whole = 0 if fit is None else fit.held + fit.fails + fit.unknown
    if fit is None or not whole:
        return "It relies on nothing that could be asked"
    fails = f"; not so: {join_words(cell.fails)}" if cell.fails else ""
    unknown = f"; unknown: {fit.unknown}" if fit.unknown else ""
    return f"Fit {fit.held} of {whole}{fails}{unknown}"
