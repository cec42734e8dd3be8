"""What was learned from an event log, what it cannot show, and what was assumed, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from opmodels.describe.demand import DAYS
from opmodels.describe.learn.process.finding import Finding
from opmodels.describe.learn.process.follows import count_rare, list_follows, list_routes, name_past
from opmodels.describe.learn.process.learned import LEVELS, Length, Process
from opmodels.describe.learn.process.routes import BEGIN
from opmodels.describe.learn.process.service_tree import name_teams
from opmodels.foundation.units import format_count, format_duration

MOST = 12
NOT_IDENTIFIED = (
    "how many people there are whom the service is for",
    "whether a need was met: every end stands as met, named after what was done last",
    "why cases come, who they are, and whether two cases are one person's",
    "money: neither pay nor fees",
    "whether somebody waited for a person, for a paper or for the applicant",
)
NO_STARTS = "how long work takes: only ends are recorded, and work is estimated from above"
NO_STAFF = "who does the work, and how many of them there are"
FAR_FEWER = 0.5
"""Share of the cases a week of the whole log: where fewer came of late, an export may thin out at its end."""
NO_HOURS = "hours of the day, and how long work takes: only dates are recorded"
ASSUMED = (
    "a delay is waiting that more staff would not shorten: delays as seen hold queues too, so what staff can"
    " change is told too low",
    "what a case does next hangs on what was done before and on nothing else",
    "delays of one case are independent of each other",
)


def describe_process(process: Process, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    """Return what was learned and what else was looked for, as JSON has it; lengths in minutes."""
    arrivals = process.arrivals
    return {
        "cases": process.cases,
        "learned_from_last": process.recent,
        "per_week": {"value": arrivals.per_week, "range": list(process.arrival_ranges["rate"])},
        "per_week_all_log": arrivals.usual,
        "weeks_of_level": arrivals.weeks,
        "days": dict(zip(DAYS, (float(share) for share in arrivals.days), strict=True)),
        "hours": None if arrivals.hours is None else [float(share) for share in arrivals.hours],
        "busy_days": arrivals.spread,
        "arrival_ranges": {name: list(one) for name, one in process.arrival_ranges.items()},
        "states": len(process.routes.taken),
        "teams": [
            {
                "name": name,
                "does": [process.activities[activity] for activity in team.activities],
                "people_in_log": team.people,
                "on_duty": team.on_duty,
                "hours": team.hours.words,
            }
            for team, name in name_teams(process).items()
        ],
        "work": {process.activities[a]: _describe(length) for a, length in process.works.items()},
        "delays": {
            _name_delay(process, kind): {**_describe(one), "counted_in": process.hours[kind[1]].words}
            for kind, one in process.waits.items()
        },
        "follows": list_follows(process),
        "routes": list_routes(process),
        "rare": count_rare(process),
        "names_of_many": process.roles,
        "looked_for": {one.kind: one.as_dict() for one in findings},
        "not_identified": list(list_unknown(process)),
        "assumed": list(ASSUMED),
    }


def _describe(length: Length) -> dict[str, Any]:
    return {
        "mean": length.mean, "range": list(length.ranges["average"]), "seen": length.count,
        "family": length.shape.family, "share_of_none": length.shape.none,
        "parameters": {
            name: {"value": length.shape.numbers[name][0], "range": list(found)}
            for name, found in length.ranges.items() if name in length.shape.numbers
        },
        "quantiles": {
            "levels": list(LEVELS), "seen": list(length.quantiles),
            "ranges": [one if one is None else list(one) for one in length.quantile_ranges],
            "learned": length.shape.quantile(np.array(LEVELS)).tolist(),
        },
    }  # fmt: skip


def _name_delay(process: Process, kind: tuple[tuple[int, ...], int]) -> str:
    past = [*(["begin"] if kind[0][:1] == (BEGIN,) else []), *name_past(process, kind[0])]
    return process.activities[kind[1]] + (f" after {', '.join(past)}" if past else "")


def list_unknown(process: Process) -> Iterator[str]:
    """Yield what the log cannot show."""
    arrivals = process.arrivals
    if arrivals.per_week < FAR_FEWER * arrivals.usual:
        yield (
            f"whether far fewer came at the end ({arrivals.per_week:.1f} a week, {arrivals.usual:.1f} over"
            " the whole log), or the export thins out there: if so, write the rate of before into the file"
        )
    if process.only_dates:
        yield NO_HOURS
    elif process.estimated:
        yield NO_STARTS
    if not process.teams:
        yield NO_STAFF
    yield from NOT_IDENTIFIED


def tell_process(process: Process, findings: Sequence[Finding] = ()) -> str:
    """Return what was learned and what else was looked for, in lines."""
    return "\n".join(_list_lines(process, findings)) + "\n"


def _list_lines(process: Process, findings: Sequence[Finding]) -> Iterator[str]:
    arrivals, (low, high) = process.arrivals, process.arrival_ranges["rate"]
    yield f"Cases: {arrivals.per_week:.1f} a week (95 % range {low:.1f} to {high:.1f})"
    if arrivals.weeks < arrivals.all_weeks:
        usual = f"{arrivals.usual:.1f} a week over the whole log"
        yield f"  demand has moved: that is the level of the last {arrivals.weeks:.0f} weeks; it was {usual}"
    if process.recent < process.cases:
        yield (
            "  the service has changed: routes and lengths are those of the last"
            f" {format_count(process.recent)} of {format_count(process.cases)} cases"
        )
    yield f"Routes: {len(process.routes.taken)} situations are told apart by what was done before"
    yield ""
    yield "Who does the work" if process.teams else "Who does the work cannot be told from the log"
    for team, name in name_teams(process).items():
        yield f"  {name}: {team.on_duty} at the same time of {team.people} people, {team.hours.words}"
    if process.roles:
        yield f"  {process.roles} names stand for more than one person, and are not counted as staff"
    yield from _list_lengths(process)
    yield from _list_findings(findings)
    yield ""
    yield "What the log cannot show"
    yield from (f"  {line}" for line in list_unknown(process))
    yield "Assumed"
    yield from (f"  {line}" for line in ASSUMED)


def _list_findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield ""
        yield "Looked for beside that (in a log without it, it is found once in twenty at most)"
    for one in findings:
        yield f"  {one.kind}: {one.verdict}"
        yield from (f"    {sentence}" for sentence in one.sentences)


def _list_lengths(process: Process) -> Iterator[str]:
    named = {f"work on {process.activities[a]}": one for a, one in process.works.items()}
    named |= {f"before {_name_delay(process, kind)}": one for kind, one in process.waits.items()}
    order = sorted(named, key=lambda name: -named[name].count * named[name].mean)
    yield ""
    yield "Where the time goes: the mean, its 95 % range, and how often it was seen"
    for name in order[:MOST]:
        one = named[name]
        low, high = (format_duration(minutes) for minutes in one.ranges["average"])
        yield f"  {name}: {format_duration(one.mean)} ({low} to {high}), seen {format_count(one.count)}"
    if len(order) > MOST:
        yield f"  and {len(order) - MOST} more, in --json"
