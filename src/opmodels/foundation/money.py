"""Money and money per something: ``£1.31m``, ``£15.20 per hour``, ``£410 per night``."""

from __future__ import annotations

import math
from dataclasses import dataclass

from opmodels.foundation.durations import HOURS_PER_YEAR, MINUTES, find_period, split_per
from opmodels.foundation.errors import find_nearest
from opmodels.foundation.numerals import (
    NOT_FINITE,
    UnitError,
    quote,
    split_multiple,
    split_number,
    tidy,
    write_number,
)

# Longer signs come first, so that C$ is not read as C and $.
SIGNS = ("NZ$", "US$", "AU$", "CA$", "A$", "C$", "£", "€", "$", "¥", "₹")
_SAME = {"GBP": "£", "EUR": "€", "USD": "$", "US$": "$", "AU$": "A$", "CA$": "C$", "AUD": "A$", "CAD": "C$"}
CODES = ("GBP", "EUR", "USD", "AUD", "CAD", "NZD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "INR")
_EXPECTED = "an amount of money, such as £15.20, £120k or £1.31m"
_EXPECTED_RATE = "money per something, such as £15.20 per hour, £52k per year or £410 per night"


@dataclass(frozen=True)
class Money:
    """An amount of money.

    Parameters
    ----------
    amount
        In whole units of the currency (pounds, not pence).
    currency
        Its sign (``£``, ``€``, ``$``, ``C$``) or, where it has none of its own, its code (``CHF``, ``kr``).
    """

    amount: float
    currency: str


@dataclass(frozen=True)
class MoneyRate:
    """An amount of money per period, or per thing.

    Parameters
    ----------
    amount
        Money per one `per`, in whole units of the currency.
    currency
        As in `Money`.
    per
        ``minute``, ``hour``, ``day``, ``week``, ``month`` or ``year``, or any other noun, as ``visit``.
    """

    amount: float
    currency: str
    per: str

    @property
    def is_timed(self) -> bool:
        """Whether `per` is a period of time."""
        return self.per in MINUTES

    def per_hour(self) -> float:
        """Return the money per hour of elapsed time (a day has 24, a year 8766).

        Raises
        ------
        UnitError
            When `per` is not a period of time.
        """
        if not self.is_timed:
            near = find_nearest(self.per, MINUTES)
            raise UnitError(
                f"money per {self.per}",
                "money per hour, day, week, month or year",
                nearest=f"{write_money(self.amount, self.currency)} per {near}" if near else None,
            )
        return self.amount * (60 / MINUTES[self.per])

    def per_year(self) -> float:
        """Return the money per year of 8766 hours.

        Raises
        ------
        UnitError
            When `per` is not a period of time.
        """
        return self.amount if self.per == "year" else self.per_hour() * HOURS_PER_YEAR


def write_money(amount: float, currency: str) -> str:
    """Return an amount in full, to 15 figures, so that it reads back: ``-£12345.6``, ``CHF 12``."""
    space = " " if currency[-1:].isalpha() else ""
    return f"{'-' if amount < 0 else ''}{currency}{space}{write_number(abs(amount))}"


def parse_money(text: str) -> Money:
    """Return an amount of money.

    Read are ``£15.20``, ``£120k``, ``£1.31m``, ``-£5``, ``€12``, ``GBP 12``, ``12 kr`` and ``45p``.

    Raises
    ------
    UnitError
        When the currency is missing or unknown, or what is left is not a number.
    """
    return _read_money(tidy(text), text, _EXPECTED)


def _read_money(amount: str, text: str, expected: str) -> Money:
    sign, body = _split_sign(amount)
    currency, body = _split_currency(body)
    if not sign and currency:
        sign, body = _split_sign(body)
    if body[:1] in ("-", "+"):
        raise UnitError(f"{quote(text)} (two signs)", expected)
    value, rest = split_number(body, expected, text)
    multiple, rest = split_multiple(rest)
    if not currency:
        currency, multiple = _find_trailing(rest, multiple, text, expected)
    elif rest:
        raise UnitError(f"{quote(text)} (money and {quote(rest)})", expected)
    total = (sign or 1.0) * value * multiple
    if math.isinf(total):
        raise UnitError(f"{quote(text)} (too large to be a number here)", expected)
    return Money(total + 0.0, currency)


def _split_sign(text: str) -> tuple[float, str]:
    """Split a leading sign off, as -1 or 1; it is 0 where there is none."""
    if text[:1] in ("-", "+"):
        return (-1.0 if text[0] == "-" else 1.0), text[1:].strip()
    return 0.0, text


def _split_currency(text: str) -> tuple[str, str]:
    """Split a leading sign or code off; the currency is empty where there is none."""
    for mark in SIGNS:
        if text.startswith(mark):
            return _SAME.get(mark, mark), text[len(mark) :].strip()
    word = text[:3]
    if word in CODES and not text[3:4].isalpha():
        return _SAME.get(word, word), text[3:].strip()
    if text[:2].casefold() == "kr" and not text[2:3].isalpha():
        return "kr", text[2:].strip(". ")
    return "", text


def _find_trailing(rest: str, multiple: float, text: str, expected: str) -> tuple[str, float]:
    """Return the currency that follows the number, and the multiple (a penny is 0.01)."""
    if rest == "p":
        return "£", multiple / 100
    currency, left = _split_currency(rest)
    if currency and not left:
        return currency, multiple
    if not rest:
        raise UnitError(f"{quote(text)} (missing unit)", expected, nearest=_add_pound(tidy(text)))
    raise UnitError(f"{quote(text)} (unknown currency {quote(rest)})", expected)


def _add_pound(text: str) -> str:
    return f"-£{text[1:].strip()}" if text.startswith("-") else f"£{text.removeprefix('+')}"


def parse_money_rate(text: str) -> MoneyRate:
    """Return money per period or per thing.

    Read are ``£15.20 per hour``, ``£52k a year``, ``£1.31m per year``, ``£410 per night`` and ``£9/hour``.

    Raises
    ------
    UnitError
        When the currency or the period is missing.
    """
    amount, per = split_per(tidy(text))
    money = _read_money(amount, text, _EXPECTED_RATE)
    if not per:
        raise UnitError(f"{quote(text)} (missing unit)", _EXPECTED_RATE, nearest=f"{tidy(text)} per hour")
    if not per.replace("_", "").replace("-", "").replace(" ", "").isalpha():
        raise UnitError(f"{quote(text)} (per {quote(per)})", _EXPECTED_RATE, next="name one thing after per")
    return MoneyRate(money.amount, money.currency, find_period(per) or per)


def format_money(amount: float, currency: str = "£") -> str:
    """Write money for people, to three figures: ``£15.20``, ``£950``, ``£12.3k``, ``-£40k``, ``£1.31m``."""
    if not math.isfinite(amount):
        return NOT_FINITE
    space = " " if currency[-1:].isalpha() else ""
    shown = _format_size(abs(amount))
    return f"{'-' if amount < 0 and shown != '0' else ''}{currency}{space}{shown}"


def _format_size(size: float) -> str:
    if size < 99.995:
        return f"{size:.2f}".removesuffix(".00")
    if size < 999.5:
        return f"{size:.0f}"
    for multiple, mark in ((1e3, "k"), (1e6, "m"), (1e9, "bn")):
        if size < 999.5 * multiple:
            return f"{float(f'{size / multiple:.3g}'):g}{mark}"
    return f"{size / 1e9:,.0f}bn"
