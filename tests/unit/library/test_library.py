"""The library services are read, sourced, and agree with what they are expected to reproduce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.yaml_lines import parse_yaml

LIBRARY = Path(__file__).parents[3] / "src" / "opmodels" / "library"
NAMES = tuple(list_services())
MONTHS_USED = {"contact-centre": {"May", "Jul", "Sep", "Jan", "Mar"}, "gp-surgery": {"Jan", "Mar"}}
"""Months of a record that set an input, for the services whose record is by month."""
ABOUT = re.compile(r"^turnover of | (can wait|may be done early|may lawfully decide)$")
PAGES = Path(__file__).parents[3] / "docs" / "services"
MATTERS = re.compile(
    r"(^|\.)(people|online|staff|per_person_per_year(\.\w+)?|cost|on_costs|absence|amount|per_session|busy_days|mean|nhs)$"
)
PLAIN = re.compile(
    r"(^pools\.(manager|team_leader|duty_manager)\.staff|^pools\.\w+\.people|frailty\.gamma\.mean)$"
)


def read_tree(name: str, file: str) -> Any:
    path = LIBRARY / name / file
    return parse_yaml(path.read_text(encoding="utf-8"), str(path)).tree


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def service_of(name: str) -> Service:
    text = (LIBRARY / name / "service.yaml").read_text(encoding="utf-8")
    return parse_service(text, name, folder=LIBRARY / name)


def sourced_numbers(tree: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every mapping that carries a value, with its dotted path."""
    if isinstance(tree, Mapping):
        if "value" in tree and "measure" not in tree:
            yield path, tree
        for key, part in tree.items():
            yield from sourced_numbers(part, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for number, part in enumerate(tree):
            yield from sourced_numbers(part, f"{path}.{number}")


def plain_leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every leaf that is a number by itself, not part of one with a source."""
    if isinstance(tree, Mapping):
        if "value" in tree:
            return
        for key, part in tree.items():
            yield from plain_leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for number, part in enumerate(tree):
            yield from plain_leaves(part, f"{path}.{number}")
    elif re.match(r"[£$]?\d", str(tree)):
        yield path, str(tree)


def test_reads_without_problems(name: str) -> None:
    """A library service is valid and says that it is not the reader's own."""
    service = service_of(name)
    assert service.example == "library example, not your service"
    assert service.gap is not None and service.red_lines and service.guardrails


def test_facts_say_what_no_number_can(name: str) -> None:
    """Whether needs can wait and capacity is lost is said, each fact by somebody, with a grade."""
    service = service_of(name)
    assert "capacity is perishable" in service.facts
    assert any(fact.endswith(" can wait") for fact in service.facts)
    assert [fact for fact, told in service.facts.items() if not (told.source and told.grade)] == []


def test_facts_are_of_what_is_there(name: str) -> None:
    """A fact about a need, a pool or a step names one that exists."""
    service = service_of(name)
    there = {*service.needs, *service.pools}
    about = [fact.removeprefix("turnover of ").split(" ")[0] for fact in service.facts if ABOUT.search(fact)]
    assert set(about) <= there


def test_story_has_five_sentences(name: str) -> None:
    """The story is five sentences, so that it can be read aloud."""
    story = service_of(name).story.strip()
    assert len(re.findall(r"[.!?](?:\s|$)", story)) == 5


def test_every_sourced_number_has_source_and_grade(name: str) -> None:
    """A number with a value has a source and a grade."""
    nodes = sourced_numbers(read_tree(name, "service.yaml"))
    assert [path for path, node in nodes if not (node.get("source") and node.get("grade"))] == []


def test_numbers_that_matter_are_sourced(name: str) -> None:
    """Demand, staff, money and times are not written without a source, beside heads that only count posts."""
    paths = [path for path, _ in plain_leaves(read_tree(name, "service.yaml")) if MATTERS.search(path)]
    assert [path for path in paths if not PLAIN.search(path)] == []


def test_unverified_is_an_assumption(name: str) -> None:
    """What was not verified, or made up, is graded an assumption and nothing better."""
    nodes = [*sourced_numbers(read_tree(name, "service.yaml"))]
    loose = re.compile(r"^(unverified|calibrated|invented|derived|see note)")
    wrong = [path for path, node in nodes if loose.match(node["source"]) and node["grade"] != "assumption"]
    assert wrong == []


def test_assumptions_have_a_range(name: str) -> None:
    """An assumption says how far it might be off."""
    nodes = sourced_numbers(read_tree(name, "service.yaml"))
    assert [path for path, node in nodes if node["grade"] == "assumption" and "range" not in node] == []


def test_expected_agrees_with_observed(name: str) -> None:
    """`expected.yaml` and `observed:` say the same, each with source, grade and tolerance."""
    expected = read_tree(name, "expected.yaml")["observed"]
    observed = read_tree(name, "service.yaml")["observed"]
    assert expected == [{key: line[key] for key in line if key != "note"} for line in observed]
    assert all(line["source"] and line["grade"] and line["tolerance"] for line in expected)


def test_observed_is_not_an_input(name: str) -> None:
    """No figure to be reproduced is one by which an input was set, and no source line serves both."""
    expected = read_tree(name, "expected.yaml")
    held = {(line["value"], line["source"]) for line in expected["observed"]}
    assert held.isdisjoint((line["to"], line["source"]) for line in expected["calibrated"])
    used = {node["source"] for _, node in sourced_numbers(read_tree(name, "service.yaml"))}
    assert used.isdisjoint(line["source"] for line in expected["observed"])


def test_calibrated_inputs_exist_and_say_so(name: str) -> None:
    """Every input that is said to be calibrated is there, and its source or its need's note says so."""
    tree = read_tree(name, "service.yaml")
    for line in read_tree(name, "expected.yaml")["calibrated"]:
        node = tree
        for key in line["input"].split("."):
            node = node[key]
        assert "calibrated" in str(node), line["input"]


@pytest.mark.parametrize(("name", "used"), MONTHS_USED.items())
def test_months_of_calibration_are_not_held_out(name: str, used: set[str]) -> None:
    """The months that are held out are in the curve; those that set an input are not among them."""
    curve = read_tree(name, "expected.yaml")["curve"]
    assert set(curve["held_out"]) < set(curve["months"])
    assert used.isdisjoint(curve["held_out"]) and used <= set(curve["months"])


def test_sources_are_listed_once(name: str) -> None:
    """`sources.md` names each source once and says what is unverified and what may not be copied."""
    text = (LIBRARY / name / "sources.md").read_text(encoding="utf-8")
    first = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")][2:]
    assert len(first) == len(set(first)) >= 9
    assert "Unverified" in text and "facts and figures" in text


def test_page_tells_what_the_run_missed(name: str) -> None:
    """Each service has a page that says what was held out, what is missed and what would settle it."""
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    heads = [line.lstrip("# ") for line in page.splitlines() if line.startswith("## ")]
    wanted = ("The story", "How it is described", "What is known, and what is not", "What it cannot tell you")
    assert [head for head in wanted if head not in heads] == []
    assert any("calibrated" in head for head in heads) and any("reproduce" in head for head in heads)
    assert f"services/{name}.md" in (PAGES.parent / "index.md").read_text(encoding="utf-8")


def test_figures_of_the_held_out_months_are_the_observed_ones() -> None:
    """Winchester's four months give the shares that the contact centre must reproduce."""
    months = read_tree("contact-centre", "expected.yaml")["curve"]
    rows = [months["months"][month] for month in months["held_out"]]
    offered, answered = (sum(float(row[key]) for row in rows) for key in ("offered", "answered"))
    within = sum(float(row["answered"]) * float(row["within_45_s"].rstrip(" %")) for row in rows) / answered
    observed = {line.measure: float(line.value) for line in service_of("contact-centre").observed}
    assert observed["gave_up"] == pytest.approx(1 - answered / offered, abs=5e-4)
    assert observed["within"] == pytest.approx(within / 100, abs=5e-4)


def test_lost_calls_of_the_practice_are_the_observed_ones() -> None:
    """Six months of practice B85028 give the share of calls that the surgery must reproduce."""
    rows = read_tree("gp-surgery", "expected.yaml")["curve"]["months"].values()
    calls = sum(float(row["calls"]) for row in rows)
    lost = sum(float(row["calls"]) * float(row["lost"].rstrip(" %")) / 100 for row in rows)
    observed = next(line for line in service_of("gp-surgery").observed if line.measure == "gave_up")
    assert float(observed.value) == pytest.approx(lost / calls, abs=1e-3)


def test_staff_follow_from_full_time_equivalents() -> None:
    """The surgery's people on duty are what its notes work out from published staff per 10,000 patients."""
    service, list_size = service_of("gp-surgery"), 9724
    assert sum(int(group.people.value) for group in service.groups.values()) == list_size
    for pool, per_10_000, seeing, open_hours in (("gp", 5.9, 0.55, 31.7), ("nurse", 7.1, 0.65, 45)):
        on_duty = per_10_000 * list_size / 10_000 * 37.5 * 0.8 * seeing / open_hours
        assert service.pools[pool].size == round(on_duty)
    desk = 12.1 * list_size / 10_000 * 37.5 * 0.87 / 52.5
    assert sum(service.pools[pool].size for pool in ("reception", "back_office", "manager")) == round(desk)


def test_neighbours_speak_in_the_same_words() -> None:
    """The neighbours of building permits are valid and sourced, and have the names of the council."""
    folder, council = LIBRARY / "building-permits", service_of("building-permits")
    files = sorted(folder.glob("neighbour-*.yaml"))
    assert len(files) == 3
    for file in files:
        neighbour = parse_service(file.read_text(encoding="utf-8"), file.name, folder=folder)
        for section in ("groups", "needs", "pools", "steps", "ends", "payers", "outcomes", "facts"):
            assert set(getattr(neighbour, section)) == set(getattr(council, section))
        numbers = [node for _, node in sourced_numbers(read_tree("building-permits", file.name))]
        assert all(node.get("source") and node.get("grade") for node in numbers)
        assert all("range" in node for node in numbers if node["grade"] == "assumption")
        assert not neighbour.observed and "made-up" in file.read_text(encoding="utf-8")


def test_recipe_names_are_there() -> None:
    """The steps, pools and ends that recipes for a surgery rely on exist."""
    service = service_of("gp-surgery")
    assert {"phone", "phone_again", "ask_on_day", "ask_routine", "consult"} <= set(service.steps)
    assert {"reception", "gp", "nurse", "manager"} <= set(service.pools)
    assert {"on_day", "routine"} <= set(service.diaries)
    assert set(service.ends) == {"seen", "advised", "pharmacy", "a_and_e", "unmet"}
    assert service.pools["gp"].decides and service.pools["reception"].decides
