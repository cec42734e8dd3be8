"""The templates of the pages: what they share, and how names and numbers may break."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from opmodels.show.words import neaten_money

BREAK = re.compile(r"(?<=\w)[._](?=[a-z])")
UNIT = re.compile(r"(?<=\d) (?=(?:%|ms|s|min|h|days?|weeks?|points)\b|%)")
NO_BREAK = "\u00a0"


@cache
def load_template(name: str) -> Any:
    """Return a template of this folder by the name of its file; it may include others."""
    return _environment().get_template(name)


@cache
def _environment() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: (files("opmodels.show.report") / name).read_text("utf-8")),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["breakable"] = make_breakable
    return environment


def make_breakable(words: str) -> str:
    """Return words as HTML: long names may break after a dot or underscore, numbers stay with their units."""
    kept = UNIT.sub(NO_BREAK, escape(neaten_money(words)))
    return BREAK.sub(r"\g<0><wbr>", kept)
