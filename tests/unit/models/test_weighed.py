"""Which findings count, how far each is believed, and what follows for a new place."""

from __future__ import annotations

import math
from typing import Any

import pytest

from opmodels.describe.yaml_lines import parse_yaml
from opmodels.foundation.errors import InputError
from opmodels.models.evidence import Register, shipped_register
from opmodels.models.finding import Entry
from opmodels.models.weighed import Weighed, find_shift, round_figures, weigh

HEAD = """\
opmodels-evidence: 1
model: letters
measures:
  calls: {{what: calls, scale: {scale}, better: {better}}}
findings:
"""


def one(name: str, value: str, grade: str = "A", **more: str) -> str:
    """Return a finding as it is written."""
    told = "".join(f", {key}: {text}" for key, text in more.items())
    start = f"  - {{id: {name}, finding: f, source: s, year: 2020, grade: {grade}"
    return f"{start}, effects: {{calls: {value}}}{told}}}\n"


def weigh_these(*findings: str, scale: str = "ratio", better: str = "lower") -> Weighed:
    """Return what follows from some findings."""
    text = HEAD.format(scale=scale, better=better) + ("".join(findings) or "  []\n")
    return weigh(Register().plus([parse_yaml(text, "e.yaml")]), "calls")


TRIAL = one("trial-2020", "{value: 0.9, interval: [0.8, 1.0125]}")
CLAIM = one("claim-2020", "{value: 0.4}", "C", reported="by itself")


def test_a_trial_stands_as_it_is() -> None:
    """One study of grade A without bias has its figure in the middle."""
    weighed = weigh_these(TRIAL)
    value, low, high = weighed.prediction
    assert value.value == 0.9
    assert low.value < 0.8
    assert high.value > 1.0125
    assert weighed.grade == "A"
    assert [counted.weight for counted in weighed.counted] == pytest.approx([1.0])


def test_what_a_body_says_of_itself_never_moves_the_centre_that_trials_set() -> None:
    """It is shown and does not count, nor does anything of grade C."""
    rumour = one("rumour-2020", "{value: 0.5}", "C")
    weighed = weigh_these(TRIAL, CLAIM, rumour)
    assert weighed.prediction == weigh_these(TRIAL).prediction
    assert {aside.entry.id: "A or B" in aside.why for aside in weighed.aside} == {
        "claim-2020": True,
        "rumour-2020": True,
    }


def test_alone_it_is_drawn_to_no_effect_and_wide() -> None:
    """Half of what is claimed is taken for bias, and the range is wider than after such a trial."""
    value, low, high = weigh_these(CLAIM).prediction
    assert value.value == round_figures(math.exp(0.5 * math.log(0.4)))
    _, trial_low, trial_high = weigh_these(one("trial-2020", "{value: 0.4}")).prediction
    assert high.value / low.value > 1.5 * trial_high.value / trial_low.value


def test_an_adverse_trial_moves_the_default() -> None:
    """Against the model, at once past everything that was claimed."""
    adverse = one("harm-2021", "{value: 1.2, interval: [1.1, 1.31]}", adverse="yes")
    before, after = weigh_these(CLAIM), weigh_these(CLAIM, adverse)
    assert before.prediction[0].value < 0.7
    assert after.prediction[0].value == 1.2
    assert after.is_contested
    assert not before.is_contested
    assert before.share_without_benefit is not None
    assert after.share_without_benefit is not None
    assert before.share_without_benefit < 0.25 < 0.75 < after.share_without_benefit
    both = weigh_these(TRIAL, adverse)
    assert 0.9 < both.prediction[0].value < 1.2


def test_each_datum_counts_once() -> None:
    """The best of those that rest on the same data counts; copies of a trial change nothing."""
    copy = one("copy-2021", "{value: 0.9}", "B", same_data_as="trial-2020")
    again = one("again-2022", "{value: 0.7}", "A", same_data_as="copy-2021")
    weighed = weigh_these(TRIAL, copy, again)
    assert [counted.entry.id for counted in weighed.counted] == ["trial-2020"]
    assert weighed.prediction == weigh_these(TRIAL).prediction
    assert {aside.why for aside in weighed.aside} == {"rests on the same data as trial-2020"}


