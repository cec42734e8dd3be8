"""The fit report as a file: whole, readable without its pictures, and naming nobody."""

from __future__ import annotations

import re

import pytest

from opmodels.show.report.fit_page import write_fit_page
from tests.unit.show.learned_desk import MAIL, PEOPLE, LearnedDesk
from tests.unit.show.report.test_build import Reader


@pytest.fixture(scope="module")
def read(learned: LearnedDesk) -> Reader:
    """Return what a strict reader finds in the page."""
    reader = Reader()
    reader.feed(learned.page)
    reader.close()
    return reader


def test_it_is_whole(read: Reader) -> None:
    """Every element is closed, no identifier comes twice, headings go down one level at a time."""
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)
    assert read.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(read.headings, read.headings[1:], strict=False))


def test_it_asks_for_nothing_from_outside(read: Reader) -> None:
    """No source, no script, no link that leaves the page; each link within it leads somewhere."""
    asked = [value for _, name, value in read.attributes if name in ("src", "href")]
    assert asked and all(value.startswith("#") and value[1:] in read.ids for value in asked)
    assert not any(tag == "script" for tag, _, _ in read.attributes)


def test_pictures_are_told_in_words_and_tables(read: Reader, learned: LearnedDesk) -> None:
    """Each drawing names its title and what it shows, and has a table with heads and a caption."""
    labels = [value for tag, name, value in read.attributes if (tag, name) == ("svg", "aria-labelledby")]
    assert len(labels) == 8
    assert all(one in read.ids for label in labels for one in label.split())
    assert len(read.tables) >= len(labels)
    assert all(table["caption"] == 1 and table["heads"] == table["scopes"] for table in read.tables)


def test_it_names_nobody(learned: LearnedDesk) -> None:
    """No worker, no case and no content of a personal column stands in the page or in the service."""
    for text in (learned.page, learned.service):
        assert not any(name in text or name.split()[1] in text for name in PEOPLE)
        assert not re.search(r"REF-\d", text)
        assert MAIL not in text


def test_names_from_the_log_are_text_and_no_markup(learned: LearnedDesk) -> None:
    """An activity with angle brackets in its name is shown as it is written."""
    assert "look at &lt;papers&gt;" in learned.page
    assert "<papers>" not in learned.page


def test_the_same_json_gives_the_same_page(learned: LearnedDesk) -> None:
    """The page is made of the JSON alone."""
    assert write_fit_page(learned.tree, "desk", "desk.csv") == learned.page
