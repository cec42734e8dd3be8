"""The templates: they are found, escape what they are given, and break names and numbers where they may."""

from __future__ import annotations

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from opmodels.show.report.templates import load_template, make_breakable


def test_pages_share_one_style() -> None:
    """Both pages include the same style sheet."""
    style = "table { border-collapse: collapse;"
    told = {"finding": "<b>", "drawing": "", "services": [], "made": "today", "replications": 4}
    page = load_template("matrix.html.j2").render(**told)
    assert style in page
    assert "&lt;b&gt;" in page


def test_what_is_missing_is_an_error() -> None:
    """A page is never made with a hole in it."""
    with pytest.raises(UndefinedError):
        load_template("matrix.html.j2").render()
    with pytest.raises((TemplateNotFound, FileNotFoundError)):
        load_template("nothing.j2")


def test_names_may_break_and_numbers_stay_with_their_units() -> None:
    """Long names break after a dot or an underscore; 5 min does not break."""
    assert make_breakable("steps.ask_now") == "steps.<wbr>ask_<wbr>now"
    assert make_breakable("5 min") == "5\u00a0min"
