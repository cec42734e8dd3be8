"""Theory for cases that interrupt, worsen, come together, keep a bed, and for pools that fail.

As in `test_theory`: from service files alone, |error| + 3.3 standard errors at most 1 % of the exact value.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import Runs
from opmodels.simulate.run import run_once
from tests.oracles import formulas, theory

WITHIN = 0.01


def time_of_group(runs: Runs, row: int) -> np.ndarray:
    """Mean minutes in the system of a group's cases, by replication."""
    return theory.each(
        runs, lambda run: run.record.system[row, c.TIME_SUM] / run.record.system[row, c.LEFT] / 60_000
    )


def utilisation(runs: Runs, pool: int) -> np.ndarray:
    """Share of a pool's open hours that is busy, by replication."""
    return theory.each(
        runs, lambda run: run.record.pool_hours[pool, 168:336].sum() / run.record.pool_hours[pool, :168].sum()
    )


@pytest.mark.parametrize("way", ["resume", "restart"])
def test_preemptive_priorities(way: str) -> None:
    """Urgent cases find the nurse as if they were alone; the others take as long as the preemptive law says
    (exponential service has no memory, so it is the same law for going on; starting over takes the time drawn
    again, so it is longer)."""
    text = f"""
opmodels: 1
service: two classes
time: {{start: 2025-01-06, warm_up: 1 week, run: 30000 hours}}
groups: {{urgent: {{people: 400}}, other: {{people: 600}}}}
needs: {{visit: {{rate: {{urgent: 3 per hour, other: 4.5 per hour}}, starts_at: serve, priority: {{urgent: 1,
other: 2}}}}}}
pools: {{nurse: {{staff: 1, hours: always}}}}
steps: {{serve: {{serve: nurse, takes: {{exponential: 4 min}}, gives_way: {way}, then: done}}}}
ends: {{done: met}}
"""
    runs = theory.simulate_whole(text, 30)
    times = [time_of_group(runs, row) for row in range(2)]
    urgent, other = formulas.preemptive([3 / 60, 4.5 / 60], 4)
    assert formulas.precise(times[0], urgent)[1] <= WITHIN
    if way == "resume":
        assert formulas.precise(times[1], other)[1] <= WITHIN
    else:
        assert times[1].mean() > 1.1 * other


def test_worsening_in_a_queue() -> None:
    """With an exponential patience for worsening, the share who worsen while they wait for M/M/1 is one less
    the transform of the wait."""
    text = """
needs: {ill: {rate: 10 per hour, starts_at: serve, severity: {mild: 100 %, bad: 0 %},
  worsens: {mild: {after: {exponential: 20 min}, to: bad}}}}
pools: {doctor: {staff: 1, hours: always}}
steps: {serve: {serve: doctor, takes: {exponential: 4 min}, then: look},
  look: {branch: [{if: {severity: bad}, to: late}, {to: done}]}}
ends: {done: met, late: partly met}
"""
    runs = theory.simulate(text, "20000 hours", 30)
    share = theory.each(runs, lambda run: run.record.end[0, 1] / run.record.end.sum())
    assert formulas.precise(share, 1 - formulas.wait_transform(10 / 60, 4, 1 / 20))[1] <= WITHIN


def test_leaving_because_it_worsened_is_leaving_out_of_impatience() -> None:
    """A level that sends a waiting case away is a patience: the shares are those of M/M/c+M."""
    text = """
needs: {call: {rate: 200 per hour, starts_at: serve, severity: {calm: 100 %},
  worsens: {calm: {after: {exponential: 4 min}, goes_to: lost}}}}
pools: {agents: {staff: 10, hours: always}}
steps: {serve: {serve: agents, takes: {exponential: 3 min}, then: done}}
ends: {done: met, lost: unmet}
"""
    waiting, lost = formulas.erlang_a(200 / 60, 3, 4, 10)
    runs = theory.simulate(text, "4000 hours", 30)
    gave_up = theory.each(runs, lambda run: run.record.end[0, 1] / run.record.end.sum())
    queue = theory.each(runs, lambda run: run.record.queue_area[0] / (4000 * 3_600_000))
    assert formulas.precise(gave_up, lost)[1] <= WITHIN
    assert formulas.precise(queue, waiting)[1] <= WITHIN


