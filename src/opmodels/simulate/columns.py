"""Names for the columns of the arrays that the kernel reads and writes; numba sees them as constants."""

from __future__ import annotations

# Program.clock: int64[8]
HORIZON, WARM, LIVE, EPOCH, FIRST_DAY, TRACK_PERSONS, TRACING, TRACK_WORKERS, MOVE_OVER = range(9)
CLOCK_COLS = 9

# Program.step: int64[steps, STEP_COLS]
KIND, ROW, ORDER, ROOM, REQ_FROM, REQ_TO, DIARY, LONGEST, UNTIL, P_WORK, P_WAIT, P_BOOK, P_CANCEL, P_EXIT = (
    range(14)
)
STEP_COLS = 14

# Program.rule: int64[steps, segments, RULE_COLS]; tables and routes by number, -1 for none
(
    TAKES,
    PATIENCE,
    TRAVEL,
    PRIORITY,
    THEN,
    GIVES_UP_TO,
    TURNED_AWAY_TO,
    FULL_TO,
    MISSED_TO,
    CANCELS_TO,
    WANTED,
    NOTICE,
    MISSED_FROM,
    MISSED_UNTIL,
    CLAUSE_FROM,
    CLAUSE_UNTIL,
) = range(16)
RULE_COLS = 16

# Program.clause: int64[clauses, CLAUSE_COLS]
TEST, SUBJECT, LEAST, CLAUSE_ROUTE = range(4)
CLAUSE_COLS = 4

# Program.stream: int64[streams, STREAM_COLS]
GROUP, SEGMENT, PEOPLE, PERSON_FROM, ENTRY_BEFORE, ENTRY_AFTER, BUSY_TABLE, BUSY_AFTER, FRAILTY_TABLE = range(
    9
)
STREAM_COLS = 9

# Program.source: int64[sources, SOURCE_COLS]
SOURCE_STREAM, OCTAVE, BLOCK_MS = range(3)
SOURCE_COLS = 3

# Program.pool: int64[pools, POOL_COLS]
SHIFT_END, WORKER_FROM, WORKERS, SHIFT_END_AFTER = range(4)
POOL_COLS = 4

# State.case: int64[slots, CASE_COLS], what is known of a case that is inside
(
    KEY,
    ARRIVED,
    SEG,
    PERSON,
    AT,
    PHASE,
    SINCE,
    DUE,
    NEXT,
    PREV,
    SORT_KEY,
    EXIT_DRAW,
    BOOKED,
    REASON,
    MOVES,
    MOVED_AT,
    WORK_MS,
    LANE,
    WAITED,
    PAUSES,
) = range(20)
CASE_COLS = 20

# What a case is doing (PHASE).
FREE, QUEUED, SERVED, DELAYED, COMING, GIVING_BACK, MISSING, PAUSED = range(8)

# State.scalar: int64[SCALARS]
(
    NOW,
    EVENTS,
    FREE_TOP,
    HIGH_WATER,
    CAL_AT,
    NEXT_TICK,
    TICKS,
    ALIVE,
    AREA_SINCE,
    ARRIVALS,
    LOGGED,
    WARMED,
    WENT_LIVE,
    FAULT_ROW,
    FREED,
    INSIDE_AREA,
    BACKLOG_AT,
) = range(17)
SCALARS = 17

# State.pool: int64[pools, POOL_STATE_COLS]
CAP, BUSY, POOL_SINCE, BUSY_AREA, OPEN_AREA, OVER_AREA, PAUSED_HERE = range(7)
POOL_STATE_COLS = 7

# Record.count: int64[groups, rows, COUNT_COLS]; the causes of codes.CAUSES follow
JOINED, STARTED, DELAYS, CAUSE_FROM = range(4)
COUNT_COLS = 3 + 6 - 1

# Record.total: float64[groups, rows, TOTAL_COLS], milliseconds
WAIT_SUM, WAIT_SQ, WORK_SUM, WORK_SQ, DELAY_SUM, DELAY_SQ, WORK_DONE, TRAVEL_SUM = range(8)
TOTAL_COLS = 8

# Record.group: int64[groups, GROUP_COLS]; gave up by cause of codes.CAUSES, the usual way first, follows
ARRIVALS_OF, FINISHED, INSIDE, INSIDE_AT_WARM, GAVE_UP_FROM = range(5)
GROUP_COLS = 4 + 6

# Record.system: float64[groups, SYSTEM_COLS]
LEFT, TIME_SUM, TIME_SQ = range(3)
SYSTEM_COLS = 3

# Record.person: float32[people, PERSON_COLS]
P_CASES, P_MET, P_WAITED = range(3)
PERSON_COLS = 3

# State.log: int64[rows, LOG_COLS]
LOG_TIME, LOG_CASE, LOG_CODE, LOG_STEP, LOG_DETAIL, LOG_SEGMENT, LOG_PERSON = range(7)
LOG_COLS = 7

# Status with which the kernel returns.
FINISHED_RUN, NEED_ROOM, LOG_FULL, STOPPED, ENDLESS, WARMED_UP, GOING, LIVE_NOW = range(8)

# Histograms: bin 0 holds zero, then BINS_PER_OCTAVE log-spaced bins for each doubling of milliseconds.
BINS_PER_OCTAVE = 32
BINS = 1 + 40 * BINS_PER_OCTAVE

MOST_MOVES = 10_000
LOG_MARGIN = 3 * MOST_MOVES
TIME_SHIFT = 24
KIND_SHIFT = 21
SLOT_MASK = (1 << KIND_SHIFT) - 1
HOUR_MS = 3_600_000
DAY_MS = 86_400_000
QUARTER_MS = 900_000
NEVER = 1 << 62
