"""The one border where units are read: what it offers, and that nothing else escapes from it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation import units
from opmodels.foundation.units import UnitError

READERS: dict[str, Callable[[str], object]] = {
    name: getattr(units, name) for name in units.__all__ if name.startswith("parse_")
}
PIECES = st.sampled_from(
    (
        *"£-+5091 .,/_:%ekmhaß½\u00a0\u2212",
        *(
            "1.5",
            ",700",
            "min",
            "per",
            "hour",
            "year",
            "kr",
            "GBP",
            "0x",
            "inf",
            "nan",
            "24:00",
            "2025-02-29",
        ),
    )
)


def test_the_border_is_complete() -> None:
    """Everything offered exists, is documented, and no name is offered twice."""
    assert len(set(units.__all__)) == len(units.__all__)
    assert all(getattr(units, name).__doc__ for name in units.__all__)
    assert len(READERS) == 11


@settings(deadline=None)
@pytest.mark.parametrize("name", sorted(READERS))
@given(text=st.text() | st.lists(PIECES, max_size=8).map("".join))
def test_nothing_but_a_unit_error_escapes(name: str, text: str) -> None:
    """Any text gives a finite value or a readable unit error."""
    try:
        value = READERS[name](text)
    except UnitError as error:
        assert error.found and error.expected and "\n" not in str(error)
    else:
        number = getattr(value, "amount", value)
        assert isinstance(number, date) or math.isfinite(number)  # type: ignore[arg-type]


@settings(deadline=None)
@pytest.mark.parametrize("name", sorted(READERS))
@given(text=st.lists(PIECES, max_size=8).map("".join))
def test_the_nearest_is_itself_valid(name: str, text: str) -> None:
    """Taking the advice of a message works, or at least gets on to a different message."""
    try:
        READERS[name](text)
    except UnitError as error:
        if error.nearest is not None:
            try:
                READERS[name](error.nearest)
            except UnitError as second:
                assert (second.found, second.nearest) != (error.found, error.nearest)


@settings(deadline=None)
@given(text=st.text() | st.lists(PIECES, max_size=8).map("".join), factor=st.floats())
def test_scaling_raises_nothing_else(text: str, factor: float) -> None:
    """Scaling any text by anything gives text or a unit error."""
    try:
        scaled = units.scale_text(text, factor)
    except UnitError:
        return
    assert any(character.isdigit() for character in scaled)
