"""Who the service is for and what they need: groups, needs, and the shape of a week and a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, PlainValidator, model_validator

from opmodels.describe.coming import WEEKDAYS, Party, Timetabled, Worsening, check_levels
from opmodels.describe.part import Faults, Part, WrittenAs, refuse, show
from opmodels.describe.sourced import (
    Factors,
    Incomes,
    Number,
    Share,
    VariedCount,
    VariedRate,
    VariedWhole,
    Whole,
    read_text,
)
from opmodels.describe.split import Parts
from opmodels.describe.words import read_hours
from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest

DAYS = WEEKDAYS
MONTH_DAYS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS_PER_DAY = 96
QUARTER_MS = 900_000
ABILITIES = ("online", "phone", "smartphone", "car")
RATES = ("per_person_per_year", "rate", "planned", "campaign")


class Group(Part):
    """A segment of the population."""

    people: Whole
    """How many people there are."""
    online: Share | None = None
    """Share who can use the internet for this."""
    phone: Share | None = None
    """Share who can be reached by telephone."""
    smartphone: Share | None = None
    """Share with a smartphone."""
    car: Share | None = None
    """Share with the use of a car."""
    traits: dict[str, Share] = Field(default_factory=dict)
    """Any further lasting trait, with the share of people who have it."""
    income: Incomes | None = None
    """Income a year."""
    deprivation: Number | None = None
    """Decile of deprivation, 1 the most deprived; ranks the groups from worst to best off."""
    frailty: Factors | None = None
    """How unequally need falls on people: a distribution with mean 1."""

    @property
    def abilities(self) -> dict[str, float]:
        """Share of people who have each trait that is known."""
        fixed = {name: getattr(self, name) for name in ABILITIES}
        return {name: share.value for name, share in {**fixed, **self.traits}.items() if share is not None}


def _read_shares(node: Any, names: Sequence[str], what: str) -> dict[str, float]:
    """Read a share by each of some known names."""
    if not isinstance(node, Mapping) or not node:
        raise refuse(show(node), f"shares by {what}")
    faults, shares = Faults(), dict[str, float]()
    for name, text in node.items():
        with faults.at(name):
            if name not in names:
                raise refuse(
                    f"the {what} '{name}'", f"one of {', '.join(names)}", find_nearest(name, names), key=name
                )
            shares[name] = read_text(text, units.parse_share, "a share, e.g. 5 %")
    faults.raise_any()
    return shares


def _day_weights(node: Any) -> list[float]:
    shares = _read_shares(node, DAYS, "day")
    return [shares.get(day, 0.0) for day in DAYS]


def read_time_of_day(text: str) -> tuple[int, int]:
    """Return the start and the end of a span in minutes, the end -1 where only a start is written.

    Raises
    ------
    UnitError
        When it is no span of a day.
    """
    start, dash, end = text.partition("-")
    return units.parse_clock(start), units.parse_clock(end) if dash else -1


def _hour_weights(node: Any) -> list[float]:
    if not isinstance(node, Mapping) or not node:
        raise refuse(show(node), "shares by time of day: {08:00-09:00: 22 %, ...}")
    faults, spans = Faults(), dict[str, tuple[int, int]]()
    for key in node:
        with faults.at(key):
            spans[key] = read_text(key, read_time_of_day, "a span, e.g. 08:00-08:30")
    faults.raise_any()
    starts = sorted(start for start, _ in spans.values())
    weights = [0.0] * QUARTERS_PER_DAY
    for key, (start, end) in spans.items():
        later = next((other for other in starts if other > start), start + 60)
        with faults.at(key):
            _spread_share(weights, key, (start, end if end >= 0 else later), node[key])
    faults.raise_any()
    return weights


def _spread_share(weights: list[float], key: str, span: tuple[int, int], text: Any) -> None:
    """Share a span's weight out over its quarter hours."""
    start, end = span
    if end <= start or start % 15 or end % 15:
        raise refuse(f"the time of day '{key}'", "a span in quarter hours, e.g. 08:00-08:30")
    share = read_text(text, units.parse_share, "a share, e.g. 5 %")
    quarters = range(start // 15, min(end // 15, QUARTERS_PER_DAY))
    if any(weights[quarter] for quarter in quarters):
        raise refuse(f"the time of day '{key}'", "spans that do not overlap")
    for quarter in quarters:
        weights[quarter] = share / len(quarters)


def _table_weights(rows: Any) -> list[float]:
    if not isinstance(rows, list) or not rows:
        raise refuse(show(rows), "rows of day, time and share: [[Mon, 08:00-08:30, 5 %], ...]")
    faults, days = Faults(), {day: dict[str, Any]() for day in DAYS}
    for place, row in enumerate(rows):
        with faults.at(place):
            day, span, share = _read_row(row)
            if span in days[day]:
                raise refuse(f"{day} {span} a second time", "each time once")
            days[day][span] = share
    faults.raise_any()
    by_day = [_hour_weights(days[day]) if days[day] else [0.0] * QUARTERS_PER_DAY for day in DAYS]
    return [weight for weights in by_day for weight in weights]


def _read_row(row: Any) -> tuple[str, str, str]:
    if not isinstance(row, list) or len(row) != 3 or not all(isinstance(cell, str) for cell in row):
        raise refuse(show(row), "a day, a time and a share: [Mon, 08:00-08:30, 5 %]")
    day, span, share = row
    if day not in DAYS:
        raise refuse(f"the day '{day}'", f"one of {', '.join(DAYS)}", find_nearest(day, DAYS))
    return day, span, share


def _hours_weights(node: str | list[str]) -> list[float]:
    weights = [0.0] * (7 * QUARTERS_PER_DAY)
    for start, end in read_hours(node).spans:
        for minute in range(start, end):
            weights[minute // 15 % len(weights)] += 1.0
    return weights


def week_weights(node: Any) -> tuple[float, ...]:
    """Read the shape of a week: 672 quarter hours from Monday 00:00, with mean 1.

    Parameters
    ----------
    node
        ``flat``; hours such as ``Mon-Fri 08:00-18:30``; ``{days: {Mon: 28 %, ...}, hours: {08:00-09:00: 22 %,
        ...}}``; or ``{table: [[Mon, 08:00-09:00, 5 %], ...]}``, which a CSV file with these columns becomes.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When it is none of these, or all of it is zero.
    """
    if isinstance(node, tuple):
        return node
    weights = _read_week(node)
    if sum(weights) <= 0:
        raise refuse("a week without any demand", "at least one time with a share above zero")
    mean = sum(weights) / len(weights)
    return tuple(weight / mean for weight in weights)


def _read_week(node: Any) -> list[float]:
    if node == "flat":
        return [1.0] * (7 * QUARTERS_PER_DAY)
    if isinstance(node, str | list):
        return _hours_weights(node)
    known = ("table", "days", "hours")
    unknown = (
        next((str(key) for key in node if key not in known), None) if isinstance(node, Mapping) else None
    )
    if not isinstance(node, Mapping) or not node or unknown or ("table" in node and len(node) > 1):
        near = find_nearest(unknown, known) if unknown else None
        expected = (
            "flat, working hours, {days: {...}, hours: {...}}, or a CSV file with the columns day,time,share"
        )
        raise refuse(show(node), expected, near, key=unknown)
    faults, weights = Faults(), [1.0]
    days, hours = [1.0] * 7, [1.0] * QUARTERS_PER_DAY
    if "table" in node:
        with faults.at("table"):
            return _table_weights(node["table"])
    if "days" in node:
        with faults.at("days"):
            days = _day_weights(node["days"])
    if "hours" in node:
        with faults.at("hours"):
            hours = _hour_weights(node["hours"])
    faults.raise_any()
    weights = [day * hour for day in days for hour in hours]
    return weights


def year_weights(node: Any) -> tuple[float, ...]:
    """Read the shape of a year: twelve factors, January first, with mean 1 over the days of a year.

    Raises
    ------
    PydanticCustomError, pydantic.ValidationError
        When a month is unknown or missing, or a factor is no number.
    """
    if isinstance(node, tuple):
        return node
    if node == "flat":
        return (1.0,) * 12
    factors = _read_months(node)
    mean = sum(f * d for f, d in zip(factors, MONTH_DAYS, strict=True)) / sum(MONTH_DAYS)
    if mean <= 0:
        raise refuse("a year without any demand", "at least one month with a factor above zero")
    return tuple(factor / mean for factor in factors)


def _read_months(node: Any) -> list[float]:
    if not isinstance(node, Mapping):
        expected = (
            "flat, one factor for each month: {Jan: 1.03, ...}, or a CSV file with the columns month,factor"
        )
        raise refuse(show(node), expected)
    faults, factors = Faults(), dict[str, float]()
    for name, text in node.items():
        with faults.at(name):
            if name not in MONTHS:
                raise refuse(
                    f"the month '{name}'", f"one of {', '.join(MONTHS)}", find_nearest(name, MONTHS), key=name
                )
            factors[name] = read_text(text, units.parse_factor, "a factor, e.g. 1.03")
    faults.raise_any()
    missing = [month for month in MONTHS if month not in node]
    if missing:
        raise refuse(f"a year without {', '.join(missing)}", "a factor for each of the twelve months")
    return [factors[month] for month in MONTHS]


Week = Annotated[tuple[float, ...], PlainValidator(week_weights), WrittenAs({"x-form": "Week"})]
Year = Annotated[tuple[float, ...], PlainValidator(year_weights), WrittenAs({"x-form": "Year"})]


class Having(Part):
    """People who have a lasting trait, or lack one; both where both are named."""

    has: str = ""
    """The person has this trait, e.g. car."""
    lacks: str = ""
    """The person lacks this trait."""


class Need(Part):
    """A kind of demand: how often, when, and where it enters the service."""

    starts_at: str
    """The step at which a case of this need begins."""
    per_person_per_year: VariedCount | None = None
    """Cases per person and year, in all or by group; a group that is not named has none."""
    rate: VariedRate | None = None
    """Cases per hour, in all or by group, whatever the number of people."""
    planned: Timetabled | None = None
    """A list of times at which cases come, in place of a rate: planned ones, or such as were recorded."""
    campaign: str = ""
    """The campaign that starts its cases, in place of a rate."""
    who: Having | None = None
    """The people who have it at all; everybody unless said. Others never come with it, so that fewer cases
    come than the rate says of all."""
    party: Party | None = None
    """How many come together: 2, or shares by size; the rate is then that of parties."""
    week: Week = (1.0,) * (7 * QUARTERS_PER_DAY)
    """How demand falls over the week."""
    year: Year = (1.0,) * 12
    """How demand falls over the year."""
    busy_days: Share | None = None
    """Standard deviation of the factor by which one day's demand differs from another's."""
    on_holidays: Share | None = None
    """Demand on a public holiday as a share of a usual such weekday; all of it unless said."""
    priority: VariedWhole | None = None
    """Priority class, 1 served first; 5 unless said."""
    severity: Parts | None = None
    """Levels of severity from mild to severe, with the share of cases that begin at each."""
    worsens: dict[str, Worsening] = Field(default_factory=dict)
    """What becomes of cases that wait too long, by level."""
    note: str = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _has_one_rate(self) -> Need:
        said = [name for name in RATES if getattr(self, name)]
        if len(said) != 1:
            found = f"{' and '.join(said)}" if said else f"none of {', '.join(RATES)}"
            raise refuse(found, f"exactly one of {', '.join(RATES)}")
        if self.who is not None and self.campaign:
            expected = "who of the campaign, which says whom it may choose"
            raise refuse("who beside campaign", expected, next_step="move it to the campaign", key="who")
        check_levels(self.severity, self.worsens)
        return self

    @property
    def quarters(self) -> tuple[float, ...]:
        """How demand falls over the quarter hours of a week, from Monday 00:00: by its shape or its list."""
        if self.planned is None:
            return self.week
        counts = [0.0] * (len(DAYS) * QUARTERS_PER_DAY)
        for time in self.planned.times:
            day = time.weekday if time.day is None else time.day.weekday()
            counts[(day or 0) * QUARTERS_PER_DAY + time.clock_ms // QUARTER_MS] += 1.0
        return tuple(counts)

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of severity, mild first; none where they are not told apart."""
        return tuple(self.severity.to) if self.severity else ()
