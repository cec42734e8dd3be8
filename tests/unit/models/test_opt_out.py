"""Opting out: who can, who leaves, what is new, what it costs whom, and where it settles."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.choosing import Choose
from opmodels.describe.pathway import Branch
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.describe.volume import count_weekly
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.opt_out import OPT_OUT, SETTINGS, share_private
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import Run, run_once
from tests.oracles import formulas
from tests.services import home_teams, mmc
from tests.unit.models.example import UNEQUAL, surgery

ALONE = {"diverted": "100 %", "giving_up": "no", "sends_back": "0 %"}


def desk(run: str = "4 weeks", trait: str = "smartphone: 60 %") -> Service:
    """Return a queue whose people may have a smartphone."""
    return parse_service(mmc(run=run).replace("people: 1000", f"people: 1000, {trait}"))


def shares(one: Run, service: Service, step: str) -> dict[str, float]:
    """Return the share of each alternative among choices at a step."""
    places = [n for n, (at, _) in enumerate(compile_service(service).names.alternatives) if at == step]
    names = [compile_service(service).names.alternatives[n][1] for n in places]
    chosen = one.record.choice[:, places, c.CHOSEN].sum(axis=0)
    return dict(zip(names, chosen / chosen.sum(), strict=True))


def test_the_choice_stands_before_every_need() -> None:
    """And at giving up; the public way leads where the need began, with its wait published."""
    after = OPT_OUT.plan(surgery(groups=UNEQUAL)).after
    assert find_problems(after) == []
    assert {after.needs[name].starts_at for name in ("same_day", "review")} == {
        "choose_phone", "choose_ask_routine",
    }  # fmt: skip
    choice = after.steps["choose_phone"]
    assert isinstance(choice, Choose)
    assert choice.choose["public"].to.to.keys() == {"phone"}
    assert choice.choose["public"].quote is not None and choice.choose["public"].quote.published == "phone"
    assert choice.choose["private"].needs == ("smartphone",)
    assert after.steps["choose_ask_routine"].choose["public"].quote.exact == "ask_routine"
    assert after.steps["phone"].gives_up_to.to.keys() == {"gave_up_phone"}
    assert after.needs["new_same_day"].who.has == "smartphone"


def test_off_is_as_it_is() -> None:
    """With the provider off no change is recorded."""
    service = surgery()
    assert OPT_OUT.plan(service, {"app": "off"}).after is service


def test_the_settled_queue_is_the_fixed_point() -> None:
    """60 an hour, five servers of 12 an hour, -2 an hour waited, a private provider of -0.5 without price or
    time: 37.0300 an hour stay public, the root of Λ = 60 / (1 + exp(-0.5 + 2 Wq(Λ))), from a published wait.

    |error| + 3.3 standard errors at most 1 %, as in the tests of theory.
    """
    given = {
        **ALONE, "price": "£0", "takes": "0 min", "reached_by": "anybody", "liking": "-0.5", "without": "-40",
        "hour_waited": "-2", "day_waited": "-48", "lasting": "0 %", "alike": "1",
        "expected_wait": "2 hours",
    }  # fmt: skip
    text = mmc("60 per hour", 5, "{exponential: 5 min}", run="40 weeks", warm_up="8 weeks")
    after = OPT_OUT.plan(parse_service(text), given).after
    compiled = compile_service(after)
    row = compiled.names.rows.index("answer")
    runs = [run_once(compiled, 1, number) for number in range(6)]
    joined = np.array([run.record.count[0, row, c.ARRIVED] for run in runs]) / (40 * 168)
    assert formulas.precise(joined, 37.0300)[1] <= 0.01


def test_who_cannot_never_does() -> None:
    """Whatever prices, tastes and subsidies are, with a fixed seed each: of those without smartphones nobody
    is served by the provider, though some would like to, and of those below the bar nobody either."""
    for seed in range(12):
        draws = np.random.default_rng(seed)
        given = {
            "price": f"£{draws.integers(0, 60)}", "liking": f"{draws.uniform(-2, 6):.2f}",
            "subsidy": f"{draws.integers(0, 101)} %", "diverted": f"{draws.integers(20, 101)} %",
            "income_bar": ["£0", "£100k"][seed % 2], "lasting": f"{draws.integers(0, 101)} %",
            "alike": f"{draws.uniform(0.3, 1):.2f}",
        }  # fmt: skip
        text = mmc(run="1 week").replace(
            "{everyone: {people: 1000}}",
            "{with: {people: 500, smartphone: 100 %, income: £30k}, "
            "none: {people: 500, smartphone: 0 %, income: £30k}}",
        )
        after = OPT_OUT.plan(parse_service(text), given).after
        compiled = compile_service(after)
        one = run_once(compiled, seed)
        at = compiled.names.rows.index("private_visit")
        served = one.record.count[:, at, c.ARRIVED]
        assert served[1] == 0
        assert (served[0] == 0) == (seed % 2 == 1)


def test_as_much_use_is_new_as_is_said() -> None:
    """With 30 % diverted, of all private uses 30 % are of people who came before, within 3 points (some 3,000
    uses: four standard errors are 3.4 points, and the wait is not quite the one expected)."""
    given = {"diverted": "30 %", "price": "£5", "liking": "-1", "giving_up": "no", "expected_wait": "6 min"}
    after = OPT_OUT.plan(desk(), given).after
    compiled = compile_service(after)
    ends = run_once(compiled, 3).record.end.sum(axis=0)
    old, new = (ends[compiled.names.ends.index(name)] for name in ("met_privately", "new_use"))
    assert old / (old + new) == pytest.approx(0.30, abs=0.035)
    assert old + new > 2000


def test_who_is_sent_back_costs_twice() -> None:
    """With all sent back the public service has all whom it had, and those who are new besides."""
    service = desk()
    rows = {}
    for back in ("0 %", "100 %"):
        after = OPT_OUT.plan(service, {"sends_back": back, "giving_up": "no"}).after
        compiled = compile_service(after)
        one = run_once(compiled, 1)
        rows[back] = one.record.count[0, compiled.names.rows.index("answer"), c.ARRIVED]
    plain = compile_service(service)
    as_is = run_once(plain, 1).record.count[0, plain.names.rows.index("answer"), c.ARRIVED]
    assert rows["0 %"] < as_is < rows["100 %"]


def test_the_subsidy_is_capped_and_somebody_pays() -> None:
    """80 % of £20 is £16; with a cap of £5.50 people pay £14.50 and the payer £5.50 for each use."""
    after = OPT_OUT.plan(surgery(), {"subsidy": "80 %", "payer": "nhs"}).after
    assert after.steps["private_visit"].costs["nhs"].value == pytest.approx(5.5)
    assert after.steps["choose_phone"].choose["private"].price.everyone.value == pytest.approx(14.5)
    bought = OPT_OUT.plan(surgery(), {"subsidy": "100 %", "subsidy_cap": "£99"}).after
    assert bought.steps["choose_phone"].choose["private"].price.everyone.value == 0
    assert bought.steps["private_visit"].costs["practice"].value == pytest.approx(20)


def test_money_and_posts_can_follow() -> None:
    """A share of the pay of a mean case is a cost of each case that leaves, none of new use; posts of the
    largest pool without a diary follow the cases that stay, at today's number while all stay."""
    after = OPT_OUT.plan(surgery(), {"follows": "65 %", "posts_follow": "yes"}).after
    assert after.ends["met_privately"].costs["practice"].value > 1
    assert after.ends["new_use"].costs == {}
    rule = after.pools["reception"].funded_by
    assert rule is not None
    assert set(rule.need) == {"same_day", "review"}
    assert rule.at_most.value == 3


