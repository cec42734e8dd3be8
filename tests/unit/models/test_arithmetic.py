"""Arithmetic on settings gives the right number in the right unit, and runs nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.foundation.units import UnitError
from opmodels.models.arithmetic import Amount, evaluate, find_names, read_amount

VALUES = {
    name: read_amount(text)
    for name, text in {
        "share": "80 %", "half": "50 %", "window": "60 min", "call": "4 min", "fee": "£8k",
        "pay": "£15 per hour", "calls": "12", "rate": "48 per hour", "word": "yes",
    }.items()
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "value", "written"),
    [
        ("80 %", "share", 0.8, "80 %"),
        ("-2 %", "share", -0.02, "-2 %"),
        ("60 min", "duration", 60.0, "60 min"),
        ("4 hours", "duration", 240.0, "240 min"),
        ("6 months", "duration", 262980.0, "262980 min"),
        ("£8k", "money", 8000.0, "£8000"),
        ("£15 per hour", "money rate", 15.0, "£15 per hour"),
        ("£5 per visit", "money rate", 5.0, "£5 per visit"),
        ("48 per hour", "rate", 48.0, "48 per hour"),
        ("1.5", "number", 1.5, "1.5"),
        ("yes", "word", 0.0, "yes"),
    ],
)
def test_an_amount_is_read_with_its_kind(text: str, kind: str, value: float, written: str) -> None:
    """The unit tells the kind; what is no quantity is a word."""
    amount = read_amount(text)
    assert (amount.kind, amount.value) == (kind, pytest.approx(value))
    assert str(amount) == written
    assert read_amount(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 - $share", "20 %"),
        ("$share * $half", "40 %"),
        ("$share*$half + 10 %", "50 %"),
        ("$window / 2", "30 min"),
        ("2 * $call", "8 min"),
        ("$share * $window", "48 min"),
        ("$window - $call", "56 min"),
        ("$window / $call", "15"),
        ("$fee + $fee", "£16000"),
        ("$pay * 1.1", "£16.5 per hour"),
        ("$rate / 2", "24 per hour"),
        ("-($calls - 15)", "3"),
        ("($share + $half) / 2", "65 %"),
        ("25 % * $calls", "3"),
        ("$calls * $share", "9.6"),
        ("2 * $half", "100 %"),
        ("$share / $half", "1.6"),
        ("$share / 2", "40 %"),
        ("$calls + 1", "13"),
        ("1 / $half", "2"),
    ],
)
def test_units_go_along(text: str, result: str) -> None:
    """A share of a duration is a duration, one duration over another is a number, and so on."""
    expected, found = read_amount(result), evaluate(text, VALUES)
    assert (found.kind, str(found)) == (expected.kind, str(expected))
    assert found.value == pytest.approx(expected.value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        *("$window + 1", "$window * $call", "1 / $window", "$fee + $window", "$fee * $pay", "$word + 1"),
        *("$word * 2", "$share / 0", "$unknown", "$share **2", "$share //2", "$share if 1 else 2"),
        *("__import__('os')", "$share.real", "[$share]", "'a' * 2", "True", "$share +", "", "lambda: 1"),
        *("(" * 300 + "$share" + ")" * 300, "$share; 1", "$share @ 2", "~$calls", "1j", "q0", "open"),
        "$share and 1",
    ],
)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    """Units that do not go together, unknown names, and whatever is not + - * / of settings and numbers."""
    with pytest.raises(UnitError):
        evaluate(text, VALUES)


def test_an_unknown_setting_is_told_with_the_nearest() -> None:
    """The message lists what there is."""
    with pytest.raises(UnitError) as caught:
        evaluate("1 - $shares", VALUES)
    assert caught.value.nearest == "share"
    assert "$shares" in caught.value.found


def test_names_are_found_once_each() -> None:
    """Money in dollars is no setting."""
    assert find_names("$a * $b - $a + $12") == ("a", "b")


@given(st.text(alphabet="$share q01+-*/()%. ,'_[]:", max_size=30))
def test_any_text_is_worked_out_or_refused(text: str) -> None:
    """Nothing but an amount or a UnitError comes out."""
    try:
        assert isinstance(evaluate(text, VALUES), Amount)
    except UnitError:
        return
