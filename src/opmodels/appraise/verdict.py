"""What can be said of a model so far: gap, red lines and guardrails; probabilities are not claimed.

What cannot be known is never taken for kept: a red line that cannot be checked, or a hard guardrail with
nothing left to measure, leaves a model without a verdict until a person has decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from opmodels.appraise.guardrails import RailResult
from opmodels.appraise.intervals import Estimate
from opmodels.describe.service import Service
from opmodels.foundation.errors import name_list
from opmodels.models.red_lines import RedLine

GapState = Literal["closes", "fails", "too close to call"]
UNCHECKED = "cannot be checked"
UNMEASURED = "guardrail not measured"


@dataclass(frozen=True)
class Verdict:
    """The verdict so far.

    Parameters
    ----------
    words
        ``red line``, ``fails gap``, ``guardrail fails: ...``, ``guardrail not measured: ...``,
        ``too close to call: ...``, ``1 red line cannot be checked: ...`` or ``holds``.
    reasons
        Everything that speaks against the model, the gravest first.
    """

    words: str
    reasons: tuple[str, ...]

    @property
    def needs_person(self) -> bool:
        """Whether all that could be checked holds, and a person must say the rest."""
        return f" {UNCHECKED}: " in self.words


def judge_gap(service: Service, closed: Estimate, go_live: date) -> GapState | None:
    """Return whether the gap is closed by its day; None where the service states none.

    Parameters
    ----------
    service
        The service as it is.
    closed
        Fall of the budget holder's net cost a year.
    go_live
        The day on which the change begins.
    """
    if service.gap is None:
        return None
    amount = service.gap.amount.value
    if closed.mean is None or go_live > service.gap.by:
        return "fails"
    if closed.low is not None and closed.high is not None and closed.low < amount < closed.high:
        return "too close to call"
    # Pay is summed in another order here than where a cut was chosen: half a penny is no gap.
    return "closes" if closed.mean >= amount - 0.005 else "fails"


def reach_verdict(red_lines: Sequence[RedLine], gap: GapState | None, rails: Sequence[RailResult]) -> Verdict:
    """Return what can be said so far of a model.

    Parameters
    ----------
    red_lines
        The service's red lines.
    gap
        Whether the gap is closed.
    rails
        The guardrails; only hard ones decide.
    """
    reasons = tuple(_list_reasons(red_lines, gap, [rail for rail in rails if rail.hard]))
    if not reasons:
        return Verdict("holds", reasons)
    words = reasons[0].partition(": ")[0]
    if words == f"red line {UNCHECKED}":
        return Verdict(_count_unchecked(red_lines), reasons)
    return Verdict(reasons[0] if words.startswith(("guardrail", "too close")) else words, reasons)


def _count_unchecked(red_lines: Sequence[RedLine]) -> str:
    """Return ``1 red line cannot be checked: no redundancies``."""
    unknown = [line.line for line in red_lines if line.state == "unknown"]
    return f"{len(unknown)} red line{'s' if len(unknown) > 1 else ''} {UNCHECKED}: {name_list(unknown)}"


def _list_reasons(
    red_lines: Sequence[RedLine], gap: GapState | None, rails: Sequence[RailResult]
) -> Iterator[str]:
    yield from (f"red line: {line.line}, {line.why}" for line in red_lines if line.state == "broken")
    if gap == "fails":
        yield "fails gap"
    yield from (f"guardrail fails: {rail.name}" for rail in rails if rail.state == "fails")
    yield from (f"{UNMEASURED}: {rail.name}" for rail in rails if rail.state == "not measured")
    if gap == "too close to call":
        yield "too close to call: the gap"
    yield from (f"too close to call: {rail.name}" for rail in rails if rail.state == "too close to call")
    unknown = (line for line in red_lines if line.state == "unknown")
    yield from (f"red line {UNCHECKED}: {line.line}, {line.why}" for line in unknown)
