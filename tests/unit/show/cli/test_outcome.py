"""How commands end: exit codes, errors in words and as JSON."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from opmodels.describe.library import find_library
from opmodels.foundation.errors import Interrupted, Problem
from opmodels.show.cli import check as check_verb
from opmodels.show.cli import run as run_verb
from opmodels.show.cli.outcome import error_tree


def read_schema(name: str) -> Any:
    """Return one of the schemas that ship with opmodels."""
    return json.loads((find_library() / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


BAD = [
    (("check", "nothing-like-it"), "no such service", None),
    (("check", "gp-surgry"), "no such service", "gp-surgery"),
    (("check", "absent.yaml"), "no such file", "desk.yaml"),
    (("compare", "desk.yaml", "--models", "trmi"), "'trmi'", "trim"),
    (("compare", "desk.yaml", "--models", "trim,,keep"), "'trim,,keep'", None),
    (("compare", "desk.yaml", "--models", "trim", "--set", "trim.cut"), "'trim.cut'", None),
    (("compare", "desk.yaml", "--models", "trim", "--set", "trimm.cut=5 %"), "a setting of 'trimm'", "trim"),
    (("compare", "desk.yaml", "--models", "trim", "--set", "trim.cutt=5 %"), "the setting 'cutt'", "cut"),
    (("run", "desk.yaml", "--sed", "3"), "the option --sed", "--seed"),
    (("run", "desk.yaml", "--warm-up", "soon"), '"soon"', None),
    (("again", "absent.json"), "no such file", None),
    (("export", "desk.yaml", "--format", "csv"), "no --out", None),
    (("explain", "desk.yaml", "--case", "9999999"), "case 9999999", None),
    (("new", "--workbook", "mine.txt"), "'mine.txt'", None),
    (("library", "gp_surgry"), "no such service", "gp-surgery"),
    (("models", "withdrw"), "'withdrw'", "withdraw"),
]


@pytest.mark.parametrize(("words", "found", "nearest"), BAD, ids=[" ".join(words) for words, _, _ in BAD])
def test_bad_input(run: Any, words: tuple[str, ...], found: str, nearest: str | None) -> None:
    """Bad input ends with 2, plain words on standard error, and one JSON object on standard output."""
    told = run(*words, "--json")
    assert told.exit_code == 2
    error = json.loads(told.stdout)
    jsonschema.validate(error, read_schema("error"))
    assert found in error["error"]["found"]
    assert error["error"]["nearest"] == nearest
    assert found in told.stderr
    assert "Traceback" not in told.output


def test_bad_input_without_json(run: Any) -> None:
    """Without --json nothing at all goes to standard output."""
    told = run("check", "gp-surgry")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "nearest:  gp-surgery" in told.stderr


def test_unknown_command(run: Any) -> None:
    """A misspelt command is answered with the nearest one."""
    told = run("comapre", "x")
    assert told.exit_code == 2
    assert "found the command 'comapre'" in told.stderr
    assert "nearest:  compare" in told.stderr


def test_unknown_command_below_learn(run: Any) -> None:
    """So is one of a group of commands."""
    told = run("learn", "apointments")
    assert told.exit_code == 2
    assert "nearest:  appointments" in told.stderr


def test_every_problem_is_told(run: Any, here: Any) -> None:
    """All problems of a file are in the JSON, the first under the keys of the error itself."""
    text = (here / "desk.yaml").read_text(encoding="utf-8")
    bad = text.replace("staff: 3", "staff: 2.5").replace("slot: 20 min", "slot: 20")
    (here / "bad.yaml").write_text(bad, encoding="utf-8")
    error = json.loads(run("check", "bad.yaml", "--json").stdout)["error"]
    assert len(error["problems"]) == 2
    assert error["problems"][0] == {key: part for key, part in error.items() if key != "problems"}
    assert [problem["where"].split(",")[0] for problem in error["problems"]] == ["bad.yaml"] * 2


@pytest.mark.parametrize(
    "stop", [KeyboardInterrupt(), Interrupted(Problem("the run", "Ctrl-C", "the end"))], ids=["key", "run"]
)
def test_ctrl_c(run: Any, monkeypatch: pytest.MonkeyPatch, stop: BaseException) -> None:
    """Ctrl-C ends with 3 and a word on what to do, wherever it is heard."""

    def stop_now(*_: object, **__: object) -> None:
        raise stop

    monkeypatch.setattr(check_verb, "study_file", stop_now)
    monkeypatch.setattr(run_verb, "read_file", stop_now)
    for verb in ("check", "run"):
        told = run(verb, "desk.yaml", "--json")
        assert told.exit_code == 3
        assert json.loads(told.stdout)["error"]["found"] == "Ctrl-C"


def test_faults_of_ours_are_not_hidden(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no mistake of the user is raised as it is, with its traceback."""

    def break_down(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(check_verb, "study_file", break_down)
    assert isinstance(run("check", "desk.yaml").exception, ZeroDivisionError)


def test_error_tree() -> None:
    """The first problem stands under the keys that programs rely on."""
    first, second = Problem("here", "x", "y"), Problem("there", "v", "w", "u", "t")
    tree = error_tree([first, second])["error"]
    assert tree["where"] == "here"
    assert tree["problems"] == [first.as_dict(), second.as_dict()]
