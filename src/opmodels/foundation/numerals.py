"""Plain numbers as people write them: ``5,700``, ``1.2k``, ``5 %``, ``1.5``, and the error they share."""

from __future__ import annotations

import math
import re

from opmodels.foundation.errors import Problem

# One number at the start of a text: sign, digits with or without thousands commas, decimals, exponent.
_NUMBER = re.compile(
    r"[+-]?(?=\.?[0-9])(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?"
)
_MULTIPLES = {
    "": 1.0,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_PERCENT = ("%", "percent", "per cent")
NOT_FINITE = "\N{EN DASH}"  # what people see in place of a number that is not finite


class UnitError(ValueError):
    """A text that is not the quantity it should be.

    The reader of a file knows the file and the line; it adds them with `at`.

    Parameters
    ----------
    found, expected
        What stands there and what would fit.
    nearest
        The valid text closest to what was found, if any.
    next
        What to do now, if there is something to say.
    """

    def __init__(
        self, found: str, expected: str, nearest: str | None = None, next: str | None = None
    ) -> None:
        super().__init__(found, expected, nearest, next)
        self.found = found
        self.expected = expected
        self.nearest = nearest
        self.next = next

    def __str__(self) -> str:
        parts = [f"found {self.found}", f"expected {self.expected}"]
        parts += [f"nearest: {self.nearest}"] if self.nearest else []
        return "; ".join([*parts, *([self.next] if self.next else [])])

    def at(self, where: str) -> Problem:
        """Return the problem as the reader of `where` (a file and line) sees it."""
        return Problem(where, self.found, self.expected, self.nearest, self.next)


def tidy(text: str) -> str:
    """Return `text` with single spaces and a plain minus sign."""
    return " ".join(text.split()).replace("\N{MINUS SIGN}", "-")


def quote(text: str) -> str:
    """Return `text` in quotation marks for a message, cut where it is long."""
    flat = " ".join(text.split())
    return f'"{flat[:57]}..."' if len(flat) > 60 else f'"{flat}"'


def write_number(value: float) -> str:
    """Return `value` to 15 figures (a relative 5e-15) without needless noughts."""
    return f"{value:.15g}" if value else "0"


def split_number(text: str, expected: str, whole: str | None = None) -> tuple[float, str]:
    """Split a tidy text into its leading number and the rest, without space between them.

    Messages show `whole`, the text that `text` is the end of (by default `text` itself).

    Raises
    ------
    UnitError
        When `text` does not start with a finite decimal number.
    """
    whole = tidy(text if whole is None else whole)
    match = _NUMBER.match(text)
    written = match.group() if match else ""
    rest = text[len(written) :]
    if not written:
        raise UnitError(_describe_strange(text, whole), expected)
    _refuse_odd_spelling(written, rest, whole, expected)
    value = float(written.replace(",", ""))
    if math.isinf(value):
        raise UnitError(f"{quote(whole)} (too large to be a number here)", expected)
    return value, rest.strip()


def _describe_strange(text: str, whole: str) -> str:
    word = text.casefold().lstrip("+-.")
    if not whole:
        return "nothing"
    if word.startswith(("inf", "nan")):
        return f"{quote(whole)} (not a finite number)"
    return f"{quote(whole)} (not a number)"


def _refuse_odd_spelling(written: str, rest: str, whole: str, expected: str) -> None:
    if rest.startswith("_"):
        raise UnitError(f"{quote(whole)} (underscores in a number)", expected, whole.replace("_", ""))
    if written.lstrip("+-") == "0" and rest[:1] in ("x", "X", "o", "O", "b", "B"):
        raise UnitError(f"{quote(whole)} (not a decimal number)", expected)
    if rest[:1] == "," and rest[1:2].isdigit():
        raise UnitError(
            f"{quote(whole)} (a comma in an odd place)",
            expected,
            nearest=whole.replace(written + rest, written.replace(",", "") + rest.replace(",", ".", 1)),
            next="commas part thousands, as in 5,700; decimals follow a point",
        )
    if rest[:1] in (".", ",") or rest[:1].isdigit():
        raise UnitError(f"{quote(whole)} (not a number)", expected)


def split_multiple(rest: str) -> tuple[float, str]:
    """Split ``k``, ``m``, ``bn`` or their words off the start of what follows a number.

    Returns 1 and `rest` unchanged when it starts with none of them.
    """
    word = "".join(_leading_letters(rest))
    multiple = _MULTIPLES.get(word.casefold())
    return (1.0, rest) if multiple is None else (multiple, rest[len(word) :].strip())


def _leading_letters(text: str) -> list[str]:
    for place, character in enumerate(text):
        if not character.isalpha():
            return list(text[:place])
    return list(text)


def parse_number(text: str) -> float:
    """Return any finite number, such as ``-0.09``.

    Raises
    ------
    UnitError
        When `text` is not one plain decimal number.
    """
    expected = "a number, such as -0.09 or 1.5"
    value, rest = split_number(tidy(text), expected)
    if _is_percent(rest):
        raise UnitError(quote(text), expected, nearest=write_number(value / 100))
    if rest:
        nearest = write_number(value) if rest.isalpha() else None
        raise UnitError(f"{quote(text)} (a number and {quote(rest)})", expected, nearest)
    return value + 0.0  # a minus before nought is dropped


def parse_count(text: str) -> float:
    """Return a number of things, at least 0: ``6100``, ``5,700``, ``1.2k``.

    Raises
    ------
    UnitError
        When `text` is not a plain number, or is below 0.
    """
    expected = "a number of 0 or more, such as 5,700 or 1.2k"
    value, rest = split_number(tidy(text), expected)
    multiple, rest = split_multiple(rest)
    value *= multiple
    if rest:
        raise UnitError(
            f"{quote(text)} (a number and {quote(rest)})", expected, _guess_count(text, value, rest)
        )
    return refuse_negative(value, text, expected)


def _guess_count(text: str, value: float, rest: str) -> str | None:
    """Return the count that was meant, unless what follows gives the number another unit."""
    if re.fullmatch(r"\d{1,3}(?: \d{3})+", tidy(text)):
        return tidy(text).replace(" ", "")
    return write_number(value) if rest.isalpha() else None


def parse_share(text: str, *, at_most: float | None = 1.0) -> float:
    """Return a share as a fraction: ``5 %`` is 0.05; ``0.05``, ``0`` and ``1`` are fractions already.

    Parameters
    ----------
    text
        A percentage, or a fraction from 0 to 1.
    at_most
        The largest share allowed; None allows any percentage.

    Raises
    ------
    UnitError
        When `text` is neither, is below 0 or above `at_most`, or is above 1 without a per cent sign.
    """
    expected = "a share from 0 % to 100 %" if at_most == 1 else "a share, such as 5 %"
    value, rest = split_number(tidy(text), expected)
    percent = _is_percent(rest)
    nearest = f"{write_number(value)} %"
    if rest and not percent:
        raise UnitError(f"{quote(text)} (a number and {quote(rest)})", expected, nearest)
    value = refuse_negative(value, text, expected)
    if value > 1 and not percent:
        raise UnitError(f"{quote(text)} (above 1, without %)", expected, nearest, next=f"write {nearest}")
    share = value / 100 if percent else value
    if at_most is not None and share > at_most:
        raise UnitError(quote(text), f"a share of at most {write_number(100 * at_most)} %")
    return share


def parse_factor(text: str) -> float:
    """Return a multiplier, at least 0: ``1.5`` or ``150 %``.

    Raises
    ------
    UnitError
        When `text` is neither a number nor a percentage, or is below 0.
    """
    expected = "a factor of 0 or more, such as 1.5 or 150 %"
    value, rest = split_number(tidy(text), expected)
    if rest and not _is_percent(rest):
        raise UnitError(f"{quote(text)} (a number and {quote(rest)})", expected, nearest=write_number(value))
    return refuse_negative(value / 100 if rest else value, text, expected)


def _is_percent(rest: str) -> bool:
    return rest.casefold() in _PERCENT


def refuse_negative(value: float, text: str, expected: str) -> float:
    """Return `value`, which `text` gave, unless it is below 0 or too large for a float.

    Raises
    ------
    UnitError
        When it is.
    """
    if value < 0:
        raise UnitError(f"{quote(text)} (below 0)", expected)
    if math.isinf(value):
        raise UnitError(f"{quote(text)} (too large to be a number here)", expected)
    return value + 0.0
