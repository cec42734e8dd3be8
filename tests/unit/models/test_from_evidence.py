"""Settings come from the register, inside their limits, and move with the user's own findings."""

from __future__ import annotations

import pytest

from opmodels.describe.yaml_lines import parse_yaml
from opmodels.foundation.errors import InputError
from opmodels.models.evidence import Register, shipped_register
from opmodels.models.from_evidence import FromEvidence, bring_up_to_date, default_setting, from_register
from opmodels.models.settings import make_settings

OWN = """\
opmodels-evidence: 1
model: prevent
findings:
  - id: own-2026
    finding: In our own two wards falls did not go down
    source: our report
    year: 2026
    grade: A
    adverse: yes
    effects:
      falls rate ratio: {value: 1.05, interval: [0.9, 1.22]}
"""


def with_own() -> Register:
    """Return the package's register with a finding of one's own."""
    return shipped_register().plus([parse_yaml(OWN, "own.yaml")])


def test_a_setting_is_the_prediction() -> None:
    """Value, range, grade, source and meaning; a finding not seen in its source is named."""
    setting = from_register("prevent", "falls rate ratio", limits=("0.1", "2"))
    assert (setting.value, setting.grade, setting.limits) == ("0.77", "A", ("0.1", "2"))
    assert setting.source == "prediction for a new place from sherrington-2019"
    assert setting.note.startswith("falls of those who exercise")
    unseen = from_register("self_manage", "hours of care per client, beside other providers")
    assert unseen.source.endswith("not verified: ey-2009-hours")
    assert unseen.grade == "C"


def test_what_nobody_has_measured_is_an_assumption() -> None:
    """With the range that the register gives."""
    setting = from_register("self_manage", "team time for running themselves", note="own time")
    assert (setting.value, setting.range, setting.grade) == ("7.5 %", ("0 %", "15 %"), "assumption")
    assert setting.source.startswith("nobody has measured it: plan 5")
    assert setting.note == "own time"


def test_value_and_range_stay_inside_the_limits() -> None:
    """What the model cannot work with is cut off."""
    plain = from_register("prevent", "falls rate ratio")
    assert plain.range is not None
    assert float(plain.range[1]) > 1.0
    assert from_register("prevent", "falls rate ratio", limits=("0.8", "1")).value == "0.8"
    assert from_register("prevent", "falls rate ratio", limits=("0.8", "1")).range == ("0.8", "1")


@pytest.mark.parametrize(
    ("model", "measure", "expected", "nearest"),
    [
        ("prevent", "falls ratio", "a measure of prevent", "falls rate ratio"),
        ("opt_out", "falls rate ratio", "a measure of opt_out", None),
        ("prevnt", "falls rate ratio", "prevnt has none", None),
    ],
)
def test_a_measure_that_a_model_has_not_is_refused(
    model: str, measure: str, expected: str, nearest: str | None
) -> None:
    """With those it has."""
    with pytest.raises(InputError) as caught:
        from_register(model, measure)
    (problem,) = caught.value.problems
    assert problem.found == f"the measure '{measure}'"
    assert expected in problem.expected
    assert nearest is None or problem.nearest == nearest


def test_a_measure_without_findings_needs_an_assumption() -> None:
    """Else there is no default to take."""
    text = "opmodels-evidence: 1\nmodel: x\nmeasures: {calls: {what: c, scale: ratio, better: lower}}\n"
    with pytest.raises(InputError) as caught:
        default_setting(
            Register().plus([parse_yaml(text, "e")]), FromEvidence(from_evidence="calls"), "r, line 3"
        )
    assert "r, line 3: found nobody has measured 'calls'" in str(caught.value)


def test_a_finding_moves_the_default_of_a_model() -> None:
    """Settings that come from evidence move, the others and those that were given stay."""
    settings = make_settings(
        effect=from_register("prevent", "falls rate ratio", limits=("0.1", "3")),
        other=from_register("prevent", "fallers risk ratio"),
        cut="10 %",
    )
    moved = bring_up_to_date(settings, with_own())
    assert settings.number("effect") < moved.number("effect") < 1.05
    assert "own-2026" in moved["effect"].source
    assert moved["effect"].limits == ("0.1", "3")
    assert moved["effect"].note == settings["effect"].note
    assert moved["other"] == settings["other"]
    assert moved["cut"] == settings["cut"]
    given = bring_up_to_date(settings.but({"effect": "0.9"}), with_own())
    assert given.number("effect") == 0.9
