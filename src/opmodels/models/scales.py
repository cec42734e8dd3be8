"""The scales on which findings are put together: logarithms where nothing is below zero."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from opmodels.models.arithmetic import read_amount
from opmodels.models.evidence import Scale
from opmodels.models.finding import Effect

NORMAL_95 = 1.959963984540054
"""Half the width of a 95 % interval, in standard errors."""
LEAST_ERROR = 1e-3
"""The least standard error, in spreads: no study is exact."""
UNKNOWN_ERROR = 0.5
"""The standard error where none is reported, in spreads; an assumption."""


@dataclass(frozen=True)
class Working:
    """A scale on which errors are about normal.

    Parameters
    ----------
    to, back
        From a figure to the working scale, and back.
    spread
        By how much places usually differ, the scale of the half-normal prior; for differences in units of
        the largest that was reported. An assumption.
    no_effect
        Where on the working scale there is no effect; None where a figure cannot say so.
    """

    to: Callable[[float], float]
    back: Callable[[float], float]
    spread: float
    no_effect: float | None


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))


def _expit(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value)) if value >= 0.0 else 1.0 - 1.0 / (1.0 + math.exp(value))


def _same(value: float) -> float:
    return value


SCALES: Mapping[Scale, Working] = {
    "ratio": Working(math.log, math.exp, 0.15, 0.0),
    "amount": Working(math.log, math.exp, 0.3, None),
    "share": Working(_logit, _expit, 0.3, None),
    "difference": Working(_same, _same, 0.5, 0.0),
}


def read_figure(effect: Effect, scale: Scale) -> tuple[float, float | None]:
    """Return a figure on its working scale with its standard error, None where nothing says how exact it is.

    The ends of a span are taken for those of a 95 % interval, and its middle for the value.
    """
    to = SCALES[scale].to
    ends = effect.interval or effect.span
    spots = [to(read_amount(end).value) for end in ends] if ends else []
    value = to(read_amount(effect.value).value) if effect.value else sum(spots) / 2.0
    if spots:
        return value, (spots[1] - spots[0]) / (2.0 * NORMAL_95)
    if scale == "share" and effect.n:
        share = read_amount(effect.value).value
        return value, 1.0 / math.sqrt(effect.n * share * (1.0 - share))
    return value, None


def find_size(effects: list[Effect], scale: Scale) -> float:
    """Return what a unit of spread is: 1 on a logarithmic scale, else the largest difference reported."""
    if scale != "difference":
        return 1.0
    figures = [read_figure(effect, scale) for effect in effects]
    return max((max(abs(value), error or 0.0) for value, error in figures), default=0.0) or 1.0