def test_parties() -> None:
    """Cases that come together wait as in M/M/1 with batches."""
    text = """
needs: {visit: {rate: 4 per hour, starts_at: serve, party: {1: 50 %, 3: rest}}}
pools: {desk: {staff: 1, hours: always}}
steps: {serve: {serve: desk, takes: {exponential: 5 min}, then: done}}
ends: {done: met}
"""
    runs = theory.simulate(text, "30000 hours", 40)
    exact = formulas.batch_time(4 / 60, {1: 0.5, 3: 0.5}, 5)
    assert formulas.precise(theory.time_in_system(runs), exact)[1] <= WITHIN


def test_beds_that_are_kept() -> None:
    """Who finds no bed goes elsewhere; a bed is kept over two delays: Erlang's loss, whatever the stay."""
    text = """
needs: {ill: {rate: 2 per hour, starts_at: admit}}
pools: {beds: {places: 10, hours: always}}
steps:
  admit: {serve: beds, takes: 0 min, room: 0, turned_away_to: elsewhere, keeps: {beds: leave}, then: rest_up}
  rest_up: {wait: {uniform: [1 h, 3 h]}, then: recover}
  recover: {wait: {gamma: {mean: 2 h, sd: 1 h}}, then: leave}
  leave: {wait: 30 min, then: home}
ends: {home: met, elsewhere: met elsewhere}
"""
    runs = theory.simulate(text, "60000 hours", 40)
    lost = theory.each(runs, lambda run: run.record.end[0, 1] / run.record.end.sum())
    assert formulas.precise(lost, formulas.erlang_b(8.0, 10))[1] <= WITHIN


def test_speed_and_areas() -> None:
    """Two areas with teams of their own are two queues; a team twice as fast serves in half the time."""
    text = """
areas: {north: 50 %, south: rest}
needs: {visit: {rate: 12 per hour, starts_at: serve}}
pools: {slow: {staff: 1, hours: always}, fast: {staff: 1, hours: always, speed: 2}}
steps: {serve: {serve: {north: slow, others: fast}, takes: {exponential: 5 min}, then: split},
  split: {branch: [{if: {area: north}, to: up}, {to: down}]}}
ends: {up: met, down: met}
"""
    runs = theory.simulate(text, "20000 hours", 30)
    people = theory.each(runs, lambda run: run.record.end[0, 0] / run.record.end.sum())
    share = float(people.mean())
    assert share == pytest.approx(0.5, abs=4 * np.sqrt(0.25 / 1000))
    assert formulas.precise(utilisation(runs, 0) / people, 1.0)[1] <= WITHIN
    assert formulas.precise(utilisation(runs, 1) / (1 - people), 0.5)[1] <= WITHIN
    parts = ((share, 5.0), (1 - share, 2.5))
    wait = sum(part * formulas.pollaczek_khinchine(12 * part / 60, mean, mean) for part, mean in parts)
    assert formulas.precise(theory.wait_at(runs, "serve"), wait)[1] <= WITHIN


def test_outages() -> None:
    """A pool is there for the share of the time that lies between outages."""
    text = """
needs: {visit: {rate: 1 per hour, starts_at: serve}}
pools: {machine: {places: 3, hours: always, outages: {every: {exponential: 30 h}, lasts: {gamma: {mean: 10 h,
sd: 5 h}}, takes: 2}}}
steps: {serve: {serve: machine, takes: 5 min, then: done}}
ends: {done: met}
"""
    runs = theory.simulate(text, "20000 hours", 40)
    there = theory.each(runs, lambda run: run.record.pool_hours[0, :168].sum() / 3 / 20000 / 3_600_000)
    assert formulas.precise(there, 1 - 2 / 3 * 10 / 40)[1] <= WITHIN


