"""The field of arrivals beside two real records; arrivals-on-real-records.md tells the outcome.

Three years are fitted, the next is generated through the service file and compared with what was recorded.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import ndtri, stdtrit

from tests.oracles.real_arrivals import (
    IOWA,
    NHS,
    Fit,
    Record,
    clock_changes,
    fit_record,
    generate,
    read_iowa,
    read_trusts,
    write_iowa,
    write_trust,
)

needs_iowa = pytest.mark.skipif(not IOWA.is_file(), reason="the record of the Iowa department is not here")
needs_nhs = pytest.mark.skipif(not NHS.is_file(), reason="the NHS attendances are not here")
RUNS, ALL_CELLS = 60, float(ndtri(1 - 0.05 / 2 / 168))
"""Runs of the test year; the band that 168 cells all keep in 95 of 100 years of a right model, 3.62 sd."""


class Iowa:
    """The record, what was fitted to three years of it, and the next year as recorded and as generated."""

    def __init__(self) -> None:
        self.record = read_iowa()
        self.before = self.record.between("2013-07-01", "2016-06-30")
        self.after = self.record.between("2016-07-01", "2017-06-30")
        self.fit: Fit = fit_record(self.before)
        self.runs = np.array(list(generate(write_iowa(self.fit, "2016-07-01", 365), 365, RUNS, 1)))

    @property
    def growth(self) -> float:
        """Recorded over generated total of the test year."""
        return float(self.after.daily.sum() / self.runs.sum(axis=(1, 2)).mean())

    def place(self, measure: Callable[[np.ndarray], float]) -> float:
        """Return how many standard deviations of a generated year the recorded one lies above their mean."""
        seen = np.array([measure(run) for run in self.runs])
        return float((measure(self.after.counts) - seen.mean()) / seen.std(ddof=1))

    def leftover(self, counts: np.ndarray) -> np.ndarray:
        """Return days less what month, weekday and the year's own level lead to expect, in its roots."""
        daily, mean = counts.sum(axis=1), self.fit.expect(self.after)
        mean = mean * daily.sum() / mean.sum()
        return np.asarray((daily - mean) / np.sqrt(mean))

    def hourly_ratio(self, counts: np.ndarray) -> float:
        """Return variance over mean of an hour's arrivals, within the cells of the week, over all of them."""
        cells = [counts[self.after.weekday == day] for day in range(7)]
        return float(sum(cell.var(axis=0, ddof=1).sum() for cell in cells) / self.after.by_cell(counts).sum())


@pytest.fixture(scope="module")
def iowa() -> Iowa:
    """Return the record and the runs, made once."""
    return Iowa()


def correlate(series: np.ndarray, lag: int) -> float:
    """Return the autocorrelation of a series."""
    left = series - series.mean()
    return float((left[:-lag] * left[lag:]).sum() / (left * left).sum())


def daily_ratio(counts: np.ndarray) -> float:
    """Return variance over mean of a day's arrivals."""
    daily = counts.sum(axis=1)
    return float(daily.var(ddof=1) / daily.mean())


@needs_iowa
def test_the_record_is_whole(iowa: Iowa) -> None:
    """Every day from July 2013 to March 2018 has 24 rows; the hour that spring skips has none arriving."""
    assert len(iowa.record.dates) == 1735
    assert (np.diff(iowa.record.dates).astype(int) == 1).all()
    skipped = clock_changes(iowa.record) & (iowa.record.month == 2)
    assert skipped.sum() == 5
    assert iowa.record.counts[skipped, 2].sum() == 0


@needs_iowa
def test_what_was_fitted(iowa: Iowa) -> None:
    """The figures of the page: level, busiest and quietest month, busy days with and without the drift."""
    assert 24 * iowa.fit.rate == pytest.approx(156.96, abs=0.01)
    assert (iowa.fit.year.argmax(), iowa.fit.year.argmin()) == (8, 0)
    assert iowa.fit.busy == pytest.approx(0.0480, abs=0.0005)
    assert iowa.fit.busy_and_drift == pytest.approx(0.0660, abs=0.0005)


