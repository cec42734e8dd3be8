"""What happens at steps: against a hand-made record, against the event log, against theory."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from opmodels.appraise.outcomes.steps import measure_by_group, measure_steps
from opmodels.appraise.samples import stack_trees
from opmodels.appraise.subject import View, prepare_as_is
from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.run import run_once
from tests import services
from tests.unit.appraise.laboratory import bin_of, empty_record, surgery_as_is, tandem, view_of


def fill_phone() -> View:
    """Return a run with five callers at the phone, four served, one who gave up after 3 minutes."""
    subject = surgery_as_is()
    record, row = empty_record(subject), subject.names.rows.index("phone")
    for group, minutes in ((0, 0.0), (0, 2.0), (1, 8.0), (2, 30.0)):
        record.count[group, row, [c.JOINED, c.STARTED]] += 1
        record.total[group, row, [c.WAIT_SUM, c.WORK_SUM]] += [minutes * 60_000, 240_000]
        record.total[group, row, c.WORK_DONE] += 1
        record.histogram[group, row, bin_of(minutes)] += 1
    record.count[0, row, c.JOINED] += 1
    record.count[0, row, c.CAUSE_FROM + codes.PATIENCE - 1] += 1
    record.count[0, row, c.CAUSE_FROM + codes.NO_ROOM - 1] += 2
    record.queue_area[row] = 12 * 168 * c.HOUR_MS * 0.25
    record.flow[row, subject.names.rows.index("fork")] = 3
    record.flow[row, len(subject.names.rows) + subject.names.ends.index("pharmacy")] = 1
    return View(subject, record)


def test_serve_step() -> None:
    """Started, waits of those who started, giving up by reason, queue, ways out."""
    found = measure_steps(fill_phone())["phone"]
    assert (found["joined"], found["started"], found["finished"]) == (5.0, 4.0, 4.0)
    assert found["wait"]["mean"] == pytest.approx(10.0)
    assert found["wait"]["p50"] == pytest.approx(2.0, rel=0.022)
    assert found["service"] == {"mean": pytest.approx(4.0)}
    assert (found["gave_up"], found["gave_up_share"], found["turned_away"]) == (1.0, 0.2, 2.0)
    assert found["queue"] == pytest.approx(0.25)
    assert found["started_per_week"] == pytest.approx(4 / 12)
    assert found["within"]["10"] == pytest.approx(0.75)


def test_late_visits() -> None:
    """Where it is said when a visit is late, the share is told for all and by group; else nothing is."""
    series = "repeat: {visits: 3, every: 1 day, due_within: 2 h}"
    assert "late" not in measure_steps(fill_phone())["phone"]
    subject = prepare_as_is(parse_service(services.mmc(more=series)))
    record = empty_record(subject)
    record.count[0, 0, c.STARTED], record.late[0, 0] = 8, 2
    view = View(subject, record)
    for found in (measure_steps(view)["answer"], measure_by_group(view)["everyone"]["answer"]):
        assert (found["late"], found["late_share"]) == (2.0, 0.25)


def test_ways_are_those_described() -> None:
    """Every described way out has its share, also where nobody went."""
    ways = measure_steps(fill_phone())["phone"]["to"]
    assert ways["fork"] == 0.75 and ways["pharmacy"] == 0.25
    assert ways["phone_again"] == 0.0 and set(ways) >= {"a_and_e", "unmet", "advised"}


def test_by_group() -> None:
    """The groups add up to the whole; only what is known by group is told by group."""
    found = measure_by_group(fill_phone())
    assert found["children"]["phone"]["started"] == 2.0
    assert found["children"]["phone"]["wait"]["mean"] == pytest.approx(1.0)
    assert found["over_75"]["phone"]["wait"]["mean"] == pytest.approx(30.0)
    assert sum(one["phone"]["joined"] for one in found.values()) == 5.0
    assert "queue" not in found["children"]["phone"] and found["children"]["fork"]["started"] is None


def test_book_step() -> None:
    """Bookings, their delay, missed, full and given back."""
    subject = surgery_as_is()
    record, row = empty_record(subject), subject.names.rows.index("ask_routine")
    record.count[1, row, c.DELAYS] = 4
    record.total[1, row, c.DELAY_SUM] = 4 * 2 * c.DAY_MS
    record.histogram[1, row, bin_of(2880)] = 4
    for cause, count in ((codes.MISSED, 1), (codes.NO_SLOT, 3), (codes.CANCELLED, 2)):
        record.count[1, row, c.CAUSE_FROM + cause - 1] = count
    found = measure_steps(View(subject, record))["ask_routine"]
    assert found["started"] == 4.0 and found["delay"]["mean"] == pytest.approx(2880.0)
    assert (found["missed"], found["missed_share"], found["full"], found["cancelled"]) == (
        1.0,
        0.25,
        3.0,
        2.0,
    )
    assert found["wait"] == {"mean": None, "p50": None, "p90": None} and found["queue"] is None


def test_wait_and_branch_steps() -> None:
    """A wait step has a delay; a branch has only those who passed."""
    subject = surgery_as_is()
    record = empty_record(subject)
    again, fork = (subject.names.rows.index(name) for name in ("phone_again", "fork"))
    record.count[0, again, c.DELAYS], record.total[0, again, c.DELAY_SUM] = 2, 2 * 90 * 60_000
    record.flow[fork, subject.names.rows.index("ask_on_day")] = 6
    found = measure_steps(View(subject, record))
    assert (
        found["phone_again"]["delay"]["mean"] == pytest.approx(90.0) and "missed" not in found["phone_again"]
    )
    assert found["fork"]["started"] == 6.0 and "delay" not in found["fork"]


def test_batches() -> None:
    """Those who gather have a delay and a queue; those who were too few are counted."""
    text = services.mmc().replace(
        "serve: desk, takes: {exponential: 3 min}", "batch: 4, longest: 1 h, fewest: 2, too_few: lost"
    )
    subject = prepare_as_is(parse_service(text))
    record = empty_record(subject)
    record.count[0, 0, c.DELAYS], record.total[0, 0, c.DELAY_SUM] = 5, 5 * 12 * 60_000
    record.count[0, 0, c.CAUSE_FROM + codes.TOO_FEW - 1] = 1
    found = measure_steps(View(subject, record))["answer"]
    assert (found["started"], found["too_few"], found["queue"]) == (5.0, 1.0, 0.0)
    assert found["delay"]["mean"] == pytest.approx(12.0)


def test_exchanges() -> None:
    """Both sides have waits and those who gave up; the takers' has the mean way."""
    subject = prepare_as_is(parse_service(services.lifts()))
    record, row = empty_record(subject), subject.names.rows.index("ask")
    record.count[1, row, c.JOINED], record.count[1, row, c.STARTED] = 10, 8
    record.count[1, row, c.CAUSE_FROM + codes.PATIENCE - 1] = 2
    record.total[1, row, c.WAIT_SUM], record.total[1, row, c.TRAVEL_SUM] = 8 * 300_000, 8 * 90_000
    found = measure_steps(View(subject, record))
    assert (found["ask"]["started"], found["ask"]["joined"], found["ask"]["gave_up_share"]) == (
        8.0,
        10.0,
        0.2,
    )
    assert found["ask"]["wait"]["mean"] == pytest.approx(5.0) and found["ask"]["way"]["mean"] == 1.5
    assert "way" not in found["give"] and found["give"]["started"] == 0.0


