"""Telling former areas under one code from rows that were copied."""

from __future__ import annotations

from opmodels.describe.learn.merged_areas import split_parts

KEYS = [(0, lead, status, hcp) for status in range(2) for hcp in range(2) for lead in range(8)]
LARGE = [(key, 1000 + 10 * place) for place, key in enumerate(KEYS)]
SMALL = [(key, 400 + 7 * place) for place, key in enumerate(KEYS)]


def test_one_table() -> None:
    """Rows that all differ are one table."""
    assert split_parts(LARGE) == split_parts(LARGE[::-1])
    assert (split_parts(LARGE).parts, split_parts(LARGE).repeats) == (1, ())


def test_two_and_three_areas() -> None:
    """Whole tables with clearly different counts are areas, and nothing is repeated."""
    third = [(key, 90) for key in KEYS[:20]]
    assert split_parts([*LARGE, *SMALL]).parts == 2
    assert split_parts([*LARGE, *SMALL, *third]).parts == 3
    assert split_parts([*LARGE, *SMALL, *third]).repeats == ()


def test_a_copied_row_is_a_repeat() -> None:
    """One row again is a repeat, next to its first or far from it, and whatever its count."""
    assert split_parts([LARGE[0], *LARGE]).repeats == ((1, 0),)
    assert split_parts([*LARGE, (KEYS[3], 5)]).repeats == ((len(KEYS), 3),)


def test_a_copied_table_is_repeats() -> None:
    """The same table again, or one a little revised, is repeats and not a second area."""
    revised = [(key, count + count // 50) for key, count in LARGE]
    assert len(split_parts([*LARGE, *LARGE]).repeats) == len(KEYS)
    assert len(split_parts([*LARGE, *revised]).repeats) == len(KEYS)


def test_a_copied_row_among_areas_is_told() -> None:
    """A row copied into merged areas spoils them: it cannot be known which rows are meant."""
    assert split_parts([*LARGE, *SMALL, SMALL[4]]).repeats
