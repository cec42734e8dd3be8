"""Names for what only the plain loop reads and writes; the rest is in `columns`."""

from __future__ import annotations

from opmodels.simulate import columns as c

# State.plain_rule: int64[steps * segments, PLAIN_COLS]; how a step treats a segment: what it draws, tables by
# kind, place and length; where it leads; where it is recorded
(
    PLAIN_KIND,
    PLAIN_POOL,
    PLAIN_LANE,
    PLAIN_PRIORITY,
    PLAIN_WORK,
    PLAIN_WAIT,
    TAKES_KIND,
    TAKES_FROM,
    TAKES_SIZE,
    BEARS_KIND,
    BEARS_FROM,
    BEARS_SIZE,
    PLACES_FROM,
    PLACES_BEFORE_LAST,
    PLAIN_ROW,
    PLAIN_GROUP,
    GROUP_ROW,
    HISTOGRAM_FROM,
    MOVES_FROM,
    MOVES_INTO,
    PLAIN_TRAVEL,
    PLAIN_ROOM,
    PLAIN_STEP,
    PLAIN_SEGMENT,
) = range(24)
PLAIN_COLS = 32  # a power of two: the place of a row is found by shifting
NO_TABLE = -1
FEW_WAYS = 4
"""Usual ways out of a step, without the last, that are compared at once."""

# State.coming: int64[COMING, COMING_COLS], the next arrivals as the plain loop has drawn them ahead
COMES_AT, COMES_KEY, COMES_STREAM, COMES_BY, COMES_PERSON, FIRST_WORK, FIRST_ONWARD, FIRST_PATIENCE = range(8)
COMING, COMING_COLS = 64, 8

# State.ahead_time, State.ahead_key: [sources, WIDE], cases of each source that are known ahead;
# State.ahead: int64[sources, 3], the next of them, how many there are, and until when the rate is as it is;
# State.ahead_rate: float64[sources], that rate
AHEAD_AT, AHEAD_COUNT, RATE_UNTIL = range(3)
AHEAD_COLS = 3
WIDE = 16
"""Addresses at which the plain loop draws at once."""

# State.undrawn: int64[1 + WAITING], how many cases there are whose next visit is still to be drawn, and which
WAITING = 4
"""Cases whose next visits are drawn at once, before one of them is over."""
UNDRAWN = -1
"""As what the next visit will take: not drawn yet."""

# State.draft: uint64[DRAFT_ROWS, DRAFT_COLS], where the next arrivals draw, and how far the choice of their
# persons is; State.uniform: float64[UNIFORM_ROWS, DRAFT_COLS], what they draw there, or gaps and marks of
# candidates. Behind the arrivals stand the later visits that are still to be drawn.
DRAFT_CASE, DRAFT_WORK, DRAFT_WAIT, DRAFT_VISIT, DRAFT_JUMP, DRAFT_CANDIDATE, DRAFT_OPEN = range(7)
DRAFT_ROWS = 7
LATER = COMING
DRAFT_COLS = COMING + WAITING
UNIFORM_WORK, UNIFORM_ONWARD, UNIFORM_WAIT = range(3)
UNIFORM_GAP, UNIFORM_MARK = range(2)
UNIFORM_ROWS = 3

# State.wheel: int64[WHEEL + slots, 2], rings of waiting cases by when their patience ends, each with its
# bucket; State.ring: int64[queues + slots, 2], the same for the queues
WHEEL = 256
RING_NEXT, RING_PREV = range(2)
WIDEST_BUCKET = 40
"""Of services where nobody loses patience, as a power of two in ms: longer than any run."""

# State.at_work: int64[4 * slots], the ends of work as a tournament; State.seats: int64[2 + 2 * slots], how
# many of its seats are free, the one that is about to be (or -1), and which are free; State.next_comers:
# int64[2 * a power of two], the next case of each source and the planned ones, as a tournament
SEATS_FREE, SEAT_LEFT, FIRST_SEAT = range(3)
NO_SEAT = -1

# Columns of State.case, State.pool and State.queue that mean something else to the plain loop.
ONWARD, NEXT_WORK, NEXT_ONWARD, NEXT_BEARS = c.BEGUN, c.LANE, c.SORT_KEY, c.PAUSES
"""Of a case that is served or will be: where it goes then (the number of a rule); what it will take there,
where it will go after that, and how long it will wait there."""
SEAT = c.LEFT_MS
"""Of a case that is served: where the end of its work stands."""
BY = c.WHOLE_MS
"""Of a case: the number of the rule by which its step treats it."""
LANES_USED, LANE_FROM = c.BESIDE, c.TAKEN_UP
"""Of a pool: a bit for each class of which somebody waits, and the queue of the first class."""
LAST_JOINED = 0
"""Of a queue (State.queue): when somebody joined it last."""
