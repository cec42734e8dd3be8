"""The card of sharing platforms opens with what speaks against growth by itself."""

from __future__ import annotations

from opmodels.models.platform_card import CARD, SETTINGS


def test_the_card_is_complete() -> None:
    """Adverse evidence first, and constant returns unless said."""
    assert CARD.gaps == () and CARD.findings[0].adverse == "yes"
    assert (SETTINGS["returns"].value, SETTINGS["returns"].grade) == ("1", "B")
