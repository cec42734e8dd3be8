"""The wheel of the plain loop: buckets for the ends of patience, beside the heap.

Most patience is over before it ends: in the wheel a case is found and taken out at once, and it comes onto
the heap only when the clock comes to its bucket.
"""

from __future__ import annotations

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.heap import pack, push


@compiled
def enter_wheel(m, i, due):  # type: ignore[no-untyped-def]
    """Note when the patience of a case ends: in the wheel, or on the heap when that is near."""
    wheel, tick, place = a.wheel(m), due >> a.bucket(m)[0], p.WHEEL + i
    if tick < a.scalar(m)[c.WHEEL_TICK]:
        wheel[place, p.RING_NEXT], wheel[place, p.RING_PREV] = place, place
        push(a.heap(m), a.heap_size(m), pack(due, codes.GIVE_UP, i))
        return
    bucket = tick & (p.WHEEL - 1)
    after = wheel[bucket, p.RING_NEXT]
    wheel[place, p.RING_NEXT], wheel[place, p.RING_PREV] = after, bucket
    wheel[bucket, p.RING_NEXT], wheel[after, p.RING_PREV] = place, place


@compiled
def leave_ring(ring, place):  # type: ignore[no-untyped-def]
    """Take a place out of its ring; one that is alone stays so."""
    after, before = ring[place, p.RING_NEXT], ring[place, p.RING_PREV]
    ring[before, p.RING_NEXT], ring[after, p.RING_PREV] = after, before


@apart
def turn_wheel(m, t):  # type: ignore[no-untyped-def]
    """Put those onto the heap whose patience may end by t."""
    shift, wheel = a.bucket(m)[0], a.wheel(m)
    for tick in range(a.scalar(m)[c.WHEEL_TICK], (t >> shift) + 1):
        place = wheel[tick & (p.WHEEL - 1), p.RING_NEXT]
        while place >= p.WHEEL:
            following, i = wheel[place, p.RING_NEXT], place - p.WHEEL
            due = a.case(m)[i, c.DUE]
            if due >> shift == tick:
                leave_ring(wheel, place)
                wheel[place, p.RING_NEXT], wheel[place, p.RING_PREV] = place, place
                push(a.heap(m), a.heap_size(m), pack(due, codes.GIVE_UP, i))
            place = following
    a.scalar(m)[c.WHEEL_TICK] = (t >> shift) + 1
