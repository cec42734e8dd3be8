"""Arithmetic says what it says on paper; whatever is more than arithmetic is refused, and never run."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.learn.choices.expression import Columns, Unreadable, parse_expression

CELLS = {"a": ["1", "2", "x"], "b": ["4", "0", "5"], "word": ["yes", "no", "yes"]}


def value_of(text: str) -> list[float]:
    """Return the value in the three rows of `CELLS`."""
    texts = {name: np.array(cells) for name, cells in CELLS.items()}
    numbers = {"a": np.array([1, 2, np.nan]), "b": np.array([4.0, 0, 5]), "word": np.full(3, np.nan)}
    return [float(one) for one in parse_expression(text).evaluate(Columns(texts, numbers, 3))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2 * b - 3 / 4", [7.25, -0.75, 9.25]),
        ("-b * (b == 4)", [-4, 0, 0]),
        ("b in [0, 5]", [0, 1, 1]),
        ("b not in (0, 5)", [1, 0, 0]),
        ("0 - b in [-4, -9, 0]", [1, 1, 0]),
        ("word == 'yes' and b > 4", [0, 0, 1]),
        ("word in ['no', 'maybe'] or not b", [0, 1, 0]),
        ("word != 'no'", [1, 0, 1]),
        ("b >= 4", [1, 0, 1]),
        ("log(b)", [np.log(4), -np.inf, np.log(5)]),
        ("a + 1", [2, 3, np.nan]),
        ("a == 1 or b == 5", [1, 0, 1]),
        ("a == 1 and b == 5", [0, 0, np.nan]),
        ("a / b", [0.25, np.inf, np.nan]),
        ("1", [1, 1, 1]),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    """Each text has these values; what is no number stays none unless the rest decides."""
    assert value_of(text) == pytest.approx(values, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a ** 2", "**"),
        ("a % 2", "%"),
        ("open('x')", "open('x')"),
        ("a.real", "a.real"),
        ("[a, b]", "[a, b]"),
        ("'yes'", "'yes'"),
        ("1 < a < 3", "1 < a < 3"),
        ("a + word == 'yes'", "a + word == 'yes'"),
        ("a in b", "a in b"),
        ("a in [-b]", "a in [-b]"),
        ("word in [-'yes']", "'yes'"),
        ("log(a, 2)", "log(a, 2)"),
        ("lambda: a", "lambda: a"),
        ("True", "True"),
        ("TT train", "'TT train'"),
        ("9" * 400, "999"),
        ("-" * 400 + "1", "more than 300 parts"),
        ("(" * 500, "((("),
        ("a" * 3000, "3,000 letters"),
    ],
)
def test_more_than_arithmetic_is_refused(text: str, wrong: str) -> None:
    """Powers, calls, attributes, texts outside comparisons, chains, and what is too long or deep."""
    with pytest.raises(Unreadable) as caught:
        parse_expression(text)
    assert wrong in str(caught.value)


def test_columns_and_constants() -> None:
    """It knows the columns that it asks for, and whether it is one number."""
    assert parse_expression("log(a) * b + a").names == ("a", "b")
    assert parse_expression("a").constant is None
    assert parse_expression("3 / 4").constant == 0.75
