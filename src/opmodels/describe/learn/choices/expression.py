"""Arithmetic over the columns of a table, as a specification writes it: ``TRAIN_CO * (GA == 0) / 100``."""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

F8 = NDArray[np.float64]
WHAT = "columns and numbers with + - * / ( ), == != < <= > >=, in [..], and, or, not, log(..)"
MOST_LETTERS = 2_000
MOST_PARTS = 300
LARGEST = 1e300
_TWO: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SHAPES = (
    ast.BinOp, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Name, ast.Constant, ast.Call, ast.List, ast.Tuple,
    *_TWO, ast.And, ast.Or, ast.Not, ast.USub, ast.UAdd, ast.In, ast.NotIn, ast.Load,
)  # fmt: skip
_SIGNS = {ast.Pow: "**", ast.Mod: "%", ast.FloorDiv: "//", ast.BitAnd: "&", ast.BitOr: "|", ast.Is: "is"}
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Unreadable(ValueError):
    """A text that is no such arithmetic; it says what of it is not."""


@dataclass(frozen=True)
class Columns:
    """The columns of a table that are asked for.

    Parameters
    ----------
    texts
        (rows,) cells by column, as they are written.
    numbers
        (rows,) the same as numbers; NaN where a cell is none.
    """

    texts: Mapping[str, NDArray[np.str_]]
    numbers: Mapping[str, F8]
    rows: int


@dataclass(frozen=True)
class Expression:
    """Arithmetic over columns.

    Parameters
    ----------
    text
        As it was written.
    tree
        What it says.
    """

    text: str
    tree: ast.expr

    @property
    def names(self) -> tuple[str, ...]:
        """The columns it asks for."""
        found = (node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        called = {id(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call)}
        logs = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name) and id(node) in called}
        return tuple(name for name in dict.fromkeys(found) if name not in logs)

    @property
    def constant(self) -> float | None:
        """The number that it is, where it asks for no column."""
        if self.names:
            return None
        return float(self.evaluate(Columns({}, {}, 1))[0])

    def evaluate(self, columns: Columns) -> F8:
        """Return (rows,) its value in each row: 1 and 0 for true and false, not finite where it has none."""
        with np.errstate(all="ignore"):
            value = np.asarray(_evaluate(self.tree, columns), np.float64)
        return np.broadcast_to(value, (columns.rows,)).copy()


def parse_expression(text: str) -> Expression:
    """Return the arithmetic that a text says.

    Raises
    ------
    Unreadable
        When it is none, with what is wrong of it.
    """
    if len(text) > MOST_LETTERS:
        raise Unreadable(f"{len(text):,} letters")
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unreadable(f"'{text}'") from None
    if sum(1 for _ in ast.walk(tree)) > MOST_PARTS:
        raise Unreadable(f"arithmetic of more than {MOST_PARTS} parts")
    for wrong in _list_refused(tree):
        raise Unreadable(f"'{wrong}' in '{text}'")
    return Expression(text.strip(), tree)


def _list_refused(tree: ast.expr) -> Iterator[str]:
    """Yield what is more than arithmetic: powers, texts outside comparisons, calls other than log."""
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    lists = {id(right) for node in compared for right in node.comparators}
    inside = {id(one) for node in ast.walk(tree) if id(node) in lists for one in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, _SHAPES):
            yield ast.unparse(node) if isinstance(node, ast.expr) else _SIGNS.get(type(node), "a sign")
        elif not _is_plain(node, id(node) in lists, id(node) in lists | inside):
            yield ast.unparse(node)


def _is_plain(node: ast.AST, is_right: bool, is_compared: bool) -> bool:
    """Whether a part of an allowed shape also stands where it may."""
    if isinstance(node, ast.Call):
        return _is_log(node)
    if isinstance(node, ast.List | ast.Tuple):
        return is_right
    if isinstance(node, ast.Compare):
        return _is_single(node)
    return not isinstance(node, ast.Constant) or _fits(node, is_compared)


def _is_log(node: ast.Call) -> bool:
    is_one = len(node.args) == 1 and not node.keywords
    return is_one and isinstance(node.func, ast.Name) and node.func.id == "log"


