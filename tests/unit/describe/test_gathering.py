"""A batch waits for a number, a time of day or both; what cannot be meant is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.gathering import Batch, Together


def batch(**more: Any) -> dict[str, Any]:
    """Return a step where cases gather."""
    return {"batch": "8", "then": "session", **more}


@pytest.mark.parametrize(
    ("node", "size", "minute"),
    [
        ("8", 8, None),
        ({"value": "8", "source": "the room"}, 8, None),
        ({"of": "8"}, 8, None),
        ({"at": "09:00"}, None, 540),
        ({"of": "8", "at": "09:00"}, 8, 540),
    ],
)
def test_number_or_time(node: Any, size: int | None, minute: int | None) -> None:
    """A bare number is how many; a time of day can stand in its place or beside it."""
    together = Batch.model_validate(batch(batch=node)).together
    assert (together.of and together.of.value, together.minute) == (size, minute)


def test_ways_out() -> None:
    """Those who are too few have a way of their own, if they are counted."""
    assert [name for name, _ in Batch.model_validate(batch()).exits()] == ["then"]
    counted = Batch.model_validate(batch(longest="2 days", fewest="3", too_few="home"))
    assert [(name, list(route.to)) for name, route in counted.exits()] == [
        ("then", ["session"]),
        ("too_few", ["home"]),
    ]


@pytest.mark.parametrize(
    ("more", "place", "found"),
    [
        ({"batch": {}}, ("batch",), "neither of nor at"),
        ({"batch": "eight"}, ("batch", "of"), '"eight"'),
        ({"batch": "2.5"}, ("batch", "of"), '"2.5"'),
        ({"batch": {"of": "8", "at": "9"}}, ("batch", "at"), '"9"'),
        ({"batch": {"off": "8"}}, ("batch",), "the unknown key 'off'"),
        ({"fewest": "3", "longest": "1 day"}, (), "fewest without too_few"),
        ({"too_few": "home", "longest": "1 day"}, (), "too_few without fewest"),
        ({"fewest": "3", "too_few": "home"}, (), "fewest without a time"),
        ({"fewest": "9", "too_few": "home", "longest": "1 day"}, (), "fewest: 9"),
        ({"longest": "2"}, ("longest",), '"2"'),
    ],
)
def test_wrong_batches_are_refused(more: dict[str, Any], place: tuple[Any, ...], found: str) -> None:
    """Nothing to wait for, no number, a count without a time or a way out, more at least than at most."""
    with pytest.raises(ValidationError) as caught:
        Batch.model_validate(batch(**more))
    (line,) = caught.value.errors()
    assert found in str(line["ctx"]["found"])
    assert line["loc"][: len(place)] == place


def test_a_read_batch_is_kept() -> None:
    """What is read already is not read again."""
    made = Batch.model_validate(batch())
    assert Batch.model_validate(made) is made and Together.model_validate(made.together) is made.together
