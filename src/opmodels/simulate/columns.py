"""Names for the columns of the arrays that the kernel reads and writes; numba sees them as constants."""

from __future__ import annotations

# Program.clock: int64[CLOCK_COLS]
(
    HORIZON,
    WARM,
    LIVE,
    EPOCH,
    FIRST_DAY,
    TRACK_PERSONS,
    TRACING,
    TRACK_WORKERS,
    MOVE_OVER,
    FIRST_AFTER,
    MOST_TOGETHER,
    AREA_PURPOSE,
    OUTAGE_PURPOSE,
    SPEED_PURPOSE,
    COUNT_ENDS,
    INCOME_PURPOSE,
    GOING_LANE,
) = range(17)
CLOCK_COLS = 17

# Program.step: int64[steps, STEP_COLS]
(
    KIND,
    ROW,
    ORDER,
    ROOM,
    DIARY,
    LONGEST,
    UNTIL,
    P_WORK,
    P_WAIT,
    P_BOOK,
    P_CANCEL,
    P_EXIT,
    SAME_MS,
    GIVES,
    SCAN,
    CALLS,
    KEEPS_FROM,
    KEEPS_UNTIL,
    OPTIONS_FROM,
    OPTIONS_UNTIL,
    NESTS_FROM,
    NESTS_UNTIL,
) = range(22)
STEP_COLS = 22

# Program.keep: int64[keeps of steps, 2]; the place is a row, -1 for an end
KEEP_POOL, KEEP_ROW = range(2)

# Program.bundle: int64[bundles, BUNDLE_COLS], the cases of a step that need the same
BUNDLE_STEP, BUNDLE_FROM, BUNDLE_TO = range(3)
BUNDLE_COLS = 3

# Program.repeat: int64[steps, REPEAT_COLS], or no rows; ms from due to late, -1 for never
REPEATS, DUE_WITHIN, P_VISITS = range(3)
REPEAT_COLS = 3
ONCE, FROM_PLANNED, FROM_ACTUAL = range(3)

# Program.repeat_rule: int64[steps, segments, REPEAT_RULE_COLS], or no rows; tables by number
SERIES_LENGTH, GAP = range(2)
REPEAT_RULE_COLS = 2

# Program.fork: int64[steps, FORK_COLS], or no rows; where cases go on in parts side by side
PARTS_FROM, PARTS_UNTIL, JOIN_STEP, JOIN_ROW, NEEDED = range(5)
FORK_COLS = 5

# Program.segment: int64[2 * segments, SEGMENT_COLS], as before go-live and as after
(
    SEG_STREAM,
    SEG_GROUP,
    LEVEL,
    WORSE_TABLE,
    WORSE_SEGMENT,
    WORSE_ROUTE,
    WORSE_PURPOSE,
) = range(7)
SEGMENT_COLS = 7

# Program.campaign: int64[campaigns of versions, CAMPAIGN_COLS]; -1 where nothing is asked
(
    CHOOSES,
    UP_TO,
    FIRST_BY,
    HAD,
    HAD_FROM,
    HAD_SIZE,
    HAD_TIMES,
    HAD_WITHIN,
    NOT_AGAIN,
    ASKS_FOR,
    ASKS_AGAINST,
    TIE_PURPOSE,
    SCORE_PURPOSE,
    CURVE_TABLE,
    STREAMS_FROM,
    STREAMS_UNTIL,
) = range(16)
CAMPAIGN_COLS = 16

# Who is chosen first, as `opmodels.describe.campaigns.FIRST` lists it.
BY_LOT, MOST_FRAIL, MOST_CASES, BY_SCORE = range(4)

# Program.campaign_of: int64[streams, CAMPAIGN_OF_COLS]
CHOSEN_FOR, REMEMBERED, REMEMBERED_FROM, REMEMBERED_SIZE = range(4)
CAMPAIGN_OF_COLS = 4
MOST_REMEMBERED = 16

