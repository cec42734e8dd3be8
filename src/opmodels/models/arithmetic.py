"""A little arithmetic on settings, with units: ``1 - $answers``, ``$visits * $minutes``."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from opmodels.foundation import units
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.units import UnitError, write_money, write_number

Kind = Literal["number", "share", "duration", "money", "money rate", "rate", "word"]
PURE = ("number", "share")
MOST_LETTERS = 200
COUNT = "count"

NAME = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_OPERAND = re.compile(NAME.pattern + r"|(?<![\w.])(\d+(?:\.\d+)?)\s*%")
_OPERATORS: Mapping[type[ast.operator], tuple[str, Callable[[float, float], float]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
}


@dataclass(frozen=True)
class Amount:
    """A value with its kind of unit.

    Parameters
    ----------
    value
        The number: minutes, per hour, money, or a plain fraction.
    kind
        What it is an amount of.
    unit
        For money its sign, for money over time its sign and what it is per, with a space between; for a
        word the word; ``count`` for a number that a setting gives, nothing for one in an expression.
    """

    value: float
    kind: Kind
    unit: str = ""

    def __str__(self) -> str:
        writers: Mapping[Kind, Callable[[], str]] = {
            "number": lambda: write_number(self.value),
            "share": lambda: f"{write_number(100 * self.value)} %",
            "duration": lambda: f"{write_number(self.value)} min",
            "money": lambda: write_money(self.value, self.unit),
            "money rate": self._write_rate,
            "rate": lambda: f"{write_number(self.value)} per hour",
            "word": lambda: self.unit,
        }
        return writers[self.kind]()

    def _write_rate(self) -> str:
        currency, _, per = self.unit.partition(" ")
        return f"{write_money(self.value, currency)} per {per}"


def read_amount(text: str) -> Amount:
    """Read a setting: a percentage (it may be negative), money, a duration, a rate, a number, or a word."""
    tidy = text.strip()
    readers: tuple[Callable[[str], Amount], ...] = (
        _read_percent, _read_money, _read_money_rate, _read_duration, _read_rate, _read_number,
    )  # fmt: skip
    for read in readers:
        try:
            return read(tidy)
        except UnitError:
            continue
    return Amount(0.0, "word", tidy)


def _read_percent(text: str) -> Amount:
    if not text.endswith("%"):
        raise UnitError(text, "a percentage")
    return Amount(units.parse_number(text.removesuffix("%").strip()) / 100.0, "share")


def _read_money(text: str) -> Amount:
    money = units.parse_money(text)
    return Amount(money.amount, "money", money.currency)


def _read_money_rate(text: str) -> Amount:
    rate = units.parse_money_rate(text)
    return Amount(rate.amount, "money rate", f"{rate.currency} {rate.per}")


def _read_duration(text: str) -> Amount:
    return Amount(units.parse_period(text), "duration")


def _read_rate(text: str) -> Amount:
    return Amount(units.parse_rate(text), "rate")


def _read_number(text: str) -> Amount:
    return Amount(units.parse_number(text), "number", COUNT)


def find_names(text: str) -> tuple[str, ...]:
    """Return the names of the settings that a text refers to, each once."""
    return tuple(dict.fromkeys(NAME.findall(text)))


def evaluate(text: str, values: Mapping[str, Amount]) -> Amount:
    """Work out an expression in settings, numbers and percentages with ``+ - * /`` and brackets.

    Parameters
    ----------
    text
        The expression; ``$name`` is a setting.
    values
        Amount by name of the setting.

    Raises
    ------
    UnitError
        When a name is unknown, the expression is something else, or its units do not go together.
    """
    operands: dict[str, Amount] = {}

    def stand_in(match: re.Match[str]) -> str:
        key = f"q{len(operands)}"
        operands[key] = (
            _find_value(match[1], values) if match[1] else Amount(float(match[2]) / 100.0, "share")
        )
        return f" {key} "

    plain = _OPERAND.sub(stand_in, text)
    try:
        tree = ast.parse(plain.strip(), mode="eval") if len(text) <= MOST_LETTERS else None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        tree = None
    if tree is None:
        raise UnitError(f"'{text[:60]}'", "settings and numbers with + - * / and brackets, e.g. 1 - $share")
    return _work_out(tree.body, operands, text)


def _find_value(name: str, values: Mapping[str, Amount]) -> Amount:
    if name not in values:
        expected = (
            f"one of {name_list(['$' + known for known in values])}"
            if values
            else "no setting: there are none"
        )
        raise UnitError(f"the setting ${name}", expected, find_nearest(name, values))
    return values[name]


def _work_out(node: ast.expr, operands: Mapping[str, Amount], text: str) -> Amount:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    ):
        return Amount(float(node.value), "number")
    if isinstance(node, ast.Name) and node.id in operands:
        return operands[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _work_out(node.operand, operands, text)
        return replace(inner, value=-inner.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = (_work_out(side, operands, text) for side in (node.left, node.right))
        return _combine(left, right, type(node.op), text)
    raise UnitError(f"'{text}'", "settings and numbers with + - * / and brackets, e.g. 1 - $share")


def _combine(left: Amount, right: Amount, kind: type[ast.operator], text: str) -> Amount:
    sign, work = _OPERATORS[kind]
    joined = _combine_kinds(left, right, sign)
    if joined is None:
        found = f"'{text}', which takes a {left.kind} {sign} a {right.kind}"
        raise UnitError(found, "units that go together")
    if sign == "/" and right.value == 0:
        raise UnitError(f"'{text}', which divides by zero", "something above zero below the line")
    return replace(joined, value=work(left.value, right.value))


def _combine_kinds(left: Amount, right: Amount, sign: str) -> Amount | None:
    """Return an amount with the kind and unit of the result, or None where there is none."""
    if "word" in (left.kind, right.kind):
        return None
    if left.kind in PURE and right.kind in PURE:
        return _combine_pure(left, right, sign)
    same = (left.kind, left.unit) == (right.kind, right.unit)
    if sign in "+-":
        return left if same else None
    if sign == "*":
        dimensioned = [side for side in (left, right) if side.kind not in PURE]
        return dimensioned[0] if len(dimensioned) == 1 else None
    if same:
        return Amount(0.0, "number")
    return left if right.kind in PURE else None


def _combine_pure(left: Amount, right: Amount, sign: str) -> Amount:
    """Return the kind of a result of shares, counts and plain numbers: a share of a count is a count."""
    kinds = {left.kind, right.kind}
    unit = COUNT if COUNT in (left.unit, right.unit) else ""
    if kinds == {"number"} or (sign == "/" and (left.kind == right.kind or left.kind == "number")):
        return Amount(0.0, "number", unit)
    if sign == "*" and kinds == {"number", "share"} and unit:
        return Amount(0.0, "number", unit)
    return Amount(0.0, "share")
