"""Two groups that meet: no bar is ever broken, nobody is lost, and it says where nothing complements."""

from __future__ import annotations

import random

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.foundation import codes
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.base import Redesign
from opmodels.models.match_groups import MATCH_GROUPS, Pair, list_pairs
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests.services import mmc

HOME = """\
opmodels: 1
service: A home and a nursery
time: {start: 2025-01-06, run: 3 weeks, warm_up: 1 week, zone: UTC}
areas: {north: 50 %, south: rest}
distances: {north: {south: 20 min}}
groups: {old: {people: 60}, small: {people: 20}, young: {people: 80}}
needs:
  company: {rate: {old: 1 per hour, others: 0 per hour}, week: Mon-Fri 09:00-17:00, starts_at: sit}
  story:
    rate: {small: 0.4 per hour, young: 2 per hour, others: 0 per hour}
    week: Mon-Fri 09:00-17:00
    starts_at: read
pools:
  workers: {staff: 2, hours: Mon-Fri 09:00-17:00, cost: £13 per hour}
  readers: {staff: 2, hours: Mon-Fri 09:00-17:00, cost: £13 per hour}
steps:
  sit: {serve: workers, takes: 20 min, patience: 2 days, gives_up_to: alone, then: sat_with}
  read: {serve: readers, takes: 10 min, patience: 2 h, gives_up_to: alone, then: read_to}
ends: {sat_with: met, read_to: met, alone: unmet}
money: {fixed: {house: {cost: £100k per year, pays: service}}}
facts:
  old can give what story needs: {holds: yes}
  young can give what company needs: {holds: yes}
"""


def home(text: str = HOME) -> Service:
    """Return a small home and nursery."""
    return parse_service(text)


def plan(**settings: object) -> Redesign:
    """Return the plan for it."""
    return MATCH_GROUPS.plan(home(), settings)


def test_pairs_are_found_in_the_facts() -> None:
    """Each of the two needs is one that some group can meet; a fact that denies it is none."""
    assert list_pairs(home()) == [Pair("company", "story")]
    assert (
        list_pairs(home(HOME.replace("what company needs: {holds: yes}", "what company needs: {holds: no}")))
        == []
    )


def test_where_nothing_complements_it_says_so() -> None:
    """And which fact would have to be there; named needs go without facts."""
    with pytest.raises(DoesNotFit, match="no two needs of which the facts say"):
        MATCH_GROUPS.plan(parse_service(mmc()))
    with pytest.raises(DoesNotFit, match="on both sides"):
        plan(host="story", guest="story")
    with pytest.raises(DoesNotFit, match="'tea'"):
        plan(host="tea", guest="story")
    assert "may_join_company" in plan(host="story", guest="company").after.steps


def test_nothing_at_no_strength() -> None:
    """If nobody joins, the very same service, whatever else is set."""
    assert plan(join="0 %", shared="5 %", less_need="5 %").changes_nothing


def test_costs_move_with_what_moves() -> None:
    """Six tenths of a half join: at 10 % added, three per cent on what stands."""
    after = plan(join="60 %", consent="50 %", added_cost="10 %", shared="0 %").after
    assert after.money.fixed["house"].cost.value * 8766 == pytest.approx(103_000, rel=1e-4)
    assert plan(shared="4 %", added_cost="4 %").after.money.fixed == home().money.fixed


def follow(redesign: Redesign, seed: int) -> tuple[np.ndarray, list[str], list[tuple[str, str]]]:
    """Return the log of a run, steps by row, and need and group of streams."""
    compiled = compile_service(redesign.before, redesign.after)
    log = run_once(compiled, seed, traced=True).log
    return log, list(compiled.names.rows), list(compiled.names.streams)


def test_no_bar_is_ever_broken() -> None:
    """Over many settings: only who may meets; no more guests at once than places, none without a host, no
    more for a host than the ratio; and where the way is too long nobody comes from the other side."""
    chance = random.Random(11)
    met = 0
    for seed in range(8):
        ratio, places = chance.randint(1, 5), chance.randint(1, 12)
        redesign = plan(
            join=f"{chance.randint(20, 100)} %", consent=f"{chance.randint(20, 100)} %", ratio=str(ratio),
            places=str(places), barred="small", drop_out=f"{chance.randint(0, 60)} %",
            less_need=f"{chance.randint(-20, 20)} %", closed_every=f"{chance.randint(2, 40)} days",
            longest_way=f"{chance.choice([5, 15, 30])} min",
        )  # fmt: skip
        assert find_problems(redesign.after) == []
        log, rows, streams = follow(redesign, seed)
        starts = log[log[:, c.LOG_CODE] == codes.LOG_MATCH]
        at = {step: starts[starts[:, c.LOG_STEP] == rows.index(step)] for step in rows}
        guests, hosts = at["finds_somebody_story"], at["finds_somebody_company"]
        assert {streams[s][1] for s in guests[:, c.LOG_SEGMENT].tolist()} <= {"young"}
        assert {streams[s][1] for s in hosts[:, c.LOG_SEGMENT].tolist()} <= {"old"}
        for day in np.unique(guests[:, c.LOG_TIME] // c.DAY_MS):
            came, there = ((one[:, c.LOG_TIME] // c.DAY_MS == day).sum() for one in (guests, hosts))
            assert there > 0 and came <= min(ratio * there, places)
        met += len(guests)
    assert met > 50


def test_nobody_goes_further_than_the_longest_way() -> None:
    """At five minutes nobody of the north meets anybody of the south, and it is told who goes where."""
    redesign = plan(longest_way="5 min", join="100 %")
    exchange = redesign.after.exchanges["sessions"]
    assert exchange.longest_way.value == 5
    assert redesign.told[-1] == "the shortest ways: optimal, at most 0.0 % from the best"
    assert "north goes to north, 0 min" in redesign.told


def test_closures_shut_the_room() -> None:
    """An outbreak takes every place for as long as it lasts."""
    room = plan(closed_every="20 days", closed_for="3 days").after.pools["session_places"]
    assert (room.outages.every.distribution.mean(), room.outages.lasts.distribution.mean()) == (28800, 4320)
    assert room.outages.takes is None


def test_one_name_is_enough() -> None:
    """The other is found in the facts; which of the two is the host is as it was said."""
    assert plan(guest="story").told[0] == plan().told[0] == plan(host="company").told[0]
    for given in ({"host": "story"}, {"guest": "company"}):
        assert plan(**given).told[0].startswith("those with story meet up to 3 each of those with company")
    with pytest.raises(DoesNotFit, match="'tea'"):
        plan(host="tea")
    three = HOME.replace("facts:\n", "facts:\n  old can give what song needs: {holds: yes}\n").replace(
        "  story:\n", "  song: {rate: {young: 1 per hour, others: 0 per hour}, starts_at: read}\n  story:\n"
    )
    assert "song" in MATCH_GROUPS.plan(home(three), {"guest": "song"}).told[0]
    alone = HOME.replace("needs:\n", "needs:\n  tea: {rate: 1 per hour, starts_at: sit}\n")
    with pytest.raises(DoesNotFit, match="no need of which the facts say that it goes with tea"):
        MATCH_GROUPS.plan(home(alone), {"host": "tea"})