def test_two_that_name_each_other_count_once() -> None:
    """A circle of same data is one set of data."""
    circle = [
        one("a-2020", "{value: 0.9}", same_data_as="b-2020"),
        one("b-2020", "{value: 0.8}", same_data_as="a-2020"),
    ]
    assert len(weigh_these(*circle).counted) == 1


@pytest.mark.parametrize(
    ("scale", "better", "grade", "reported", "adverse", "value", "shift"),
    [
        ("ratio", "lower", "A", "independent", "no", math.log(0.5), 0.0),
        ("ratio", "lower", "B", "independent", "no", math.log(0.5), 0.1 * math.log(0.5)),
        ("ratio", "lower", "C", "by itself", "no", math.log(0.5), 0.5 * math.log(0.5)),
        ("ratio", "lower", "C", "by itself", "no", math.log(2.0), 0.0),
        ("ratio", "higher", "C", "independent", "yes", math.log(2.0), 0.3 * math.log(2.0)),
        ("difference", "lower", "B", "independent", "no", -40.0, -4.0),
        ("difference", "neither", "C", "independent", "no", -40.0, 0.0),
        ("share", "higher", "C", "independent", "no", 0.4, 0.3),
        ("share", "lower", "C", "independent", "no", 0.4, -0.3),
        ("amount", "lower", "C", "independent", "yes", 0.4, 0.0),
    ],
)
def test_bias_is_expected_in_the_models_favour(
    scale: str, better: str, grade: str, reported: str, adverse: str, value: float, shift: float
) -> None:
    """A share of the effect where there can be none, else of the figure; none in what is adverse."""
    told: dict[str, Any] = {"id": "a", "finding": "f", "source": "s", "year": "2020", "grade": grade}
    entry = Entry.model_validate({**told, "reported": reported, "adverse": adverse})
    measure = weigh_these(
        one("a", "{value: 50 %}" if scale == "share" else "{value: 2}"), scale=scale, better=better
    ).measure
    assert find_shift(measure, entry, value) == pytest.approx(shift)


def test_without_an_effect_to_speak_of_nothing_is_said_of_benefit() -> None:
    """A share has no value at which there is no effect."""
    assert weigh_these(one("a", "{value: 50 %}"), scale="share").share_without_benefit is None
    assert not weigh_these(one("a", "{value: 50 %}"), scale="share").is_contested
    assert weigh_these(one("a", "{value: 2}"), better="neither").share_without_benefit is None


def test_what_nobody_has_measured_is_assumed() -> None:
    """Wide, and marked so."""
    weighed = weigh(shipped_register(), "share who accept another time")
    assert weighed.posterior is None
    assert weighed.grade == "assumption"
    assert [str(amount) for amount in weighed.prediction] == ["30 %", "5 %", "70 %"]
    assert weighed.average is None
    assert weighed.share_without_benefit is None


def test_without_anything_there_is_no_default() -> None:
    """Somebody has to say what to take."""
    with pytest.raises(ValueError, match="nobody has measured 'calls'"):
        _ = weigh_these().prediction


def test_an_unknown_measure_is_told_with_the_nearest() -> None:
    """With where it was asked for."""
    with pytest.raises(InputError) as caught:
        weigh(shipped_register(), "falls ratio", "model 'x'")
    (problem,) = caught.value.problems
    assert (problem.where, problem.nearest) == ("model 'x'", "falls rate ratio")


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("falls rate ratio", "0.77"),
        ("share of use that is new", "88 %"),
        ("people admitted with telecare", "0.951"),
    ],
)
def test_the_defaults_of_the_register(measure: str, value: str) -> None:
    """What trials and reviews found is in the middle, unmoved."""
    assert str(weigh(shipped_register(), measure).prediction[0]) == value


def test_every_measure_of_the_register_has_a_default_in_its_unit() -> None:
    """A value inside its range, and a share between nothing and all."""
    register = shipped_register()
    for name, known in register.known_measures.items():
        value, low, high = weigh(register, name).prediction
        assert low.value <= value.value <= high.value, name
        assert all(map(known.part.could_be, (value, low, high))), name


def test_the_average_is_narrower_than_the_prediction() -> None:
    """A new place differs from the mean of all."""
    weighed = weigh(shipped_register(), "falls rate ratio")
    assert weighed.average is not None
    low, high = weighed.average
    assert weighed.prediction[1].value < low.value < high.value < weighed.prediction[2].value
