"""Prevention: what it does to a service, and what it truly saves beside what it seems to."""

from __future__ import annotations

import pytest

from opmodels.appraise.chosen import Fate, follow_chosen
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.prevent import PREVENT
from tests.services import home_teams, lifts
from tests.unit.models.example import surgery

NOTHING_ELSE = {
    "found": "0 %", "onset": "0 weeks", "uptake": "100 %", "every": "52 weeks", "again": "520 weeks",
    "minutes": "0 min", "floor": "0 %",
}  # fmt: skip


def falls(groups: str, rates: str) -> Service:
    """Return a service that is asked for help after falls, followed for a year before and after."""
    return parse_service(
        f"""\
opmodels: 1
service: Falls
time: {{start: 2025-01-06, run: 52 weeks, warm_up: 52 weeks, zone: UTC}}
groups: {groups}
needs: {{fall: {{per_person_per_year: {rates}, starts_at: help}}}}
pools: {{team: {{staff: 9999, hours: always}}}}
steps: {{help: {{serve: team, takes: 1 h, then: helped}}}}
ends: {{helped: met}}
"""
    )


def follow(service: Service, replications: int = 2, **settings: str) -> dict[str, Fate]:
    """Return what became of those who took part, in the year after the one round of the offer."""
    redesign = PREVENT.plan(service, {**NOTHING_ELSE, **settings})
    return follow_chosen(redesign, "fall", 52, replications)


def test_regression_to_the_mean_is_no_effect(capsys: pytest.CaptureFixture[str]) -> None:
    """An offer that does nothing, made to those who fell most, saves exactly nothing, though before and after
    would have it save more than a third of their falls; as in Camden. The figures are printed."""
    people = "{old: {people: 4000, frailty: {gamma: {mean: 1, sd: 0.8}}}}"
    fate = follow(falls(people, "1"), who="recent", capacity="10 %", factor="1")["old"]
    with capsys.disabled():
        print(
            f"\nbefore less after: {fate.seems_saved:.0f} of {fate.before:.0f}; truly saved: {fate.saved:.0f}"
        )
    assert fate.took_part == fate.followed == 400
    assert fate.saved == 0
    assert fate.after == fate.untreated
    assert fate.seems_saved > fate.before / 3


def test_one_of_four_falls_is_prevented() -> None:
    """850 falls per 1,000 people and year, at a factor of 0.77, are 195.5 fewer.

    Each of some 340,000 falls is kept or not by itself: four standard errors are 0.4 % of that.
    """
    fate = follow(falls("{old: {people: 100000}}", "0.85"), 4, who="everyone", factor="0.77")["old"]
    assert fate.followed == 100_000
    assert fate.saved / 100 * 365.25 / 364 == pytest.approx(195.5, rel=0.015)


THREE = "{{high: {{people: {n}}}, middle: {{people: {n}}}, low: {{people: {n}}}}}"
RATES = "{high: 0.6, middle: 0.4, low: 0.25}"
GAINS = {"by_group": "high: 1, middle: 0.75, low: 0.7"}


@pytest.mark.parametrize(
    ("who", "capacity", "averted"),
    [("risk", 1, (0, 0, 0)), ("benefit", 1, (0, 10.0, 0)), ("benefit", 2, (0, 10.0, 7.5))],
)
def test_risk_is_not_benefit(who: str, capacity: int, averted: tuple[float, ...]) -> None:
    """Three groups, base risk 0.60, 0.40, 0.25, relative effect 0, 0.25, 0.30: with places for a third the
    rank by risk averts 0 for each 100 people of a group, that by benefit 10.0, and 7.5 more with two thirds.

    In groups of 20,000, so that four standard errors are 5 % of what is averted.
    """
    service = falls(THREE.format(n=20_000), RATES)
    fates = follow(service, 4, who=who, capacity=f"{100 * capacity / 3 + 0.00001:.5f} %", **GAINS)
    found = [fate.saved / 200 * 365.25 / 364 for fate in fates.values()]
    assert found == pytest.approx(averted, rel=0.05)
    assert sum(fate.took_part for fate in fates.values()) == 20_000 * capacity


def test_a_score_finds_what_it_is_expected_to_find() -> None:
    """Those whom the engine's score puts first, a tenth, have the share of untreated falls that `share_found`
    says, within 3 % (they have some 4,600: four standard errors are 6 %, of four runs 3 %)."""
    from opmodels.models.risk import find_frailty, share_found

    people = "{old: {people: 20000, frailty: {gamma: {mean: 1, sd: 0.8}}}}"
    service = falls(people, "1")
    fate = follow(service, 4, who="risk", capacity="10 %", correlation="60 %")["old"]
    exact = share_found(find_frailty(service, "old"), 0.6, 0.1)
    assert fate.untreated / 20_000 * 365.25 / 364 == pytest.approx(exact, rel=0.03)


def test_looking_finds_trouble() -> None:
    """With a tenth more need for half a year, and no benefit, there is more than without, not less."""
    fate = follow(falls("{old: {people: 40000}}", "1"), who="everyone", factor="1", found="10 %")["old"]
    assert fate.saved == pytest.approx(-0.1 * 0.5 * 40_000, rel=0.1)
    assert fate.needed_for_one is None


def test_what_is_added_stands_in_words() -> None:
    """Who is asked, who does the work, what it costs whom, and what it leaves on people."""
    after = PREVENT.plan(surgery(), {"payer": "nhs", "worker": "gp", "need": "review"}).after
    assert after.campaigns["prevention_over_75"].who.group == ("over_75",)
    assert after.ends["prevention_done"].costs["nhs"].value == 100
    assert set(after.ends["prevention_done"].effects) == {"review"}
    assert set(after.steps["prevention_visit"].effects) == {"same_day", "review"}
    assert after.steps["prevention_visit"].serve.everyone.all == (("gp",),)


def test_the_score_is_paid_for_where_records_are_read() -> None:
    """£0.12 for each of 7,000 people; a lottery reads nothing."""
    assert PREVENT.plan(surgery()).transition.set_up.value == pytest.approx(840)
    assert PREVENT.plan(surgery(), {"who": "random"}).transition.set_up.value == 0


@pytest.mark.parametrize("setting", [{"need": "lunch"}, {"worker": "cook"}, {"payer": "king"}])
def test_what_is_not_there_is_refused(setting: dict[str, str]) -> None:
    """A name that the service does not know is told with those it knows."""
    with pytest.raises(DoesNotFit):
        PREVENT.plan(surgery(), setting)


def test_it_does_not_fit_without_people_who_have_a_need_or_staff() -> None:
    """A service whose cases all come by a list, and one in which nobody works, are refused in a sentence."""
    listed = (
        home_teams()
        .replace("rate: 1.5 per hour, week: Mon-Fri 08:00-18:00", "planned: {times: [Mon 09:00]}")
        .replace(", busy_days: 60 %", "")
    )
    with pytest.raises(DoesNotFit, match="list"):
        PREVENT.plan(parse_service(listed))
    with pytest.raises(DoesNotFit, match="staff"):
        PREVENT.plan(parse_service(lifts()))
