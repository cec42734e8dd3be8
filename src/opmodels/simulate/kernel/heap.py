"""A binary heap of packed int64 keys: time << 24 | kind << 21 | slot, so one comparison orders events
(E1.4)."""

from __future__ import annotations

import numpy as np

from opmodels.simulate.columns import KIND_SHIFT, LAST_MS, NEVER, TIME_SHIFT
from opmodels.simulate.kernel.compiled import compiled


@compiled
def lesser(one, other):  # type: ignore[no-untyped-def]
    """Return the smaller of two whole numbers; numba's own `min` stays a call of its own, and dear."""
    return one if one < other else other


@compiled
def pack(t, kind, i):  # type: ignore[no-untyped-def]
    """Return the key of an event; what lies past the end of every run stays there."""
    return (lesser(t, np.int64(LAST_MS)) << TIME_SHIFT) | (np.int64(kind) << KIND_SHIFT) | i


@compiled
def sift_down(heap, size, key):  # type: ignore[no-untyped-def]
    """Put `key` at the root and let it sink; the root's old key is lost, and behind the last stands NEVER."""
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
def push(heap, heap_size, key):  # type: ignore[no-untyped-def]
    """Add a key; the caller has made room. The first after one was given up takes its place."""
    if heap_size[1]:
        heap_size[1] = 0
        sift_down(heap, heap_size[0], key)
        return
    at = heap_size[0]
    heap_size[0] = at + 1
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= key:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = key


@compiled
def open_gap(heap_size):  # type: ignore[no-untyped-def]
    """Give up the smallest key; its place stays empty until `push` or `close_gap`."""
    heap_size[1] = 1


@compiled
def close_gap(heap, heap_size):  # type: ignore[no-untyped-def]
    """Fill the place of a key that was given up and that no other took."""
    if heap_size[1] == 0:
        return
    heap_size[1] = 0
    size = heap_size[0] - 1
    heap_size[0] = size
    last = heap[size]
    heap[size] = NEVER
    if size > 0:
        sift_down(heap, size, last)