# Program.occasion: int64[occasions, OCCASION_COLS]
OCCASION_TIME, OCCASION_CAMPAIGN, OCCASION_BLOCK = range(3)
OCCASION_COLS = 3

# State.pick: int64[most that are chosen, PICK_COLS]; State.picking: how many are, how many have come
PICK_STREAM, PICK_PERSON, PICK_TIE = range(3)
PICK_COLS = 3
ARE_CHOSEN, HAVE_COME = range(2)

# Program.effect_law: int64[laws, LAW_COLS], ms; the factors stand apart
LAW_AFTER, LAW_LASTS, LAW_FADES = range(3)
LAW_COLS = 3

# Program.need_trait: int64[streams, WHOSE_COLS], or no rows; -1 where no trait is named
HAS_BEFORE, HAS_AFTER, LACKS_BEFORE, LACKS_AFTER = range(4)
WHOSE_COLS = 4

# Program.effect_of: int64[streams, EFFECT_COLS]
EFFECT_FIRST, EFFECT_END, EFFECT_PURPOSE = range(3)
EFFECT_COLS = 3

# State.effect_time: int64[people, effects, 2], ms
EFFECT_FROM, EFFECT_UNTIL = range(2)

# Program.planned: int64[times, PLANNED_COLS]
PLAN_STREAM, PLAN_TIME, PLAN_LATE, PLAN_ORDINAL, PLAN_PURPOSE = range(5)
PLANNED_COLS = 5

# Program.process: int64[processes, PROCESS_COLS], outages and calls
(
    PROCESS_KIND,
    PROCESS_POOL,
    PROCESS_AMOUNT,
    PROCESS_EVERY,
    PROCESS_LASTS,
    PROCESS_ROW,
    PROCESS_LEAST,
    PROCESS_AFTER,
    PROCESS_STAYS,
    PROCESS_FROM,
    PROCESS_UNTIL,
) = range(11)
PROCESS_COLS = 11
OUTAGE, CALL, ROUNDS = range(3)

# State.process: int64[processes, 2]; what it is doing, and how many there were
DOING, ORDINAL = range(2)
IDLE, CALLED, HERE = range(3)

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
    REQ_FROM,
    REQ_TO,
    BUNDLE,
    NOTHING_TO,
) = range(20)
RULE_COLS = 20

# Program.option: int64[options, segments, OPTION_COLS], an alternative of a choice for each kind of case
(
    OPTION_ROUTE,
    OPTION_RECORD,
    OPTION_PURPOSE,
    OPTION_NEST,
    IF_FROM,
    IF_UNTIL,
    NEEDS_FROM,
    NEEDS_UNTIL,
    QUOTE_KIND,
    QUOTE_STEP,
    QUOTE_NUMBER,
    AT_FIRST_MS,
) = range(12)
OPTION_COLS = 12

# Program.worth: float64[options, segments, WORTH_COLS]; utilities, the price, and what they hang on
WORTH, PRICE, OF_PRICE, OF_HOUR, ELASTICITY, LASTING, WORK_MEAN, INCOME_LEAST = range(8)
WORTH_COLS = 8

# Program.nest: float64[nests, 2]
NEST_PURPOSE, NEST_SCALE = range(2)

# Program.quote: int64[quotes, 2]; the period is 0 where the last wait is told
QUOTE_ROW, QUOTE_EVERY = range(2)

# State.told: int64[quotes, TOLD_COLS], waits in this period and in the last; without periods the last wait
PERIOD, SUM_NOW, COUNT_NOW, SUM_PAST, COUNT_PAST = range(5)
TOLD_COLS = 5

# State.weighed: float64[options, 2]; the wait is below 0 where an alternative is not offered
UTILITY, QUOTED = range(2)

# Program.gathering: int64[steps, GATHERING_COLS], where cases gather; times in ms and minutes, -1 for none
ENOUGH, FEWEST, AFTER, AT_MINUTE, GATHERING_LANE = range(5)
GATHERING_COLS = 5

