"""Pools become changes of capacity, diaries become slots."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.compile.capacity import compile_capacity, compile_diaries
from opmodels.simulate.compile.pathway import index_names
from opmodels.simulate.compile.shelf import Shelf
from opmodels.simulate.compile.timeline import HOUR_MS, lay_timeline
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: capacity
time: {start: 2025-12-22, run: 1 week, warm_up: 0 days, holidays: England, zone: UTC}
groups: {all: {people: 100}}
needs: {job: {rate: 1 per hour, starts_at: work}}
pools: {desk: {staff: 3, hours: Mon-Fri 09:00-17:00, POOL}}
diaries: {day: {pool: desk, per_session: 4, DIARY}}
steps: {work: {serve: desk, takes: 3 min, then: later}, later: {book: day, full: done, then: done}}
ends: {done: met}
"""


def service(pool: str = "role: clerk", diary: str = "opens: 2 days ahead") -> Service:
    return parse_service(TEXT.replace("POOL", pool).replace("DIARY", diary))


def changes(pool: str) -> list[tuple[float, int]]:
    one = service(pool)
    index = index_names([one], [("job", "all")])
    calendar = compile_capacity([one], index, lay_timeline(one, 0, False), 0, Shelf()).calendar
    return [(float(t) / HOUR_MS, int(size)) for t, _, size, _ in calendar]


def test_week_with_public_holidays() -> None:
    """The pool opens at nine and closes at five, except on 25 and 26 December."""
    assert changes("role: clerk") == [(0, 0), (9, 3), (17, 0), (33, 3), (41, 0), (57, 3), (65, 0)]


def test_open_on_holidays_and_days_off() -> None:
    """A pool may stay open on holidays, and have days with other hours."""
    found = changes(
        "on_holidays: open, "
        "exceptions: [{on: 2025-12-23, hours: closed}, {on: 2025-12-24, hours: 09:00-12:00}]"
    )
    assert found == [(0, 0), (9, 3), (17, 0), (57, 3), (60, 0), (81, 3), (89, 0), (105, 3), (113, 0)]


def test_absence_empties_shifts() -> None:
    """With 30 % absence the open hours of a year are 70 % of the rota's, within 4 standard errors (sd of
    one of 3 x 255 draws)."""
    text = (
        TEXT.replace("run: 1 week", "run: 52 weeks")
        .replace("POOL", "absence: 30 %")
        .replace("DIARY", "opens: 2 days ahead")
    )
    full = compile_service(parse_service(text.replace("absence: 30 %", "role: clerk")))
    part = compile_service(parse_service(text))
    share = np.mean([run_once(part, 3, k).record.pool_hours[0, :168].sum() for k in range(5)])
    share /= run_once(full, 3, 0).record.pool_hours[0, :168].sum()
    assert abs(share - 0.7) < 4 * np.sqrt(0.21 / (5 * 3 * 253))


def test_change_at_go_live_with_dual_running() -> None:
    """From go-live the new size holds; while both run, the larger of the two."""
    before = service()
    after = parse_service(
        TEXT.replace("staff: 3", "staff: 1")
        .replace("POOL", "role: clerk")
        .replace("DIARY", "opens: 2 days ahead")
    )
    at_once = compile_service(before, after, rollout=Rollout()).program.calendar
    assert {int(size) for _, _, size, _ in at_once} == {0, 1}
    dual = compile_service(before, after, rollout=Rollout(dual_minutes=1440)).program.calendar
    assert [int(size) for _, _, size, _ in dual][:5] == [0, 3, 0, 1, 0]


def slots(diary: str, staff: str = "role: clerk") -> list[tuple[float, int, float]]:
    one = service(staff, diary)
    found = compile_diaries([one], {"day": 0}, lay_timeline(one, 0, False))
    count = found.diary_from[1]
    return [
        (found.slot_time[k] / HOUR_MS, int(found.slot_seats[k]), found.slot_opens[k] / HOUR_MS)
        for k in range(count)
    ]


def test_slots_are_spread_over_the_session() -> None:
    """Four slot times in eight hours stand two hours apart, each for the three on duty; they open two days
    before at midnight."""
    assert slots("opens: 2 days ahead")[:5] == [(9, 3, 0), (11, 3, 0), (13, 3, 0), (15, 3, 0), (33, 3, 0)]
    assert slots("opens: 1 day ahead")[8][2] == 24


def test_held_back_and_overbooked() -> None:
    """Half of the slots open at eight on the day itself; a fifth more bookings are taken than there are
    places."""
    held = slots("opens: 1 day ahead, held_back: {share: 50 %, until: 08:00}")
    assert [opens for _, _, opens in held[4:8]] == [0, 32, 0, 32]
    assert sum(seats for _, seats, _ in slots("overbook: 20 %")[:4]) == pytest.approx(4 * 3 * 1.2, abs=0.5)


def test_same_day_opens_at_its_time() -> None:
    """A diary that opens at 08:00 of the same day cannot be booked before."""
    assert slots("opens: 08:00 same day")[4][2] == 32
