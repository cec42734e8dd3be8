"""Columns are guessed from their names, said by the user, or asked for; personal ones are left unread."""

from __future__ import annotations

import pytest

from opmodels.describe.learn.log.columns import (
    find_columns,
    fold_name,
    is_barred,
    is_candidate,
    looks_personal,
)
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


PERSONAL = (
    "First Name", "e-mail", "Date of birth", "PostCode", "NHS Number", "home_address", "Name", "applicant",
    "case:customer_id", "PatientName", "Naam", "geboortedatum", "UserName", "handler", "Age", "BSN",
)  # fmt: skip
PLAIN = ("mood", "department", "product name", "amount", "org:group", "channel", "case:type", "pages")


@pytest.mark.parametrize("column", PERSONAL)
def test_personal_columns_are_seen_and_left_unread(column: str) -> None:
    """Nothing of them is read unless they are mapped, to what is only numbered."""
    header = ["case", "activity", "time", "resource", column]
    found = find_columns(header, {}, "log.csv")
    assert found.personal == (column,)
    assert is_barred(column, {}) or is_candidate(column, {})
    mapped = find_columns(header, {"resource": column}, "log.csv")
    assert column not in mapped.personal and mapped.get("resource") == column
    assert not is_barred(column, {"resource": column})


@pytest.mark.parametrize("column", PLAIN)
def test_plain_columns_are_not_called_personal(column: str) -> None:
    """What tells nobody's name is left unread without a warning."""
    assert not looks_personal(column)
    assert find_columns(["case", "activity", "time", column], {}, "log.csv").personal == ()


@pytest.mark.parametrize("role", ["activity", "start", "end", "lifecycle"])
def test_what_is_written_cannot_be_personal(role: str) -> None:
    """Names of activities and days stand in what is written, so nobody's name may be mapped to them."""
    header = ["case", "activity", "start", "end", "lifecycle", "Full name"]
    with pytest.raises(InputError, match="may tell who somebody is"):
        find_columns(header, {role: "Full name"}, "log.csv")


@pytest.mark.parametrize(
    "column",
    ["who", "Officer", "case_officer", "Handler", "handled by", "clerk", "Worker", "medewerker",
     "behandelaar", "caseworker", "assigned-to", "officer id", "HandlerName", "staff no", "User"],
)  # fmt: skip
def test_who_did_it_is_guessed(column: str) -> None:
    """However a case system calls them, and whether by name or by number."""
    assert find_columns(["case", "activity", "time", column], {}, "log.csv").get("resource") == column


def test_the_surer_name_of_who_did_it_wins() -> None:
    """The other one is left unread, and said to be personal."""
    found = find_columns(["case", "activity", "time", "user", "officer id", "officer"], {}, "log.csv")
    assert found.get("resource") == "officer"
    assert set(found.personal) == {"user", "officer id"}


@pytest.mark.parametrize(
    ("column", "folded"), [("caseId", "case id"), ("Case__ID ", "case id"), ("org:resource", "org resource")]
)
def test_names_are_folded(column: str, folded: str) -> None:
    """Marks, capitals and humps do not matter."""
    assert fold_name(column) == folded
