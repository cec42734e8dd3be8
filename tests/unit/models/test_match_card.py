"""The card of matching groups says that no effect is shown."""

from __future__ import annotations

from opmodels.models.match_card import CARD, SETTINGS


def test_the_card_is_complete_and_sceptical() -> None:
    """Adverse evidence first; the effect on needs is nothing unless said, and may be either way."""
    assert CARD.gaps == () and CARD.findings[0].adverse == "yes"
    assert SETTINGS["less_need"].value == "0 %"
    low, high = (end.value for end in SETTINGS["less_need"].ends)
    assert low < 0 < high
