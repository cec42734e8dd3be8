"""The register is read with file and line, grows by the user's own entries, and is complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.yaml_lines import parse_yaml
from opmodels.foundation.errors import InputError
from opmodels.models import evidence
from opmodels.models.evidence import Register, find_evidence_files, read_register, shipped_register
from tests.unit.models.evidence_text import EVIDENCE

NAME = "letters.yaml"
USER_FOLDER = evidence.user_folder
MODELS = (
    "opt_out", "shift_peaks", "match_groups", "self_manage", "no_frills", "share_platform", "pool_services",
    "prevent", "keep", "trim", "withdraw",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the working folder and the user's out of the tests."""
    (tmp_path / "work" / "evidence").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(evidence, "user_folder", lambda: tmp_path / "user")


def grow(text: str = EVIDENCE) -> Register:
    """Return a register of one file."""
    return Register().plus([parse_yaml(text, NAME)])


def line_of(text: str, of: str = EVIDENCE) -> int:
    """Return the line of a file on which a text stands."""
    return of[: of.index(text)].count("\n") + 1


def test_a_file_is_read() -> None:
    """Measures and findings by name, each with the model of its file."""
    register = grow()
    assert register.models == ("letters",)
    assert list(register.measures_of("letters")) == ["repeat calls", "share who read it"]
    assert [one.id for one in register.findings_on("repeat calls")] == ["doe-2020", "roe-2021"]
    assert register.findings_on("share who read it") == ()
    assert register.find("doe-2020").effects["repeat calls"].n == 1200
    assert register.known_findings["doe-2020"].where == f"{NAME}, line {line_of('doe-2020')}"


def test_a_finding_may_speak_of_other_models_too() -> None:
    """It is told of both."""
    register = grow()
    assert [one.id for one in register.findings_of("letters")] == ["doe-2020", "roe-2021"]
    assert [one.id for one in register.findings_of("trim")] == ["roe-2021"]


