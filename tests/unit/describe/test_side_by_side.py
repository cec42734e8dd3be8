"""A step that goes on in parts says which, where they join, and for how many it waits."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.pathway import read_step
from opmodels.describe.side_by_side import SideBySide

TESTS = {"side_by_side": ["blood", "xray", "scan"], "joins_at": "results"}


def test_all_parts_are_waited_for_unless_said() -> None:
    """All of three, or two of them."""
    assert SideBySide.model_validate(TESTS).needed == 3
    assert SideBySide.model_validate({**TESTS, "waits_for": "2"}).needed == 2
    assert isinstance(read_step(TESTS), SideBySide)


def test_ways_out_are_the_parts_and_then_the_whole() -> None:
    """Each part has a way of its own, and so has the case."""
    ways = [(exit_, dict(route.shares())) for exit_, route in SideBySide.model_validate(TESTS).exits()]
    assert ways == [
        ("part 1", {"blood": 1.0}),
        ("part 2", {"xray": 1.0}),
        ("part 3", {"scan": 1.0}),
        ("joins_at", {"results": 1.0}),
    ]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"side_by_side": ["blood"]}, "1 part"),
        ({"side_by_side": []}, "an empty list"),
        ({"side_by_side": ["blood", "xray", "blood"]}, "the same step twice"),
        ({"waits_for": "0"}, "from 1 to 3"),
        ({"waits_for": "4"}, "from 1 to 3"),
        ({"waits_for": "some"}, "some"),
        ({"then": "results"}, "then"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any], word: str) -> None:
    """One part alone, one twice, more than there are, a word of other steps."""
    with pytest.raises(ValidationError) as caught:
        SideBySide.model_validate({**TESTS, **change})
    (fault,) = caught.value.errors()
    assert word in str(fault["ctx"])


def test_words_of_other_programs_lead_here() -> None:
    """Who writes fork is told the word that is used here."""
    with pytest.raises(ValueError, match="side_by_side") as caught:
        read_step({"fork": ["blood", "xray"], "joins_at": "results"})
    assert "side_by_side" in str(caught.value)
