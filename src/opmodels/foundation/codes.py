"""Small integers that the description and the compiled kernel share."""

from __future__ import annotations

# Kinds of step.
SERVE, WAIT, BRANCH, BOOK, END, CHOOSE, BATCH, MATCH, SIDE_BY_SIDE = range(9)

# Queue disciplines.
FIRST_COME, LAST_COME, RANDOM, SHORTEST = range(4)

# Kinds of event, in the order in which they happen at the same time (E1.4).
COMPLETION, CALENDAR, WORSENING, GIVE_UP, SLOT, DELAY_END, ARRIVAL, CONSULT = range(8)

# Why a case left a step by another way than the usual one.
USUAL, PATIENCE, NO_ROOM, NO_SLOT, MISSED, CANCELLED, WORSENED, NOTHING, TOO_FEW = range(9)
CAUSES = ("usual", "patience", "no_room", "no_slot", "missed", "cancelled", "worsened", "nothing", "too_few")

# What a pool does when its shift ends with work in hand.
FINISH, PAUSE = range(2)

# What becomes of work that gives way.
STAYS, RESUME, RESTART = range(3)

# Conditions of a branch.
ALWAYS, HAS_TRAIT, LACKS_TRAIT, BEEN_AT, QUEUE_AT_LEAST, NOT_DURING = range(6)

# How the wait is told of which people know when they choose.
UNTOLD, QUEUE, LAST, PUBLISHED, EXACT = range(5)

# What the event log tells.
(
    LOG_ARRIVE,
    LOG_JOIN,
    LOG_START,
    LOG_FINISH,
    LOG_LEAVE,
    LOG_BOOK,
    LOG_DELAY,
    LOG_ROUTE,
    LOG_END,
    LOG_PAUSE,
    LOG_RESUME,
    LOG_WORSEN,
    LOG_PLAN,
    LOG_CHOOSE,
    LOG_MATCH,
    LOG_PART,
    LOG_PART_DONE,
) = range(17)
