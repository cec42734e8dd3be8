"""What a comparison says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.intervals import Estimate
from opmodels.describe.read import parse_service
from opmodels.foundation.errors import Problem
from opmodels.show import findings
from tests.services import mmc


def test_question_names_the_gap(comparison: Comparison) -> None:
    """The question is the service's own: amount, day, guardrails."""
    assert findings.tell_question(comparison) == "close £40k a year by March 2027 with every guardrail kept?"
    assert findings.tell_title(comparison) == "DESK & COUNTER (for tests)"


def test_borrowed_gap_is_said_to_be(comparison: Comparison) -> None:
    """A gap taken over from a library service is not the analyst's."""
    gap = comparison.service.gap
    assert gap is not None
    amount = gap.amount.model_copy(update={"grade": "borrowed"})
    service = comparison.service.model_copy(update={"gap": gap.model_copy(update={"amount": amount})})
    assert "£40k a year (borrowed)" in findings.tell_question(replace(comparison, service=service))


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Estimate(), "nobody"),
        (Estimate(20.0, 19.9, 20.1), "20 min"),
        (Estimate(20.0, 15.0, 25.0), "15-25 min"),
        (Estimate(150.0, 100.0, 200.0), "100 min-3.3 h"),
        (Estimate(30_000.0, None, None), "21 d"),
        (Estimate(0.5, 0.5, 0.5), "30 s"),
    ],
)
def test_waits_for_the_table(one: Estimate, text: str) -> None:
    """A wait is short enough for a table, in one unit, as a range where the simulation leaves one."""
    assert findings.tell_wait(one) == text


def test_wait_of_the_guardrail_is_watched(comparison: Comparison) -> None:
    """The table shows the wait that the first wait guardrail is about."""
    assert findings.wait_step(comparison) == "ask"
    assert (
        findings.find_wait(comparison, "ask").mean
        == comparison.as_is.estimate("steps", "ask", "wait", "p90").mean
    )
    assert findings.find_wait(comparison, "book_counter").mean is not None


def test_against(comparison: Comparison) -> None:
    """What speaks against a model is told with value and limit; what does not fit, with the reason."""
    told = list(findings.list_against(comparison))
    names = {name for name, _ in told}
    assert names == {"trim(cut=30 %)", "withdraw", "call_back_first"}
    misfit = dict(told)["call_back_first"]
    assert misfit == (
        "is made for another kind of service: 'phone', which steps does not have (here: ask, ask again,"
        " book counter, at counter)"
    )
    assert any("at most 20 %" in words for _, words in told)


def test_a_slip_in_a_recipe_is_not_another_kind_of_service() -> None:
    """It is told with its line and what to do; a name that is lacking, with those that are there."""
    where = "mine.recipe.yaml, line 7"
    slip = Problem(where, "'fixed', which money has already", "a name that is new", next="use replace")
    assert findings.tell_misfit(slip) == (
        "found 'fixed', which money has already, expected a name that is new"
        " (mine.recipe.yaml, line 7: use replace)"
    )
    lacks = Problem(where, "'ask', which steps does not have", "one of ring_up, done")
    assert findings.tell_misfit(lacks) == (
        "is made for another kind of service: 'ask', which steps does not have (here: ring up, done)"
    )


def test_what_a_service_would_need_is_told_as_that() -> None:
    """And not as something that is there."""
    problem = Problem("prevent on A library", "'need can be prevented' denied", "a service of which it holds")
    assert findings.tell_misfit(problem) == (
        "is made for another kind of service: 'need can be prevented' denied; it needs a service of which it"
        " holds"
    )


def test_payers(comparison: Comparison) -> None:
    """Whoever pays more or less is named, with what is paid once."""
    told = dict(findings.list_payers(comparison))
    assert told["trim(cut=30 %)"].startswith("council £")
    assert "once to set it up" in told["trim(cut=30 %)"]
    assert "nhs £" in told["withdraw"]
    assert "keep" not in told


def test_who_pays_nothing_as_it_is_is_told_too() -> None:
    """People who buy from a private provider pay, though nobody is charged today."""
    made = compare(parse_service(mmc(run="1 week", warm_up="0 days")), ["opt_out"], replications=2)
    model = made.models["opt_out"]
    paid = dict(findings.list_net(model))["citizens"]
    assert paid.mean == model.result.estimate("money_per_year", "citizens", "net").mean > 1000
    assert "citizens £" in dict(findings.list_payers(made))["opt_out"]


def test_evidence_and_fit(comparison: Comparison) -> None:
    """Evidence says what speaks against a model; what it relies on is counted where not all holds."""
    assert "partly adverse" in dict(findings.list_evidence(comparison))["withdraw"]
    assert dict(findings.list_fit(comparison)) == {"withdraw": "2 held, 1 unknown"}
    assert "keep" not in dict(findings.list_evidence(comparison))