def test_the_expected_share_is_the_closed_form() -> None:
    """With nothing alike, no price and no wait it is a plain logit."""
    settings = SETTINGS.but({
        "price": "£0", "takes": "0 min", "expected_wait": "0 min", "alike": "1", "liking": "0",
        "without": "0",
    })  # fmt: skip
    assert share_private(settings) == pytest.approx(1 / 3)


def test_where_anybody_can_nothing_is_asked() -> None:
    """Where no group says how many have a smartphone or the internet, no trait is asked for."""
    after = OPT_OUT.plan(parse_service(mmc())).after
    assert after.steps["choose_answer"].choose["private"].needs == ()
    assert after.needs["new_call"].who is None


def test_people_who_come_by_a_list_do_not_choose() -> None:
    """A service whose cases all come by a list is refused in a sentence."""
    listed = (
        home_teams()
        .replace("rate: 1.5 per hour, week: Mon-Fri 08:00-18:00", "planned: {times: [Mon 09:00]}")
        .replace(", busy_days: 60 %", "")
    )
    with pytest.raises(DoesNotFit, match="list"):
        OPT_OUT.plan(parse_service(listed))


def test_sent_back_by_need() -> None:
    """Each need goes back to where it began, and new use to where that need begins."""
    fork = OPT_OUT.plan(surgery()).after.steps["after_private"]
    assert isinstance(fork, Branch)
    goes = {clause.when.need[0]: next(iter(clause.to.to)) for clause in fork.branch[:-1]}
    assert goes["same_day"] == goes["new_same_day"] == "phone"
    assert goes["review"] == goes["new_review"] == "ask_routine"