@pytest.mark.parametrize(
    ("old", "new", "where", "found", "nearest"),
    [
        ("opmodels-evidence: 1", "opmodels-evidence: 2", "opmodels-evidence: 2", '"2"', None),
        ("model: letters", "model: My Letters", "model: My", "the name", None),
        ("    scale: ratio", "    scale: ratios", "    scale: ratios", '"ratios"', "ratio"),
        ("    scale: ratio\n", "", "repeat calls:", "no 'scale'", None),
        ("value: 60 %, range: [20", "value: 60 %, range: [70", "assumed: {", "the range 70 %", None),
        ("value: 60 %, range: [20 %, 90 %]", "value: 6, range: [2, 9]", "assumed: {", "6 (2 to 9)", None),
        ("  - id: doe-2020", "  - id: Doe 2020", "  - id: Doe", "the name", None),
        ("id: roe-2021", "id: doe-2020", "  - id: doe-2020\n    finding: It did", "finding 'doe-2020'", None),
        ("grade: B", "grade: assumption", "grade: assumption", '"assumption"', None),
        ("    source: Doe\n", "    sauce: Doe\n", "sauce: Doe", "the unknown key 'sauce'", "source"),
        ("{value: 0.8,", "{value: 1.8,", "repeat calls: {value: 1.8", "the interval 0.6 to 1.0", None),
        ("repeat calls: {value", "repeat cals: {value", "repeat cals: {", "'repeat cals'", "repeat calls"),
        ("{value: 0.8, interval: [0.6, 1.0], n: 1200}", "{value: 80 %}", "{value: 80 %}", "'80 %' for", None),
        ("span: [0.9", "span: [0", "repeat calls: {span", "'0' for 'repeat calls'", None),
        ("same_data_as: doe-2020", "same_data_as: doe-202", "same_data_as: doe-202", "'doe-202'", "doe-2020"),
        ("findings:", "finding:", "finding:", "the unknown key 'finding'", "findings"),
        ("better: lower", "better: lower\n    spread: 0", "spread: 0", "'0'", None),
        ("better: lower", "better: lower\n    spread: wide", "spread: wide", "wide", None),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(
    old: str, new: str, where: str, found: str, nearest: str | None
) -> None:
    """Which file, which line, what was found, and what is near it."""
    text = EVIDENCE.replace(old, new)
    assert text != EVIDENCE
    with pytest.raises(InputError) as caught:
        grow(text)
    told = [problem for problem in caught.value.problems if found in problem.found]
    assert told, [str(problem) for problem in caught.value.problems]
    assert told[0].where == f"{NAME}, line {line_of(where, text)}"
    assert nearest is None or told[0].nearest == nearest


def test_a_measure_stands_once() -> None:
    """A second description of it is refused, and the place of the first is told."""
    with pytest.raises(InputError) as caught:
        grow().plus([parse_yaml(EVIDENCE.replace("doe", "fay").replace("roe", "gil"), "more.yaml")])
    assert {problem.found.split(",")[0] for problem in caught.value.problems} == {
        "the measure 'repeat calls'",
        "the measure 'share who read it'",
    }
    assert NAME in caught.value.problems[0].found


@pytest.mark.parametrize("what", ["find", "measure"])
def test_what_is_not_there_is_told_with_the_nearest(what: str) -> None:
    """A finding and a measure."""
    asked, near = {"find": ("doe-202", "doe-2020"), "measure": ("repeated calls", "repeat calls")}[what]
    with pytest.raises(InputError) as caught:
        getattr(grow(), what)(asked, "card")
    (problem,) = caught.value.problems
    assert (problem.where, problem.nearest) == ("card", near)


def test_evidence_is_found_in_the_working_and_the_users_folder(tmp_path: Path) -> None:
    """A file of one's own adds findings on a measure of the package."""
    own = EVIDENCE.split("measures:")[0] + EVIDENCE[EVIDENCE.index("findings:") :]
    own = own.replace("repeat calls", "falls rate ratio")
    (tmp_path / "work" / "evidence" / "own.yaml").write_text(own, "utf-8")
    (tmp_path / "work" / "evidence" / "notes.txt").write_text("nothing", "utf-8")
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "mine.yaml").write_text(
        EVIDENCE.replace("doe", "fay").replace("roe", "gil"), "utf-8"
    )
    assert [file.name for file in find_evidence_files()] == ["own.yaml", "mine.yaml"]
    found = [one.id for one in read_register().findings_on("falls rate ratio")]
    assert found == ["sherrington-2019", "doe-2020", "roe-2021"]
    assert "letters" in read_register(tmp_path / "elsewhere").models
    assert "doe-2020" not in read_register(tmp_path / "elsewhere").known_findings


def test_without_own_files_it_is_the_packages() -> None:
    """Nothing is read twice."""
    assert read_register() is shipped_register()


def test_the_users_folder_is_among_the_data_of_programs() -> None:
    """It is the package's own, and nothing is made by asking for it."""
    assert USER_FOLDER().parts[-2:] == ("opmodels", "evidence")


@pytest.mark.parametrize("model", MODELS)
def test_the_register_speaks_of_every_model(model: str) -> None:
    """With at least one finding, and something that nobody has measured but for business as usual."""
    register = shipped_register()
    assert register.findings_of(model)
    assert model == "keep" or any(measure.assumed for measure in register.measures_of(model).values())


def test_every_measure_has_findings_or_says_what_is_assumed() -> None:
    """There is always a default."""
    register = shipped_register()
    for name, known in register.known_measures.items():
        assert register.findings_on(name) or known.part.assumed, name


def test_models_that_promise_most_have_adverse_evidence() -> None:
    """Each of the eight has at least one finding against it."""
    register = shipped_register()
    for model in MODELS[:8]:
        assert any(one.adverse == "yes" for one in register.findings_of(model)), model


def test_figures_of_one_measure_have_one_unit() -> None:
    """Pounds and euros cannot be put together; the second is told, with the first as an example."""
    text = EVIDENCE.replace("scale: ratio", "scale: amount").replace(
        "{value: 0.8, interval: [0.6, 1.0],", "{value: £8,"
    )
    with pytest.raises(InputError) as caught:
        grow(text.replace("span: [0.9, 1.2]", "span: [€9, €12]"))
    assert [problem.found for problem in caught.value.problems] == [
        "'€9' for 'repeat calls'",
        "'€12' for 'repeat calls'",
    ]
    assert caught.value.problems[0].expected == "the unit of its other figures, as in £8"


def test_the_users_folder_can_be_left_out(tmp_path: Path) -> None:
    """Within it only the working folder counts, and afterwards both do again."""
    for place in (Path("evidence"), tmp_path / "user"):
        place.mkdir(exist_ok=True)
    (tmp_path / "user" / "mine.yaml").write_text("opmodels-evidence: 1\nmodel: trim\n", encoding="utf-8")
    with evidence.without_user_folder():
        assert find_evidence_files() == []
    assert [file.name for file in find_evidence_files()] == ["mine.yaml"]