def test_numbers(comparison: Comparison) -> None:
    """The numbers that rest on nothing are counted."""
    assert findings.tell_numbers(comparison) == "1 assumed and 22 without a source of 24"


def test_elements_that_did_nothing_are_left_out(comparison: Comparison) -> None:
    """Only changes that moved money or the wait are told, the largest first."""
    told = [words for name, words in findings.list_elements(comparison) if name == "withdraw"]
    assert told and "gap closed +£" in told[0]
    model = comparison.models["withdraw"]
    idle = replace(model.elements[0], gap_closed=Estimate(0.0, 0.0, 0.0), wait=Estimate(0.0, -1.0, 1.0))
    quiet = replace(comparison, models={"withdraw": replace(model, elements=(idle,))})
    assert list(findings.list_elements(quiet)) == []


def test_uncertain_shares_are_ranges(comparison: Comparison) -> None:
    """Who is worse off is told as a range where the simulation cannot say, never as a bare mean."""
    model = comparison.models["withdraw"]
    group = model.winners.worst_off
    unsure = replace(model.winners.groups[group], worse=Estimate(0.6, -0.2, 1.3))
    winners = replace(model.winners, groups={**model.winners.groups, group: unsure})
    made = replace(comparison, models={"withdraw": replace(model, winners=winners)})
    told = dict(findings.list_worst_off(made))["withdraw"]
    assert told.startswith("young, too few replications to say how many are worse off (chance alone: ")
    some = replace(unsure, worse=Estimate(0.4, 0.2, 0.6))
    winners = replace(model.winners, groups={**model.winners.groups, group: some})
    made = replace(comparison, models={"withdraw": replace(model, winners=winners)})
    assert "young, 20 to 60 % worse and" in dict(findings.list_worst_off(made))["withdraw"]


def test_some_is_never_none(comparison: Comparison) -> None:
    """A share above nothing is not told as 0 %, nor one below all as 100 %."""
    model = comparison.models["withdraw"]
    group = model.winners.worst_off
    few = replace(
        model.winners.groups[group], worse=Estimate(0.004, 0.003, 0.005), better=Estimate(0.997, 0.996, 0.998)
    )
    winners = replace(model.winners, groups={**model.winners.groups, group: few})
    made = replace(comparison, models={"withdraw": replace(model, winners=winners)})
    told = dict(findings.list_worst_off(made))["withdraw"]
    assert "under 1 % worse and over 99 % better off" in told


def test_a_limit_just_passed_is_told_as_that(comparison: Comparison) -> None:
    """A guardrail that fails by less than is printed does not read as if it held."""
    rail = comparison.models["trim(cut=30 %)"].rails[0]
    near = replace(rail, value=Estimate(25.04, 25.01, 25.07))
    assert findings.tell_rail(near, comparison) == "just over 25 min, at most 25 min"


def test_unmeasured_says_why(comparison: Comparison) -> None:
    """Who is worse off cannot be told from two replications; a wait cannot be told where nobody is left."""
    wait, worse = (replace(rail, value=Estimate()) for rail in comparison.models["trim(cut=30 %)"].rails)
    assert findings.tell_rail(wait, comparison) == "nothing left to measure, at most 25 min"
    assert findings.tell_rail(worse, comparison) == "too few replications or people, at most 20 %"


def test_no_interval_because_nobody_waits(comparison: Comparison) -> None:
    """Fifty replications are not too few where the wait as it is is nothing: a share of nothing is none."""
    assert "4 replications, as were asked for). Uncertain" in findings.tell_certainty(comparison)
    sample = comparison.as_is.sample
    places = {
        ("steps", "ask", kind, "p90"): 0.0 * sample.column("steps", "ask", "wait", "p90")
        for kind in ("wait",)
    }
    nobody = replace(comparison, as_is=replace(comparison.as_is, sample=sample.with_columns(places)))
    assert findings.tell_certainty(nobody).startswith(
        "4 replications; the wait as it is is 0, so it has no ±."
    )


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("wait", "minutes"), ("gave_up", "share"), ("budget", "money"), ("overtime", "count")],
)
def test_units(measure: str, unit: str) -> None:
    """Every measure is written in its unit."""
    assert findings.unit_of(measure) == unit


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (
            "4 are enough for the precision of ±5 % that is wanted",
            "(4 replications, enough for what the models change, not for the wait itself; more of them narrow"
            " it)",
        ),
        ("4, the most allowed; the precision of ±5 % that is wanted was not reached", "the most allowed)"),
    ],
)
def test_why_there_were_no_more(comparison: Comparison, why: str, told: str) -> None:
    """Where the wait as it is is loosely known, it is told why there were no more replications."""
    words = findings.tell_certainty(replace(comparison, why=why))
    assert words.startswith("simulation ±26.3 % on the wait as it is (4 replications, ")
    assert told in words
