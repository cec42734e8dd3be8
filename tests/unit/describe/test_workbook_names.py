"""Names may be typed as the sheets show them."""

from __future__ import annotations

import pytest

from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_borrowed import Entry
from opmodels.describe.workbook_names import list_names, spell_names

TREE = read_library("contact-centre").tree


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("group", "over 65", "over_65"),
        ("group", "Any", "any"),
        ("measure", "gave up", "gave_up"),
        ("step", "Phone", "phone"),
        ("pool", "team leader", "team_leader"),
        ("serve", "advisers; Team Leader", "advisers; team_leader"),
        ("serve", "advisors", "advisors"),
        ("role", "team leader", "team leader"),
    ],
)
def test_names_as_they_are_shown(key: str, typed: str, meant: str) -> None:
    """Blanks and capitals are no mistake where a name is meant; unknown names and other texts stay."""
    names = {name: name for name in list_names(TREE)}
    (entry,) = spell_names([Entry(("x", key), typed, "D5")], names)
    assert entry.text == meant


def test_new_names_are_known() -> None:
    """The analyst's new name stands for the library's."""
    (entry,) = spell_names([Entry(("x", "group"), "General needs", "D5")], {"general_needs": "working_age"})
    assert entry.text == "working_age"