def _is_single(node: ast.Compare) -> bool:
    """Whether a comparison has one sign, a list behind ``in``, and a column before a text."""
    if len(node.ops) != 1:
        return False
    right = node.comparators[0]
    listed = isinstance(right, ast.List | ast.Tuple)
    if isinstance(node.ops[0], ast.In | ast.NotIn) != listed:
        return False
    values = right.elts if isinstance(right, ast.List | ast.Tuple) else [right]
    texts = [isinstance(one, ast.Constant) and isinstance(one.value, str) for one in values]
    if listed and not all(isinstance(_strip_sign(one), ast.Constant) for one in values):
        return False
    of_column = isinstance(node.left, ast.Name) and not isinstance(node.ops[0], _ORDERS)
    return not any(texts) or (all(texts) and of_column)


def _fits(node: ast.Constant, is_compared: bool) -> bool:
    if isinstance(node.value, str):
        return is_compared
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return False
    return abs(node.value) < LARGEST


def _evaluate(node: ast.expr, columns: Columns) -> Any:
    """Return the value of a part; the shapes are those that `parse_expression` lets through."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return columns.numbers[node.id]
    if isinstance(node, ast.BinOp):
        return _TWO[type(node.op)](_number(node.left, columns), _number(node.right, columns))
    if isinstance(node, ast.UnaryOp):
        return _turn(node.op, _number(node.operand, columns))
    if isinstance(node, ast.BoolOp):
        return _join(node, columns)
    if isinstance(node, ast.Compare):
        return _compare(node, columns)
    assert isinstance(node, ast.Call)
    return np.log(_number(node.args[0], columns))


def _number(node: ast.expr, columns: Columns) -> F8:
    return np.asarray(_evaluate(node, columns), np.float64)


def _turn(sign: ast.unaryop, value: F8) -> F8:
    if isinstance(sign, ast.Not):
        return np.where(np.isnan(value), np.nan, value == 0)
    return -value if isinstance(sign, ast.USub) else value


def _join(node: ast.BoolOp, columns: Columns) -> F8:
    """Return 1 where all, or any, hold; what one part decides needs no number in the others."""
    parts = [_number(part, columns) for part in node.values]
    absorbing = 0.0 if isinstance(node.op, ast.And) else 1.0
    truths = [np.where(np.isnan(part), np.nan, part != 0) for part in parts]
    decided = np.any(np.stack(np.broadcast_arrays(*truths)) == absorbing, axis=0)
    unknown = np.any(np.stack(np.broadcast_arrays(*[np.isnan(one) for one in truths])), axis=0)
    return np.where(decided, absorbing, np.where(unknown, np.nan, 1.0 - absorbing))


def _compare(node: ast.Compare, columns: Columns) -> F8:
    sign, right = node.ops[0], node.comparators[0]
    values = right.elts if isinstance(right, ast.List | ast.Tuple) else [right]
    if any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in values):
        assert isinstance(node.left, ast.Name)
        cells = columns.texts[node.left.id]
        same = np.isin(cells, [str(one) for one in _list_values(values)])
        return np.asarray(~same if isinstance(sign, ast.NotEq | ast.NotIn) else same, np.float64)
    left = _number(node.left, columns)
    if isinstance(sign, ast.In | ast.NotIn):
        listed = np.isin(left, np.array(_list_values(values), np.float64))
        found = ~listed if isinstance(sign, ast.NotIn) else listed
        return np.where(np.isnan(left), np.nan, found)
    other = _number(right, columns)
    return np.where(np.isnan(left) | np.isnan(other), np.nan, _TWO[type(sign)](left, other))


def _list_values(nodes: list[ast.expr]) -> list[Any]:
    return [_read_signed(node) for node in nodes]


def _read_signed(node: ast.expr) -> Any:
    inner = _strip_sign(node)
    value: Any = inner.value if isinstance(inner, ast.Constant) else None
    return value if inner is node else -value


def _strip_sign(node: ast.expr) -> ast.expr:
    """Return what stands behind a minus, as before the codes by which surveys say that nothing was said."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return node.operand
    return node