@needs_iowa
def test_the_field_is_what_was_asked_for(iowa: Iowa) -> None:
    """Every hour of the week has its mean, clock changes included; false alarm 1 % over the 168 cells."""
    expected = iowa.fit.expect_hours(iowa.after)
    changes = clock_changes(iowa.after)
    expected[changes & (iowa.after.month == 2), 2] = 0
    expected[changes & (iowa.after.month == 10), 1] *= 2
    cells = np.array([iowa.after.by_cell(run) for run in iowa.runs])
    error = cells.std(axis=0, ddof=1) / np.sqrt(RUNS)
    z = (cells.mean(axis=0) - iowa.after.by_cell(expected)) / error
    assert np.abs(z).max() < stdtrit(RUNS - 1, 1 - 0.01 / 2 / 168)
    assert 0.7 < z.std() < 1.4  # seven standard errors either way: the cells err as much as chance has them


@needs_iowa
def test_busy_days_are_what_was_asked_for(iowa: Iowa) -> None:
    """The spread of generated days beyond chance is that of the service file, within four standard errors."""
    mean = iowa.fit.expect(iowa.after)
    excess = [np.mean(((run.sum(axis=1) - mean) ** 2 - mean) / mean**2) for run in iowa.runs]
    assert abs(np.mean(excess) - iowa.fit.busy**2) < 4 * np.std(excess, ddof=1) / np.sqrt(RUNS)


def band(iowa: Iowa, scale: float) -> np.ndarray:
    """Return recorded less generated mean of each cell, in standard deviations: of a year, and of the fit."""
    before: Record = iowa.before
    cells = np.array([iowa.after.by_cell(run) for run in iowa.runs])
    fitted = [before.counts[before.weekday == day] for day in range(7)]
    of_fit = np.array([one.var(axis=0, ddof=1) / len(one) for one in fitted])
    spread = np.sqrt(scale * cells.var(axis=0, ddof=1) + scale**2 * of_fit)
    return np.asarray((iowa.after.by_cell() - scale * cells.mean(axis=0)) / spread)


@needs_iowa
def test_hours_of_the_week(iowa: Iowa) -> None:
    """As fitted, at least 166 of 168 cells lie in the band; with the year's growth taken out, all of them."""
    assert (np.abs(band(iowa, 1.0)) < ALL_CELLS).sum() >= 166
    scaled = band(iowa, iowa.growth)
    assert (np.abs(scaled) < ALL_CELLS).all()
    assert 145 <= (np.abs(scaled) < 1.96).sum() <= 167  # 95 % of 168 is 160; cells of a day move together


@needs_iowa
def test_growth_is_not_modelled(iowa: Iowa) -> None:
    """The next year has 4.4 % more arrivals, nine deviations of a generated year: there is no trend."""
    assert iowa.growth == pytest.approx(1.0445, abs=0.003)
    assert iowa.place(lambda run: float(run.sum())) > 6


@needs_iowa
def test_spread_is_reproduced(iowa: Iowa) -> None:
    """Variance over mean of hours, of days, and of days less month and weekday: within 2.6 sd, 1 % each."""
    assert iowa.hourly_ratio(iowa.after.counts) == pytest.approx(1.031, abs=0.001)
    assert daily_ratio(iowa.after.counts) == pytest.approx(1.688, abs=0.001)
    for measure in (iowa.hourly_ratio, daily_ratio, lambda run: float(iowa.leftover(run).var(ddof=1))):
        assert abs(iowa.place(measure)) < 2.6


@needs_iowa
def test_spread_is_missed_without_busy_days(iowa: Iowa) -> None:
    """Chance alone would give days a ratio of 1 about month and weekday; recorded are 1.42, far above it."""
    ratio = float(iowa.leftover(iowa.after.counts).var(ddof=1))
    assert ratio == pytest.approx(1.423, abs=0.001)
    assert (ratio - 1) / np.sqrt(2 / 364) > 5


@needs_iowa
def test_neighbouring_days_are_not_alike_enough(iowa: Iowa) -> None:
    """A week's rhythm is reproduced (lags 7, 14); beyond it only real days resemble their neighbours."""
    for lag in (7, 14):
        assert abs(iowa.place(lambda run, lag=lag: correlate(run.sum(axis=1), lag))) < 2.6  # type: ignore[misc]
    assert iowa.place(lambda run: correlate(iowa.leftover(run), 1)) > 3
    generated = [correlate(iowa.leftover(run), 1) for run in iowa.runs]
    assert abs(np.mean(generated)) < 4 * np.std(generated, ddof=1) / np.sqrt(RUNS) + 1 / 365


