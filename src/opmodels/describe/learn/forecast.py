"""Forecasts of shares in months that were not learned, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.appointment_counts import AppointmentCounts, Floats
from opmodels.describe.learn.contact_shares import list_measures, measure_names
from opmodels.describe.learn.from_appointments import HALF_YEAR, Learned
from opmodels.describe.learn.variation import COVERAGE, SEED, Method, draw_futures, find_range


@dataclass(frozen=True)
class Forecast:
    """What is expected of one share.

    Parameters
    ----------
    measure
        ``missed``, ``mode telephone``, ``lead same_day``, ...
    value, low, high
        The share and the interval that is meant to hold it.
    """

    measure: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Check:
    """A forecast beside what came.

    Parameters
    ----------
    forecast
        What was expected.
    observed
        What came.
    """

    forecast: Forecast
    observed: float

    @property
    def hit(self) -> bool:
        """Whether what came lies in the interval."""
        return self.forecast.low <= self.observed <= self.forecast.high

    @property
    def score(self) -> float:
        """Interval score (Gneiting and Raftery 2007): the width and a fine for misses; less is better."""
        beyond = max(self.forecast.low - self.observed, self.observed - self.forecast.high, 0.0)
        return self.forecast.high - self.forecast.low + 2.0 / (1.0 - COVERAGE) * beyond


def predict_shares(
    learned: Learned, ahead: int = HALF_YEAR, simulated: Floats | None = None, method: Method = "drifting"
) -> tuple[Forecast, ...]:
    """Return the forecast of every share of the region for the months ahead.

    Parameters
    ----------
    learned
        What was learned.
    ahead
        How many months are forecast.
    simulated
        (replications, 1 + modes + 7) float64 in the order of `measure_names`: the shares of as-is runs.
        Without them the value is worked out and has no simulation noise. With them it is their mean, and the
        interval also holds the standard error of that mean; how far one practice's half-year strays by luck
        is left out, because what is forecast is the region.
    method
        How months hang together; see `opmodels.describe.learn.variation`.

    Raises
    ------
    ValueError
        When fewer than three months were learned, so that no interval can be stated.
    """
    futures = draw_futures(learned.counts, ahead, method)
    if futures is None:
        raise ValueError("an interval takes at least three learned months")
    central = list_measures(learned.shares)
    value, error = (central, np.zeros_like(central)) if simulated is None else _average(simulated)
    noise = np.random.default_rng(SEED + 1).standard_normal((len(futures.joint), central.size))
    low, high = find_range(list_measures(futures) - central + value + error * noise)
    rows = zip(measure_names(learned.shares.modes), value, low, high, strict=True)
    return tuple(
        Forecast(name, float(mean), max(float(start), 0.0), min(float(end), 1.0))
        for name, mean, start, end in rows
    )


def _average(simulated: Floats) -> tuple[Floats, Floats]:
    count = len(simulated)
    error = simulated.std(axis=0, ddof=1) / np.sqrt(count) if count > 1 else np.zeros(simulated.shape[1])
    return simulated.mean(axis=0), error


def check_against(later: AppointmentCounts, forecasts: Iterable[Forecast]) -> tuple[Check, ...]:
    """Set forecasts beside what later counts show, by the same definitions.

    Parameters
    ----------
    later
        The months that were forecast.
    forecasts
        From `predict_shares`. A mode that was not learned has no forecast and is not checked.
    """
    seen = observe_shares(later)
    return tuple(Check(forecast, seen[forecast.measure]) for forecast in forecasts)


def observe_shares(counts: AppointmentCounts) -> dict[str, float]:
    """Return every share by name, from the appointments of which mode, lead time and status are known."""
    table = counts.known.sum(axis=0)
    table = table / table.sum()
    values = [table[..., 1].sum(), *table.sum(axis=(1, 2)), *table.sum(axis=(0, 2))]
    return dict(zip(measure_names(), (float(value) for value in values), strict=True))


@dataclass(frozen=True)
class Tally:
    """Hits among checks of one kind.

    Parameters
    ----------
    kind
        ``missed``, ``mode``, ``lead`` or ``all``.
    hits, checks
        How many hit, of how many.
    width, score
        Mean width of the intervals, and mean interval score.
    """

    kind: str
    hits: int
    checks: int
    width: float
    score: float


def count_hits(checks: Sequence[Check]) -> tuple[Tally, ...]:
    """Return the hits among all checks, and of each kind."""
    kinds = ("missed", "mode", "lead")
    groups = {
        kind: [check for check in checks if check.forecast.measure.split()[0] == kind] for kind in kinds
    }
    return tuple(_tally(kind, group) for kind, group in {**groups, "all": list(checks)}.items() if group)


def _tally(kind: str, checks: Sequence[Check]) -> Tally:
    widths = [check.forecast.high - check.forecast.low for check in checks]
    hits = sum(check.hit for check in checks)
    mean_score = sum(check.score for check in checks) / len(checks)
    return Tally(kind, hits, len(checks), sum(widths) / len(checks), mean_score)


def format_checks(by_region: dict[str, Sequence[Check]]) -> str:
    """Return a Markdown table, region by region: forecast with interval, what came, and which shares missed.

    Parameters
    ----------
    by_region
        Checks by the name of the region.
    """
    head = "| region | missed | came | telephone | came | same day | came | hits | outside |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|"]
    for region, checks in by_region.items():
        by_name = {check.forecast.measure: check for check in checks}
        shown = [by_name[name] for name in ("missed", "mode telephone", "lead same_day") if name in by_name]
        cells = " | ".join(
            f"{_say(one.forecast)} | {one.observed:.2%}{'' if one.hit else ' ✗'}" for one in shown
        )
        outside = ", ".join(_say_miss(check) for check in checks if not check.hit) or "none"
        lines.append(
            f"| {region} | {cells} | {sum(check.hit for check in checks)} of {len(checks)} | {outside} |"
        )
    return "\n".join(lines)


def _say(forecast: Forecast) -> str:
    return f"{forecast.value:.2%} ({forecast.low:.2%} to {forecast.high:.2%})"


def _say_miss(check: Check) -> str:
    forecast = check.forecast
    return f"{forecast.measure} {check.observed:.2%}, not {forecast.low:.2%} to {forecast.high:.2%}"
