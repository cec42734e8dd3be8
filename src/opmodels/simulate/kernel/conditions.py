"""What holds of a case and its person: of branches, and of what is offered to it."""

from __future__ import annotations

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import clock_of, day_of, person_key
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.people import has_trait


@compiled
def key_of_person(m, i):  # type: ignore[no-untyped-def]
    """Return the key of what lasts in the person of a case."""
    stream = a.segment(m)[a.case(m)[i, c.SEG], c.SEG_STREAM]
    return person_key(m, stream, a.case(m)[i, c.PERSON] - a.stream(m)[stream, c.PERSON_FROM])


@compiled
def minute_of_week(m, t):  # type: ignore[no-untyped-def]
    """Return what the wall clock shows at a time, in minutes after Monday 00:00."""
    day = day_of(m, t)
    return a.weekday(m)[day] * 1440 + min(clock_of(m, t, day) // 60_000, 1439)


@compiled
def holds(m, i, test, subject, least):  # type: ignore[no-untyped-def]
    """Whether one condition holds for a case."""
    if test == codes.ALWAYS:
        return True
    if test == codes.BEEN_AT:
        return a.visits(m)[i, subject] >= least
    if test == codes.QUEUE_AT_LEAST:
        return a.queue_length(m)[subject] >= least
    if test == codes.NOT_DURING:
        return not subject <= minute_of_week(m, a.scalar(m)[c.NOW]) < least
    stream = a.segment(m)[a.case(m)[i, c.SEG], c.SEG_STREAM]
    has = has_trait(m, stream, a.case(m)[i, c.PERSON] - a.stream(m)[stream, c.PERSON_FROM], subject)
    return has if test == codes.HAS_TRAIT else not has


@compiled
def all_hold(m, i, first, last):  # type: ignore[no-untyped-def]
    """Whether a stretch of conditions holds for a case."""
    for k in range(first, last):
        line = a.clause(m)[k]
        if not holds(m, i, line[c.TEST], line[c.SUBJECT], line[c.LEAST]):
            return False
    return True
