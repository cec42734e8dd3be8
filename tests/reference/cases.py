"""Services on which the two engines once differed, each small, by the rule that was broken."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from tests.reference.random_changes import Change

HEAD = """
opmodels: 1
service: kept
time: {{start: {start}, run: 3 days, warm_up: {warm}, zone: {zone}}}
groups: {{g: {{people: 100, online: 50 %}}}}
needs: {{n: {{rate: 2 per hour, starts_at: {first}{more}}}}}
ends: {{done: met, lost: unmet}}
"""


def _head(
    first: str, start: str = "2025-06-02", zone: str = "UTC", more: str = "", warm: str = "0 days"
) -> str:
    return HEAD.format(first=first, start=start, zone=zone, more=more, warm=warm)


DST = {"start": "2025-03-29", "zone": "Europe/London"}

_WORSE = """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}}
needs:
  one:
    planned: [["2025-06-02 01:00", g], ["2025-06-02 03:00", g]]
    starts_at: s
    severity: {mild: rest, bad: 0 %%}
    worsens: {mild: {after: 20 min, to: bad}}
  other: {planned: [["2025-06-02 02:00", h]], starts_at: s}
pools: {p: {staff: 1, hours: always}, q: {staff: 1, hours: always}}
steps: {s: {serve: {bad: q, others: p}, takes: {one: 10 min, other: 6 h}%s, then: done}}
ends: {done: met}
"""

SERVICES: dict[str, str] = {
    # E2.1: branches, waits until a time of day and bookings drew their usual way out for the unusual ones.
    "usual ways out": _head("fork")
    + """
pools: {p: {staff: 2, hours: always}}
diaries: {d: {pool: p, per_session: 20}}
steps:
  fork: {branch: [{if: {has: online}, to: {night: 30 %, ask: rest}}, {to: {ask: 40 %, done: rest}}]}
  night: {wait: {until: 08:00}, then: {lost: 40 %, done: rest}}
  ask: {book: d, full: lost, then: {lost: 40 %, done: rest}}
""",
    # E3.3: a paused case waited for the next change of capacity though a worker had become free.
    "paused work goes on first": _head("s")
    + """
pools: {p: {staff: 4, hours: 7 days 09:00-17:00, shift_end: pause, absence: 40 %}}
steps: {s: {serve: p, takes: 50 min, then: done}}
""",
    # E3.2: a patience of an earlier step ended a wait at a later step that had none.
    "patience that was over": _head("s")
    + """
pools: {p: {staff: 1, hours: always}, q: {staff: 1, hours: 7 days 12:00-20:00}}
steps:
  s: {serve: p, takes: 10 min, patience: 20 min, gives_up_to: lost, then: later}
  later: {serve: q, takes: 1 h, then: done}
at_start: [{step: s, need: n, cases: 9}]
""",
    # E3.5: who gave a slot back before having booked was counted as having been delayed.
    "cancelled at once": _head("ask")
    + """
pools: {p: {staff: 3, hours: 7 days 08:00-18:00}}
diaries: {d: {pool: p, per_session: 9}}
steps: {ask: {book: d, full: lost, cancels: {share: 50 %, notice: {exponential: 12 h}, to: lost}, then: done}}
""",
    # E3.5: a lead of a day and a half counted as one day.
    "leads that are no whole days": _head("ask")
    + """
pools: {p: {staff: 1, hours: 7 days 08:00-18:00}}
diaries: {d: {pool: p, per_session: 5}}
steps: {ask: {book: d, full: lost, no_show: {after: {1 day: 50 %, 36 h: 0 %}, to: lost}, then: done}}
""",
    # E1.2: on the day on which the clock changes, times of day and the shape of the day were an hour off.
    "a day of 23 hours": _head("night", more=", week: {hours: {00:00-03:00: 10 %, 08:00-08:15: 90 %}}", **DST)
    + """
pools: {p: {staff: 1, hours: always}}
diaries: {d: {pool: p, per_session: 30, opens: 08:00 same day, held_back: {share: 50 %, until: 12:00}}}
steps: {night: {wait: {until: 17:45}, then: ask}, ask: {book: d, full: lost, then: done}}
""",
    # E1.3: the warm-up ended at the next full hour where midnight is at half past.
    "midnight at half past": _head("s", start="2025-04-07", zone="Australia/Lord_Howe", warm="2 days")
    + """
