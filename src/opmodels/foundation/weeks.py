"""Opening hours as people write them: ``Mon-Fri 08:00-18:30``, ``Fri-Sat 22:00-05:00``, ``always``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opmodels.foundation.errors import find_nearest
from opmodels.foundation.moments import parse_clock
from opmodels.foundation.numerals import UnitError, quote, tidy

DAY = 1440
"""Minutes of a day."""
WEEK = 7 * DAY
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPELLINGS = {
    **{name.casefold(): place for names in (DAY_NAMES, _LONG_NAMES) for place, name in enumerate(names)},
    **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
}
_SETS = {
    **{words: tuple(range(7)) for words in ("7 days", "daily", "every day")},
    **{words: tuple(range(5)) for words in ("weekdays", "weekday")},
    **{words: (5, 6) for words in ("weekends", "weekend")},
}
_WHOLE_DAY = "00:00-24:00"
_EXPECTED = "opening hours, such as Mon-Fri 08:00-18:30, 7 days 08:00-16:00, always or never"
_TIMES = re.compile(r"(?<!\S)(?!7 days)[0-9].*")
_LOOSE = re.compile(
    r"(?P<before>[a-z][a-z ,-]*?|7 days)?[ ,:]*(?P<start>\d[\d:.]*(?: ?[ap]m)?)\s*(?:[-\N{EN DASH}]|to)\s*"
    r"(?P<end>\d[\d:.]*(?: ?[ap]m)?)(?:[ ,]+(?P<after>[a-z7][a-z ,-]*))?"
)
_DASH = re.compile(r"\s*(?:[-\N{EN DASH}]|\bto\b)\s*")
_COMMA = re.compile(r"\s*(?:,|\band\b)\s*")

Span = tuple[int, int]


@dataclass(frozen=True)
class WeekHours:
    """The hours of a week in which something is open.

    Parameters
    ----------
    spans
        ``(start, end)`` in minutes from Monday 00:00, sorted, not overlapping; a start is below 10,080 and a
        span that crosses Sunday midnight ends above it.
    """

    spans: tuple[Span, ...]

    def of_day(self, weekday: int) -> tuple[Span, ...]:
        """Return the spans that start on a weekday (0 is Monday), in minutes of that day."""
        start = DAY * weekday
        return tuple((a - start, b - start) for a, b in self.spans if start <= a < start + DAY)

    @property
    def gaps(self) -> tuple[Span, ...]:
        """The spans of a week, cut at Sunday midnight, in which it is not open."""
        pieces = [(a + turn, b + turn) for turn in (-WEEK, 0) for a, b in self.spans]
        edges = [0, *(min(max(edge, 0), WEEK) for piece in sorted(pieces) for edge in piece), WEEK]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((start, end) for start, end in pairs if start < end)

    @property
    def stretches(self) -> tuple[Span, ...]:
        """The spans of a week, cut at every midnight, each in minutes of the week in which it lies."""
        pieces = (
            (max(a, day * DAY) % WEEK, min(b, (day + 1) * DAY) - max(a, day * DAY))
            for a, b in self.spans
            for day in range(a // DAY, (b - 1) // DAY + 1)
        )
        return tuple(sorted((start, start + length) for start, length in pieces))

    @property
    def hours_per_week(self) -> float:
        """How many hours of a week are open."""
        return sum(end - start for start, end in self.spans) / 60


def parse_hours(text: str | Sequence[str]) -> WeekHours:
    """Return the opening hours that a text, or several together, describe.

    A text is ``always``, ``never``, or days and times: ``Mon-Fri 08:00-18:30``, ``Mon, Wed, Fri 9:00-12:00``,
    ``7 days 08:00-16:00``, ``weekends 10:00-16:00``, ``Mon-Fri 08:00-12:30, 14:00-18:00``. An end that is not
    after its start is on the next day: ``Fri-Sat 22:00-05:00``.

    Raises
    ------
    UnitError
        When a day or a time cannot be read, or two spans overlap.
    """
    clauses = [text] if isinstance(text, str) else list(text)
    if not clauses:
        raise UnitError("an empty list", _EXPECTED, next="write never where it does not open")
    named = [(span, clause) for clause in clauses for span in _parse_clause(clause)]
    named.sort()
    _refuse_overlap(named)
    return WeekHours(tuple(span for span, _ in named))


def write_hours(hours: WeekHours) -> tuple[str, ...]:
    """Return hours as they would be written: ``("Mon-Fri 08:00-10:00", "Sat 09:00-12:00")``."""
    days: dict[Span, list[int]] = {}
    for day in range(7):
        for span in hours.of_day(day):
            days.setdefault(span, []).append(day)
    return tuple(
        f"{_join_days(on)} {_write_clock(start)}-{_write_clock(end if end <= DAY else end - DAY)}"
        for (start, end), on in days.items()
    )


def _join_days(days: Sequence[int]) -> str:
    starts = [day for day in days if day - 1 not in days]
    ends = [day for day in days if day + 1 not in days]
    pairs = zip(starts, ends, strict=True)
    return ", ".join(DAY_NAMES[a] if a == b else f"{DAY_NAMES[a]}-{DAY_NAMES[b]}" for a, b in pairs)


def parse_days(text: str) -> tuple[int, ...]:
    """Return the weekdays that a text names, in order, 0 for Monday: ``Mon-Fri``, ``Mon, Wed``, ``daily``.

    Raises
    ------
    UnitError
        When a day cannot be read.
    """
    try:
        return tuple(sorted(set(_parse_days(tidy(text).casefold().strip(" ,:")))))
    except UnitError as error:
        near = None if error.nearest in ("always", "never") else error.nearest
        raise UnitError(error.found, "days, such as Mon-Fri or Mon, Wed", near) from None


def _parse_clause(text: str) -> list[Span]:
    clause = tidy(text).casefold()
    if clause == "never":
        return []
    if clause == "24/7":
        raise UnitError(quote(text), _EXPECTED, nearest="always")
    words, times = ("7 days", _WHOLE_DAY) if clause == "always" else _split_clause(clause, text)
    days = _parse_days(words)
    return [(DAY * day + start, DAY * day + end) for start, end in _parse_times(times, text) for day in days]


def _split_clause(clause: str, text: str) -> tuple[str, str]:
    """Split a clause before its first time of day."""
    found = _TIMES.search(clause)
    words = clause[: found.start()].strip(" ,:") if found else clause
    if not found:
        nearest = _nearest_word(words) or _keep_sound(f"{tidy(text)} 08:00-18:00")
        raise UnitError(
            f"{quote(text)} (no times)" if words else "nothing", _EXPECTED, nearest if words else None
        )
    if not words:
        guess = _guess_clause(clause)
        step = None if guess else "write the days, a start and an end"
        raise UnitError(f"{quote(text)} (no days)", _EXPECTED, guess, step)
    return words, found.group()


def _guess_clause(clause: str) -> str | None:
    """Return hours for ``9-5 weekdays``, ``08:00-16:00`` or ``Mon-Fri 8 to 6``; None for anything else."""
    found = _LOOSE.fullmatch(clause)
    if not found:
        return None
    ends = [_guess_clock(end.replace(" ", "")) for end in (found["start"], found["end"])]
    days = (found["before"] or found["after"] or "7 days").strip(" ,:")
    if None in ends:
        return None
    start, end = (parse_clock(str(one)) for one in ends)
    if end <= start and end <= DAY // 2 and ":" not in found["end"] and "m" not in found["end"]:
        end += DAY // 2  # nine to five
    return _keep_sound(f"{_write_days(days)} {_write_clock(start)}-{_write_clock(end)}")


def _write_days(words: str) -> str:
    named = {"weekdays": "Mon-Fri", "weekday": "Mon-Fri", "weekends": "Sat-Sun", "weekend": "Sat-Sun"}
    return named.get(words) or (words if words in _SETS else _title(words))


def _write_clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _keep_sound(clause: str) -> str | None:
    """Return a suggestion if it can be read itself, else None."""
    try:
        _parse_clause(clause)
    except UnitError:
        return None
    return clause


def _nearest_word(words: str) -> str | None:
    return find_nearest(words, ("always", "never"))


def _parse_days(words: str) -> list[int]:
    if words in _SETS:
        return list(_SETS[words])
    return [day for part in _COMMA.split(words) for day in _parse_day_range(part)]


def _parse_day_range(part: str) -> list[int]:
    if part in _SETS:
        return list(_SETS[part])
    names = _DASH.split(part)
    if len(names) > 2 or not all(name in _SPELLINGS for name in names):
        raise UnitError(f"{quote(_title(part))} (not a day)", _EXPECTED, nearest=_guess_days(names, part))
    first, last = _SPELLINGS[names[0]], _SPELLINGS[names[-1]]
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _title(part: str) -> str:
    return "-".join(name.capitalize() for name in _DASH.split(part))


def _guess_days(names: Sequence[str], part: str) -> str | None:
    """Return the days that two-letter or misspelt names stand for, as ``Mon-Fri``."""
    guesses = [_guess_day(name) for name in names]
    if len(names) > 2 or None in guesses:
        return find_nearest(part, [*_SETS, "always", "never"])
    return "-".join(name for name in guesses if name)


def _guess_day(name: str) -> str | None:
    starts = [day for day in DAY_NAMES if len(name) >= 2 and day.casefold().startswith(name[:2])]
    if starts:
        return starts[0]
    near = find_nearest(name, _LONG_NAMES)
    return near[:3] if near else None


def _parse_times(times: str, text: str) -> list[Span]:
    return [_parse_time_range(part, text) for part in _COMMA.split(times)]


def _parse_time_range(part: str, text: str) -> Span:
    ends = _DASH.split(part)
    if part[:1].isalpha():
        step = "write a list: [Mon 08:00-12:00, Tue 09:00-17:00]"
        raise UnitError(f"{quote(text)} (days after times)", _EXPECTED, next=step)
    if len(ends) != 2:
        raise UnitError(f"{quote(part)} in {quote(text)}", "a start and an end, such as 08:00-18:30")
    start, end = _parse_ends(ends, part)
    if start in (end, DAY):
        nearest = _WHOLE_DAY if start % DAY == 0 else None
        raise UnitError(f"{quote(part)} in {quote(text)}", "a start and a different end", nearest)
    return start, end if end > start else end + DAY


def _parse_ends(ends: Sequence[str], part: str) -> Span:
    try:
        return parse_clock(ends[0]), parse_clock(ends[1])
    except UnitError as error:
        raise UnitError(quote(part), "times such as 08:30-18:00", _guess_ends(ends), error.next) from None


def _guess_ends(ends: Sequence[str]) -> str | None:
    """Return the times that ``8`` and ``6`` mean, as ``08:00-18:00``."""
    guess = _guess_clause(f"7 days {ends[0]}-{ends[1]}")
    return guess.removeprefix("7 days ") if guess else None


def _guess_clock(text: str) -> str | None:
    try:
        parse_clock(text)
    except UnitError as error:
        return error.nearest
    return text


def _refuse_overlap(named: Sequence[tuple[Span, str]]) -> None:
    """Refuse spans of which one starts before the one before it ends, round the week."""
    around: Iterable[tuple[Span, str]] = [*named[1:], *named[:1]]
    for place, ((start, end), clause), ((after, _), other) in zip(
        range(len(named)), named, around, strict=True
    ):
        after += WEEK if place == len(named) - 1 else 0
        if end > after:
            day = _LONG_NAMES[start // DAY]
            both = quote(clause) if clause == other else f"{quote(clause)} and {quote(other)}"
            raise UnitError(f"{both}, which overlap on {day}", "hours that do not overlap")
