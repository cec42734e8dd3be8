"""The rules of the engine are numbered without gaps, and whoever cites one cites one that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "engine.md"
CITED = re.compile(r"\bE(\d+)\.(\d+)(?:-(?:E(\d+)\.)?(\d+))?\b")
FOLDERS = ("src", "tests", "docs", "benchmarks")


def list_rules() -> dict[int, list[int]]:
    """Return the numbers of the rules of each section."""
    rules: dict[int, list[int]] = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head = re.match(r"E(\d+) ", section)
        if head:
            rules[int(head[1])] = [int(n) for n in re.findall(r"^(\d+)\. ", section, flags=re.MULTILINE)]
    return rules


def test_rules_are_numbered_without_gaps() -> None:
    """Sections and the rules in them are 1, 2, 3, ..."""
    rules = list_rules()
    assert list(rules) == list(range(1, len(rules) + 1))
    for section, numbers in rules.items():
        assert numbers == list(range(1, len(numbers) + 1)), f"E{section}"


def test_cited_rules_are_there() -> None:
    """Code, tests and pages cite no rule that the page does not have."""
    rules = list_rules()
    texts = [
        path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md"} and path.is_file()
    ]
    unknown = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in [*texts, ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
        for found in CITED.finditer(path.read_text(encoding="utf-8"))
        if not {int(found[2]), int(found[4] or found[2])} <= set(rules.get(int(found[1]), []))
    ]
    assert not unknown, "\n".join(unknown)
