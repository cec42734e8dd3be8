"""Evidence for readers: adverse first, what is contested, and what nobody has measured."""

from __future__ import annotations

import pytest

from opmodels.describe.yaml_lines import parse_yaml
from opmodels.models.arithmetic import read_amount
from opmodels.models.evidence import Register, shipped_register
from opmodels.models.finding import Effect
from opmodels.models.weighed import weigh
from opmodels.show.evidence import (
    find_state,
    list_lines,
    list_measures,
    list_summary,
    make_tree,
    tell_amount,
    tell_benefit,
    tell_bias,
    tell_effect,
    tell_notes,
    weigh_all,
)
from tests.unit.models.evidence_text import EVIDENCE

REGISTER = Register().plus([parse_yaml(EVIDENCE, "letters.yaml")])
FINDINGS = REGISTER.findings_of("letters")


@pytest.mark.parametrize(
    ("amount", "told"), [("1330 min", "22.2 h"), ("£22200", "£22,200"), ("88 %", "88 %"), ("-£188", "-£188")]
)
def test_amounts_are_written_as_people_write_them(amount: str, told: str) -> None:
    """Hours, thousands, per cent."""
    assert tell_amount(read_amount(amount)) == told


def test_figures_are_told_as_they_were_reported() -> None:
    """A value, with its interval, or a span."""
    assert tell_effect(Effect(value="0.77", interval=("0.71", "0.83"))) == "0.77 (0.71 to 0.83)"
    assert tell_effect(Effect(span=("£1", "£5"))) == "£1 to £5"
    assert tell_effect(Effect(value="£76")) == "£76"


def test_a_measure_is_measured_contested_or_assumed() -> None:
    """By what was found of it."""
    register = shipped_register()
    assert find_state(weigh(register, "falls rate ratio")) == "measured"
    assert (
        find_state(weigh(register, "use of public transport two years after ride-hail came")) == "contested"
    )
    assert find_state(weigh(register, "share who accept the offer")) == "assumed"


def test_what_speaks_against_a_model_stands_first() -> None:
    """Then the rest, then what is to be expected, then what nobody has measured."""
    names = list_measures(REGISTER, FINDINGS, "letters")
    assert names == ["repeat calls", "share who read it"]
    told = "\n".join(list_lines("letters", FINDINGS, weigh_all(REGISTER, names)))
    assert told.startswith("LETTERS: 2 findings, 1 against it\n")
    order = [
        "Against it",
        "A roe-2021",
        "Not against it",
        "B doe-2020",
        "Nobody has measured",
        "share who read it",
    ]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert "not verified" in told[told.index("roe-2021") : told.index("Not against")]
    assert 'Next: opmodels evidence --measure "repeat calls"' in told


@pytest.mark.parametrize("model", shipped_register().models)
def test_no_line_is_too_wide(model: str) -> None:
    """80 columns do for every model of the register."""
    register = shipped_register()
    findings = register.findings_of(model)
    weighed = weigh_all(register, list_measures(register, findings, model))
    lines = list_lines(model, findings, weighed)
    assert max(map(len, lines[:-1])) <= 80


def test_measures_of_findings_from_elsewhere_are_listed_too() -> None:
    """A finding that speaks of two models brings its figures to both."""
    assert list_measures(REGISTER, REGISTER.findings_of("trim"), "trim") == ["repeat calls"]


def test_a_name_that_is_no_models_is_marked() -> None:
    """It may be a slip."""
    told = "\n".join(list_summary(REGISTER, ["trim"]))
    assert "letters (no model of this name): 2 findings, 1 against it, 1 not verified" in told
    assert "no model" not in "\n".join(list_summary(REGISTER, ["letters"]))
    assert "measured: 1, contested: 1, measured by nobody: 1" in told


def test_what_is_not_taken_as_reported_is_told() -> None:
    """Bias that is expected, and findings that do not count, each with its reason."""
    told = tell_bias(weigh(REGISTER, "repeat calls"))
    assert told == ["doe-2020 reports 0.8 (0.6 to 1.0); not counted: rests on the same data as roe-2021"]
    (own,) = tell_bias(weigh(shipped_register(), "hours of care per client, beside other providers"))
    assert own.startswith("ey-2009-hours reports 0.6; taken as 0.775, as part of it")


def test_how_figures_were_worked_out_is_told() -> None:
    """And which of them nobody has checked."""
    told = tell_notes(weigh(shipped_register(), "missed appointments when the cost is told"))
    assert told == [
        "hallsworth-2015: computed: 8.4 % over 11.1 %",
        "hallsworth-2015: not verified in its source",
    ]
    assert tell_notes(weigh(shipped_register(), "falls rate ratio")) == []
    assert tell_notes(weigh(shipped_register(), "people in a team")) == [
        "the size of a team is chosen, so places need not differ much"
    ]


def test_benefit_is_told_where_a_figure_can_say_so() -> None:
    """A share has no value at which there is no effect."""
    assert tell_benefit(weigh(shipped_register(), "falls rate ratio")).endswith("a probability of 4 %.")
    assert tell_benefit(weigh(shipped_register(), "share of use that is new")) == ""


def test_the_tree_has_all_of_it() -> None:
    """Where each stands, what is expected, and how much each finding weighs."""
    tree = make_tree(REGISTER, FINDINGS, weigh_all(REGISTER, ["repeat calls", "share who read it"]))
    assert [one["id"] for one in tree["findings"]] == ["roe-2021", "doe-2020"]
    assert tree["findings"][0]["where"].startswith("letters.yaml, line ")
    calls, read = tree["measures"]["repeat calls"], tree["measures"]["share who read it"]
    assert sum(one["weight"] for one in calls["counted"]) == pytest.approx(1.0)
    assert [one["id"] for one in calls["aside"]] == ["doe-2020"]
    assert read["expected"] == {"value": "60 %", "range": ["20 %", "90 %"]}
    assert (read["state"], read["mean"], read["no_benefit"]) == ("assumed", None, None)