# Program.matching: int64[steps, MATCHING_COLS], the exchange of a step and its side: 0 gives, 1 takes
MATCH_EXCHANGE, MATCH_SIDE = range(2)
MATCHING_COLS = 2

# Program.exchange: int64[2 * exchanges, EXCHANGE_COLS], as before go-live and as after
MATCHES_AT_ONCE, NEAREST_FIRST, GIVERS, TAKERS = range(4)
EXCHANGE_COLS = 4

# Program.clause: int64[clauses, CLAUSE_COLS]
TEST, SUBJECT, LEAST, CLAUSE_ROUTE = range(4)
CLAUSE_COLS = 4

# Program.stream: int64[streams, STREAM_COLS]
(
    GROUP,
    SEGMENT,
    PEOPLE,
    PERSON_FROM,
    ENTRY_BEFORE,
    ENTRY_AFTER,
    BUSY_TABLE,
    BUSY_AFTER,
    FRAILTY_TABLE,
    LEVELS,
    LEVEL_BEFORE,
    LEVEL_AFTER,
    LEVEL_PURPOSE,
    PARTY_BEFORE,
    PARTY_AFTER,
    PARTY_PURPOSE,
) = range(16)
STREAM_COLS = 16

# Program.source: int64[sources, SOURCE_COLS]
SOURCE_STREAM, OCTAVE, BLOCK_MS = range(3)
SOURCE_COLS = 3

# Program.pool: int64[pools, POOL_COLS]
SHIFT_END, WORKER_FROM, WORKERS, SHIFT_END_AFTER, KEEP_AT, SAME_AT, HAS_SPEED, OWN_BEFORE, OWN_AFTER = range(
    9
)
POOL_COLS = 9

# Program.pool_absence: float64[pools, ABSENCE_COLS]: shares, utilisation above which they rise, by how much
ABSENT, ABSENT_AFTER, ABOVE, ABOVE_AFTER, RISE, RISE_AFTER = range(6)
ABSENCE_COLS = 6

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
    BEGUN,
    WHOLE_MS,
    LEFT_MS,
    HALTED,
    WANT_POOL,
    WANT_WORKER,
    HOLD_DUE,
    WORSE_LEFT,
    WORSE_LAW,
    WORSE_DUE,
    SPARE_ONE,
    SPARE_TWO,
) = range(32)
CASE_COLS = 32  # a power of two, with two columns to spare: the place of a row is found by shifting

GOES_TO = SORT_KEY
"""Of a case that is about to go on: the step or end where it goes."""
ROOM_LEFT = SORT_KEY
"""Of a giver: for how many takers it still has room."""
TAKEN_ALONG = HALTED
"""Of a giver: how many takers it has."""
TOO_FEW_TO = FULL_TO
"""Of a step where cases gather: the route of those who are too few."""

# What a case is doing (PHASE).
(
    FREE,
    QUEUED,
    SERVED,
    DELAYED,
    COMING,
    GIVING_BACK,
    MISSING,
    PAUSED,
    BETWEEN,
    GATHERED,
    SEEKING,
    STARTING,
    APART,
) = range(13)

# State.series: int64[slots, SERIES_COLS], or no rows; planned visits after this one, when this one was due,
# and whether the case comes back for it
VISITS_LEFT, VISIT_DUE, COMES_BACK = range(3)
SERIES_COLS = 3

# State.part: int64[slots, PART_COLS], or no rows; of a part: the slot + 1 of its case and which of its
# partings, the row where it joins, the step where it starts; of a case: its parting while it waits, and what
# was done
(
    PART_OF,
    PART_OF_PARTING,
    PART_JOINS,
    PART_STARTS,
    PARTING,
    STILL,
    JOINED_PARTS,
    LAST_END,
    LAST_CAUSE,
    MOST_WAITED,
) = range(10)
PART_COLS = 10

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
    PARTY_SIZE,
    PARTY_SOURCE,
    TURN_AT,
    POSTS_CHANGED,
    PARTINGS,
    COMING_AT,
    COMING_END,
    COMING_BACKLOG,
    WHEEL_TICK,
) = range(26)
SCALARS = 26

