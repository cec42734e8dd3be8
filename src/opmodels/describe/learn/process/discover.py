"""Looks in a log for what routes, lengths and teams do not hold, and says for each whether it is there."""

from __future__ import annotations

from collections.abc import Callable

from opmodels.describe.learn.log.event_log import EventLog
from opmodels.describe.learn.process.absence import find_absence
from opmodels.describe.learn.process.batches import find_batches
from opmodels.describe.learn.process.finding import Finding
from opmodels.describe.learn.process.learned import Process
from opmodels.describe.learn.process.missed import find_missed
from opmodels.describe.learn.process.parallel import find_parallel
from opmodels.describe.learn.process.priorities import find_comings, find_priorities
from opmodels.describe.learn.process.traces import read_traces


def discover(
    log: EventLog, process: Process, tell: Callable[[str], None] | None = None
) -> tuple[Finding, ...]:
    """Return what was looked for in a log, and what came of it.

    Parameters
    ----------
    log
        The log.
    process
        What was learned from it.
    tell
        Is told in a few words what is being done.
    """
    say = tell or (lambda _: None)
    say("what else there is")
    traces = read_traces(log)
    return (
        find_priorities(log, process.overtaking),
        find_batches(traces, find_comings(traces), log.only_dates),
        find_parallel(traces, log.has_starts),
        find_absence(traces),
        find_missed(log, traces),
    )