def test_needs_that_share_no_step_do_not_share_a_provider() -> None:
    """Where times at the steps of one need are told for its groups alone, only the heavier need has one."""
    text = """
opmodels: 1
service: Two of a kind
time: {start: 2025-01-06, run: 1 week, zone: UTC}
groups: {young: {people: 100}, old: {people: 100}}
needs:
  play: {rate: {young: 2 per hour}, starts_at: garden}
  nap: {rate: {old: 1 per hour}, starts_at: parlour}
pools: {staff: {staff: 9, hours: always, cost: £10 per hour}}
steps:
  garden: {serve: staff, takes: {play: 20 min}, then: done}
  parlour: {serve: staff, takes: {nap: 5 min}, then: done}
ends: {done: met}
"""
    after = OPT_OUT.plan(parse_service(text)).after
    assert (after.needs["play"].starts_at, after.needs["nap"].starts_at) == ("choose_garden", "parlour")


def test_a_wait_on_the_spot_is_another_than_one_for_a_slot() -> None:
    """On the telephone an hour weighs as an hour, for a slot as a part of a day."""
    steps = OPT_OUT.plan(surgery()).after.steps
    weights = [
        steps[name].tastes.hour_waited.everyone.value for name in ("choose_phone", "choose_ask_routine")
    ]
    assert weights == pytest.approx([-1.0, -0.15 / 24])


@pytest.mark.parametrize(("patience", "weight"), [("2 h", -1.0), ("3 days", -0.15 / 24)])
def test_nobody_stays_before_a_door_for_days(patience: str, weight: float) -> None:
    """Who is ready to wait for days goes home meanwhile, so an hour weighs as a part of a day."""
    text = mmc(more=f"patience: {{exponential: {patience}}}, gives_up_to: lost")
    choice = OPT_OUT.plan(parse_service(text)).after.steps["choose_answer"]
    assert choice.tastes.hour_waited.everyone.value == pytest.approx(weight)


def test_posts_follow_those_who_stay_and_no_others() -> None:
    """Over three years four posts stay where nobody leaves; where 55 % do, two go after the first year."""
    text = mmc("4 per hour", 4, "{exponential: 40 min}", run="156 weeks", warm_up="1 week")
    paid = {}
    for liking in ("-20", "0.5"):
        given = {
            **ALONE,
            "posts_follow": "yes",
            "liking": liking,
            "price": "£0",
            "alike": "1",
            "without": "-40",
        }
        compiled = compile_service(OPT_OUT.plan(parse_service(text), given).after)
        one, desk_pool = run_once(compiled, 1), compiled.names.pools.index("desk")
        hours = one.record.pool_hours[desk_pool].reshape(c.POOL_KINDS, 168)
        paid[liking] = float(hours[c.HOURS_OPEN].sum() / c.HOUR_MS / (156 * 168))
    assert paid["-20"] == pytest.approx(4.0, abs=0.01)
    assert paid["0.5"] == pytest.approx((4 + 2 + 2) / 3, abs=0.01)


def test_a_party_comes_once_in_new_use_too() -> None:
    """New use is the same multiple of today's cases, whether people come alone or together."""
    made = []
    for party in ("", ", party: {2: 50 %, 4: rest}"):
        text = mmc().replace("starts_at: answer", f"starts_at: answer{party}", 1)
        after = OPT_OUT.plan(parse_service(text)).after
        made.append(count_weekly(after, "new_call") / count_weekly(after, "call"))
    assert made[1] == pytest.approx(made[0], rel=1e-6)


def test_posts_stay_where_nobody_opts_out() -> None:
    """Three in five give up and are served nowhere, today as then: who has always come still counts."""
    text = mmc(
        "12 per hour", 4, "{exponential: 40 min}", run="104 weeks", warm_up="1 week",
        more="patience: {exponential: 15 min}, gives_up_to: lost",
    )  # fmt: skip
    given = {**ALONE, "posts_follow": "yes", "liking": "-20", "without": "-40"}
    compiled = compile_service(OPT_OUT.plan(parse_service(text), given).after)
    one, desk_pool = run_once(compiled, 1), compiled.names.pools.index("desk")
    hours = one.record.pool_hours[desk_pool].reshape(c.POOL_KINDS, 168)
    lost = one.record.end.sum(axis=0)[compiled.names.ends.index("lost")] / one.record.end.sum()
    assert lost > 0.4
    assert hours[c.HOURS_OPEN].sum() / c.HOUR_MS / (104 * 168) == pytest.approx(4.0, abs=0.01)