# State.pool: int64[pools, POOL_STATE_COLS]; what the calendar says now, and the posts beside it, as they are
# to be and as they have been taken up
(
    CAP,
    BUSY,
    POOL_SINCE,
    BUSY_AREA,
    OPEN_AREA,
    OVER_AREA,
    PAUSED_HERE,
    BASE,
    EXTRA,
    DOWN,
    CALLED_AREA,
    ON_ROTA,
    ROTA_DAY,
    BESIDE,
    TAKEN_UP,
) = range(15)
POOL_STATE_COLS = 15

# Record.pool_hours: float64[pools, POOL_KINDS * 168]
HOURS_OPEN, HOURS_BUSY, HOURS_OVER, HOURS_CALLED = range(4)
POOL_KINDS = 4

# State.weeks: int64[pools, WEEK_COLS], ms open and busy in the last four weeks and in this one
WEEKS_KEPT = 4
WEEK_OPEN, WEEK_BUSY = 2 * WEEKS_KEPT, 2 * WEEKS_KEPT + 1
WEEK_COLS = 2 * WEEKS_KEPT + 2
WEEK_MS = 168 * 3_600_000

# Record.count: int64[groups, rows, COUNT_COLS]; the causes of codes.CAUSES follow
JOINED, STARTED, DELAYS, CAUSE_FROM = range(4)
COUNT_COLS = 3 + 9 - 1

# Record.total: float64[groups, rows, TOTAL_COLS], milliseconds
WAIT_SUM, WAIT_SQ, WORK_SUM, WORK_SQ, DELAY_SUM, DELAY_SQ, WORK_DONE, TRAVEL_SUM = range(8)
TOTAL_COLS = 8

# Record.group: int64[groups, GROUP_COLS]; gave up by cause of codes.CAUSES, the usual way first, follows
ARRIVALS_OF, FINISHED, INSIDE, INSIDE_AT_WARM, WORSENED_OF, GAVE_UP_FROM = range(6)
GROUP_COLS = 5 + 9

# Record.choice: int64[groups, alternatives, CHOICE_COLS]; the reasons in the order in which they count
OFFERED, CHOSEN, BARRED_FROM = range(3)
BY_CONDITION, BY_TRAIT, BY_INCOME, BY_SLOT = range(4)
CHOICE_COLS = 2 + 4

# Record.choice_sum: float64[groups, alternatives, 2], of those who chose it: money, ms
PAID, TOLD_MS = range(2)

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
(
    FINISHED_RUN,
    NEED_ROOM,
    LOG_FULL,
    STOPPED,
    ENDLESS,
    WARMED_UP,
    GOING,
    LIVE_NOW,
    TURN_COMES,
    PASSED,
) = range(10)

# Histograms: bin 0 holds zero, then BINS_PER_OCTAVE log-spaced bins for each doubling of milliseconds.
BINS_PER_OCTAVE = 32
BINS = 1 + 40 * BINS_PER_OCTAVE

KEPT_WORKER = -2
"""Stands in for the worker of a requirement that is met by what the case keeps."""
MOST_MOVES = 10_000
LOG_MARGIN = 3 * MOST_MOVES
TIME_SHIFT = 24
KIND_SHIFT = 21
SLOT_MASK = (1 << KIND_SHIFT) - 1
HOUR_MS = 3_600_000
DAY_MS = 86_400_000
QUARTER_MS = 900_000
NEVER = (1 << 63) - 1
"""A key, or a time, after every other."""
LAST_MS = NEVER >> TIME_SHIFT
"""The latest time that a key can carry, past the end of every run (17.4 years, E1.1)."""
TOLD_SHIFT = 40
"""Where the alternative stands above the wait in the event log."""
