"""A change is compiled together with what it changes, and holds from go-live."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.run import run_once
from tests import services

BEFORE = parse_service(services.surgery())


def test_both_versions_of_the_same_service_change_nothing() -> None:
    """Compiled twice over, as before and after go-live, a service runs bit for bit as compiled once."""
    once, twice = (compile_service(BEFORE, BEFORE, merge_always=both, warm_weeks=2) for both in (False, True))
    assert len(twice.program.step) == 2 * len(once.program.step)
    for k in range(3):
        left, right = run_once(once, 1, k, persons=True), run_once(twice, 1, k, persons=True)
        for name, a, b in zip(left.record._fields, left.record, right.record, strict=True):
            assert np.array_equal(a, b), name


def test_nothing_changes_before_go_live() -> None:
    """With go-live in the middle the hours before it are those of the as-is run; after it they differ."""
    text = services.tandem()
    before, after = parse_service(text), parse_service(text.replace("back: {staff: 3", "back: {staff: 5"))
    live = before.time.start.replace(month=2)
    as_is, to_be = (
        run_once(compile_service(before), 4),
        run_once(compile_service(before, after, rollout=Rollout(live=live)), 4),
    )
    hours = (live - before.time.start).days * 24 + 14 * 24
    assert np.array_equal(as_is.record.inside[:hours], to_be.record.inside[:hours])
    assert not np.array_equal(as_is.record.inside[hours:], to_be.record.inside[hours:])


def test_adoption_sends_that_share_the_new_way() -> None:
    """At an adoption of 30 % three cases in ten take the new way, within 4 standard errors."""
    text = services.mmc(run="8 weeks")
    before = parse_service(text)
    after = parse_service(
        text.replace("answer: {serve: desk", "web: {wait: 1 min, then: done}\n  answer: {serve: desk")
        .replace("starts_at: answer", "starts_at: how")
        .replace("steps:\n", "steps:\n  how: {branch: {web: 99.9999999 %, answer: rest}}\n")
    )
    record = run_once(compile_service(before, after, rollout=Rollout(adoption=(0.3, 0.3))), 2).record
    total = record.end.sum()
    new = record.count[0, :, c.DELAYS].sum()
    assert abs(new / total - 0.3) < 4 * np.sqrt(0.21 / total)


def test_digest_tells_programs_apart() -> None:
    """The digest of a program is the same again for the same service and another for another."""
    one, same, other = (
        compile_service(parse_service(services.mmc(rate)))
        for rate in ("48 per hour", "48 per hour", "49 per hour")
    )
    assert one.digest == same.digest != other.digest


def test_unchanged_service_is_compiled_once() -> None:
    """A redesign that changes nothing is the as-is program itself."""
    assert compile_service(BEFORE, BEFORE).digest == compile_service(BEFORE).digest


def test_backlog_is_split_by_people() -> None:
    """Cases of the backlog fall to groups as they have people, always the same."""
    text = services.tandem() + "at_start: [{step: second, need: form, cases: 500}]\n"
    compiled = compile_service(parse_service(text))
    share = np.mean([compiled.names.streams[int(row[1])][1] == "young" for row in compiled.program.at_start])
    assert share == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 500))


def test_cases_under_way_finish_or_move() -> None:
    """A case in a long wait at go-live goes on to the old next step when it finishes, and to the new one
    when it moves."""
    text = services.tandem().replace(
        "pause: {wait: {exponential: 30 min}, then: second}", "pause: {wait: 3 days, then: second}"
    )
    text = text.replace("run: 8 weeks", "run: 3 days")
    before = parse_service(text)
    after = parse_service(
        text.replace(
            "then: {first: {old: 20 %, others: 10 %}, done: rest}}", "then: {first: 99 %, done: rest}}"
        )
    )
    back = {}
    for way in ("finish", "move"):
        compiled = compile_service(before, after, rollout=Rollout(adoption=(0.0, 0.0), under_way=way))
        flow = run_once(compiled, 1).record.flow
        rows = compiled.names.rows
        back[way] = flow[rows.index("second"), rows.index("first")] / flow[rows.index("second")].sum()
    assert back["finish"] < 0.2
    assert back["move"] > 0.9


def test_moving_to_a_step_without_a_time_is_refused() -> None:
    """Cases under way cannot move to a step that says no time for their group."""
    before = parse_service(services.tandem())
    text = services.tandem().replace("others: {exponential: 6 min}", "old: {exponential: 6 min}")
    after = parse_service(
        text.replace(
            "form: {rate: {young: 9 per hour, old: 3 per hour}", "form: {rate: {old: 3 per hour}"
        ).replace("takes: {young: {exponential: 4 min}, ", "takes: {")
    )
    with pytest.raises(InputError, match="no time for form of young"):
        compile_service(before, after, rollout=Rollout(under_way="move"))
