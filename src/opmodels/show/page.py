"""Page one: question, finding, a row for each model, and the lines that are true so far. 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.show import findings
from opmodels.show.finding import tell_finding
from opmodels.show.posts import list_staff, tell_posts
from opmodels.show.seen import list_checks
from opmodels.show.words import WIDTH, fold, plain

AS_IS = "as it is"
HEAD = ("", "gap closed", "p90 wait", "staff", "so far")
NO_GAP = ("", "saves a year", *HEAD[2:])
GAPS = "  "
MOST_ELEMENTS = 6


def write_page(comparison: Comparison, report: str = "", next_: str = "") -> str:
    """Return page one.

    Parameters
    ----------
    comparison
        What was compared.
    report
        Where the report is, if one was written.
    next_
        The command to go on with.
    """
    lines = [*fold(findings.tell_title(comparison)), *fold(f"Question: {findings.tell_question(comparison)}")]
    lines += fold(f"As-is check: {comparison.as_is.check_line}")
    lines += [*(line for told in list_checks(comparison.as_is) for line in fold(told, "  ")), ""]
    lines += [*fold(f"FINDING: {tell_finding(comparison)}"), ""]
    lines += [*list_table(comparison), *_explain_wait(comparison), ""]
    lines += [line for told in LINES for line in told(comparison)]
    lines += [f"Report: {report}"] if report else []
    lines += fold(f"Next: {next_}") if next_ else []
    return "\n".join(lines) + "\n"


def list_table(comparison: Comparison) -> list[str]:
    """Return the table: a row for the service as it is, and for each model."""
    rows = [HEAD if comparison.service.gap else NO_GAP, _row_as_is(comparison)]
    rows += [_row_of(name, model, comparison) for name, model in comparison.models.items()]
    rows += [(name, "-", "-", "-", "does not fit") for name in comparison.does_not_fit]
    return [_align(row, _widths(rows)) for row in rows]


def _row_as_is(comparison: Comparison) -> tuple[str, ...]:
    wait = findings.tell_wait(findings.find_wait(comparison, findings.wait_step(comparison)))
    return AS_IS, "-", wait, "-", "-"


def _row_of(name: str, model: ModelResult, comparison: Comparison) -> tuple[str, ...]:
    wait = findings.tell_wait(findings.find_wait(model, findings.wait_step(comparison)))
    gap = findings.tell_gap_closed(model, comparison.service.currency)
    return name, gap, wait, _shorten_staff(tell_posts(model)), _shorten_verdict(model, comparison)


def _shorten_staff(summary: str) -> str:
    first = summary.partition(",")[0].replace("roles change", "change").replace("role changes", "changes")
    return "-" if summary == "no change" else first


def _shorten_verdict(model: ModelResult, comparison: Comparison) -> str:
    if comparison.withheld:
        return "withheld"
    return "red line unknown" if model.verdict.needs_person else model.verdict.words.partition(":")[0]


def _widths(rows: Iterable[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _align(row: tuple[str, ...], widths: list[int]) -> str:
    """Return a row: names and verdicts to the left, figures to the right."""
    first, *middle, last = row
    room = WIDTH - sum(widths[1:]) - len(GAPS) * (len(row) - 1)
    name = first if len(first) <= room else first[: max(room - 1, 1)] + "…"
    cells = [f"{cell:>{width}}" for cell, width in zip(middle, widths[1:-1], strict=True)]
    return GAPS.join([f"{name:<{min(widths[0], room)}}", *cells, last]).rstrip()


def _explain_wait(comparison: Comparison) -> list[str]:
    step = findings.wait_step(comparison)
    return fold(f"p90 wait is at {plain(step)}: nine in ten wait no longer") if step else []


def _list_told(title: str, told: Iterable[tuple[str, str]], most: int = 12) -> list[str]:
    """Return lines ``Title: model: words``, the title once."""
    lines: list[str] = []
    rows = list(told)
    for place, (name, words) in enumerate(rows[:most]):
        start = f"{title}: {name}: " if place == 0 else f"  {name}: "
        lines += _hang(start + words)
    return [*lines, *([f"  and {len(rows) - most} more, see the report"] if len(rows) > most else [])]


def _hang(words: str) -> list[str]:
    """Return words in lines of which all but the first are set in."""
    first, *rest = fold(words)
    return [first, *fold(" ".join(rest), "  ")] if rest else [first]


def _against(comparison: Comparison) -> list[str]:
    return _list_told("Against", findings.list_against(comparison))


def _unchecked(comparison: Comparison) -> list[str]:
    return [line for words in findings.list_unchecked(comparison) for line in _hang(f"Not checked: {words}")]


def _worst_off(comparison: Comparison) -> list[str]:
    return _list_told("Worst off", findings.list_worst_off(comparison))


def _staff(comparison: Comparison) -> list[str]:
    return _list_told("Staff", list_staff(comparison))


def _payers(comparison: Comparison) -> list[str]:
    return _list_told("Who pays", findings.list_payers(comparison))


def _evidence(comparison: Comparison) -> list[str]:
    return _list_told("Evidence", findings.list_evidence(comparison))


def _fit(comparison: Comparison) -> list[str]:
    return _list_told("Relies on", findings.list_fit(comparison))


def _elements(comparison: Comparison) -> list[str]:
    return _list_told("What did the work", findings.list_elements(comparison), MOST_ELEMENTS)


def _numbers(comparison: Comparison) -> list[str]:
    return fold(f"Numbers in the description: {findings.tell_numbers(comparison)}")


def _certainty(comparison: Comparison) -> list[str]:
    return fold(f"Precision: {findings.tell_certainty(comparison)}")


LINES: tuple[Callable[[Comparison], list[str]], ...] = (
    _against, _unchecked, _worst_off, _staff, _payers, _evidence, _fit, _elements, _numbers, _certainty,
)  # fmt: skip
"""The lines below the table, in order; each is empty where there is nothing true to say."""