pools: {p: {staff: 1, hours: always}}
steps: {s: {serve: p, takes: {exponential: 25 min}, then: done}}
""",
    # E2.1: two lines of a backlog at one step had the same cases.
    "a backlog in two lines": _head("s")
    + """
pools: {p: {staff: 1, hours: always}}
steps: {s: {serve: p, takes: {exponential: 25 min}, then: done}}
at_start: [{step: s, need: n, cases: 3}, {step: s, need: n, cases: 4}]
""",
    # E3.1, E3.9: help that stayed on started those who waited, though nothing was added, and in another order
    # than the ends of their waiting for a worker at that millisecond.
    "help that stays on": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}, k: {people: 1}, l: {people: 1}}
needs:
  slow: {planned: [["2025-06-02 01:00", g], ["2025-06-02 02:00", h]], starts_at: a, priority: 6}
  fast: {planned: [["2025-06-02 03:00", k], ["2025-06-02 04:00", l]], starts_at: a, priority: 1}
pools:
  p: {places: 1, hours: always, on_call: {staff: 1, queue: b, at_least: 2, after: 0 min, stays: 5 min}}
steps:
  a: {serve: p, takes: 4 min, then: late}
  late: {wait: {until: "08:00"}, then: b}
  b: {serve: p, takes: 1 h, same_worker: 5 min, then: done}
ends: {done: met}
""",
    # E3.10: a case took nobody from lower work where it needed two and kept one of them.
    "one worker beside what it keeps": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}}
needs:
  slow: {planned: [["2025-06-02 01:00", g]], starts_at: low, priority: 6}
  fast: {planned: [["2025-06-02 02:00", h]], starts_at: bed, priority: 1}
pools: {beds: {places: 1, hours: always}, nurses: {staff: 1, hours: always}}
steps:
  low: {serve: nurses, takes: 6 h, gives_way: resume, then: done}
  bed: {serve: beds, takes: 10 min, keeps: {beds: done}, then: care}
  care: {serve: {all: [beds, nurses]}, takes: 1 h, then: done}
ends: {done: met}
""",
    # E3.10: of two who could give way the lower class does, though the other began later.
    "the lowest class gives way": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}, k: {people: 1}}
needs:
  slow: {planned: [["2025-06-02 01:00", g]], starts_at: s, priority: 7}
  usual: {planned: [["2025-06-02 01:10", h]], starts_at: s, priority: 6}
  fast: {planned: [["2025-06-02 02:00", k]], starts_at: s, priority: 1}
pools: {p: {staff: 2, hours: always}}
steps: {s: {serve: p, takes: 6 h, gives_way: resume, then: done}}
ends: {done: met}
""",
    # E3.11: who worsens and finds the workers of the new level free starts at once. E3.7: who waited for
    # a worker whom it no longer needs started too, instead of at the end of that waiting.
    "worse, and served by others": _WORSE % "",
    "worse, and waiting for a worker of before": _WORSE % ", same_worker: 2 h",
    # E3.10: who worsens takes a worker from lower work, which it could not do before.
    "urgent once it is worse": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}}
needs:
  one:
    planned: [["2025-06-02 02:00", g]]
    starts_at: s
    severity: {mild: rest, bad: 0 %}
    worsens: {mild: {after: 20 min, to: bad}}
  other: {planned: [["2025-06-02 01:00", h]], starts_at: s}
pools: {p: {staff: 1, hours: always}}
steps: {s: {serve: p, takes: 6 h, priority: {bad: 1, others: 5}, gives_way: restart, then: done}}
ends: {done: met}
""",
    # E2.7: a list beside a field, in the loop of plain services.
    "a list in a plain service": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 3 days, warm_up: 0 days, zone: UTC}
groups: {g: {people: 9}}
needs:
  field: {rate: 2 per hour, starts_at: s}
  listed: {planned: ["Mon 09:00", "Tue 09:00", "2025-06-04 00:05"], starts_at: s}
pools: {p: {staff: 1, hours: 7 days 08:00-18:00}}
steps: {s: {serve: p, takes: {exponential: 25 min}, patience: 3 h, gives_up_to: done, then: done}}
ends: {done: met}
""",
    # E3.1, E3.7: from the end of waiting for a worker on a case may start when anything is freed or added.
    "free to start with anybody": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}, k: {people: 1}}
