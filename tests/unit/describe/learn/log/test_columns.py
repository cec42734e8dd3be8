"""Columns are guessed from their names, said by the user, or asked for; personal ones are left unread."""

from __future__ import annotations

import pytest

from opmodels.describe.learn.log.columns import find_columns, fold_name
from opmodels.foundation.errors import InputError


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            ["case:concept:name", "concept:name", "time:timestamp", "org:resource", "lifecycle:transition"],
            ["case:concept:name", "concept:name", "time:timestamp", "org:resource", "lifecycle:transition"],
        ),
        (["Case ID", "Activity", "Complete Timestamp"], ["Case ID", "Activity", "Complete Timestamp"]),
        (["EventTime", "TaskName", "CaseId"], ["CaseId", "TaskName", "EventTime"]),
        (["id", "case", "step", "start", "end"], ["case", "step", "end", "start"]),
    ],
)
def test_names_are_guessed(header: list[str], expected: list[str]) -> None:
    """However they are written; the surest name wins, and no column plays two parts."""
    found = find_columns(header, {}, "log.csv")
    roles = ("case", "activity", "end", "start", "resource", "lifecycle")
    assert [found.by_role[role] for role in roles if role in found.by_role] == expected
    assert set(found.guessed) == set(found.by_role)
    assert len(set(found.by_role.values())) == len(found.by_role)


def test_what_is_said_goes_before_what_is_guessed() -> None:
    """A column that is mapped is not guessed again for another part."""
    found = find_columns(["id", "activity", "when", "time"], {"end": "when", "case": "id"}, "log.csv")
    assert (found.get("end"), found.get("case"), found.get("start")) == ("when", "id", None)
    assert found.guessed == ("activity",)
    assert found.unread == ("time",)


@pytest.mark.parametrize(
    ("header", "given", "words"),
    [
        (["a", "b"], {}, ("no column that tells the case", "--column case=NAME")),
        (["case", "activity"], {}, ("no column that tells when", "--column end=NAME")),
        (["case", "activity", "time"], {"case": "caes"}, ("no column 'caes'", "case")),
        (["case", "activity", "time"], {"actvity": "activity"}, ("the part 'actvity'", "activity")),
    ],
)
def test_what_is_missing_is_asked_for(
    header: list[str], given: dict[str, str], words: tuple[str, ...]
) -> None:
    """The message says what is not there, what is, and how to say it."""
    with pytest.raises(InputError) as caught:
        find_columns(header, given, "log.csv")
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(
    "column", ["First Name", "e-mail", "Date of birth", "PostCode", "NHS Number", "home_address"]
)
def test_personal_columns_are_seen_and_left_unread(column: str) -> None:
    """Nothing of them is read unless they are mapped."""
    found = find_columns(["case", "activity", "time", column], {}, "log.csv")
    assert found.personal == (column,)
    mapped = find_columns(["case", "activity", "time", column], {"resource": column}, "log.csv")
    assert mapped.personal == ()


@pytest.mark.parametrize(
    ("column", "folded"), [("caseId", "case id"), ("Case__ID ", "case id"), ("org:resource", "org resource")]
)
def test_names_are_folded(column: str, folded: str) -> None:
    """Marks, capitals and humps do not matter."""
    assert fold_name(column) == folded
