"""What is due, for the plain loop: a heap of keys, and a wheel of buckets for the ends of patience.

The heap is that of `heap`, in order and bits. Most patience is over before it ends: in the wheel a case is
found and taken out at once, and it comes onto the heap only when the clock comes to its bucket.
"""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.compiled import apart, compiled


@compiled
def sink(heap, size, key):  # type: ignore[no-untyped-def]
    """Put a key at the root and let it sink; the root's old key is lost, and behind the last stands NEVER."""
    at, child = np.int64(0), np.int64(1)
    while child < size:
        # Which child is less is as good as chance, so it is reckoned and not branched upon.
        child += np.int64(heap[child + 1] < heap[child])
        least = heap[child]
        if least >= key:
            break
        heap[at] = least
        at = child
        child = 2 * at + 1
    heap[at] = key


@compiled
def rise(heap, size, key):  # type: ignore[no-untyped-def]
    """Add a key behind the last and let it rise."""
    at = size
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= key:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = key


@compiled
def put(m, key):  # type: ignore[no-untyped-def]
    """Add a key; the first after the smallest was given up takes its place."""
    size = a.heap_size(m)
    if size[1]:
        size[1] = 0
        sink(a.heap(m), size[0], key)
    else:
        rise(a.heap(m), size[0], key)
        size[0] += 1


@compiled
def drop_root(m):  # type: ignore[no-untyped-def]
    """Fill the place of the smallest key, which no other took."""
    heap, size = a.heap(m), a.heap_size(m)[0] - 1
    a.heap_size(m)[0], a.heap_size(m)[1] = size, 0
    last = heap[size]
    heap[size] = c.NEVER
    if size > 0:
        sink(heap, size, last)


@compiled
def enter_wheel(m, i, due):  # type: ignore[no-untyped-def]
    """Note when the patience of a case ends: in the wheel, or on the heap when that is near."""
    wheel, tick, place = a.wheel(m), due >> a.bucket(m)[0], p.WHEEL + i
    if tick < a.scalar(m)[c.WHEEL_TICK]:
        wheel[place, p.RING_NEXT], wheel[place, p.RING_PREV] = place, place
        put(m, (due << c.TIME_SHIFT) | (codes.GIVE_UP << c.KIND_SHIFT) | i)
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
                put(m, (due << c.TIME_SHIFT) | (codes.GIVE_UP << c.KIND_SHIFT) | i)
            place = following
    a.scalar(m)[c.WHEEL_TICK] = (t >> shift) + 1