needs:
  one: {planned: [["2025-06-02 01:00", g], ["2025-06-02 03:00", g]], starts_at: s}
  long: {planned: [["2025-06-02 02:00", h]], starts_at: s}
  both: {planned: [["2025-06-02 02:30", k]], starts_at: t}
pools:
  p: {staff: 2, hours: always}
  q: {staff: 1, hours: 7 days 04:00-20:00}
  r: {staff: 1, hours: 7 days 04:00-20:00}
steps:
  s: {serve: p, takes: {one: 10 min, long: 6 h}, same_worker: 1 h, then: done}
  t: {serve: {all: [r, p]}, takes: 3 h, then: u}
  u: {serve: q, takes: 1 min, then: done}
ends: {done: met}
""",
    # E1.4: at the same millisecond calls come before rounds; in the second engine they came after.
    "calls come before rounds": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 1 day, warm_up: 0 days, zone: UTC}
groups: {g: {people: 1}, h: {people: 1}}
needs:
  work: {planned: [["2025-06-02 01:00", g], ["2025-06-02 02:00", g]], starts_at: s}
  gives: {planned: [["2025-06-02 02:30", g]], starts_at: give}
  takes: {planned: [["2025-06-02 02:30", h]], starts_at: take}
pools:
  p: {places: 1, hours: always, on_call: {staff: 2, queue: s, at_least: 1, after: 1 h, stays: 5 h}}
  q: {staff: 1, hours: always}
exchanges: {x: {matches: {every: 1 h}}}
steps:
  s: {serve: p, takes: 9 h, then: done}
  give: {match: x, side: giver, then: done}
  take: {match: x, side: taker, then: v}
  v: {serve: [p, q], takes: 10 min, then: done}
ends: {done: met}
""",
    # E3.19: the next round may be after the last day that is laid out.
    "rounds far apart": """
opmodels: 1
service: random
time: {start: 2025-06-02, run: 3 days, warm_up: 0 days, zone: UTC}
groups: {g: {people: 9}}
needs: {gives: {rate: 1 per hour, starts_at: give}, takes: {rate: 1 per hour, starts_at: take}}
exchanges: {x: {matches: {at: 09:00, every: 60 days}}}
steps:
  give: {match: x, side: giver, patience: 9 h, gives_up_to: done, then: done}
  take: {match: x, side: taker, then: done}
ends: {done: met}
""",
    # E3.1: a step whose priorities leave out a group forgot those of the need.
    "priorities in part": _head("s", more=", priority: 1").replace(
        "{g: {people: 100, online: 50 %}}", "{g: {people: 100}, h: {people: 100}}"
    )
    + """
pools: {p: {staff: 1, hours: always}}
steps: {s: {serve: p, takes: 32 min, priority: {g: 3}, then: done}}
""",
}

_STAFFED = """
pools: {p: {staff: 3, hours: 7 days 08:00-18:00%s}}
diaries: {d: {pool: p, per_session: %s}}
steps:
  ask: {book: d, wanted: 1 day, full: lost, cancels: {share: 40 %%, notice: 6 h, to: lost}, then: s}
  s: {serve: p, takes: {exponential: 1 h}, then: done}
"""
_BOOKED = _head("ask")
_LONG = _STAFFED.replace("{exponential: 1 h}", "20 h").replace("wanted: 1 day, ", "")

CHANGES: dict[str, tuple[str, str]] = {
    # E1.3: absence and the end of shifts were those of the new version from the start of the run on.
    "as it is until go-live": (
        _BOOKED + _STAFFED % (", absence: 40 %, shift_end: pause", 9),
        _BOOKED + _STAFFED % ("", 9),
    ),
    # E1.3: bookings were carried over to other days, and a seat given back was somebody else's.
    "bookings carried over": (_BOOKED + _STAFFED % ("", 9), _BOOKED + _STAFFED % ("", 2)),
    # E3.3: overtime at go-live goes on under a version that pauses, as no capacity falls then.
    "overtime at go-live": (
        _BOOKED + _LONG % ("", 9),
        _BOOKED + _LONG % (", shift_end: pause, absence: 40 %", 9),
    ),
}


