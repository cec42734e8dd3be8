"""A tournament of packed keys: each stands in a seat, and the least of all is known at once.

A key that changes meets one other in each round, and nothing is branched upon. A heap compares less, but how
far a key moves in it the processor cannot guess, and a wrong guess costs as much as four rounds.

In ``tree``, place 0 tells how many seats there are, a power of two, and place 1 holds the least key; the
winner of places 2k and 2k + 1 stands in k, and the seats come last. An empty seat holds NEVER.
"""

from __future__ import annotations

from opmodels.simulate.columns import NEVER
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.heap import lesser

WIDTH, LEAST = 0, 1


@compiled
def put(tree, place, key):  # type: ignore[no-untyped-def]
    """Put a key into a seat in place of the one that was there."""
    at = tree[WIDTH] + place
    tree[at] = key
    while at > LEAST:
        key = lesser(key, tree[at ^ 1])
        at >>= 1
        tree[at] = key


@apart
def play(tree):  # type: ignore[no-untyped-def]
    """Find all winners anew."""
    for at in range(tree[WIDTH] - 1, 0, -1):
        tree[at] = lesser(tree[2 * at], tree[2 * at + 1])


@apart
def widen(tree):  # type: ignore[no-untyped-def]
    """Add as many empty seats as there are; the caller has made room."""
    width = tree[WIDTH]
    for place in range(width):
        tree[2 * width + place] = tree[width + place]
    for place in range(width):
        tree[3 * width + place] = NEVER
    tree[WIDTH] = 2 * width
    play(tree)
