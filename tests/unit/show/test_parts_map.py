"""The picture of a service by its parts."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from opmodels.describe.learn.log.event_log import read_log
from opmodels.describe.learn.process.follows import list_follows
from opmodels.describe.learn.process.learned import learn_process
from opmodels.describe.learn.process.service_tree import build_service
from opmodels.describe.read import parse_service, parse_tree
from opmodels.describe.service import Service
from opmodels.show.drawing import draw_service
from opmodels.show.parts_map import (
    END,
    NEED,
    PART,
    count_ways,
    draw_parts,
    find_part,
    is_in_parts,
    tell_parts,
)
from tests.unit.appraise.test_likeness import LOGS
from tests.unit.describe.learn.process.made_logs import write_desk
from tests.unit.show.desk import describe_desk

SPACE = "{http://www.w3.org/2000/svg}"
TEXT = """
opmodels: 1
service: A desk in parts
time: {start: 2027-01-04, run: 4 weeks}
groups: {all: {people: 100}}
needs: {ask: {starts_at: before_look, rate: 100 per week}}
pools: {desk: {staff: 2, hours: Mon-Fri 09:00-17:00}}
steps:
  before_look: {wait: 1 h, then: look, part_of: Look at papers}
  look: {serve: desk, takes: 5 min, part_of: Look at papers, then: {before_look_again: 20 %, decide: 80 %}}
  before_look_again: {wait: 2 h, then: look_again, part_of: Look at papers}
  look_again: {serve: desk, takes: 5 min, part_of: Look at papers, then: decide}
  decide: {serve: desk, takes: 5 min, then: {done: 90 %, refused: 10 %}}
ends: {done: met, refused: unmet}
"""
LOOK, DECIDE = f"{PART}Look at papers", f"{PART}decide"


def describe() -> Service:
    """Return a small service of which four steps are one part."""
    return parse_service(TEXT)


def test_cases_are_counted_from_part_to_part() -> None:
    """A wait and the work behind it are one visit; looking a second time is the part again."""
    counts = count_ways(describe())
    assert counts == pytest.approx(
        {
            (f"{NEED}ask", LOOK): 100, (LOOK, LOOK): 20, (LOOK, DECIDE): 100,
            (DECIDE, f"{END}met"): 90, (DECIDE, f"{END}unmet"): 10,
        },
        rel=1e-4,
    )  # fmt: skip


def test_a_service_is_drawn_by_parts_where_it_has_some() -> None:
    """One box for a need, a part, a step that is none, each kind of end; other services stay as they are."""
    service = describe()
    assert is_in_parts(service) and not is_in_parts(describe_desk())
    root = ElementTree.fromstring(draw_service(service))
    assert root.findtext(f"{SPACE}title") == "A desk in parts: how it works"
    titles = [group.findtext(f"{SPACE}title") or "" for group in root.findall(f"{SPACE}g")]
    assert len(titles) == 5
    told = next(title for title in titles if "before look again" in title)
    assert told.startswith("120 a week: before look, waits")
    words = [one.text for one in root.findall(f"{SPACE}text")]
    assert "17 % (20)" in words and "Who does the work" in words
    assert find_part(service, "decide") == DECIDE


def test_what_it_shows_is_said() -> None:
    """Cases, parts, steps and ends, in a sentence."""
    counts = count_ways(describe())
    assert tell_parts(describe(), 100.0, {after: 1.0 for _, after in counts}) == (
        "About 100 cases a week come with 1 need, pass through 2 parts of 5 steps and end in 2 ways."
    )


def test_a_learned_service_shows_the_shares_of_its_log(tmp_path: Path) -> None:
    """From part to part the share of cases is that with which the one followed the other in the log."""
    process = learn_process(write_desk(tmp_path / "desk.csv"))
    service = parse_tree(build_service(process, "desk", "a log").tree, "desk")
    counts = count_ways(service)
    onward: dict[str, float] = {}
    for (before, _), times in counts.items():
        onward[before] = onward.get(before, 0.0) + times
    for one in list_follows(process):
        before = f"{PART}{one['from']}" if one["from"] else f"{PART}arrive"
        after = f"{PART}{one['to']}" if one["to"] else f"{END}met"
        assert counts[before, after] / onward[before] == pytest.approx(one["share"], abs=2e-4)


def test_many_steps_still_fit_a_page() -> None:
    """A chain of forty parts is one column, and how many of the rarest are left out is said."""
    chain = [
        f"  s{place}: {{wait: 1 h, part_of: Part {place}, then: {{s{place + 1}: 90 %, done: 10 %}}}}\n"
        for place in range(39)
    ]
    head = TEXT.partition("steps:")[0].replace("before_look", "s0")
    last = "  s39: {wait: 1 h, part_of: Part 39, then: done}\nends: {done: met}\n"
    text = f"{head}steps:\n{''.join(chain)}{last}"
    drawing = draw_parts(parse_service(text))
    width = float(drawing.partition('viewBox="0 0 ')[2].split()[0])
    assert width <= 900
    assert "not drawn are the rarest, and 18 parts" in drawing


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name.startswith("permit") else [pytest.mark.slow]) for name in LOGS],
)
def test_public_logs_fit_a_page(shared_data: Path, name: str) -> None:
    """However many steps are learned from a log, the picture of the service is at most 1,400 px wide."""
    path = shared_data / "event_logs" / name
    if not path.exists():
        pytest.skip(f"no {name} beside the project")
    process = learn_process(read_log(path, zone=LOGS[name]))
    service = parse_tree(build_service(process, "log", "a log").tree, "log")
    width = float(draw_parts(service).partition('viewBox="0 0 ')[2].split()[0])
    assert 600 < width <= 1400
    parts = {step.part_of for step in service.steps.values()} - {""}
    assert len(parts) <= len(process.activities) < len(service.steps)
