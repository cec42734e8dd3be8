"""A service that makes no sense as a whole is refused, with the reason."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service, parse_tree
from opmodels.describe.service import describe
from opmodels.describe.soundness import LATER_RULES, NAME_RULES, Fault, find_notes, find_problems
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import erlang_a, mm1, mmc, surgery, tandem


def faults_of(text: str, *changes: tuple[str, str]) -> list[Fault]:
    """Return what is wrong with a service after some texts in it were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return find_problems(describe(parse_yaml(text, "x").tree))


@pytest.mark.parametrize("text", [mmc(), mm1(), erlang_a(), tandem(), surgery()])
def test_sound_services_have_no_fault(text: str) -> None:
    """No rule refuses a service that can be run."""
    assert faults_of(text) == []


def test_every_rule_says_what_holds() -> None:
    """Each rule has a sentence and a name of its own."""
    rules = (*NAME_RULES, *LATER_RULES)
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in rules)
    assert len({rule.__name__ for rule in rules}) == len(rules) >= 20


def test_faults_are_not_without_end() -> None:
    """A file in which every route is misspelt is refused after a hundred of them."""
    steps = "\n".join(f"  s{number}: {{wait: 1 min, then: nowhere{number}}}" for number in range(300))
    assert len(faults_of(mmc(), ("steps:", f"steps:\n{steps}"))) == 100


def test_names_come_first() -> None:
    """Where a name is unknown, rules that rely on names are not looked at."""
    (fault,) = faults_of(
        surgery(), ("serve: reception", "serve: recepton"), ("slot: 10 min", "slot: 2 hours")
    )
    assert (fault.found, fault.nearest) == ("'recepton'", "reception")


def test_rules_apply_to_trees_too() -> None:
    """A service given as a tree is checked like a file."""
    tree = parse_yaml(tandem(), "x").tree
    assert parse_tree(tree) == parse_service(tandem())


def test_notes_are_sentences_with_a_place() -> None:
    """A note tells where and what."""
    notes = [str(note) for note in find_notes(parse_service(surgery()))]
    assert "pools.manager: serves no step; its cost counts" in notes
    assert all(not note.endswith(".") for note in notes)
