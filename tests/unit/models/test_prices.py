"""Money of a setting keeps its range, its source and its grade, and is written in the service's currency."""

from __future__ import annotations

import pytest

from opmodels.models.prices import YEARLY, price_node, price_once, range_of
from opmodels.models.settings import read_setting

RANGED = read_setting({"value": "£1.5k", "range": ["£1k", "£4k"], "grade": "C", "source": "a report"})
PLAIN = read_setting("£20")


def test_a_price_once_is_so_many_times_the_setting() -> None:
    """Value, low and high alike; told as it was reckoned, or from where the setting is."""
    paid = price_once(RANGED, "€", 3, "three of them")
    assert (paid.low, paid.value, paid.high) == (3000, 4500, 12000)
    assert (paid.written, paid.source, paid.grade, paid.currency) == ("€4500", "three of them", "C", "€")
    assert price_once(RANGED, "£").source == "a report"


def test_a_price_in_a_description_has_its_range() -> None:
    """None where there is none, and then it is an assumption."""
    assert price_node(RANGED, "£", 2, YEARLY) == {
        "value": "£3000 per year", "range": ["£2000 per year", "£8000 per year"], "source": "a report",
        "grade": "C",
    }  # fmt: skip
    assert price_node(PLAIN, "£") == {"value": "£20", "grade": "assumption"}
    assert price_node(read_setting("£0.15"), "£", 1 / 0.7)["value"] == "£0.2143"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(("setting", "ends"), [(RANGED, (1000, 4000)), (PLAIN, (20, 20))])
def test_without_a_range_the_value_is_both_ends(setting: object, ends: tuple[float, float]) -> None:
    """So that what is reckoned with it has a range of no width."""
    assert range_of(setting) == ends  # type: ignore[arg-type]
