"""Funding rules as they are written."""

from __future__ import annotations

from opmodels.describe.funding import Funding


def test_what_is_not_said_is_usual() -> None:
    """A funding year has 52 weeks, no post is sure, and every case counts."""
    rule = Funding.model_validate({"per_post": "900", "at_most": "9"})
    assert (rule.days, rule.fewest) == (364, 0)
    assert rule.counts("visit", "old", "seen")


def test_what_counts() -> None:
    """A case counts if its need, its group and its end are all among those named."""
    named = {"per_post": "900", "at_most": "9", "need": "visit", "group": ["old", "young"], "ends": "seen"}
    rule = Funding.model_validate(named)
    assert rule.counts("visit", "old", "seen")
    assert not rule.counts("call", "old", "seen")
    assert not rule.counts("visit", "other", "seen")
    assert not rule.counts("visit", "young", "left")
