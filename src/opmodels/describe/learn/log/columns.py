"""Which column of a log is what: guessed from names, shown to the user, or said by the user."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

ROLES: Mapping[str, tuple[str, ...]] = {
    "case": (
        "case concept name", "case id", "caseid", "case number", "case no", "case ref", "case", "trace id",
        "reference", "ref", "ticket id", "request id", "application id", "zaaknummer", "dossiernummer",
        "dossier", "id",
    ),
    "activity": (
        "concept name", "activity", "activity name", "task", "task name", "step", "event", "event name",
        "action", "activiteit", "handeling", "status",
    ),
    "end": (
        "time timestamp", "complete timestamp", "end timestamp", "end time", "endtime", "end", "completed",
        "completed at", "finished", "finish time", "timestamp", "time", "date", "datetime", "event time",
        "eindtijd", "einddatum", "datum",
    ),
    "start": (
        "start timestamp", "start time", "starttime", "start", "started", "started at", "begin", "begin time",
        "begintijd", "startdatum",
    ),
    "resource": (
        "org resource", "resource", "worker", "staff", "employee", "officer", "case officer", "handler",
        "case handler", "handled by", "caseworker", "case worker", "clerk", "operator", "adviser", "advisor",
        "assignee", "assigned to", "done by", "performed by", "completed by", "performer", "agent",
        "team member", "staff member", "member of staff", "medewerker", "behandelaar", "uitvoerder",
        "sachbearbeiter", "bearbeiter", "mitarbeiter", "user", "username", "who",
    ),
    "lifecycle": ("lifecycle transition", "lifecycle", "transition", "event type"),
    "class": (
        "case class", "class", "case priority", "priority", "case urgency", "urgency", "triage category",
    ),
    "outcome": ("outcome", "attendance", "attendance status", "appointment status"),
}  # fmt: skip
"""What each column can be called, the surest name first; small letters, words parted by blanks."""
NEEDED = ("case", "activity", "end")
CODED = ("case", "resource")
"""Roles of which only numbers are kept: the first, the second; what stands in the column is forgotten."""
_KEY = re.compile(r" (?:id|ids|name|no|nr|number|code|ref|reference)$")
"""What may follow the name of a column without changing what it is."""
_PERSONAL = re.compile(
    r"\b(?:(?:first|last|full|sur|given|family|middle|maiden|nick|user)[ ]?names?|forenames?|name of"
    r"|e ?mail|phone|telephone|mobile|tel|fax|address|street|house (?:number|no)|post ?code|zip|latitude"
    r"|longitude|birth(?:day|date)?|born|dob|age|gender|sex|ethnicity|religion|nationality|disability"
    r"|diagnos(?:e|is)|responsible"
    r"|nhs (?:number|no)|ssn|bsn|nino|national insurance|social security|iban|sort code|account (?:number|no)"
    r"|passport|licen[cs]e (?:number|plate)|(?:number|registration) plate|signature"
    r"|naam|voornaam|achternaam|adres|emailadres|straat|huisnummer|telefoon(?:nummer)?|geboren|geslacht"
    r"|geboortedatum|burgerservicenummer|vorname|nachname|adresse|telefon|geburtsdatum|plz|prenom|prénom)\b"
)
_PERSON = frozenset({
    "name", "names", "applicant", "customer", "client", "patient", "citizen", "resident", "claimant",
    "tenant", "complainant", "caller", "person", "people", "contact", "parent", "guardian", "pupil",
    "student", "driver", "owner", "aanvrager", "klant", "burger", "bewoner",
})  # fmt: skip
"""Names of columns that hold somebody, alone or with `id`, `name` and the like behind them."""


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


def looks_personal(column: str) -> bool:
    """Return whether the name of a column says that it may tell who somebody is."""
    folded = fold_name(column).removeprefix("case ")
    alone = _KEY.sub("", folded)
    return bool(_PERSONAL.search(folded)) or alone in _PERSON or alone in ROLES["resource"]


def is_candidate(column: str, given: Mapping[str, str]) -> bool:
    """Return whether a column may play a part: it is mapped, or is called as such columns are."""
    folded = fold_name(column)
    return column in given.values() or any(
        folded in names or (role == "resource" and _KEY.sub("", folded) in names)
        for role, names in ROLES.items()
    )


def is_barred(column: str, given: Mapping[str, str]) -> bool:
    """Return whether nothing may be read of a column: it looks personal and has no part to play."""
    return looks_personal(column) and not is_candidate(column, given)


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
            found = _guess(names, folded, set(by_role.values()), role == "resource")
            by_role |= {role: found} if found else {}
    missing = [role for role in NEEDED if role not in by_role]
    if missing:
        raise InputError(*(_miss(role, header, where) for role in missing))
    unread = tuple(column for column in header if column not in by_role.values())
    personal = tuple(column for column in unread if looks_personal(column))
    guessed = tuple(role for role in by_role if role not in given)
    return Columns(by_role, guessed, unread, personal)


def _guess(names: Sequence[str], folded: Mapping[str, str], taken: set[str], with_key: bool) -> str | None:
    """Return the column with the surest name that no other role has taken, `officer id` after `officer`."""
    free = [column for column in folded if column not in taken]
    exact = next((column for name in names for column in free if folded[column] == name), None)
    if exact is not None or not with_key:
        return exact
    return next((column for name in names for column in free if _KEY.sub("", folded[column]) == name), None)


def _check_given(header: Sequence[str], given: Mapping[str, str], where: str) -> None:
    parts, known = name_list(list(ROLES)), name_list(header, 12)
    problems = [
        Problem(f"{where}, --column", f"the part '{role}'", f"one of {parts}", find_nearest(role, ROLES))
        for role in given
        if role not in ROLES
    ] + [
        Problem(where, f"no column '{column}'", f"one of {known}", find_nearest(column, header), SAY_COLUMN)
        for column in given.values()
        if column not in header
    ]
    problems += [
        Problem(
            f"{where}, --column {role}={column}",
            "a column that may tell who somebody is",
            f"for {role}, a column whose values may be written; of {name_list(CODED)} only numbers are kept",
            None,
            "give the column another name if nobody is named in it",
        )
        for role, column in given.items()
        if role in ROLES and role not in CODED and column in header and looks_personal(column)
    ]
    if problems:
        raise InputError(*problems)


SAY_COLUMN = "say --column part=NAME with a name from the first line of the file"


def _miss(role: str, header: Sequence[str], where: str) -> Problem:
    what = {"case": "the case", "activity": "what was done", "end": "when it was done"}[role]
    return Problem(
        f"{where}, line 1",
        f"no column that tells {what}; columns are {name_list(header, 12)}",
        f"one called e.g. {name_list(ROLES[role][:4])}",
        None,
        f"say which: --column {role}=NAME",
    )
