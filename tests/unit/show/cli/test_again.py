"""The verb ``again``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RECIPE = """\
opmodels-recipe: 1
model: faster_desk
card:
  idea: The desk answers faster.
  home: tests
  mechanism: Made up.
  breaks: nothing
  staff: {consult: no}
  left_out: nobody
  evidence_level: 1
settings: {time: 9 min}
changes:
  - set: {steps.ask.takes.lognormal.mean: $time}
    why: a shorter form
"""


@pytest.mark.parametrize(
    "words",
    [
        ("run", "desk.yaml", "--warm-up", "2 weeks"),
        ("compare", "desk.yaml", "--models", "trim,call_back_first,keep+trim", "--set", "trim.cut=40 %"),
        ("compare", "desk.yaml", "--models", "trim(cut=40 %)", "--drop-one", "--seed", "7"),
    ],
    ids=["run", "compare", "drop-one"],
)
def test_identical(run: Any, ask: Any, words: tuple[str, ...]) -> None:
    """A saved result is made again to the last digit, whatever has become of the file."""
    assert run(*words, "--replications", "2", "--out", "r.json").exit_code == 0
    assert run("again", "r.json").stdout == "identical\n"
    assert ask("again", "r.json") == {"identical": True, "differences": [], "machines": []}


@pytest.mark.parametrize(
    "words",
    [("run", "desk.yaml"), ("compare", "desk.yaml", "--models", "trim(cut=40 %)")],
    ids=["run", "compare"],
)
def test_replications_that_were_settled_by_precision(
    run: Any, ask: Any, here: Path, words: tuple[str, ...]
) -> None:
    """Where nobody said how many replications, the same number is run again, and nothing at all differs."""
    assert run(*words, "--seed", "5", "--out", "r.json").exit_code == 0
    saved = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert saved["provenance"]["settings"]["asked"]["replications"] is None
    assert run("again", "r.json", "--workers", "1").stdout == "identical\n"
    assert ask("again", "r.json") == {"identical": True, "differences": [], "machines": []}


def test_file_may_be_gone(run: Any, here: Path) -> None:
    """The result carries the description and the user's own recipe: neither file is needed any more."""
    (here / "faster_desk.recipe.yaml").write_text(RECIPE, encoding="utf-8")
    words = ("compare", "desk.yaml", "--models", "faster_desk", "--replications", "2", "--out", "r.json")
    told = run(*words)
    assert told.exit_code == 0, told.output
    (here / "faster_desk.recipe.yaml").unlink()
    (here / "desk.yaml").unlink()
    again = run("again", "r.json")
    assert again.stdout == "identical\n", again.output


COMPARE = ("compare", "desk.yaml", "--replications", "2")
OWN = """\
opmodels-evidence: 1
model: faster_desk
measures:
  time at a desk:
    what: minutes of each question
    scale: amount
    better: lower
    assumed: {value: 9 min, range: [6 min, 12 min]}
"""


def test_own_evidence_may_have_changed(run: Any, here: Path) -> None:
    """The result carries the user's own evidence: it is the same whatever has become of it since."""
    own, recipe = here / "evidence" / "own.yaml", here / "faster_desk.recipe.yaml"
    own.parent.mkdir()
    recipe.write_text(RECIPE.replace("9 min", "{from_evidence: time at a desk}"), encoding="utf-8")
    digests = []
    for moved in ("9 min", "7 min"):
        own.write_text(OWN.replace("value: 9 min", f"value: {moved}"), encoding="utf-8")
        told = run(*COMPARE, "--models", "faster_desk", "--out", f"{moved[0]}.json")
        assert told.exit_code == 0, told.output
        digests.append(json.loads((here / f"{moved[0]}.json").read_text())["result_digest"])
    assert digests[0] != digests[1]
    own.unlink()
    for name in ("9.json", "7.json"):
        again = run("again", name)
        assert again.stdout == "identical\n", again.output


def test_differences_are_named(run: Any, ask: Any, here: Path) -> None:
    """A number that was changed is named, a machine that differs is told, and the exit code is 1."""
    run("run", "desk.yaml", "--replications", "2", "--out", "r.json")
    tree = json.loads((here / "r.json").read_text(encoding="utf-8"))
    tree["steps"]["ask"]["queue"]["mean"] += 1e-12
    tree["provenance"]["python"] = "3.0.0"
    (here / "r.json").write_text(json.dumps(tree), encoding="utf-8")
    told = run("again", "r.json")
    assert told.exit_code == 1
    assert "1 number differs:\n  steps.ask.queue.mean\n" in told.stdout
    assert "python: 3.0.0 then" in told.stdout
    assert ask("again", "r.json", code=1)["differences"] == ["steps.ask.queue.mean"]


@pytest.mark.parametrize("text", ["", "not json", "[]", "{}", '{"provenance": {"settings": {}, "seed": 1}}'])
def test_no_result(run: Any, here: Path, text: str) -> None:
    """A file that is no result is refused in words."""
    (here / "r.json").write_text(text, encoding="utf-8")
    told = run("again", "r.json")
    assert told.exit_code == 2
    assert "r.json" in told.stderr