_PLAIN = """
pools: {p: {staff: 1, hours: 7 days 08:00-18:00}}
steps: {s: {serve: p, takes: {exponential: 25 min}, then: done}}
"""
_KEEPS = """
pools: {p: {staff: 3, hours: always}, q: {staff: 1, hours: always}}
steps:
  s: {serve: p, takes: 1 min, keeps: {p: done}, then: t}
  t: {serve: q, takes: 5 h, then: done}
"""
# E3.8: the kept worker of a case that waited for another was paused when its pool came to pause at go-live.
CHANGES["kept while it waits"] = (
    _head("s") + _KEEPS,
    _head("s")
    + _KEEPS.replace(
        "staff: 3, hours: always", "staff: 3, hours: 7 days 08:00-18:00, shift_end: pause"
    ).replace("keeps: {p: done}, ", ""),
)

_LEVELS = ", severity: {mild: 50 %, bad: rest}, worsens: {mild: {after: 3 h, to: bad}}"
# E2.8: a need whose levels are told apart in one version only.
CHANGES["levels that come and go"] = (_head("s", more=_LEVELS) + _PLAIN, _head("s") + _PLAIN)

_EARLY = ", m: {planned: {times: [2025-06-03 00:05], early: 3 h}, starts_at: s}"
# E1.3: a case of a need that only the version after knows stayed where it was when it came before go-live.
CHANGES["early of a new need"] = (
    _head("s") + _PLAIN,
    _head("s").replace("starts_at: s}", "starts_at: s}" + _EARLY) + _PLAIN,
)

_SPRING = _head("s", start="2025-03-28", zone="Europe/London").replace("run: 3 days", "run: 9 days")
_RISING = """
pools: {p: {staff: 9, hours: %s, absence_rises: {above: 0 %%, by: 4}}}
steps: {s: {serve: p, takes: 50 min, then: done}}
"""
# E3.6: with a week over after midnight, as the clock had changed, absence was drawn anew at hours of before.
CHANGES["absence by hours in force"] = (
    _SPRING + _RISING % "7 days 06:00-14:00",
    _SPRING + _RISING % "always",
)

ADOPTED: dict[str, tuple[float, str]] = {
    # E1.3: new cases that did not adopt the new rules were moved to them all the same.
    "only who was under way moves": (0.5, "move"),
}
CHANGES["only who was under way moves"] = (
    _BOOKED + _STAFFED % ("", 9),
    _BOOKED + (_STAFFED % ("", 9)).replace("wanted: 1 day", "wanted: 2 days"),
)


_LOOP = "{branch: [{to: {again: 99.9999999 %, done: rest}}]}"
ENDLESS: dict[str, str] = {
    # E1.5: cases that go round without end within a millisecond, found wherever a case moves.
    "by branches": _head("loop")
    + f"""
pools: {{p: {{staff: 1, hours: always}}}}
steps: {{loop: {_LOOP}, again: {{branch: [{{to: loop}}]}}}}
""",
    "after work": _head("s")
    + f"""
pools: {{p: {{staff: 1, hours: always}}}}
steps: {{s: {{serve: p, takes: 1 min, then: loop}}, loop: {_LOOP}, again: {{branch: [{{to: loop}}]}}}}
""",
    "together": _head("wait")
    + f"""
pools: {{p: {{staff: 1, hours: always}}}}
steps: {{wait: {{batch: 3, then: loop}}, loop: {_LOOP}, again: {{branch: [{{to: loop}}]}}}}
""",
    "by campaign": _head("loop").replace("rate: 2 per hour", "campaign: calls")
    + f"""
campaigns: {{calls: {{every: 1 day, up_to: 3}}}}
pools: {{p: {{staff: 1, hours: always}}}}
steps: {{loop: {_LOOP}, again: {{branch: [{{to: loop}}]}}}}
""",
}


def read_change(name: str) -> Change:
    """Return a kept change, live from the second day on."""
    before, after = (parse_service(text) for text in CHANGES[name])
    share, under_way = ADOPTED.get(name, (1.0, "finish"))
    return Change(before, after, 1, 0.0, (share, share), 0.0, under_way)
