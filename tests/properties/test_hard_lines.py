"""A thousand random settings of the models that state something hard: no bar, ratio, quota or line is broken.

Each plan is run, and what is checked is read from the event log, the counts and the money of the run. Who
lives where, has what and earns how much is drawn again by the second engine.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from opmodels.appraise.outcomes.money import measure_money
from opmodels.appraise.subject import Subject, View, prepare_redesign
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service, describe
from opmodels.foundation import codes
from opmodels.models.base import OperatingModel, Redesign
from opmodels.models.catalogue import find_model
from opmodels.models.payroll import people_of
from opmodels.models.red_lines import check_red_lines
from opmodels.simulate import columns as c
from opmodels.simulate.journey import WORKER_BASE
from opmodels.simulate.run import Run, run_once
from tests.reference.chance import Chance, value_at
from tests.services import mmc, rush_line
from tests.unit.models.district import DISTRICT
from tests.unit.models.example import surgery_tree
from tests.unit.models.test_match_groups import HOME

DRAWN = {
    "match_groups": 240,
    "no_frills": 180,
    "prevent": 120,
    "share_platform": 120,
    "opt_out": 120,
    "shift_peaks": 140,
    "self_manage": 80,
}
"""How many settings are drawn of each model."""
HOUR = c.HOUR_MS
WEEK = 7 * c.DAY_MS
SHARES = [f"{share} %" for share in range(101)]
COULD = "facts: {citizens could meet call: {holds: yes}}\n"


def test_they_are_a_thousand() -> None:
    """No fewer."""
    assert sum(DRAWN.values()) == 1000


def draw_settings(model: OperatingModel, chance: random.Random) -> dict[str, str]:
    """Return a value of every setting that has words, or a range in one unit: one of them, or between."""
    drawn: dict[str, str] = {}
    for name, setting in model.settings.values.items():
        if setting.words:
            drawn[name] = chance.choice(setting.words)
        elif setting.range:
            drawn[name] = _draw_between(*setting.range, chance)
    return drawn


def _draw_between(low: str, high: str, chance: random.Random) -> str:
    shape = r"([^\d-]*)(-?[\d.,]+)(.*)"
    (before, least, after), (_, most, unit) = (re.fullmatch(shape, end).groups() for end in (low, high))
    if after != unit:
        return chance.choice([low, high])
    digits = max(len(text.partition(".")[2]) for text in (least, most))
    drawn = chance.uniform(*(float(text.replace(",", "")) for text in (least, most)))
    return f"{before}{drawn:.{digits}f}{after}"


class Watched(NamedTuple):
    """One run of a redesign, and what it is read by."""

    redesign: Redesign
    subject: Subject
    run: Run
    chance: Chance

    def rows(self, code: int, step: str) -> list[list[int]]:
        """Return the lines of the event log of one kind at a step, in order; none where it is not there."""
        names = [*self.subject.names.rows, *self.subject.names.ends]
        log = self.log
        if step not in names:
            return []
        of_kind = (log[:, c.LOG_CODE] == code) & (log[:, c.LOG_STEP] == names.index(step))
        return log[of_kind].tolist()  # type: ignore[no-any-return]

    def arrivals(self, need: str) -> list[list[int]]:
        """Return the lines that tell of cases that come, of needs whose names begin so."""
        came = self.log[self.log[:, c.LOG_CODE] == codes.LOG_ARRIVE].tolist()
        return [row for row in came if self.need_of(row).startswith(need)]

    @property
    def log(self) -> np.ndarray:
        """The whole event log."""
        assert self.run.log is not None
        return self.run.log

    def need_of(self, row: list[int]) -> str:
        """Return the need of the case of a line."""
        return self.subject.names.streams[row[c.LOG_SEGMENT]][0]

    def person_of(self, row: list[int]) -> tuple[str, int]:
        """Return the group of the person of a line, and the number within it."""
        names = self.subject.names
        group = names.streams[row[c.LOG_SEGMENT]][1]
        before = sum(names.people[: names.groups.index(group)])
        return group, row[c.LOG_PERSON] - before

    def paid_by(self, payer: str) -> float:
        """Return what a payer paid within the measured stretch."""
        one = measure_money(View(self.subject, self.run.record))[payer]
        assert isinstance(one, Mapping)
        return float(one["cost"])  # type: ignore[arg-type]


def watch(
    services: Sequence[Service], model: str, chosen: Mapping[str, Sequence[str]]
) -> Iterator[tuple[dict[str, str], Watched]]:
    """Yield as many random settings of a model as are its share of the thousand, each with a run.

    Parameters
    ----------
    services
        Small services, in turn.
    model
        Which model.
    chosen
        Settings of which one of these is taken in place of one within their range.
    """
    chance, made = random.Random(model), find_model(model)
    for seed in range(DRAWN[model]):
        given = draw_settings(made, chance)
        given |= {name: chance.choice(some) for name, some in chosen.items()}
        redesign = made.plan(services[seed % len(services)], given)
        subject = prepare_redesign(redesign, 0)
        run = run_once(subject.compiled, seed, traced=True)
        yield given, Watched(redesign, subject, run, Chance(seed, 0))


def number(text: str) -> float:
    """Return the number of a setting."""
    return float(re.sub(r"[^\d.-]", "", text))


def test_no_bar_and_no_ratio_is_broken() -> None:
    """Only those meet who may; nobody hosts more than the ratio, or meets twice; never are there more guests
    than places; nobody goes further than the longest way; and all begins on a weekday at the time set."""
    nursery = parse_service(HOME.replace("run: 3 weeks, warm_up: 1 week", "run: 10 days, warm_up: 0 days"))
    chosen = {
        "barred": ["nobody", "small", "young"], "longest_way": ["0 min", "19 min", "20 min", "120 min"],
        "places": ["1", "3", "8", "40"], "join": SHARES[20:], "consent": SHARES[20:],
        "closed_every": ["2 days", "490 days"],
    }  # fmt: skip
    met = sum(_check_meetings(one, given) for given, one in watch([nursery], "match_groups", chosen))
    assert met > 2000


def _check_meetings(one: Watched, given: dict[str, str]) -> int:
    guests = one.rows(codes.LOG_MATCH, "finds_somebody_story")
    hosts = {row[c.LOG_CASE]: row for row in one.rows(codes.LOG_MATCH, "finds_somebody_company")}
    taken = Counter(row[c.LOG_DETAIL] for row in guests)
    assert max(taken.values(), default=0) <= number(given["ratio"]), given
    assert len({row[c.LOG_CASE] for row in guests}) == len(guests), given
    for row in guests:
        (guest, g), (host, h) = one.person_of(row), one.person_of(hosts[row[c.LOG_DETAIL]])
        assert guest != given["barred"] and (guest, host) in {("small", "old"), ("young", "old")}, given
        apart = (one.chance.area(guest, g) < 0.5) != (one.chance.area(host, h) < 0.5)
        assert not apart or number(given["longest_way"]) >= 20, given
        day, clock = divmod(row[c.LOG_TIME], c.DAY_MS)
        hours, minutes = map(int, given["session_at"].split(":"))
        assert day % 7 < 5 and 0 <= clock - (60 * hours + minutes) * 60_000 <= 5 * 60_000, given
    _check_places(one, given)
    return len(guests)


def _check_places(one: Watched, given: dict[str, str]) -> None:
    """Check that guests who have come in and have not left are never more than places."""
    comes = {(row[c.LOG_TIME], 1, row[c.LOG_CASE]) for row in one.rows(codes.LOG_START, "comes_in_story")}
    goes = {
        (row[c.LOG_TIME], 0, row[c.LOG_CASE])
        for step in ("together_story", "finds_somebody_story")
        for row in one.rows(codes.LOG_ROUTE, step)
        if step == "together_story" or row[c.LOG_DETAIL] % 10 != codes.USUAL
    }
    inside: set[int] = set()
    for _, enters, case in sorted(comes | goes):
        (inside.add if enters else inside.discard)(case)
        assert len(inside) <= number(given["places"]), given


def booked_surgery() -> Service:
    """Return two weeks of a surgery where some who book do not come, so that more is booked than slots, and
    where more would book than there are slots, so that what is left over is given away."""
    tree = surgery_tree()
    tree["groups"]["working_age"]["people"] = "60000"
    tree["pools"]["reception"]["staff"] = "20"
    tree["diaries"]["routine"]["per_session"] = "8"
    tree["time"] = {"start": "2025-04-07", "run": "2 weeks"}
    tree["steps"]["ask_routine"] |= {"no_show": {"share": "18 %", "to": "unmet"}}
    return describe(tree)


def test_no_free_quota_and_no_cap_is_broken() -> None:
    """In no session are more slots sold than the quota leaves, of no tier more than it has; a paid slot left
    over is free on the day alone; nobody pays above the cap, or for a slot that they do not get; and what
    the red lines are said to be is what happened."""
    chosen = {
        "free_quota": [*SHARES[30:], "100 %"], "price_cap": ["£0", "£5", "£12", "£30"],
        "buyers": SHARES[5:80], "paying": ["-15", "-1", "2", "6"], "tiers": ["0", "1", "2", "3"],
    }  # fmt: skip
    sold = sum(_check_sales(one, given) for given, one in watch([booked_surgery()], "no_frills", chosen))
    assert sold > 5_000


def _check_sales(one: Watched, given: dict[str, str]) -> int:
    paid = [name for name in one.redesign.after.steps if name.startswith("paid_")]
    sold = Counter[tuple[str, int]]()
    for step in paid:
        made, rows = one.redesign.after.steps[step], one.rows(codes.LOG_BOOK, step)
        diary = one.redesign.after.diaries[made.book]  # type: ignore[union-attr]
        room = one.redesign.after.pools[diary.pool].size * diary.per_session.value
        of_tier = Counter(session_of(row) for row in rows)
        assert max(of_tier.values(), default=0) <= room * overbooked(one, made.book), given  # type: ignore[union-attr]
        sold.update({(step.rpartition("_ask")[2], session): n for session, n in of_tier.items()})
    for (diary_of, _), count in sold.items():
        slots = {"_on_day": 6, "_routine": 8}[diary_of]
        left = 5 * slots * (1 - number(given["free_quota"]) / 100)
        assert count <= left * overbooked(one, diary_of[1:]) + 1e-9, given
    for step in (name for name in one.redesign.after.steps if name.startswith("left_over_")):
        for row in one.rows(codes.LOG_BOOK, step):
            assert row[c.LOG_DETAIL] - row[c.LOG_TIME] <= c.DAY_MS, given
    people_paid = _check_payers(one, given)
    lines = {line.line: line.state for line in check_red_lines(one.redesign)}
    assert lines["free at need"] == "broken" or people_paid == 0, given
    before, after = one.redesign.before.pools, one.redesign.after.pools
    fewer = [name for name, pool in before.items() if people_of(after[name]) < people_of(pool)]
    assert lines["no compulsory redundancy"] != "held" or not fewer, given
    return sum(sold.values())


def overbooked(one: Watched, diary: str) -> float:
    """Return how many bookings are taken for each slot of a diary."""
    more = one.redesign.after.diaries[diary].overbook
    return 1.0 + (more.value if more else 0.0)


def session_of(row: list[int]) -> int:
    """Return the session of a booked slot: which morning or afternoon."""
    return row[c.LOG_DETAIL] // (c.DAY_MS // 2)


def _check_payers(one: Watched, given: dict[str, str]) -> float:
    """Check that whoever pays gets a slot at once, and pays no more than the cap; return what was paid."""
    names = one.subject.names.alternatives
    record = one.run.record
    whole = 0.0
    for place, (step, name) in enumerate(names):
        chose, paid = record.choice[:, place, c.CHOSEN].sum(), record.choice_sum[:, place, c.PAID].sum()
        assert paid <= chose * number(given["price_cap"]) + 1e-6, given
        if name.startswith("paid_") and paid:
            booked = one.rows(codes.LOG_BOOK, step.replace("choose_", f"{name}_"))
            chosen = [
                row for row in one.rows(codes.LOG_CHOOSE, step) if row[c.LOG_DETAIL] >> c.TOLD_SHIFT == place
            ]
            moments = {(row[c.LOG_CASE], row[c.LOG_TIME]) for row in booked}
            assert {(row[c.LOG_CASE], row[c.LOG_TIME]) for row in chosen} <= moments, given
        whole += float(paid)
    return whole


FALLS = """\
opmodels: 1
service: Falls
time: {start: 2025-01-06, run: 40 weeks, warm_up: 0 days, zone: UTC}
groups:
  frail: {people: 900, deprivation: 2, frailty: {gamma: {mean: 1, sd: 0.8}}}
  hale: {people: 1500, deprivation: 7, frailty: {gamma: {mean: 1, sd: 0.5}}}
  young: {people: 600, deprivation: 5}