@needs_iowa
def test_months_differ_more_than_ours(iowa: Iowa) -> None:
    """Months about their factor and the year's growth spread 1.5 to 2.5 times as much as generated ones."""

    def spread(counts: np.ndarray) -> float:
        daily, mean = counts.sum(axis=1), iowa.fit.expect(iowa.after)
        months = [daily[iowa.after.month == m].sum() / mean[iowa.after.month == m].sum() for m in range(12)]
        return float(np.std(months, ddof=1) / np.mean(months))

    assert spread(iowa.after.counts) == pytest.approx(0.0305, abs=0.001)
    assert 1.5 < spread(iowa.after.counts) / np.mean([spread(run) for run in iowa.runs]) < 2.5


@needs_iowa
@pytest.mark.parametrize(("day", "recorded"), [("2016-12-25", 110), ("2016-12-24", 116), ("2016-07-04", 138)])
def test_special_days_are_not_foreseen(iowa: Iowa, day: str, recorded: int) -> None:
    """Christmas and Independence Day have fewer arrivals than 99 of 100 generated days like them."""
    at = int(np.flatnonzero(iowa.after.dates == np.datetime64(day))[0])
    assert iowa.after.daily[at] == recorded
    generated = iowa.growth * iowa.runs[:, at].sum(axis=1)
    assert recorded < generated.mean() - 2.33 * generated.std(ddof=1)


def within(trust_code: str) -> int:
    """Return how many of the third year's months lie in the 95 % interval of a trust."""
    trust = next(one for one in read_trusts(12) if one.code == trust_code)
    width = stdtrit(11, 0.975) * trust.spread * np.sqrt(1.5 * 11 / 12)
    return int((np.abs(trust.third - trust.factors) < width).sum())


@needs_nhs
def test_two_years_of_factors_predict_the_third() -> None:
    """Of the twelve largest trusts eleven have 11 or 12 of 12 months within their 95 % interval."""
    found = {trust.code: within(trust.code) for trust in read_trusts(12)}
    # RF4's count falls by a quarter within the third year; the record does not say why.
    assert found.pop("RF4") == 0
    assert set(found.values()) == {11, 12}
    assert sum(found.values()) == 128


@needs_nhs
def test_intervals_of_trusts_that_broke_say_nothing() -> None:
    """Two trusts changed level within the first two years: their intervals hold, four times as wide."""
    spread = {trust.code: trust.spread for trust in read_trusts(12)}
    usual = [value for code, value in spread.items() if code not in ("RJ2", "RWE")]
    assert min(usual) > 0.014 and max(usual) < 0.029
    assert spread["RWE"] > 0.05 and spread["RJ2"] > 0.12


@needs_nhs
def test_months_are_busier_than_chance() -> None:
    """A month's variance over its mean, about level and factor, is 4 or more everywhere; chance gives 1."""
    trusts = read_trusts(12)
    ratios = [trust.spread**2 * trust.counts[:2].mean() for trust in trusts]
    assert min(ratios) == pytest.approx(4.1, abs=0.1)
    assert float(np.median(ratios)) == pytest.approx(10.7, abs=0.2)


@needs_nhs
def test_busy_days_can_stand_for_busy_months() -> None:
    """With daily factors wide enough the generated months spread as the recorded ones; without, half of it.

    So the monthly counts cannot tell days that differ alone (6.8 % each) from months that drift (1.2 %).
    """
    trust = next(one for one in read_trusts(12) if one.code == "RF4")
    busy = float(np.sqrt((trust.spread**2 - 1 / trust.counts[:2].mean()) * 365.25 / 12))
    assert busy == pytest.approx(0.068, abs=0.001)
    with_days, without = (spread_of_months(write_trust(trust, b, "2018-04-01")) for b in (busy, 0.0))
    assert with_days == pytest.approx(trust.spread, rel=0.25)  # 110 degrees of freedom: se 7 %
    assert without == pytest.approx(trust.counts[:2].mean() ** -0.5, rel=0.25)


def spread_of_months(text: str) -> float:
    """Return the standard deviation of generated months about level and factor, over ten runs."""
    days = np.datetime64("2018-04-01") + np.arange(365)
    month = days.astype("datetime64[M]").astype(int)
    starts = np.flatnonzero(np.diff(month, prepend=-1))
    daily = np.array([run.sum(axis=1) for run in generate(text, 365, 10, 3)])
    logs = np.log(np.add.reduceat(daily, starts, axis=1))
    left = logs - logs.mean(axis=0) - logs.mean(axis=1, keepdims=True) + logs.mean()
    return float(np.sqrt((left**2).sum() / (9 * 11)))
