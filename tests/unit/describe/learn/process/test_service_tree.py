"""What was learned is written as a service that reads back without complaint and names nobody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.learn.process.learned import learn_process
from opmodels.describe.learn.process.service_tree import (
    LearnedService,
    build_service,
    next_monday,
    write_minutes,
    write_ranged,
    write_share,
    write_shares,
)
from opmodels.describe.read import parse_tree
from opmodels.describe.serving import Serve
from opmodels.describe.write import write_tree
from tests.unit.describe.learn.process.made_logs import MONDAY, write_desk


@pytest.fixture
def learned(tmp_path: Path) -> LearnedService:
    """The service of a made desk."""
    return build_service(learn_process(write_desk(tmp_path / "desk.csv")), "a desk", "learned: desk.csv")


def test_it_reads_back(learned: LearnedService) -> None:
    """The description is a service with two teams, and names of people stand nowhere in it."""
    service = parse_tree(learned.tree, "a desk")
    assert len(service.pools) == 2
    assert sum(isinstance(step, Serve) for step in service.steps.values()) >= 2
    text = write_tree(learned.tree)
    assert "Ann" not in text
    assert "Bob" not in text


def test_steps_say_which_activity_they_are_a_part_of(learned: LearnedService) -> None:
    """All but the first do, in the words of the log; the one that does the activity among them."""
    steps = learned.tree["steps"]
    parts = {name: step.get("part_of", "") for name, step in steps.items()}
    assert [name for name, part in parts.items() if not part] == ["arrive"]
    assert set(parts.values()) == {"", "Look at papers", "Décide"}
    assert all(parts[name] == activity for name, activity in learned.activity_of.items())


def test_numbers_have_ranges_and_sources(learned: LearnedService) -> None:
    """Each number with a range says where it is from; shares of a fork add up by their rest."""
    ranged = list(find_ranged(learned.tree))
    assert len(ranged) >= 6
    assert all({"value", "range", "source", "grade"} <= set(one) for one in ranged)
    shares = learned.tree["steps"]["arrive"]["branch"]
    assert list(shares.values()).count("rest") == 1


def find_ranged(node: Any) -> list[dict[str, Any]]:
    """Return every number that has a range."""
    if not isinstance(node, dict):
        return [found for one in node for found in find_ranged(one)] if isinstance(node, list) else []
    own = [node] if "range" in node else []
    return own + [found for one in node.values() for found in find_ranged(one)]


def test_steps_tell_what_they_do(learned: LearnedService) -> None:
    """Every activity has a step, and every step with an activity is there."""
    assert set(learned.activity_of.values()) == {"Look at papers", "Décide"}
    assert set(learned.activity_of) <= set(learned.tree["steps"])


def test_a_log_without_names_has_no_pools(tmp_path: Path) -> None:
    """Then what is done is a wait that ends, and the service still reads."""
    log = write_desk(tmp_path / "desk.csv", 90, resource=False)
    found = build_service(learn_process(log), "a desk", "learned: desk.csv", date(2025, 1, 6), 2)
    assert "pools" not in found.tree
    assert parse_tree(found.tree, "a desk").time.start == date(2025, 1, 6)
    assert set(found.activity_of.values()) == {"Look at papers", "Décide"}


def test_shares_add_up_as_they_are_written() -> None:
    """Rounded shares are put right at the largest, and what is 0 is left out."""
    written = write_shares({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3, "d": 0.0})
    assert sum(float(text.split()[0]) for text in written.values()) == pytest.approx(100, abs=1e-9)
    assert "d" not in written


def test_a_range_holds_its_number() -> None:
    """A range that the bootstrap found beside the number is widened to hold it."""
    assert write_ranged(write_share, 0.5, (0.6, 0.7), "x")["range"] == ["50 %", "70 %"]


def test_long_times_are_hours_and_not_days() -> None:
    """A day within hours would be taken for 24 of them."""
    assert (write_minutes(90), write_minutes(2880)) == ("90 min", "48 h")
    assert next_monday(MONDAY) == date(1970, 1, 12)
