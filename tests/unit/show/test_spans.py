"""What differs from case to case, in words."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from opmodels.describe.read import parse_service
from opmodels.describe.sourced import Numbers, Times, Varied, VariedWhole
from opmodels.describe.split import read_parts, read_route
from opmodels.show.spans import share_span, tell_counts, tell_numbers, tell_share, tell_shares, tell_times
from tests.services import tandem


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ("3 min", "3 min"),
        ({"exponential": "3.2 min"}, "3.2 min"),
        ({"old": "9 min", "others": {"uniform": ["2 min", "6 min"]}}, "4 min to 9 min"),
        ({"old": "4 min", "others": "4 min"}, "4 min"),
    ],
)
def test_times_are_means(node: object, told: str) -> None:
    """One mean, or the lowest and the highest."""
    assert tell_times(TypeAdapter(Times).validate_python(node)) == told


def test_counts_are_means() -> None:
    """Numbers have no unit."""
    node = {"wound": {"negative_binomial": {"mean": "14", "sd": "9"}}, "insulin": "1,800"}
    assert tell_counts(TypeAdapter(Numbers).validate_python(node)) == "14 to 1,800"


def test_rest_is_worked_out() -> None:
    """The rest is told as a share, from lowest to highest where it differs by group."""
    route = parse_service(tandem()).steps["second"].then  # type: ignore[union-attr]
    assert tell_share(route, "first") == "10 % to 20 %"
    assert share_span(route, "done") == (0.8, 0.9)


def test_shares_by_names_of_two_kinds_are_wide() -> None:
    """Where only the pair of two names gives the shares, nothing narrower than all is told."""
    route = read_route({"a": {"old": "60 %", "young": "50 %"}, "b": {"form": "40 %", "call": "50 %"}})
    assert share_span(route, "a") == (0.0, 1.0)


def test_all_shares_are_told_in_order() -> None:
    """As they are listed, the rest worked out."""
    assert tell_shares(read_parts({"north": "40 %", "west": "25 %", "south": "rest"})) == (
        "north 40 %, west 25 %, south 35 %"
    )


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ("4", "4"),
        ({"critical": "1", "others": "5"}, "critical 1, others 5"),
        ({"critical": "1", "serious": "2"}, "critical 1, serious 2"),
    ],
)
def test_numbers_are_as_written(node: object, told: str) -> None:
    """One number, or each with its name."""
    varied: Varied = TypeAdapter(VariedWhole).validate_python(node)
    assert tell_numbers(varied) == told
