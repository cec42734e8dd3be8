"""Numbers and lists in plain words, the same on page one, in the report and in the terminal."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from opmodels.foundation.units import format_count, format_duration, format_money, format_share

DASH = "-"
WIDTH = 80
NO_BREAK = "\u00a0"
MONEY = re.compile(r"(?<=[£€$])(\d+)(\.\d)?(?![\d.,kmb])")
"""A written amount that wants its thousands parted, or its pence in two figures."""
TINY = {"minutes": 5.0 / 60.0, "share": 0.001, "money": 1.0, "count": 0.0}
"""Differences below which nobody would notice one, by unit; an assumption."""
TINY_SHARE = 0.01
"""The same as a share of what is there today."""
SIGN = re.compile(r"(?<=\d) (?=%)")
Estimate = Mapping[str, Any] | None
"""``{mean, low, high}``; low and high are None with one replication."""


def fold(text: str, start: str = "", width: int = WIDTH) -> list[str]:
    """Return text in lines of at most `width`; the first begins with `start`, the others are set in.

    Numbers stay with their per cent signs, and words with hyphens stay whole.
    """
    kept = SIGN.sub(NO_BREAK, neaten_money(text))
    inset = " " * len(start)
    lines = wrap(
        kept,
        width,
        initial_indent=start,
        subsequent_indent=inset,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(NO_BREAK, " ") for line in lines] or [start.rstrip()]


def neaten_money(text: str) -> str:
    """Return text with its amounts as people write them: ``£15.80`` for £15.8, ``£12,000`` for £12000."""
    return MONEY.sub(lambda found: f"{int(found[1]):,}{found[2] + '0' if found[2] else ''}", text)


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def cut_words(text: str, most: int) -> str:
    """Return text cut between words to a length, with dots where something is left out."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(",;:") + " ..."


def plain(name: str) -> str:
    """Return a name of the description as words: ``over_75`` as ``over 75``."""
    return name.replace("_", " ")


def tell_node(node: Any) -> str:
    """Return a part of a description in words, without its marks: ``lognormal (mean 4 min, sd 3 min)``."""
    if isinstance(node, Mapping) and isinstance(node.get("value"), str):
        ends = node.get("range")
        return str(node["value"]) + (
            f" ({ends[0]} to {ends[1]})" if isinstance(ends, list) and len(ends) == 2 else ""
        )
    if isinstance(node, Mapping):
        return ", ".join(_tell_key(str(key), child) for key, child in node.items())
    if isinstance(node, list | tuple):
        return "; ".join(map(tell_node, node))
    return "nothing" if node in (None, "") else plain(str(node))


def _tell_key(key: str, child: Any) -> str:
    nested = isinstance(child, Mapping | list | tuple) and not (
        isinstance(child, Mapping) and "value" in child
    )
    return f"{plain(key)} ({tell_node(child)})" if nested else f"{plain(key)} {tell_node(child)}"


def write_month(day: date) -> str:
    """Return ``March 2027``."""
    return f"{day:%B} {day.year}"


def write_day(day: date) -> str:
    """Return ``7 April 2025``."""
    return f"{day.day} {day:%B} {day.year}"


def round_share(share: float) -> str:
    """Return a share in whole per cent; never 0 % for some, nor 100 % for not all: ``under 1 %``."""
    percent = 100 * share
    if 0 < percent < 0.5:
        return "under 1 %"
    if 99.5 <= percent < 100:
        return "over 99 %"
    return f"{percent:.0f} %"


def short_money(amount: float, currency: str = "£") -> str:
    """Return money to three figures, for a table: ``£120k``, ``-£1.31m``, ``£0``."""
    size = abs(amount)
    if not math.isfinite(amount):
        return DASH
    for limit, unit, mark in ((999_500, 1e6, "m"), (999.5, 1e3, "k"), (0.0, 1.0, "")):
        if size >= limit:
            figure = f"{float(f'{size / unit:.3g}'):.10g}" if mark else f"{size:.0f}"
            sign = "-" if amount < 0 and figure != "0" else ""
            gap = " " if currency[-1:].isalpha() else ""
            return f"{sign}{currency}{gap}{figure}{mark}"
    return DASH


