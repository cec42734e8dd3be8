"""Text to canonical numbers, and back: the one border where units are read.

Inside, a duration is in **minutes**, a rate is **per hour**, money is in whole units of the service's
currency, a share is a fraction and a time of day is in minutes after midnight. A month is 365.25 / 12 days
and a year 365.25 days (8766 hours). Everything that cannot be read raises `UnitError`; whoever knows the file
and the line makes a `Problem` of it with ``error.at(where)``.
"""

from __future__ import annotations

from opmodels.foundation.durations import (
    HOURS_PER_YEAR,
    format_duration,
    parse_duration,
    parse_period,
    parse_rate,
)
from opmodels.foundation.moments import parse_clock, parse_date
from opmodels.foundation.money import (
    Money,
    MoneyRate,
    format_money,
    parse_money,
    parse_money_rate,
    write_money,
)
from opmodels.foundation.numerals import (
    UnitError,
    parse_count,
    parse_factor,
    parse_number,
    parse_share,
    write_number,
)
from opmodels.foundation.scaling import count_of, format_count, format_share, scale_text

__all__ = [
    "HOURS_PER_YEAR",
    "Money",
    "MoneyRate",
    "UnitError",
    "count_of",
    "format_count",
    "format_duration",
    "format_money",
    "format_share",
    "parse_clock",
    "parse_count",
    "parse_date",
    "parse_duration",
    "parse_factor",
    "parse_money",
    "parse_money_rate",
    "parse_number",
    "parse_period",
    "parse_rate",
    "parse_share",
    "scale_text",
    "write_money",
    "write_number",
]
