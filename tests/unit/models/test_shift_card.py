"""The card of demand management says what speaks against it."""

from __future__ import annotations

from opmodels.models.shift_card import CARD, SETTINGS


def test_the_card_is_complete() -> None:
    """What failed, what breaks it, whom it leaves out, and adverse evidence first."""
    assert CARD.gaps == ()
    assert CARD.findings[0].adverse == "yes"


def test_what_is_taken_from_electricity_says_so() -> None:
    """The share who move has no source of its own field."""
    assert (SETTINGS["share"].grade, SETTINGS["share"].source.split(",")[0]) == ("borrowed", "electricity")
