"""A platform: every match is one who gives and one who asks, twice the people are twice the matches."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.base import Redesign
from opmodels.models.share_platform import SHARE_PLATFORM, find_need, plan_rounds
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests.services import lifts, mmc

ASKS = "facts: {citizens could meet call: {holds: yes}}\n"
SETTINGS = {"invited": "100 %", "joins": "20 %", "every": "1 week", "offer_lasts": "3 days", "tries": "60 %",
            "fits": "90 %", "patience": "3 days", "bad": "20 %"}  # fmt: skip


def line(times: int = 1) -> Service:
    """Return a line on which people ask for help that others could give, so many times as large."""
    text = mmc(f"{2 * times} per hour", 2 * times, "{exponential: 20 min}", run="26 weeks", warm_up="8 weeks")
    return parse_service(text.replace("people: 1000", f"people: {1000 * times}") + ASKS)


def count(redesign: Redesign, seed: int) -> dict[str, int]:
    """Return how many started at each step, or came to each end."""
    compiled = compile_service(redesign.before, redesign.after)
    record = run_once(compiled, seed).record
    starts = dict(zip(compiled.names.rows, record.count[:, :, c.STARTED].sum(axis=0).tolist(), strict=True))
    return starts | dict(zip(compiled.names.ends, record.end.sum(axis=0).tolist(), strict=True))


def test_credits_conserve() -> None:
    """Who gives gets what who asks pays: as many have given as were helped, in every run."""
    redesign = SHARE_PLATFORM.plan(line(), SETTINGS)
    for seed in (1, 2, 3):
        found = count(redesign, seed)
        assert found["offers_on_platform"] == found["asks_on_platform"] > 100
        assert (
            abs(found["asks_on_platform"] * 0.8 - found["met_on_platform"])
            < 5 * found["asks_on_platform"] ** 0.5
        )


def test_both_sides_doubled_double_matches() -> None:
    """Constant returns, within what chance allows for the sum of four runs of each."""
    one, two = (SHARE_PLATFORM.plan(line(times), SETTINGS) for times in (1, 2))
    small, large = (sum(count(plan, seed)["asks_on_platform"] for seed in range(4)) for plan in (one, two))
    assert large == pytest.approx(2 * small, abs=4 * (2 * small + 4 * small) ** 0.5)


def test_members_tire_and_leave() -> None:
    """With more fatigue fewer have given in the end; those who are never asked leave too."""
    found = [
        count(SHARE_PLATFORM.plan(line(), SETTINGS | {"fatigue": share}), 5)["offers_on_platform"]
        for share in ("5 %", "50 %")
    ]
    assert found[1] < 0.8 * found[0]
    usual = count(SHARE_PLATFORM.plan(line(), SETTINGS), 5)
    alone = count(SHARE_PLATFORM.plan(line(), SETTINGS | {"tries": "1 %"}), 5)
    assert alone["offers_on_platform"] < 0.3 * usual["offers_on_platform"]
    assert alone["left_platform"] > usual["left_platform"]


def test_returns_move_what_fits() -> None:
    """Above a measure of 20 requests a week a larger platform fits more only where that is said."""

    def share(times: int, returns: str) -> float:
        after = SHARE_PLATFORM.plan(line(times), {"returns": returns}).after
        door = after.steps["tries_platform_call"]
        return float(door.branch[-1].to.shares("everyone", "call")["asks_on_platform"])  # type: ignore[union-attr]

    assert share(1, "1") == share(4, "1") == pytest.approx(0.18)
    assert share(4, "1.2") > share(1, "1.2") > share(1, "1")


def test_nothing_at_no_strength() -> None:
    """If nobody is asked to join there is no platform, whatever else is set."""
    assert SHARE_PLATFORM.plan(line(), {"invited": "0 %", "grant": "£40k"}).changes_nothing


def test_the_need_is_found_or_it_says_why() -> None:
    """By a fact; by an exchange that is there, where the facts say that people complement each other."""
    assert find_need(line(), "auto") == "call"
    complement = "facts: {people have complementary needs: {holds: yes}}\n"
    assert find_need(parse_service(lifts() + complement), "auto") == "trip"
    with pytest.raises(DoesNotFit, match="no need of which the facts say"):
        SHARE_PLATFORM.plan(parse_service(mmc()))
    with pytest.raises(DoesNotFit, match="the need 'tea'"):
        SHARE_PLATFORM.plan(line(), {"need": "tea"})
    assert find_problems(SHARE_PLATFORM.plan(parse_service(mmc()), {"need": "call"}).after) == []


def test_the_runway_is_told() -> None:
    """Half the cost a year as a grant lasts half a year; a fee says how many matches would be enough."""
    plan = SHARE_PLATFORM.plan(line(), {"grant": "£15k", "cost": "£30k"})
    ends = next(text for text in plan.told if "spent" in text).split()[5]
    assert (date.fromisoformat(ends) - line().time.start).days == 182
    assert "without one, never" in plan.told[-1]
    paid = SHARE_PLATFORM.plan(line(), {"fee": "£5", "cost": "£30k"})
    assert any("6,000 matches a year" in text for text in paid.told)
    rich = SHARE_PLATFORM.plan(line(), SETTINGS | {"fee": "£10", "cost": "£10k"})
    assert any("stand alone from the first year" in text for text in rich.told)


@pytest.mark.parametrize(("joins", "people"), [("1 %", 1000), ("5 %", 1000), ("7 %", 1300), ("20 %", 40000)])
def test_as_many_join_in_a_year_as_is_set(joins: str, people: int) -> None:
    """Of a tenth of all so many in a hundred, within two in a hundred for whole people and days."""
    service = parse_service(mmc().replace("people: 1000", f"people: {people}") + ASKS)
    campaign = SHARE_PLATFORM.plan(service, {"joins": joins}).after.campaigns["campaign_of_platform"]
    expected = people * 0.1 * float(joins.split()[0]) / 100
    assert campaign.up_to.value * 365.25 / campaign.days == pytest.approx(expected, rel=0.02)


def test_rounds_are_whole_and_right_in_the_mean() -> None:
    """From one in three years to a thousand a day, within two in a hundred, and weekly where many join."""
    for power in range(-300, 301):
        a_day = 10 ** (power / 100)
        days, joining = plan_rounds(a_day)
        assert joining / days == pytest.approx(a_day, rel=0.02), a_day
    assert plan_rounds(100.0) == (7, 700)
    assert plan_rounds(0.001) == (1000, 1)


def test_where_nobody_joins_there_is_no_platform() -> None:
    """However many are asked."""
    assert SHARE_PLATFORM.plan(line(), {"joins": "0 %"}).changes_nothing


@pytest.mark.parametrize(("run", "lasts"), [("52 weeks", "6 months"), ("26 weeks", "12 months")])
def test_no_more_than_the_grant_is_paid(run: str, lasts: str) -> None:
    """Over the time for which it is paid, or the run where that is longer."""
    service = parse_service(mmc(run=run) + ASKS)
    after = SHARE_PLATFORM.plan(service, {"grant_lasts": lasts}).after
    paid = after.money.income["platform_grant"].amount
    assert paid is not None
    whole = paid.value * after.time.run.value / 60
    assert whole == pytest.approx(25_750 * (1.0 if lasts == "6 months" else 26 * 7 / 365.25), rel=0.001)


def test_the_fee_is_paid_by_whose_gap_it_is() -> None:
    """And what the platform costs has its range."""
    more = "payers: {grantor: {}, council: {}}\ngap: {amount: £10k, by: 2027-01-01, payer: council}\n"
    after = SHARE_PLATFORM.plan(parse_service(mmc() + ASKS + more), {"fee": "£2"}).after
    assert after.money.income["platform_fees"].pays == "council"
    cost = after.money.fixed["platform"].cost
    assert [round(x * 8766) for x in (cost.low or 0, cost.value, cost.high or 0)] == [10_000, 25_000, 60_000]


def test_a_funder_that_is_there_keeps_its_name() -> None:
    """Who gives the grant is somebody new."""
    more = "payers: {service: {}, funder: {note: another}}\n"
    after = SHARE_PLATFORM.plan(parse_service(mmc() + ASKS + more)).after
    assert after.payers["funder"].note == "another"
    assert after.money.income["platform_grant"].pays not in ("funder", "service")
