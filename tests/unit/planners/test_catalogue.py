"""What a service file can name is there, and the other way round."""

from __future__ import annotations

from typing import get_args

from opmodels.describe.decisions import Consult
from opmodels.planners.catalogue import PLANNERS


def test_words_and_planners_are_the_same() -> None:
    """Every planner that the grammar knows is in the catalogue, and no other."""
    assert set(get_args(Consult.model_fields["planner"].annotation)) == set(PLANNERS)