def test_counts_agree_with_the_event_log() -> None:
    """What a run counts is what its event log tells after the warm-up."""
    subject = tandem()
    run = run_once(subject.compiled, 4, traced=True)
    assert run.log is not None
    log = run.log[run.log[:, c.LOG_TIME] >= subject.compiled.timeline.warm]
    rows, found = subject.names.rows, measure_steps(View(subject, run.record))
    told = Counter(
        (rows[step], code) for code, step in log[:, [c.LOG_CODE, c.LOG_STEP]] if 0 <= step < len(rows)
    )
    for name in ("first", "second"):
        assert found[name]["started"] == told[name, codes.LOG_START]
        assert found[name]["finished"] == told[name, codes.LOG_FINISH]
    assert found["pause"]["started"] == told["pause", codes.LOG_DELAY]


def test_waits_agree_with_theory() -> None:
    """Three servers at 80 % load: mean wait 3.236 min (Erlang C), within four standard errors of 20 runs."""
    subject = prepare_as_is(parse_service(services.mmc(run="8 weeks")))
    trees = [
        {"steps": measure_steps(View(subject, run_once(subject.compiled, 1, k).record))} for k in range(20)
    ]
    sample = stack_trees(trees)
    waits, queues = (sample.column("steps", "answer", *leaf) for leaf in (("wait", "mean"), ("queue",)))
    for values, theory in ((waits, 3.23596), (queues, 3.23596 * 48 / 60)):
        assert abs(values.mean() - theory) < 4 * values.std(ddof=1) / np.sqrt(20)


def test_empty_run_has_no_waits() -> None:
    """Where nobody started there is no mean wait and no share."""
    found = measure_steps(view_of(surgery_as_is()))["phone"]
    assert found["wait"]["mean"] is None and found["gave_up_share"] is None and found["within"]["10"] is None
