"""The finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.verdict import Verdict
from opmodels.describe.read import parse_service
from opmodels.show.finding import tell_finding
from opmodels.show.page import list_table, write_page
from tests.unit.show.desk import DESK

TRIM = "trim(cut=30 %)"
OPEN = "1 red line cannot be checked: no redundancies"


def leave_out(*starts: str) -> str:
    """Return the desk without the lines in which these words stand."""
    return "".join(line for line in DESK.splitlines(True) if not any(words in line for words in starts))


def judged(comparison: Comparison, **words: str) -> Comparison:
    """Return the comparison with models judged so; ``withdraw`` stands in for a second one."""
    made = {}
    for name, verdict in words.items():
        made[name] = replace(comparison.models[TRIM if name == "trim" else "withdraw"])
        object.__setattr__(made[name], "verdict", Verdict(verdict, ()))
    return replace(comparison, models=made)


def unprotected(comparison: Comparison) -> Comparison:
    """Return the comparison of a service without a guardrail that speaks for citizens."""
    rails = tuple(rail for rail in comparison.service.guardrails if rail.measure != "worse_off")
    return replace(comparison, service=comparison.service.model_copy(update={"guardrails": rails}))


def test_something_holds(comparison: Comparison) -> None:
    """A model that holds is named, and the reader is told to test it before it is scaled."""
    told = tell_finding(judged(comparison, trim="holds"))
    assert told.startswith("trim closes the gap, keeps every hard guardrail and crosses no red line.")
    assert told.endswith(" Test before anything is scaled.")


def test_nothing_was_tried(comparison: Comparison) -> None:
    """Where no model changes anything, that is the finding."""
    told = tell_finding(replace(comparison, models={"keep": comparison.models["keep"]}))
    assert told == "nothing was tried that changes the service: keep leaves it as it is."


def test_one_fails(comparison: Comparison) -> None:
    """One model that fails is told as one."""
    told = tell_finding(replace(comparison, models={"withdraw": comparison.models["withdraw"]}))
    assert told.startswith("this model fails: it must close the gap,")


def test_an_unknown_red_line_is_not_kept(comparison: Comparison) -> None:
    """A model with a red line that nobody can check crosses no red line in no sentence; a person decides."""
    made = judged(comparison, trim=OPEN)
    told = tell_finding(made)
    assert told == f"trim closes the gap and keeps every hard guardrail, but {OPEN}: a person must decide."
    assert "no red line" not in told
    assert any(row.endswith("red line unknown") for row in list_table(made))


def test_own_words_as_red_line_from_end_to_end() -> None:
    """A red line in own words: no page says that none is crossed, and what can be checked is told."""
    text = DESK.replace("no compulsory redundancy", "no redundancies").replace(
        "at_most: 20 %", "at_most: 100 %"
    )
    made = compare(parse_service(text), [TRIM], replications=4)
    page = write_page(made)
    flat = " ".join(page.split())
    assert made.models[TRIM].verdict.words == OPEN
    assert "crosses no red line" not in flat and f"but {OPEN}: a person must decide" in flat
    assert "Not checked: red line 'no redundancies': opmodels can check free at need" in flat
    assert "the nearest is 'no compulsory redundancy'" in flat
    assert max(map(len, page.splitlines())) <= 80


def test_citizens_are_in_the_sentence_where_no_guardrail_speaks_for_them(comparison: Comparison) -> None:
    """A model that leaves people without the service is no headline without saying how many."""
    told = tell_finding(judged(unprotected(comparison), withdraw="holds"))
    sentence = told.partition(". ")[0]
    assert "closes the gap" in sentence
    assert "but 100 % of citizens are worse off and cases that end unmet go from" in sentence
    assert sentence.endswith(" %")
    assert "citizens" not in tell_finding(judged(comparison, withdraw="holds"))


def test_price_and_unknown_line_stand_together(comparison: Comparison) -> None:
    """What citizens pay and what a person must decide are told in one sentence."""
    told = tell_finding(judged(unprotected(comparison), withdraw=OPEN))
    assert ", but 100 % of citizens are worse off" in told
    assert told.endswith(f" %, and {OPEN}: a person must decide.")


def test_each_model_tells_its_own_price(comparison: Comparison) -> None:
    """Several models that hold are told apart by what they do to citizens."""
    told = tell_finding(judged(unprotected(comparison), trim="holds", withdraw="holds"))
    assert told.startswith("trim and withdraw close the gap")
    assert ", but under trim " in told and "; under withdraw 100 % of citizens" in told


def test_too_few_replications_to_count_people() -> None:
    """With two replications nobody tells luck from change, and the sentence says so."""
    text = leave_out(
        "worse_off, group", "red_lines", "{measure: wait, step: ask, value", "{measure: end", "observed"
    )
    made = compare(parse_service(text.replace("at_most: 25 min", "at_most: 25 h")), [TRIM], replications=2)
    assert "nobody can say how many citizens are worse off" in tell_finding(judged(made, trim="holds"))


def test_a_guardrail_that_goes_with_the_service_is_not_kept(comparison: Comparison) -> None:
    """Who shuts the desk has not kept the wait at the desk: nothing is left to measure."""
    text = leave_out(
        "worse_off, group", "red_lines", "{measure: wait, step: ask, value", "{measure: end", "observed"
    )
    made = compare(parse_service(text), ["withdraw"], replications=2)
    assert made.models["withdraw"].verdict.words == "guardrail not measured: wait at ask, 90 %"
    assert tell_finding(made).startswith("this model fails")
    assert "nothing left to measure for this guardrail: wait at ask, 90 %" in " ".join(
        write_page(made).split()
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("20 %", "the as-is run misses end helped"),
        ("93 %, tolerance: 3 %", "2 replications cannot tell whether the as-is run reproduces end helped"),
    ],
)
def test_withheld(value: str, words: str) -> None:
    """A figure that matters and is missed, or cannot be told, withholds the verdict in its own words."""
    text = DESK.replace("value: 20 %", f"value: {value}").replace("matters: no", "matters: yes")
    text = text.replace("tolerance: 90 %", "tolerance: 90 %, matters: no")
    made = compare(parse_service(text), [TRIM], replications=2)
    assert tell_finding(made).startswith(f"no verdict yet: {words}. So far ")
    assert made.withheld == ("end helped",)


def test_where_nothing_fits_that_is_the_finding(comparison: Comparison) -> None:
    """It is not said that no model leaves the service as it is; the reason stands further down the page."""
    told = tell_finding(replace(comparison, models={}))
    assert told == "nothing was tried: call_back_first does not fit this service; why stands below."