needs: {fall: {per_person_per_year: {frail: 1.2, hale: 0.4, others: 0}, starts_at: help}}
pools: {team: {staff: 50, hours: always}}
steps: {help: {serve: team, takes: 1 h, then: helped}}
ends: {helped: met}
"""


def test_no_more_are_asked_than_there_are_places() -> None:
    """Nor more often than is set, nor anybody without the need, nor twice within the time set; each group
    has its floor, within one person a round."""
    service = parse_service(FALLS)
    chosen = {
        "floor": [*SHARES, "100 %"], "capacity": SHARES[1:30], "again": ["1 week", "10 weeks", "52 weeks"],
        "by_group": ["same", "frail: 0.8, hale: 1"],
    }  # fmt: skip
    asked = sum(_check_rounds(one, given) for given, one in watch([service], "prevent", chosen))
    assert asked > 10_000


def _check_rounds(one: Watched, given: dict[str, str]) -> int:
    arrived = one.arrivals("prevention")
    rounds, weeks = Counter(row[c.LOG_TIME] for row in arrived), number(given["every"])
    places = max(1, int(2400 * number(given["capacity"]) / 100 * weeks / 52 + 0.5))
    most = {"everyone": 2400, "nobody": 0}.get(given["who"], places)
    assert max(rounds.values(), default=0) <= most, given
    assert all(later - first >= weeks * WEEK - HOUR for first, later in pairwise(sorted(rounds))), given
    last: dict[tuple[str, int], int] = {}
    for row in arrived:
        person = one.person_of(row)
        assert person[0] != "young", given
        free = last.get(person, -(10**15)) + number(given["again"]) * WEEK
        assert row[c.LOG_TIME] >= free - HOUR, given
        last[person] = row[c.LOG_TIME]
    if given["who"] in ("risk", "benefit"):
        of_group = Counter(one.person_of(row)[0] for row in arrived)
        for group, people in (("frail", 900), ("hale", 1500)):
            least = number(given["floor"]) / 100 * people / 2400 * len(arrived)
            assert of_group[group] >= least - 2 * len(rounds), given
    return len(arrived)


def exchange() -> Service:
    """Return a line on which some ask for help that others could give, on one side of a river or another."""
    text = mmc("6 per hour", 6, "{exponential: 20 min}", run="12 weeks", warm_up="0 days")
    text = text.replace("people: 1000", "people: 1000, online: 70 %")
    return parse_service(text.replace("groups:", "areas: {north: 50 %, south: rest}\ngroups:") + COULD)


def test_credits_conserve_and_no_more_than_the_grant_is_paid() -> None:
    """Every match takes one offer and helps one who asks, of the same side of the river and both online; no
    more are asked to join than is set; the funder pays no more than the grant."""
    chosen = {"grant": ["£0", "£15k", "£40k"], "grant_lasts": ["1 week", "12 weeks", "24 months"],
              "every": ["1 week"], "joins": SHARES[5:], "invited": SHARES[10:]}  # fmt: skip
    matches = sum(_check_platform(one, given) for given, one in watch([exchange()], "share_platform", chosen))
    assert matches > 10_000


def _check_platform(one: Watched, given: dict[str, str]) -> int:
    gave, asked = (one.rows(codes.LOG_MATCH, f"{word}_on_platform") for word in ("offers", "asks"))
    assert [row[c.LOG_CASE] for row in gave] == [row[c.LOG_DETAIL] for row in asked], given
    assert [row[c.LOG_DETAIL] for row in gave] == [row[c.LOG_CASE] for row in asked], given
    for row, other in zip(gave, asked, strict=True):
        (group, giver), (_, taker) = one.person_of(row), one.person_of(other)
        north, also = (one.chance.area(group, person) < 0.5 for person in (giver, taker))
        assert north == also, given
        assert all(one.chance.trait(group, person, "online") < 0.7 for person in (giver, taker)), given
    offers = len(one.rows(codes.LOG_JOIN, "offers_on_platform"))
    assert len(gave) <= offers, given
    joined = Counter(row[c.LOG_TIME] for row in one.arrivals("members_of_platform"))
    a_year = 1000 * number(given["invited"]) * number(given["joins"]) / 10_000
    first, last = min(joined, default=0), max(joined, default=0)
    days = (last - first) / c.DAY_MS
    assert sum(joined.values()) - joined[first] <= 1.02 * a_year * days / 365.25 + 1e-6, given
    grant = 1000 * number(given["grant"]) if "k" in given["grant"] else 0.0
    if grant and one.redesign.changes.edits:
        assert one.paid_by("funder") <= grant * 1.001, given
    return len(gave)


def doors() -> Service:
    """Return a desk for people some of whom have a smartphone, and whose incomes are known."""
    text = mmc("30 per hour", 3, "{exponential: 6 min}", run="2 weeks", warm_up="0 days",
               more="patience: {exponential: 10 min}, gives_up_to: lost")  # fmt: skip
    return parse_service(
        text.replace(
            "everyone: {people: 1000}",
            "young: {people: 600, smartphone: 90 %, income: {lognormal: {mean: £30k, sd: £12k}}}, "
            "old: {people: 400, smartphone: 40 %, income: {lognormal: {mean: £15k, sd: £6k}}}",
        )
        + "payers: {council: {}, desk: {}}\n"
    )


def test_nobody_is_served_who_is_excluded_and_no_subsidy_is_above_its_cap() -> None:
    """Who buys has the device and the income that the provider asks, first, on giving up and for new use;
    nobody is at the provider who has not bought; the public pays no more of each use than the cap, and none
    where there is no subsidy."""
    chosen = {
        "income_bar": ["£0", "£12k", "£20k"], "reached_by": ["auto", "smartphone", "anybody"],
        "subsidy": ["0 %", "50 %", "100 %"], "subsidy_cap": ["£0", "£2", "£5.50"], "app": ["on"],
        "follows": ["0 %"], "posts_follow": ["no"], "payer": ["council"], "diverted": SHARES[12:],
        "liking": ["-4", "-2", "0"],
    }  # fmt: skip
    served = sum(_check_private(one, given) for given, one in watch([doors()], "opt_out", chosen))
    assert served > 20_000


def _check_private(one: Watched, given: dict[str, str]) -> int:
    names = one.subject.names.alternatives
    bought = set[int]()
    for row in one.log[one.log[:, c.LOG_CODE] == codes.LOG_CHOOSE].tolist():
        if names[row[c.LOG_DETAIL] >> c.TOLD_SHIFT][1] == "private":
            _check_person(one, one.person_of(row), given)
            bought.add(row[c.LOG_CASE])
    (visit,) = (name for name, step in one.redesign.after.tree["steps"].items()
                if step.get("serve") == "private")  # fmt: skip
    begun = one.rows(codes.LOG_START, visit)
    assert {row[c.LOG_CASE] for row in begun} <= bought, given
    cap = min(number(given["subsidy_cap"]), number(given["subsidy"]) / 100 * number(given["price"]))
    assert one.paid_by("council") <= (cap + 0.005) * len(begun) + 1e-6, given
    assert cap > 0 or one.paid_by("council") == 0, given
    return len(begun)


def _check_person(one: Watched, person: tuple[str, int], given: dict[str, str]) -> None:
    group, number_within = person
    has = one.chance.trait(group, number_within, "smartphone") < {"young": 0.9, "old": 0.4}[group]
    assert has or given["reached_by"] == "anybody", given
    spread = one.redesign.before.groups[group].income
    assert spread is not None
    income = value_at(spread.of(group).distribution, one.chance.income(group, number_within))
    bar = 1000 * number(given["income_bar"])
    assert income >= bar * (1 - 1e-9), (given, income)


def test_nobody_moves_who_cannot_wait_or_further_than_they_can() -> None:
    """Alarms go at once to the people on the line, whether the facts say who can wait or nobody does; whoever
    comes later comes on the same day, and all that they wait for being asked is no more than they can."""
    facts = ("question can wait: {holds: yes, up_to: 2 hours}", "it rains: {holds: yes}")
    short = ("run: 4 weeks, warm_up: 1 week", "run: 2 weeks, warm_up: 0 days")
    lines = [parse_service(rush_line(fact).replace(*short)) for fact in facts]
    chosen = {"share": [*SHARES[:17], "100 %"], "call_back": [*SHARES, "100 %"]}
    moved = sum(_check_moves(one, given) for given, one in watch(lines, "shift_peaks", chosen))
    assert moved > 5_000


def _check_moves(one: Watched, given: dict[str, str]) -> int:
    new = set(one.redesign.after.steps) - set(one.redesign.before.steps)
    rows = [row for step in sorted(new) for row in one.rows(codes.LOG_DELAY, step)]
    waited = Counter[int]()
    for row in rows:
        assert one.need_of(row) == "question", given
        assert row[c.LOG_DETAIL] // c.DAY_MS == row[c.LOG_TIME] // c.DAY_MS, given
        waited[row[c.LOG_CASE]] += row[c.LOG_DETAIL] - row[c.LOG_TIME]
    most = 2 * HOUR if "question can wait" in one.redesign.before.facts else c.DAY_MS
    assert max(waited.values(), default=0) <= most, given
    return len(waited)


def test_no_team_is_above_its_size() -> None:
    """No team has more people than is set, nobody is lost between the teams, and there are never more of a
    team at work at once than it has on duty."""
    text = DISTRICT.replace("run: 8 weeks, warm_up: 4 weeks", "run: 2 weeks, warm_up: 0 days")
    chosen = {"team_size": [str(people) for people in range(3, 21)]}
    drawn = watch([parse_service(text)], "self_manage", chosen)
    work = sum(_check_teams(one, given) for given, one in drawn)
    assert work > 10_000


def _check_teams(one: Watched, given: dict[str, str]) -> int:
    before, after = one.redesign.before.pools, one.redesign.after.pools
    teams = {name: pool for name, pool in after.items() if name not in before}
    front = [name for name, pool in before.items() if pool.layer is not None and pool.layer.value == 1]
    old = [name for name in front if name not in after]
    assert sum(map(people_of, teams.values())) == sum(people_of(before[name]) for name in old), given
    assert max(map(people_of, teams.values())) <= number(given["team_size"]), given
    busy, names = Counter[str](), one.subject.names.pools
    starts = {codes.LOG_START: 1, codes.LOG_FINISH: -1}
    begun = 0
    for row in one.log.tolist():
        if row[c.LOG_CODE] in starts:
            team = names[row[c.LOG_DETAIL] // WORKER_BASE]
            busy[team] += starts[row[c.LOG_CODE]]
            assert team not in teams or busy[team] <= teams[team].size, given
            begun += team in teams
    return begun