def long_money(amount: float, currency: str = "£") -> str:
    """Return money in full pounds: ``£12,345``."""
    return format_money(amount, currency)


def write_value(value: float | None, unit: str, currency: str = "£") -> str:
    """Return a number in words by what it is.

    Parameters
    ----------
    value
        The number, or None where there is none.
    unit
        ``minutes``, ``share``, ``money`` or ``count``.
    currency
        Sign of the currency.
    """
    if value is None or not math.isfinite(value):
        return DASH
    if unit == "minutes":
        return format_duration(value)
    if unit == "share":
        return format_share(value)
    return short_money(value, currency) if unit == "money" else format_count(value)


def write_estimate(estimate: Estimate, unit: str, currency: str = "£") -> str:
    """Return an estimate with its interval: ``6 min (5.5 min to 6.4 min)``; a dash where there is none.

    A wait, a share or a count is never below 0, however few replications say how long it is.
    """
    if estimate is None or estimate.get("mean") is None:
        return DASH
    mean = write_value(estimate["mean"], unit, currency)
    if estimate.get("low") is None or estimate.get("high") is None:
        return mean
    least = -math.inf if unit == "money" or estimate["mean"] < 0 else 0.0
    low, high = (write_value(max(estimate[end], least), unit, currency) for end in ("low", "high"))
    return mean if low == mean == high else f"{mean} ({low} to {high})"


def write_change(estimate: Estimate, unit: str, currency: str = "£", today: float | None = None) -> str:
    """Return a difference with its sign and interval: ``+2 min (+1 min to +3 min)``; shares in points.

    One that is tiny, and whose interval holds zero, is none that can be seen; a share that is certainly tiny
    neither.

    Parameters
    ----------
    estimate, unit, currency
        As for `write_estimate`.
    today
        What is there today, beside which the difference may be tiny.
    """
    if estimate is None or estimate.get("mean") is None:
        return DASH
    if is_unseen(estimate, unit, today):
        return "no difference seen"
    mean = _sign(estimate["mean"], unit, currency)
    if estimate.get("low") is None or estimate.get("high") is None:
        return mean
    low, high = (_sign(estimate[end], unit, currency) for end in ("low", "high"))
    return mean if low == mean == high else f"{mean} ({low} to {high})"


def _sign(value: float, unit: str, currency: str) -> str:
    text = write_value(value, unit, currency)
    text = text.replace(" %", " points") if unit == "share" else text
    return (
        f"+{text}"
        if value > 0 and text[:1] not in "+-" and any(digit in text for digit in "123456789")
        else text
    )


def is_unseen(estimate: Mapping[str, Any], unit: str, today: float | None = None) -> bool:
    """Whether a difference is tiny, and its interval holds zero."""
    if estimate.get("low") is None or estimate.get("high") is None:
        return False
    if estimate["low"] == estimate["high"]:
        return False
    if unit == "share" and max(abs(estimate["low"]), abs(estimate["high"])) <= TINY[unit]:
        return True
    least = max(TINY[unit], TINY_SHARE * abs(today or 0.0))
    return bool(estimate["low"] <= 0 <= estimate["high"] and abs(estimate["mean"]) <= least)


def is_clear(estimate: Estimate) -> bool:
    """Whether a difference has an interval that leaves zero out."""
    if estimate is None or estimate.get("low") is None or estimate.get("high") is None:
        return False
    return bool(estimate["low"] > 0 or estimate["high"] < 0)


def half_width(estimate: Estimate) -> float | None:
    """Return half the length of the interval as a share of the mean, or None."""
    if (
        estimate is None
        or not estimate.get("mean")
        or estimate.get("low") is None
        or estimate.get("high") is None
    ):
        return None
    return float(abs((estimate["high"] - estimate["low"]) / 2 / estimate["mean"]))
