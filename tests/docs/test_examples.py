"""Examples in the pages are read, run and followed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from opmodels.appraise.compare import compare
from opmodels.describe.read import parse_service, read
from opmodels.describe.yaml_lines import parse_yaml
from opmodels.foundation import codes
from opmodels.models.catalogue import find_model
from opmodels.models.evidence import shipped_register
from opmodels.models.recipe import parse_recipe
from opmodels.models.stack import stack_models
from opmodels.models.weighed import weigh
from opmodels.show.finding import tell_finding
from opmodels.show.forest import list_plot
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.journey import clock_time, list_happenings
from opmodels.simulate.run import run_once

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def blocks(language: str, start: str = "") -> list[tuple[str, str]]:
    """Return page and text of every fenced example in a language that begins so."""
    return [
        (page.relative_to(ROOT).as_posix(), text)
        for page in PAGES
        for kind, text in FENCE.findall(page.read_text(encoding="utf-8"))
        if kind == language and text.startswith(start)
    ]


@pytest.mark.parametrize(("page", "text"), blocks("yaml", "opmodels: 1"))
def test_service_files_can_be_read(page: str, text: str) -> None:
    """A whole service file in a page is valid."""
    assert parse_service(text, page).steps


@pytest.mark.parametrize(("page", "text"), blocks("yaml", "opmodels-recipe: 1"))
def test_recipes_can_be_read(page: str, text: str) -> None:
    """A whole recipe in a page is valid."""
    assert parse_recipe(text, page).card.idea


def test_the_diary_of_talks_can_be_sold_in_tiers() -> None:
    """The recipe on the page of no_frills fits building permits, and some of its ten slots are for a tier."""
    (text,) = [text for _, text in blocks("yaml", "opmodels-recipe: 1") if "duty_officer" in text]
    plan = stack_models([parse_recipe(text, "page"), find_model("no_frills")]).plan(read("building-permits"))
    slots = {name: int(diary.per_session.value) for name, diary in plan.after.diaries.items()}
    assert sum(slots.values()) == 10 and "talks_paid_2" in slots


def test_neighbours_answer_on_working_days() -> None:
    """On the page of working days every wait at the neighbours ends in the hours that it names."""
    (text,) = [text for page, text in blocks("yaml", "opmodels: 1") if page.endswith("working-days.md")]
    compiled = compile_service(parse_service(text))
    happened = list_happenings(run_once(compiled, traced=True), compiled)
    ends = [clock_time(h.detail, compiled) for h in happened if h.code == codes.LOG_DELAY]
    minutes = [60 * end.hour + end.minute for end in ends]
    assert len(ends) > 1000 and {end.weekday() for end in ends} == {0, 1, 2, 3, 4}
    assert min(minutes) >= 540 and max(minutes) <= 1020


def test_first_lesson_is_not_to_close_the_line() -> None:
    """The tutorial's comparison finds what its text says: neither passes, and a finding names citizens."""
    (text,) = [text for _, text in blocks("yaml", "opmodels: 1") if "\ngap:" in text and "phone line" in text]
    made = compare(parse_service(text), ["trim", "withdraw"], replications=10)
    assert tell_finding(made).startswith("none of the 2 models passes")
    assert made.models["withdraw"].verdict.words == "guardrail not measured: wait at phone, 90 %"
    kept = text.replace("at_most: 10 min", "at_most: 20 min")
    assert (
        "trim closes the gap and keeps every hard guardrail, but 100 % of citizens are worse off and cases"
        in (tell_finding(compare(parse_service(kept), ["trim", "withdraw"], replications=10)))
    )


def write_services(page: str, text: str, folder: Path) -> None:
    """Write the service file of a page under the name by which its Python reads it."""
    for name in re.findall(r'"([\w-]+\.yaml)"', text):
        (shown,) = [service for where, service in blocks("yaml", "opmodels: 1") if where == page]
        (folder / name).write_text(shown, encoding="utf-8")


def test_the_saving_that_is_told_is_not_the_true_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page on prevention says it with its own figures: five falls of six that seem saved are not."""
    monkeypatch.chdir(tmp_path)
    page = "docs/howto/prevention.md"
    (text,) = [code for where, code in blocks("python") if where == page]
    write_services(page, text, tmp_path)
    found: dict[str, Any] = {}
    exec(compile(text, page, "exec"), found)
    before, after, untreated = (round(count / 10) for count in found["falls_of"].values())
    row = f"| {before} | {after} | {untreated} | {before - after} | **{untreated - after}** |"
    assert row in (ROOT / page).read_text(encoding="utf-8")
    assert before - after > 5 * (untreated - after) > 0


@pytest.mark.parametrize(("page", "text"), blocks("python"))
def test_python_runs(page: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python in a page runs as it stands."""
    monkeypatch.chdir(tmp_path)
    for name in re.findall(r'"([\w-]+\.csv\.gz)"', text):
        found = list((ROOT.parent / "shared" / "data").rglob(name))
        if not found:
            pytest.skip(f"the shared data folder, which holds {name}, is not beside the project")
        (tmp_path / name).write_bytes(found[0].read_bytes())
    write_services(page, text, tmp_path)
    exec(compile(text, page, "exec"), {})


def test_links_lead_somewhere() -> None:
    """A link to a file leads to one."""
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def test_every_page_is_listed() -> None:
    """The index leads to every page."""
    listed = {
        (ROOT / "docs" / target).resolve()
        for target in LINK.findall((ROOT / "docs/index.md").read_text(encoding="utf-8"))
    }
    missing = [
        page.name
        for page in PAGES
        if page.parent != ROOT and page.resolve() not in listed and page.name != "index.md"
    ]
    assert not missing


@pytest.mark.parametrize(("page", "text"), blocks("yaml", "opmodels-evidence: 1"))
def test_evidence_can_be_read(page: str, text: str) -> None:
    """A file of evidence in a page fits on top of the register."""
    assert shipped_register().plus([parse_yaml(text, page)]).models


def test_a_finding_moves_what_is_expected_as_the_page_says() -> None:
    """The figures and the plots of the page on evidence are those of its own example."""
    page = (ROOT / "docs/howto/evidence.md").read_text(encoding="utf-8")
    own, _ = (text for where, text in blocks("yaml", "opmodels-evidence: 1") if where.endswith("evidence.md"))
    before, after = shipped_register(), shipped_register().plus([parse_yaml(own, "falls.yaml")])
    assert "\n".join(list_plot(weigh(before, "falls rate ratio"))) in page
    told = list_plot(weigh(after, "falls rate ratio"))
    assert "\n".join(told[3:]) in page
    assert [words for words in ("0.77 to 0.794", "4 % to 11 %") if words not in page] == []


def test_the_page_on_synthesis_counts_right() -> None:
    """How many measures have a figure, and how many of them rest on more than one finding."""
    page = " ".join((ROOT / "docs/explanation/synthesis.md").read_text(encoding="utf-8").split())
    register = shipped_register()
    counted = [len(weigh(register, name).counted) for name in register.known_measures]
    figures, several = sum(map(bool, counted)), sum(count > 1 for count in counted)
    assert f"{figures} measures with a figure, and all but {NUMBERS[several]} of them rest on one" in page
