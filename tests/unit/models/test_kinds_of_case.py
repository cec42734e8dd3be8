"""The kinds of case of a need and group, with their shares."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.models.kinds_of_case import list_kinds
from tests.services import tandem, walk_in


def test_levels_and_areas_multiply() -> None:
    """Two areas and three levels are six kinds, and their shares are the whole."""
    kinds = list(list_kinds(parse_service(walk_in(), "test.yaml"), "injury", "old"))
    assert sum(share for share, _ in kinds) == pytest.approx(1.0)
    assert dict((kind, share) for share, kind in kinds)["minor", "north", "old", "injury"] == pytest.approx(
        0.28
    )
    assert len(kinds) == 6


def test_without_either_there_is_one_kind() -> None:
    """Named by group and need."""
    assert list(list_kinds(parse_service(tandem(), "test.yaml"), "form", "old")) == [(1.0, ("old", "form"))]
