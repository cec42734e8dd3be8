"""The error that says why something is not a distribution."""

from __future__ import annotations

from opmodels.describe.distributions.errors import DistributionError


def test_sentence() -> None:
    """The error reads as a sentence: what must be, what was found, what is near, what to do."""
    error = DistributionError("0", "sd must be greater than 0", nearest="1", next="write 1")
    assert str(error) == "sd must be greater than 0; found 0; nearest: 1; write 1"
    assert str(DistributionError("a", "b")) == "b; found a"


def test_is_a_value_error() -> None:
    """Callers may catch it as the ValueError that it is."""
    assert issubclass(DistributionError, ValueError)


def test_at() -> None:
    """With file and line it becomes a problem."""
    problem = DistributionError("a", "b", "c", "d").at("gp.yaml, line 3")
    assert problem.as_dict() == {
        "where": "gp.yaml, line 3",
        "found": "a",
        "expected": "b",
        "nearest": "c",
        "next": "d",
    }
