"""Effects on people take cases away or add some, and move nobody else's (E2.10)."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Rollout, compile_service
from opmodels.simulate.run import Run, run_once

TEXT = """\
opmodels: 1
service: Nobody waits
time: {start: 2025-01-06, run: 26 weeks, warm_up: 2 weeks, zone: UTC}
groups:
  young: {people: 400}
  old: {people: 100, frailty: {gamma: {mean: 1, sd: 0.7}}}
needs:
  fall: {per_person_per_year: {young: 2, old: 9}, busy_days: 20 %, party: {1: 90 %, 2: rest}, starts_at: see}
  visit: {planned: [Mon 09:00, Tue 10:00, [Wed 11:00, old]], starts_at: see}
pools: {nurse: {staff: 90, hours: always}}
steps: {see: {serve: nurse, takes: 1 h, EFFECTS, then: done}}
ends: {done: met}
"""
PLAIN = TEXT.replace(" EFFECTS,", "")
TIMES = "after: 1 week, lasts: 8 weeks, fades: 4 weeks"


def with_effect(fall: str, visit: str = "1") -> str:
    """Return the service in which being seen changes how often people come."""
    effects = f"effects: {{fall: {{factor: {fall}, {TIMES}}}, visit: {{factor: {visit}, {TIMES}}}}}"
    return TEXT.replace("EFFECTS", effects)


def run(text: str, seed: int = 3) -> Run:
    """Run a service once, with its log."""
    return run_once(compile_service(parse_service(text)), seed, persons=True, traced=True)


def arrivals_of(one: Run) -> dict[int, tuple[int, int]]:
    """Return time and person of every case, by its key."""
    assert one.log is not None
    came = one.log[one.log[:, c.LOG_CODE] == codes.LOG_ARRIVE]
    return {int(row[c.LOG_CASE]): (int(row[c.LOG_TIME]), int(row[c.LOG_PERSON])) for row in came}


def test_a_factor_of_one_is_nothing() -> None:
    """With every factor 1 the run is, bit for bit, that without effects: every record and every event."""
    one, other = run(PLAIN), run(with_effect("1"))
    assert all(np.array_equal(a, b) for a, b in zip(one.record, other.record, strict=True))
    assert one.log is not None and other.log is not None
    assert np.array_equal(one.log, other.log)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_effects_give_nested_citizens(seed: int) -> None:
    """Below 1 the cases are some of those without effects, above 1 these and more; times and people stay."""
    fewer, plain, more = (
        arrivals_of(run(text, seed)) for text in (with_effect("0.4", "0.5"), PLAIN, with_effect("2.5"))
    )
    assert fewer.items() <= plain.items() <= more.items()
    assert len(fewer) < 0.95 * len(plain)
    assert len(more) > 1.05 * len(plain)


def test_lists_lose_only_cases_of_those_concerned() -> None:
    """A factor of 0 on visits leaves every fall, and every visit of those who were not seen lately."""
    plain, none = arrivals_of(run(PLAIN)), arrivals_of(run(with_effect("1", "0")))
    gone = {key: plain[key] for key in set(plain) - set(none)}
    assert none.items() <= plain.items() and gone
    for time, person in gone.values():
        seen = [earlier for earlier, whose in none.values() if whose == person and earlier < time]
        assert any(time - earlier < 13 * 7 * c.DAY_MS + c.HOUR_MS for earlier in seen)


def test_before_go_live_nothing_differs() -> None:
    """An effect that comes with a new version changes nothing up to go-live, and something after it."""
    before, after = parse_service(PLAIN), parse_service(with_effect("0.3"))
    changed = compile_service(before, after, rollout=Rollout(live=after.time.start))
    one, other = arrivals_of(run(PLAIN)), arrivals_of(run_once(changed, 3, traced=True))
    live = changed.timeline.live
    early = {key for key, (time, _) in one.items() if time < live}
    assert early == {key for key, (time, _) in other.items() if time < live}
    assert early and other.items() < one.items()


def test_what_was_left_goes_on_by_the_rules_under_which_it_was_left() -> None:
    """Where the new version leaves nothing, those who were seen before go-live come less for a while."""
    before, after = parse_service(with_effect("0")), parse_service(PLAIN)
    changed = compile_service(before, after)
    mixed, plain = arrivals_of(run_once(changed, 3, traced=True)), arrivals_of(run(PLAIN))
    assert mixed.items() <= plain.items()
    lost = [plain[key][0] - changed.timeline.live for key in set(plain) - set(mixed)]
    # The last effects left are over 13 weeks after go-live.
    assert 0 < max(lost) < 13 * 7 * c.DAY_MS
