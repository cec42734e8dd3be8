"""Recorded choices as arrays: what was offered in each row, what spoke for it, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.choices.expression import F8, Columns, Expression
from opmodels.describe.learn.choices.specification import Written
from opmodels.describe.learn.log.rows import Rows, read_csv
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

WHAT = "a table of choices: CSV with a row for each choice, plain or gzipped"
LARGEST = 1e50
"""What a number is below; squares of larger ones are no numbers any more."""
B1 = NDArray[np.bool_]
I8 = NDArray[np.int64]


@dataclass(frozen=True)
class Choices:
    """Choices that were made.

    Parameters
    ----------
    attributes
        (choices, alternatives, coefficients) what each coefficient is multiplied by.
    offered
        (choices, alternatives) whether it could be chosen.
    chosen
        (choices,) the number of the alternative.
    person
        (choices,) number of whoever chose.
    left_out
        Rows of the file that do not count.
    notes
        What is worth saying of how the file was read.
    """

    attributes: F8
    offered: B1
    chosen: I8
    person: I8
    left_out: int
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many choices there are."""
        return len(self.chosen)


def read_choices(path: Path, written: Written) -> Choices:
    """Read recorded choices by a specification.

    Raises
    ------
    InputError
        When the file cannot be read, lacks a column, or a row that counts has no number where one is needed,
        a choice that is unknown, or one that was not offered.
    """
    rows = read_csv(path, WHAT)
    reading = _Reading(rows, written, path.name)
    reading.check_columns()
    return reading.read()


class _Reading:
    """Turns a table into choices, and tells line by line what does not fit."""

    def __init__(self, rows: Rows, written: Written, name: str) -> None:
        self.rows, self.written, self.name = rows, written, name
        self.asked = written.asked

    def check_columns(self) -> None:
        """Refuse columns that are asked for and not there.

        Raises
        ------
        InputError
            With each of them, where it is asked for.
        """
        asked = {place: one.names for place, one in self.written.list_expressions().items()}
        asked |= {("chosen",): (self.asked.chosen,)}
        asked |= {("person",): (self.asked.person,)} if self.asked.person else {}
        known = self.rows.header
        problems = [
            Problem(
                self.written.where(*place),
                f"the column '{name}', which {self.name} does not have",
                f"one of {name_list(known, 30)}",
                find_nearest(name, known),
            )
            for place, names in asked.items()
            for name in names
            if name not in known
        ]
        if problems:
            raise InputError(*problems)

    def read(self) -> Choices:
        """Return the choices of the rows that count.

        Raises
        ------
        InputError
            When none counts, or one does not fit.
        """
        everything = np.arange(len(self.rows.cells))
        counts = self._evaluate(("rows",), self.asked.rows, everything) != 0
        kept = everything[counts]
        if not len(kept):
            found = "no row that counts"
            raise InputError(Problem(self.written.where("rows"), found, "a condition that some rows fulfil"))
        chosen = self._read_chosen(kept)
        offered = self._read_offered(kept)
        self._refuse(kept, ~offered[np.arange(len(kept)), chosen], "a choice that was not offered",
                     "a choice that 'offered' allows")  # fmt: skip
        left_out = len(everything) - len(kept) + len(self.rows.short)
        attributes = self._read_attributes(kept, offered)
        return Choices(attributes, offered, chosen, self._read_person(kept), left_out, self.rows.notes)

    def _column(self, name: str, kept: I8) -> NDArray[np.str_]:
        place = self.rows.header.index(name)
        return np.array([self.rows.cells[i][place].strip() for i in kept], dtype=np.str_)

    def _evaluate(self, place: Sequence[str], one: Expression, kept: I8, matters: B1 | None = None) -> F8:
        """Return the value of arithmetic in some rows, which must be a number where it matters."""
        texts = {name: self._column(name, kept) for name in one.names}
        numbers = {name: _to_numbers(cells) for name, cells in texts.items()}
        value = one.evaluate(Columns(texts, numbers, len(kept)))
        bad = ~(np.abs(value) < LARGEST) & (True if matters is None else matters)
        if bad.any():
            row = int(np.flatnonzero(bad)[0])
            cells = ", ".join(f"{name} '{texts[name][row]}'" for name in texts)
            found = f"{cells}, so no number for {'.'.join(place)} ({one.text})"
            where = f"{self.name}, {self.rows.counted} {self.rows.lines[int(kept[row])]}"
            step = "leave such rows out by 'rows'"
            raise InputError(Problem(where, found, "a number", None, step))
        return np.where(np.abs(value) < LARGEST, value, 0.0)

    def _read_chosen(self, kept: I8) -> I8:
        cells = self._column(self.asked.chosen, kept)
        chosen = np.full(len(kept), -1, np.int64)
        for number, one in enumerate(self.asked.alternatives.values()):
            chosen[cells == one.chosen_as] = number
        codes = name_list([one.chosen_as for one in self.asked.alternatives.values()])
        expected = f"one of {codes}, as 'chosen_as' says"
        bad = chosen < 0
        told = f"'{cells[int(np.argmax(bad))]}' in {self.asked.chosen}"
        self._refuse(kept, bad, told, expected)
        return chosen

    def _refuse(self, kept: I8, bad: B1, found: str, expected: str) -> None:
        """Refuse the first row that is bad, and say how many there are."""
        if bad.any():
            line = self.rows.lines[int(kept[int(np.argmax(bad))])]
            more = int(bad.sum()) - 1
            told = f"{found} (and {more} more such rows)" if more else found
            where = f"{self.name}, {self.rows.counted} {line}"
            raise InputError(Problem(where, told, expected, None, "leave such rows out by 'rows'"))

    def _read_offered(self, kept: I8) -> B1:
        told = [
            self._evaluate(("alternatives", name, "offered"), one.offered, kept) != 0
            for name, one in self.asked.alternatives.items()
        ]
        return np.stack(told, axis=1)

    def _read_attributes(self, kept: I8, offered: B1) -> F8:
        """Return what coefficients are multiplied by; 0 where an alternative is not offered."""
        order = {name: i for i, name in enumerate(self.asked.coefficients)}
        found = np.zeros((len(kept), len(self.asked.alternatives), len(order)))
        for number, (name, one) in enumerate(self.asked.alternatives.items()):
            matters = offered[:, number]
            for key, text in one.utility.items():
                place = ("alternatives", name, "utility", key)
                found[:, number, order[key]] = self._evaluate(place, text, kept, matters) * matters
        return found

    def _read_person(self, kept: I8) -> I8:
        if not self.asked.person:
            return np.arange(len(kept))
        _, number = np.unique(self._column(self.asked.person, kept), return_inverse=True)
        return number.astype(np.int64)


def _to_numbers(cells: Iterable[str]) -> F8:
    return np.array([_to_number(cell) for cell in cells])


def _to_number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return np.nan