def test_an_effect_for_good_is_a_factor_on_the_rate() -> None:
    """Where everybody had the effect in the warm-up, the cases are 0.7 times as many as without it.

    One of 1,000 people with 60 cases a year is without a case in half a year with a chance of e^-30.
    """
    text = """
needs: {fall: {per_person_per_year: 60, starts_at: see}}
pools: {nurse: {staff: 90, hours: always}}
steps: {see: {serve: nurse, takes: 1 min, effects: {fall: {factor: 0.7}}, then: done}}
ends: {done: met}
"""
    runs = theory.simulate(text, "365.25 days", 20, "26 weeks")
    cases = theory.each(runs, lambda run: run.record.group[0, c.ARRIVALS_OF])
    assert formulas.precise(cases, 0.7 * 60_000)[1] <= WITHIN


def test_an_effect_that_is_renewed_by_every_case() -> None:
    """With a rate r while the effect of the last case holds and s after it, the mean time between two
    cases of a person is (1 - e^(-rL)) / r + e^(-rL) / s: a renewal process."""
    text = """
needs: {fall: {per_person_per_year: 60, starts_at: see}}
pools: {nurse: {staff: 90, hours: always}}
steps: {see: {serve: nurse, takes: 0 min, effects: {fall: {factor: 2, lasts: 1 week}}, then: done}}
ends: {done: met}
"""
    runs = theory.simulate(text, "365.25 days", 20, "26 weeks")
    cases = theory.each(runs, lambda run: run.record.group[0, c.ARRIVALS_OF])
    rate, length = 120.0, 7 / 365.25
    gap = -np.expm1(-rate * length) / rate + np.exp(-rate * length) / 60.0
    assert formulas.precise(cases, 1000 / gap)[1] <= WITHIN


def _keep_arrivals(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows[:, c.LOG_CODE] == codes.LOG_ARRIVE)


def test_who_has_the_highest_score_is_as_frail_as_its_correlation_says() -> None:
    """With lognormal frailty of sigma s and a score of correlation r, the best share p of scores has
    Phi(r s - x) / p times the cases of others, x being the score above which p lie (a bivariate normal tilted
    by exp(s z)).

    20 seeds of 2,000 out of 20,000 people: chance alone moves the mean by 0.7 %; 4 % is five times that.
    """
    text = """
opmodels: 1
service: scores
time: {start: 2025-01-06, run: 52 weeks, warm_up: 0 days, zone: UTC}
groups: {all: {people: 20000, frailty: {lognormal: {mean: 1, sd: 1.3108324944}}}}
needs: {fall: {per_person_per_year: 2, starts_at: see}, offer: {campaign: letter, starts_at: see}}
campaigns: {letter: {every: 999 days, up_to: 2000, first: score, correlation: 60 %}}
pools: {team: {staff: 2000, hours: always}}
steps: {see: {serve: team, takes: 1 min, then: done}}
ends: {done: met}
"""
    compiled, ratios = compile_service(parse_service(text)), []
    for seed in range(20):
        log = run_once(
            compiled, seed, traced=True, keep=lambda rows: rows[:, c.LOG_CODE] == codes.LOG_ARRIVE
        ).log
        assert log is not None
        is_fall = log[:, c.LOG_SEGMENT] == compiled.names.streams.index(("fall", "all"))
        chosen = np.isin(log[is_fall, c.LOG_PERSON], log[~is_fall, c.LOG_PERSON])
        ratios.append(chosen.mean() / 0.1)
    above = ndtri(0.9)
    assert abs(np.mean(ratios) / (ndtr(0.6 - above) / 0.1) - 1) < 0.04
