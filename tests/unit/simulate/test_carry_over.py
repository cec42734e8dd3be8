"""Bookings that are carried over at go-live: nearest free slot of their own day, earlier slots first."""

from __future__ import annotations

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.carry_over import carry_bookings
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.run import _new_state

HOUR, DAY = 3_600_000, 86_400_000
TEXT = """
opmodels: 1
service: bookings
time: {start: 2025-06-02, run: 4 days, warm_up: 0 days, zone: UTC}
groups: {g: {people: 10}}
needs: {n: {rate: 1 per hour, starts_at: ask}}
pools: {p: {staff: 1, hours: 7 days 08:00-12:00}}
diaries: {d: {pool: p, per_session: 4}}
steps: {ask: {book: d, full: lost, then: done}}
ends: {done: met, lost: unmet}
"""


def carry(times: list[int], slots_after: int) -> tuple[Compiled, np.ndarray]:
    """Carry bookings at these times over; return the program and the time of each slot, -1 for none."""
    after = TEXT.replace("per_session: 4", f"per_session: {slots_after}")
    compiled = compile_service(parse_service(TEXT), parse_service(after), merge_always=True)
    program = compiled.program
    state = _new_state(program, compiled.names, 1, 0, 0, np.zeros(1, np.int8), plain=False)
    state.scalar[c.HIGH_WATER] = len(times)
    for i, time in enumerate(times):
        old = int(np.flatnonzero(program.slot_time[: program.diary_from[1]] == time)[0])
        state.case[i, [c.PHASE, c.AT, c.BOOKED]] = c.COMING, 0, old
    carry_bookings(program, state)
    booked = state.case[: len(times), c.BOOKED]
    assert state.seats_taken.sum() == (booked >= 0).sum()
    return compiled, np.where(booked >= 0, program.slot_time[booked], -1)


def test_same_diary_keeps_every_slot() -> None:
    """Where the diary does not change, each booking keeps the slot of its time."""
    times = [DAY + 9 * HOUR, DAY + 8 * HOUR, 2 * DAY + 11 * HOUR]
    compiled, found = carry(times, 4)
    assert found.tolist() == times
    assert compiled.program.diary_from.tolist()[1] * 2 == compiled.program.diary_from.tolist()[2]


def test_no_booking_leaves_its_day() -> None:
    """With one slot a day left, the earliest booking of a day takes it and the others hold none."""
    times = [DAY + 11 * HOUR, DAY + 9 * HOUR, 2 * DAY + 11 * HOUR]
    _, found = carry(times, 1)
    assert found.tolist() == [-1, DAY + 8 * HOUR, 2 * DAY + 8 * HOUR]
