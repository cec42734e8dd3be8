"""Rewriting a quantity as text: scaled with its unit kept, or rounded for people."""

from __future__ import annotations

import math
import re

from opmodels.foundation.durations import parse_period
from opmodels.foundation.money import CODES, SIGNS
from opmodels.foundation.numerals import NOT_FINITE, UnitError, quote, split_number, tidy, write_number

_EXPECTED = "one quantity, such as 9.2 min, 30 %, £120k or 5"
# What may stand before the number: a sign and a currency, in either order.
_PREFIX = re.compile(r"([+-]?) ?((?:" + "|".join(map(re.escape, (*SIGNS, *CODES, "kr"))) + r")?) ?([+-]?) ?")


def scale_text(text: str, factor: float) -> str:
    """Multiply the number that leads `text`; keep its currency, its ``k`` or ``m`` and its unit.

    ``9.2 min`` by 1.5 is ``13.8 min``; ``£15.20 per hour`` by 2 is ``£30.4 per hour``; a compound duration
    comes out in minutes. The result reads back as the old value times `factor` within a relative 1e-12.
    Whether it is still in range (a share above 100 %) is for its reader to say.

    Raises
    ------
    UnitError
        When `text` is not one quantity (a date, a clock time, a range), or the result is not finite.
    """
    if not math.isfinite(factor):
        raise UnitError(f"a factor of {factor}", "a finite factor")
    prefix = _PREFIX.match(tidy(text))
    before, currency, between = prefix.groups() if prefix else ("", "", "")
    value, rest = split_number(tidy(text)[prefix.end() if prefix else 0 :], _EXPECTED, text)
    if any(character.isdigit() for character in rest):
        return _scale_compound(text, factor)
    if "-" in (before, between):
        value = -value
    return _join(value * factor, currency, _keep_rest(text, rest), text)


def _keep_rest(text: str, rest: str) -> str:
    """Return the unit with the space that stood before it."""
    if not rest:
        return ""
    return f" {rest}" if tidy(text).removesuffix(rest).endswith(" ") else rest


def _scale_compound(text: str, factor: float) -> str:
    try:
        minutes = parse_period(text)
    except UnitError:
        raise UnitError(quote(text), _EXPECTED) from None
    return _join(minutes * factor, "", " min", text)


def _join(value: float, currency: str, rest: str, text: str) -> str:
    if not math.isfinite(value):
        raise UnitError(f"{quote(text)} (too large once scaled)", _EXPECTED)
    space = " " if currency[-1:].isalpha() else ""
    return f"{'-' if value < 0 else ''}{currency}{space}{write_number(abs(value))}{rest}"


def format_share(share: float) -> str:
    """Write a fraction as a percentage for people: ``5.2 %``, ``45 %``, ``0.012 %``."""
    if not math.isfinite(share):
        return NOT_FINITE
    percent = 100 * share if abs(share) >= 1e-6 else 0.0
    shown = f"{percent:.1f}" if abs(percent) >= 0.095 else f"{percent:.2g}"
    return f"{shown.removesuffix('.0')} %"


def format_count(count: float) -> str:
    """Write a number of things for people: ``5,700``, ``12.5``, ``3.14``, ``0.05``."""
    if not math.isfinite(count):
        return NOT_FINITE
    if abs(count) >= 99.95 or count == round(count):
        return f"{round(count):,}"
    return f"{float(f'{count:.3g}'):g}"


def count_of(number: float, one: str, many: str = "") -> str:
    """Return ``1 model``, ``3 models``."""
    return f"{format_count(number)} {one if number == 1 else many or one + 's'}"
