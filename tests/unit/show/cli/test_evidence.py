"""The verb ``evidence``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from opmodels.models import evidence as register
from opmodels.show.cli.evidence import complete_measure, complete_model
from tests.unit.models.evidence_text import EVIDENCE
from tests.unit.show.cli.test_outcome import read_schema


@pytest.fixture(autouse=True)
def _no_evidence_of_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's folder out of the tests."""
    monkeypatch.setattr(register, "user_folder", lambda: tmp_path / "nothing")


def add_own(here: Path, text: str = EVIDENCE) -> None:
    """Put a file of one's own into the working folder."""
    (here / "evidence").mkdir()
    (here / "evidence" / "own.yaml").write_text(text, encoding="utf-8")


def test_lists_the_models(run: Any) -> None:
    """With how much speaks against each."""
    told = run("evidence").stdout
    assert "prevent" in told
    assert "findings" in told
    assert "trim: 2 findings, 2 against it, 0 not verified" in told


def test_a_model_with_what_its_card_cites(run: Any) -> None:
    """Adverse findings first; names with hyphens will do."""
    told = run("evidence", "call-back-first").stdout
    assert told.startswith("CALL_BACK_FIRST: 4 findings, 3 against it\n")
    assert told.index("Against it") < told.index("Not against it") < told.index("To be expected")
    assert "elston-2019" in run("evidence", "trim").stdout


def test_a_measure_with_its_plot(run: Any) -> None:
    """In the terminal."""
    told = run("evidence", "--measure", "falls rate ratio").stdout
    assert "A sherrington-2019" in told
    assert "expected in a new place" in told


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("prevent",),
        ("keep",),
        ("--measure", "falls rate ratio"),
        ("--measure", "share who accept the offer"),
    ],
)
def test_json(ask: Any, words: tuple[str, ...]) -> None:
    """The JSON fits its schema, adverse findings first."""
    tree = ask("evidence", *words)
    jsonschema.validate(tree, read_schema("evidence"))
    adverse = [finding["adverse"] for finding in tree["findings"]]
    assert adverse == sorted(adverse, reverse=True)


def test_a_finding_of_ones_own_is_seen_and_moves_what_is_expected(ask: Any, here: Path) -> None:
    """It stands in a folder beside the service, and says in which file."""
    before = ask("evidence", "--measure", "falls rate ratio")["measures"]["falls rate ratio"]
    own = EVIDENCE.split("measures:")[0] + EVIDENCE[EVIDENCE.index("findings:") :]
    add_own(here, own.replace("repeat calls", "falls rate ratio").replace("letters", "prevent"))
    tree = ask("evidence", "prevent")
    after = tree["measures"]["falls rate ratio"]
    assert float(before["expected"]["value"]) < float(after["expected"]["value"])
    assert {one["id"]: one["where"] for one in tree["findings"]}["roe-2021"].startswith("own.yaml, line")


def test_the_drawing_goes_into_a_file_that_is_not_overwritten(run: Any, here: Path) -> None:
    """Unless that is asked for."""
    words = ("evidence", "--measure", "falls rate ratio", "--svg", "falls.svg")
    told = run(*words)
    assert (told.exit_code, told.stdout) == (0, "")
    assert ElementTree.parse(here / "falls.svg").getroot().tag.endswith("svg")
    assert run(*words).exit_code == 2
    assert run(*words, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "found", "nearest"),
    [
        (("prevnt",), "'prevnt'", "prevent"),
        (("--measure", "falls ratio"), "the measure 'falls ratio'", "falls rate ratio"),
        (("--svg", "x.svg"), "no --measure", None),
        (("--measure", "share who accept the offer", "--svg", "x.svg"), "nobody has measured", None),
        (("--mesure", "x"), "the option --mesure", "--measure"),
    ],
)
def test_bad_input(run: Any, words: tuple[str, ...], found: str, nearest: str | None) -> None:
    """Ends with 2, and says what was found and what is near it."""
    told = run("evidence", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert found in told.stderr
    assert nearest is None or f"nearest:  {nearest}" in told.stderr


def test_a_mistake_in_a_file_of_ones_own_is_told_with_its_line(run: Any, here: Path) -> None:
    """Wherever evidence is needed."""
    add_own(here, EVIDENCE.replace("grade: B", "grade: D"))
    told = run("evidence")
    assert told.exit_code == 2
    assert 'own.yaml, line 18: found "D"' in told.stderr


def test_completion(here: Path) -> None:
    """Models and measures that begin so."""
    assert list(complete_model("sh")) == ["share_platform", "shift_peaks"]
    assert list(complete_measure("falls rate")) == [
        "falls rate ratio",
        "falls rate ratio, three hours or more a week",
    ]
    add_own(here)
    assert list(complete_measure("repeat")) == ["repeat calls"]
