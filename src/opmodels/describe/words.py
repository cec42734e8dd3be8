"""Plain values of a description that are not numbers: texts, names, working hours, days and times of day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, StringConstraints

from opmodels.describe.part import WrittenAs, as_list, refuse, show
from opmodels.describe.sourced import read_text, refuse_unit
from opmodels.foundation import calendar, units
from opmodels.foundation.calendar import WeekHours


def read_names(node: Any) -> tuple[str, ...]:
    """Read one name or a list of names.

    Raises
    ------
    PydanticCustomError
        When it is neither.
    """
    names = as_list(node)
    for name in names:
        if not isinstance(name, str) or not name:
            raise refuse(show(name), "a name, or a list of names")
    return tuple(names)


def read_hours(node: Any) -> WeekHours:
    """Read working hours such as ``Mon-Fri 08:00-18:30``, or a list of them.

    Raises
    ------
    PydanticCustomError
        When they are not hours that can be understood.
    """
    if isinstance(node, WeekHours):
        return node
    clauses = as_list(node)
    if not all(isinstance(clause, str) for clause in clauses):
        raise refuse(show(node), "hours, e.g. Mon-Fri 08:00-18:30, or a list of them")
    try:
        return calendar.parse_hours(clauses)
    except units.UnitError as error:
        raise refuse_unit(error) from None


def read_date(node: Any) -> date:
    """Read a day such as ``2025-04-07``.

    Raises
    ------
    PydanticCustomError
        When it is not such a day.
    """
    return node if isinstance(node, date) else read_text(node, units.parse_date, "a day, e.g. 2025-04-07")


def read_clock(node: Any) -> str:
    """Check a time of day such as ``08:00``, and return it as it is written.

    Raises
    ------
    PydanticCustomError
        When it is not such a time.
    """
    read_text(node, units.parse_clock, "a time of day, e.g. 08:00")
    return str(node)


Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_\-]*$", max_length=60)]
ONE_OR_MORE: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Names = Annotated[
    tuple[str, ...],
    PlainValidator(read_names),
    WrittenAs({**ONE_OR_MORE, "description": "a name, or a list of names"}),
]
Hours = Annotated[
    WeekHours,
    PlainValidator(read_hours),
    WrittenAs({**ONE_OR_MORE, "description": "hours, e.g. Mon-Fri 08:00-18:30"}),
]
Day = Annotated[
    date, PlainValidator(read_date), WrittenAs({"type": "string", "description": "a day, e.g. 2025-04-07"})
]
Clock = Annotated[
    str,
    BeforeValidator(read_clock),
    WrittenAs({"type": "string", "description": "a time of day, e.g. 08:00"}),
]
