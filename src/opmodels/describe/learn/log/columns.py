"""Which column of a log is what: guessed from names, shown to the user, or said by the user."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

ROLES: Mapping[str, tuple[str, ...]] = {
    "case": (
        "case concept name", "case id", "caseid", "case number", "case no", "case ref", "case", "trace id",
        "reference", "ref", "ticket id", "request id", "application id", "zaaknummer", "id",
    ),
    "activity": (
        "concept name", "activity", "activity name", "task", "task name", "step", "event", "event name",
        "action", "status",
    ),
    "end": (
        "time timestamp", "complete timestamp", "end timestamp", "end time", "endtime", "end", "completed",
        "completed at", "finished", "finish time", "timestamp", "time", "date", "datetime", "event time",
    ),
    "start": (
        "start timestamp", "start time", "starttime", "start", "started", "started at", "begin", "begin time",
    ),
    "resource": ("org resource", "resource", "user", "worker", "staff", "employee", "agent", "performer"),
    "lifecycle": ("lifecycle transition", "lifecycle", "transition", "event type"),
    "outcome": ("outcome", "attendance", "attendance status", "appointment status"),
}  # fmt: skip
"""What each column can be called, the surest name first; small letters, words parted by blanks."""
NEEDED = ("case", "activity", "end")
PERSONAL = re.compile(
    r"\b(?:(?:first|last|full|sur|given|family|middle|maiden)[ ]?name|name of|e ?mail|phone|telephone|mobile"
    r"|address|street|post ?code|zip|birth|born|dob|nhs number|ssn|bsn|iban|passport|gender|ethnicity)\b"
)
"""Words in the name of a column that may tell who somebody is; it is never read unless it is mapped."""


@dataclass(frozen=True)
class Columns:
    """Which column plays which part.

    Parameters
    ----------
    by_role
        Column by role; roles that no column plays are left out.
    guessed
        Roles that nobody has said.
    unread
        Columns of which nothing is read.
    personal
        Those of them that may tell who somebody is.
    """

    by_role: Mapping[str, str]
    guessed: tuple[str, ...]
    unread: tuple[str, ...]
    personal: tuple[str, ...]

    def get(self, role: str) -> str | None:
        """Return the column of a role, if any plays it."""
        return self.by_role.get(role)


def fold_name(column: str) -> str:
    """Return the name of a column in small letters, its words parted by single blanks."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.sub(r"[^\w]+|_", " ", parted).casefold().split())


def find_columns(header: Sequence[str], given: Mapping[str, str], where: str) -> Columns:
    """Return which column is what.

    Parameters
    ----------
    header
        The names of the columns.
    given
        Columns that the user has mapped, by role.
    where
        The file, for messages.

    Raises
    ------
    InputError
        When a role or a column that the user names is not there, or a needed one cannot be guessed.
    """
    _check_given(header, given, where)
    folded = {column: fold_name(column) for column in header}
    by_role = dict(given)
    for role, names in ROLES.items():
        if role not in by_role:
            found = _guess(names, folded, set(by_role.values()))
            by_role |= {role: found} if found else {}
    missing = [role for role in NEEDED if role not in by_role]
    if missing:
        raise InputError(*(_miss(role, header, where) for role in missing))
    unread = tuple(column for column in header if column not in by_role.values())
    personal = tuple(column for column in unread if PERSONAL.search(folded[column]))
    guessed = tuple(role for role in by_role if role not in given)
    return Columns(by_role, guessed, unread, personal)


def _guess(names: Sequence[str], folded: Mapping[str, str], taken: set[str]) -> str | None:
    """Return the column with the surest name that no other role has taken."""
    free = [column for column in folded if column not in taken]
    return next((column for name in names for column in free if folded[column] == name), None)


def _check_given(header: Sequence[str], given: Mapping[str, str], where: str) -> None:
    parts, known = name_list(list(ROLES)), name_list(header, 12)
    problems = [
        Problem(f"{where}, --column", f"the part '{role}'", f"one of {parts}", find_nearest(role, ROLES))
        for role in given
        if role not in ROLES
    ] + [
        Problem(where, f"no column '{column}'", f"one of {known}", find_nearest(column, header))
        for column in given.values()
        if column not in header
    ]
    if problems:
        raise InputError(*problems)


def _miss(role: str, header: Sequence[str], where: str) -> Problem:
    what = {"case": "the case", "activity": "what was done", "end": "when it was done"}[role]
    return Problem(
        f"{where}, line 1",
        f"no column that tells {what}; columns are {name_list(header, 12)}",
        f"one called e.g. {name_list(ROLES[role][:4])}",
        None,
        f"say which: --column {role}=NAME",
    )
