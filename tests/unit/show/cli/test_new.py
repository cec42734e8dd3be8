"""The verb ``new``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from opmodels.describe.library import list_services
from opmodels.describe.read import read
from tests.unit.describe.workbooks import copy_block, new_book, put

README = Path(__file__).resolve().parents[4] / "README.md"


def test_workbook_can_be_checked(run: Any, here: Path) -> None:
    """A workbook that was written is read back at once, by every command, as a service."""
    assert run("new", "--workbook", "mine.xlsx", "--like", "contact-centre").exit_code == 0
    told = run("check", "mine.xlsx")
    assert told.exit_code == 0, told.output
    assert "borrowed from a library service" in told.stdout


def test_copy_is_the_same_service(run: Any, here: Path) -> None:
    """A copy of each library service reads as the same service, with the schema on its first line."""
    for name in list_services():
        told = run("new", name)
        assert told.exit_code == 0, told.output
        path = here / f"my-{name}.yaml"
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=file:")
        assert read(path).digest == read(name).digest


def test_nothing_is_overwritten(run: Any, here: Path) -> None:
    """A second copy is refused unless forced, and the file stays."""
    run("new", "gp-surgery", "--into", "mine.yaml")
    (here / "mine.yaml").write_text("changed", encoding="utf-8")
    refused = run("new", "gp-surgery", "--into", "mine.yaml")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "changed"
    assert run("new", "gp-surgery", "--into", "mine.yaml", "--force").exit_code == 0
    assert read("mine.yaml").service == read("gp-surgery").service


def test_json_names_the_file(ask: Any) -> None:
    """The JSON says what was written, and what to do next."""
    tree = ask("new", "--workbook", "mine.xlsx")
    assert tree["file"] == "mine.xlsx"
    assert "opmodels check mine.xlsx" in tree["next"]


def test_workbook_as_text(run: Any, here: Path) -> None:
    """A workbook that is filled in can be written as a text file, which is the same service."""
    run("new", "--workbook", "mine.xlsx", "--like", "contact-centre")
    told = run("new", "--from", "mine.xlsx")
    assert told.exit_code == 0, told.output
    assert "Written: mine.yaml" in told.stdout
    assert read("mine.yaml").digest == read("mine.xlsx").digest
    assert "--force" in run("new", "--from", "mine.xlsx").stderr


def test_a_step_added_in_the_text(run: Any, here: Path) -> None:
    """The lines that README shows add work in the back office to a service that was begun in a workbook."""
    lines = re.findall(r"```\n(    then: .*\n)(  book_job: .*\n)```", README.read_text(encoding="utf-8"))
    ((then, step),) = lines
    book = new_book("contact-centre")
    copy_block(book, "pools.advisers", "schedulers")
    for path, value in (("staff", 3), ("hours", "Mon-Fri 08:00-17:00"), ("cost", "£13.60 per hour")):
        put(book, f"pools.advisers.{path}", value, last=True)
    book.save(here / "mine.xlsx")
    run("new", "--from", "mine.xlsx")
    text = (here / "mine.yaml").read_text(encoding="utf-8")
    start = text.index("    then:", text.index("  phone:"))
    end = text.index("  phone_again:", start)
    (here / "mine.yaml").write_text(text[:start] + then + step + text[end:], encoding="utf-8")
    told = run("check", "mine.yaml")
    assert told.exit_code == 0, told.output
    assert "schedulers: serves no step" not in told.stdout
    assert read("mine.yaml").steps["book_job"].requirements == (("schedulers",),)
