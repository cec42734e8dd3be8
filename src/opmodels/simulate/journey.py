"""One case followed through a run, in words and as rows of an event log (E4.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from opmodels.foundation import codes
from opmodels.foundation.errors import InputError, Problem
from opmodels.foundation.units import format_duration
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled
from opmodels.simulate.run import Run

WORKER_BASE = 100_000
ONWARD = (codes.BATCH, codes.MATCH, codes.SIDE_BY_SIDE)
"""Kinds of step from which a case goes on at a moment that nothing else in its journey tells."""


@dataclass(frozen=True)
class Happening:
    """One line of the event log.

    Parameters
    ----------
    case
        Number of the case in order of arrival, from 1.
    milliseconds
        Time from the start of the run.
    code
        What happened, of `opmodels.foundation.codes`.
    step
        Where; empty on arrival.
    detail
        The kernel's number for the rest.
    stream
        Number of the need and group.
    person
        Number of the person, over all groups.
    part
        Which part of the case it happened to, from 1 in the order in which they began; 0 for the whole.
    """

    case: int
    milliseconds: int
    code: int
    step: str
    detail: int
    stream: int
    person: int
    part: int = 0


def list_happenings(run: Run, compiled: Compiled) -> list[Happening]:
    """Return the event log of a traced run, case by case in order of arrival, each in order of time.

    Raises
    ------
    InputError
        When the run was not traced.
    """
    if run.log is None:
        raise InputError(
            Problem("the run", "no event log", "a run that was traced", None, "run it with traced=True")
        )
    log = run.log
    number = _number_cases(log)
    order = sorted(range(len(log)), key=lambda row: (number[int(log[row, c.LOG_CASE])][0], row))
    return [_name_row(log[row], number, compiled) for row in order]


def _number_cases(log: np.ndarray) -> dict[int, tuple[int, int]]:
    """Return, by the key of each case and part, the number of the case and of the part, 0 for the whole."""
    begins = log[log[:, c.LOG_CODE] == codes.LOG_PART]
    whole = dict(zip(begins[:, c.LOG_CASE].tolist(), begins[:, c.LOG_DETAIL].tolist(), strict=True))
    keys, first = np.unique(log[:, c.LOG_CASE], return_index=True)
    number, parts = dict[int, tuple[int, int]](), Counter[int]()
    cases = 0
    for key in keys[np.argsort(first)].tolist():
        if whole.get(key) not in number:
            cases += 1
            number[key] = cases, 0
            continue
        case = number[whole[key]][0]
        parts[case] += 1
        number[key] = case, parts[case]
    return number


def _name_row(row: np.ndarray, number: dict[int, tuple[int, int]], compiled: Compiled) -> Happening:
    places = (*compiled.names.rows, *compiled.names.ends)
    step, detail = int(row[c.LOG_STEP]), int(row[c.LOG_DETAIL])
    if row[c.LOG_CODE] == codes.LOG_MATCH:
        detail = number.get(detail, (0, 0))[0]  # the other's key; 0 where its rows were not kept
    case, part = number[int(row[c.LOG_CASE])]
    return Happening(
        case,
        int(row[c.LOG_TIME]),
        int(row[c.LOG_CODE]),
        places[step] if step >= 0 else "",
        detail,
        int(row[c.LOG_SEGMENT]),
        int(row[c.LOG_PERSON]),
        part,
    )


def clock_time(milliseconds: int, compiled: Compiled) -> datetime:
    """Return the wall-clock time of a moment of the run."""
    midnights = compiled.timeline.midnights
    day = max(int(np.searchsorted(midnights, milliseconds, side="right")) - 1, 0)
    start = datetime.combine(compiled.timeline.first + timedelta(days=day), datetime.min.time())
    since = milliseconds - int(midnights[day])
    turn, by = compiled.timeline.turns[min(day, compiled.timeline.days - 1)].tolist()
    return start + timedelta(milliseconds=since + by if since >= turn else since)


def tell_journey(run: Run, compiled: Compiled, case: int) -> list[str]:
    """Tell what happened to one case, a line for each event.

    Parameters
    ----------
    run
        A traced run.
    compiled
        The service it is of.
    case
        Number of the case in order of arrival, from 1.

    Raises
    ------
    InputError
        When there is no such case.
    """
    happenings = [h for h in list_happenings(run, compiled) if h.case == case]
    if not happenings:
        last = (
            max((one for one, _ in _number_cases(run.log).values()), default=0) if run.log is not None else 0
        )
        raise InputError(Problem("--case", f"case {case}", f"a number from 1 to {last}"))
    return list(_tell_lines(happenings, compiled))


def _tell_lines(happenings: list[Happening], compiled: Compiled) -> Iterator[str]:
    since: dict[int, int] = {}
    for happening in happenings:
        words = tell_happening(happening, since.get(happening.part, -1), compiled)
        if words:
            whose = f"part {happening.part}: " if happening.part else ""
            yield f"{clock_time(happening.milliseconds, compiled):%a %d %b %Y %H:%M:%S}  {whose}{words}"
        if happening.code in (codes.LOG_JOIN, codes.LOG_START, codes.LOG_ROUTE):
            since[happening.part] = -1 if happening.code == codes.LOG_ROUTE else happening.milliseconds


def tell_happening(h: Happening, since: int, compiled: Compiled) -> str:
    """Return one event in words; nothing where the next event of the case says it.

    Parameters
    ----------
    h
        What happened.
    since
        When the case began to wait, or to be served; -1 where it did not.
    compiled
        The service.
    """
    names = compiled.names
    passed = format_duration((h.milliseconds - since) / 60_000) if since >= 0 else ""
    if h.code == codes.LOG_ARRIVE:
        need, group = names.streams[h.detail]
        return f"a case of {need} arrives: person {h.person + 1}, {group}"
    if h.code == codes.LOG_JOIN:
        return _tell_waiting(h, compiled)
    if h.code == codes.LOG_START:
        pool, worker = divmod(h.detail, WORKER_BASE)
        return f"{h.step} begins with {names.pools[pool]} {worker + 1}" + (
            f" after {passed}" if passed else ""
        )
    if h.code == codes.LOG_FINISH:
        return f"{h.step} is done after {passed}"
    if h.code == codes.LOG_LEAVE:
        return f"gives up at {h.step} after {format_duration(h.detail / 60_000)}"
    if h.code == codes.LOG_BOOK:
        return f"books a slot at {h.step} for {clock_time(h.detail, compiled):%a %d %b %H:%M}"
    if h.code == codes.LOG_WORSEN:
        return f"gets worse at {h.step}" + _name_level(h, compiled)
    if h.code == codes.LOG_PART:
        return f"begins at {h.step}"
    if h.code == codes.LOG_PART_DONE:
        return f"is done, at {h.step}"
    if h.code == codes.LOG_PLAN:
        return f"the next visit at {h.step} is due on {clock_time(h.detail, compiled):%a %d %b %H:%M}"
    if h.code == codes.LOG_MATCH:
        return f"is matched at {h.step} with case {h.detail}"
    if h.code == codes.LOG_CHOOSE:
        return _tell_choice(h, compiled)
    if h.code == codes.LOG_DELAY:
        return f"{h.step} until {clock_time(h.detail, compiled):%a %d %b %H:%M}"
    return _tell_move(h, compiled)


def _tell_move(h: Happening, compiled: Compiled) -> str:
    if h.code == codes.LOG_ROUTE:
        place, cause = divmod(h.detail, 10)
        why = {
            codes.NO_ROOM: "finds no room",
            codes.NO_SLOT: "finds no slot",
            codes.MISSED: "does not come",
            codes.CANCELLED: "cancels",
            codes.WORSENED: "can wait no longer",
            codes.NOTHING: "is offered nothing",
            codes.TOO_FEW: "finds too few",
        }
        target = (*compiled.names.rows, *compiled.names.ends)[place]
        if cause in why:
            return f"{why[cause]} at {h.step} and goes to {target}"
        # Elsewhere a line of their own has told why they go on; parts have just begun.
        goes_on = _kind_of(h, compiled) in ONWARD and cause == codes.USUAL and not h.part
        return f"goes on from {h.step} to {target}" if goes_on else ""
    if h.code == codes.LOG_END:
        return f"ends: {h.step}"
    pool = compiled.names.pools[h.detail]
    return (
        f"{h.step} is interrupted: there are fewer of {pool}, or more urgent work needs them"
        if h.code == codes.LOG_PAUSE
        else f"{h.step} goes on with {pool}"
    )


def _kind_of(h: Happening, compiled: Compiled) -> int:
    """Return the kind of the step where something happened."""
    names = compiled.names
    return names.row_kinds[names.rows.index(h.step)] if h.step in names.rows else codes.END


def _tell_waiting(h: Happening, compiled: Compiled) -> str:
    """Return the words for a case that begins to wait: in a queue, or for others with whom it goes on."""
    kind = _kind_of(h, compiled)
    if kind == codes.BATCH:
        return f"waits at {h.step} for others; {h.detail} there already"
    if kind == codes.MATCH:
        return f"waits at {h.step} to be matched; {h.detail} there already"
    return f"waits for {h.step}; {h.detail} ahead"


def _tell_choice(h: Happening, compiled: Compiled) -> str:
    """Return the words for what a person chose, and the wait of which they were told."""
    _, name = compiled.names.alternatives[h.detail >> c.TOLD_SHIFT]
    told = (h.detail & ((1 << c.TOLD_SHIFT) - 1)) - 1
    wait = f"to wait {format_duration(told / 60_000)}" if told > 0 else "that there is no wait"
    return f"chooses {name} at {h.step}" + (f", told {wait}" if told >= 0 else "")


def _name_level(h: Happening, compiled: Compiled) -> str:
    """Return the words for the level of severity that a case now has."""
    level = compiled.names.levels[h.stream]
    return f": now {level[h.detail]}" if len(level) > 1 else ""


VIDIGI_COLUMNS = ("entity_id", "event_type", "event", "time", "resource_id", "pathway")


def list_vidigi_rows(run: Run, compiled: Compiled) -> list[tuple[int, str, str, float, int | None, str]]:
    """Return the event log in the columns that vidigi reads: entity_id, event_type, event, time (minutes),
    resource_id, pathway."""
    rows: list[tuple[int, str, str, float, int | None, str]] = []
    bases = (
        np.concatenate([[0], np.cumsum(compiled.program.pool[:, c.WORKERS])])
        if len(compiled.program.pool)
        else np.zeros(1)
    )
    for h in list_happenings(run, compiled):
        pathway, minutes = compiled.names.streams[h.stream][0], h.milliseconds / 60_000
        if h.code == codes.LOG_ARRIVE:
            rows.append((h.case, "arrival_departure", "arrival", minutes, None, pathway))
        elif h.code in (codes.LOG_JOIN, codes.LOG_BOOK, codes.LOG_DELAY):
            rows.append((h.case, "queue", f"{h.step}_waits", minutes, None, pathway))
        elif h.code in (codes.LOG_START, codes.LOG_FINISH):
            pool, worker = divmod(h.detail, WORKER_BASE)
            begins = h.code == codes.LOG_START
            kind, event = ("resource_use", h.step) if begins else ("resource_use_end", f"{h.step}_ends")
            rows.append((h.case, kind, event, minutes, int(bases[pool]) + worker + 1, pathway))
        elif h.code == codes.LOG_END:
            rows.append((h.case, "arrival_departure", "depart", minutes, None, pathway))
    return rows
