"""Whatever is done to a service file, reading it gives a service or an error with its place: no crash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.describe.grammar import SECTIONS
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_notes
from opmodels.describe.write import write
from opmodels.describe.yaml_lines import parse_yaml, write_yaml
from opmodels.foundation.errors import InputError
from tests.services import home_teams, lifts, mmc, night_out, surgery, walk_in

HOWTO = Path(__file__).parents[2] / "docs" / "howto"


def list_examples() -> list[str]:
    """Return the whole services that the how-to pages show."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in sorted(HOWTO.glob("*.md")))
    return re.findall(r"```yaml\n(opmodels: 1\n.*?)```", pages, re.S)


ODD_LIFTS = lifts(more="same: [area], fits: [{gives: {group: drivers}, takes: {group: riders}}]").replace(
    "ends: {",
    "  both: {side_by_side: [give, ask], joins_at: sat, waits_for: 1}\n"
    "  sat: {wait: 1 min, then: rode}\nends: {",
)
HELP_BY_SCORE = """\
opmodels: 1
service: Help that is offered by a score
time: {start: 2025-01-06, run: 4 weeks}
groups: {older: {people: 300, frailty: {gamma: {mean: 1, sd: 0.7}}}}
needs: {offer: {campaign: letters, starts_at: say}}
campaigns: {letters: {every: 1 week, up_to: 20, first: score, correlation: 60 %}}
steps: {say: {wait: 1 day, then: done}}
ends: {done: met}
"""
TREES = tuple(
    parse_yaml(text, "seed.yaml").tree
    for text in (
        *(surgery(), walk_in(), home_teams(), night_out(), mmc(more="part_of: the desk")),
        *(ODD_LIFTS, HELP_BY_SCORE, *list_examples()),
    )
)
"""Services in which, between them, every word of the grammar stands."""
WORDS = (
    "",
    "0",
    "-1",
    "5",
    "5 %",
    "150 %",
    "4 min",
    "£3",
    "£3 per hour",
    "never",
    "always",
    "12:30",
    "no",
    "rest",
    "Mon 09:00",
    "2025-06-04 24:00",
    "yes",
    "1.5",
    "1,000",
)
NAMES = (
    "to",
    "if",
    "value",
    "range",
    "others",
    "staff",
    "phone",
    "gp",
    "over_75",
    "week",
    "all",
    "then",
    "lognormal",
    "north",
    "serious",
    "times",
    "serve",
    "keeps",
    "severity",
    "areas",
)
ODD: tuple[Any, ...] = (
    [],
    {},
    [[]],
    [{}],
    {"value": "5"},
    {"value": {"value": "5"}},
    ["5", "6"],
    {"x": []},
    {"table": "5"},
    {"all": ["door"], "north": "door"},
    {"1": "60 %", "2": "rest"},
    [["Mon 09:00", "old"], "Tue 10:00"],
)


def list_places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every node below the top."""
    if path:
        yield path
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inside:
        yield from list_places(value, (*path, step))


PLACES = [(seed, path) for seed, tree in enumerate(TREES) for path in list_places(tree)]
nodes = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(ODD),
    st.text(max_size=12),
    st.sampled_from(PLACES).map(lambda place: get(TREES[place[0]], place[1])),
)


def get(node: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at a path."""
    for step in path:
        node = node[step]
    return node


def mutate(node: Any, path: tuple[str | int, ...], change: str, new: Any, name: str) -> Any:
    """Return a tree with the node at a path deleted, renamed, replaced, or given a companion."""
    step, *rest = path
    if rest:
        return put(node, step, mutate(node[step], tuple(rest), change, new, name))
    if change == "delete":
        return without(node, step)
    if change == "rename" and isinstance(node, dict):
        return {(name if key == step else key): value for key, value in node.items()}
    if change == "add" and isinstance(node, dict):
        return {**node, name: new}
    return put(node, step, new)


def put(node: Any, step: str | int, value: Any) -> Any:
    """Return a mapping or list with one item replaced."""
    if isinstance(node, dict):
        return {**node, step: value}
    return [value if place == step else item for place, item in enumerate(node)]


def without(node: Any, step: str | int) -> Any:
    """Return a mapping or list with one item left out."""
    if isinstance(node, dict):
        return {key: value for key, value in node.items() if key != step}
    return [item for place, item in enumerate(node) if place != step]


def has(node: Any, path: tuple[str | int, ...]) -> bool:
    """Whether something stands at a path."""
    try:
        get(node, path)
    except (LookupError, TypeError):
        return False
    return True


def list_changes(seed: int) -> st.SearchStrategy[tuple[int, list[tuple[Any, ...]]]]:
    """Draw one to three changes of a seed."""
    change = st.tuples(
        st.sampled_from([path for number, path in PLACES if number == seed]),
        st.sampled_from(["delete", "rename", "replace", "replace", "add"]),
        nodes,
        st.sampled_from(NAMES) | st.text(min_size=1, max_size=6),
    )
    return st.tuples(st.just(seed), st.lists(change, min_size=1, max_size=3))


@settings(max_examples=800)
@given(st.sampled_from(range(len(TREES))).flatmap(list_changes))
def test_mutated_service_is_read_or_refused_with_a_line(edits: tuple[int, list[tuple[Any, ...]]]) -> None:
    """Deleting, renaming and replacing parts of a service raises nothing but an InputError with a line."""
    seed, changes = edits
    tree: Any = TREES[seed]
    for path, change, new, name in changes:
        if has(tree, path):
            tree = mutate(tree, path, change, new, name)
    try:
        text = write_yaml(tree)
    except ValueError:
        return  # a text that no YAML file can hold
    try:
        service = parse_service(text)
    except InputError as error:
        assert error.problems
        assert all(
            re.search(r"service\.yaml(, line [1-9]\d*)?$", problem.where) for problem in error.problems
        )
    else:
        check_whole(service)


def check_whole(service: Service) -> None:
    """A service that is read can be written, read back, and told about."""
    assert parse_service(write(service)) == service
    assert all(str(note) for note in find_notes(service))


@settings(max_examples=300)
@given(st.sampled_from((surgery(), walk_in())), st.integers(0), st.integers(0, 40), st.text(max_size=5))
def test_damaged_text_is_read_or_refused(text: str, start: int, length: int, new: str) -> None:
    """Cutting out and pasting in characters anywhere raises nothing but an InputError."""
    start %= len(text)
    try:
        parse_service(text[:start] + new + text[start + length :])
    except InputError as error:
        assert error.problems


def list_keys(node: Any) -> set[str]:
    """Return every key of a tree."""
    inside = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    below = set[str]().union(*(list_keys(one) for one in inside))
    return below | set(node) if isinstance(node, dict) else below


def test_seeds_hold_every_word() -> None:
    """Every key of every part of a description stands in one of the services that are damaged here."""
    keys = set[str]().union(*map(list_keys, TREES))
    missing = {key for _, part in SECTIONS for key in part.known_keys()} - keys
    assert not missing, sorted(missing)
