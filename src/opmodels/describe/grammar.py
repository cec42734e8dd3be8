"""The reference of service files for people, made from the descriptions of the parts themselves."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from opmodels.describe.campaigns import Campaign, Had, Known
from opmodels.describe.choosing import Alternative, Choose, Nest, Quote, Tastes
from opmodels.describe.coming import Timetable, Worsening
from opmodels.describe.condition import Condition
from opmodels.describe.decisions import Consult
from opmodels.describe.demand import Group, Having, Need
from opmodels.describe.disciplines.catalogue import DISCIPLINES
from opmodels.describe.distributions.catalogue import FamilyReference, describe_families
from opmodels.describe.effects import Effect
from opmodels.describe.exchanges import Exchange, Pair, Rounds
from opmodels.describe.facts import Fact
from opmodels.describe.funding import Funding
from opmodels.describe.gathering import Batch, Together
from opmodels.describe.matching import Match
from opmodels.describe.money import Fixed, Income, Ledger, Outcome, Payer
from opmodels.describe.part import Part, WrittenAs
from opmodels.describe.pathway import Book, Branch, Cancelled, Clause, End, Missed, Until, Wait
from opmodels.describe.repeating import Repeat
from opmodels.describe.service import Backlog, Service, Time
from opmodels.describe.serving import AllOf, Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.staff import Call, DayOff, Diary, HeldBack, Outage, Pool, Rise
from opmodels.describe.targets import Gap, Guardrail, Observed

SECTIONS: tuple[tuple[str, type[Part]], ...] = (
    ("The whole file", Service),
    ("`time`", Time),
    ("A group", Group),
    ("A need", Need),
    ("A list of times, in `planned`", Timetable),
    ("What becomes of those who wait, in `worsens`", Worsening),
    ("A campaign", Campaign),
    ("Who has a need, in `who` of a need", Having),
    ("Who may be chosen, in `who` of a campaign", Known),
    ("What a person had of late, in `had`", Had),
    ("A pool", Pool),
    ("Absence that answers to workload, in `absence_rises`", Rise),
    ("Help that is called, in `on_call`", Call),
    ("Failures, in `outages`", Outage),
    ("Money that follows people, in `funded_by`", Funding),
    ("A day with other hours, in `exceptions` of a pool", DayOff),
    ("A diary", Diary),
    ("What a diary holds back, in `held_back`", HeldBack),
    ("A consult, in `consults`", Consult),
    ("A step that is served", Serve),
    ("Planned visits, in `repeat`", Repeat),
    ("Several requirements at once, in `serve`", AllOf),
    ("A step that waits", Wait),
    ("A time of day, in `wait`", Until),
    ("A step that branches", Branch),
    ("A line of a branch", Clause),
    ("What must hold, in `if`", Condition),
    ("A step that books", Book),
    ("Bookings that are missed, in `no_show`", Missed),
    ("Bookings that are given back, in `cancels`", Cancelled),
    ("A step at which people choose", Choose),
    ("Something to choose, in `choose`", Alternative),
    ("The wait that is told, in `quote`", Quote),
    ("What weighs how much, in `tastes`", Tastes),
    ("Alternatives that are alike, in `nests`", Nest),
    ("A step where cases gather", Batch),
    ("A number and a time, in `batch`", Together),
    ("A step that matches", Match),
    ("An exchange", Exchange),
    ("Times at which those who wait are matched, in `matches`", Rounds),
    ("Who fits whom, in `fits`", Pair),
    ("A step that goes on in parts, side by side", SideBySide),
    ("An end", End),
    ("What a step or an end leaves on its person, in `effects`", Effect),
    ("A backlog, in `at_start`", Backlog),
    ("A payer", Payer),
    ("`money`", Ledger),
    ("A fixed cost", Fixed),
    ("An income", Income),
    ("An outcome", Outcome),
    ("A figure in `observed`", Observed),
    ("A guardrail", Guardrail),
    ("`gap`", Gap),
    ("A fact", Fact),
)
FORMS = {
    "Spread": "a value or a distribution; or one by group or need",
    "Varied": "a number; or one by group or need",
    "Onward": "a step or an end, or shares by place",
    "Parts": "shares by name, one of them `rest`",
    "Timetabled": "a list of times or a CSV file, or `{times, early, late, comes}`",
    "Fork": "shares by place, or a list of `{if: ..., to: ...}`",
    "Delay": "a duration or a distribution, or `{until: 08:00}`",
    "Servers": "a pool, a list of which the first free one serves, or `{all: [...]}`; "
    "or one by area, group, need or severity",
    "NoShow": "a share, or `{share or after, to}`",
    "Rounds": "`at once`, or `{every, at}`",
    "Gathering": "a whole number, or `{of, at}`",
    "Ending": "`met`, `met elsewhere`, `partly met`, `unmet`, or an end",
    "Week": "`flat`, hours, `{days, hours}`, or a CSV file with the columns day,time,share",
    "Year": "`flat`, a factor for each month, or a CSV file with the columns month,factor",
}
PLAIN_WORDS = {str: "text", float: "a number"}

_OPENING = """\
<!-- Made by `python -m opmodels.describe.schema docs/reference/service-file.md`; edit the code. -->

# The service file

One YAML file describes a service. Every value is read as the text that stands there, so `12:30`, `010`, `no`
and `1e3` mean what they look like. Keys that are not listed here are refused, with the nearest that is.

## Numbers

A number is written with its unit: `20 min`, `5 %`, `£15.20 per hour`, `48 per hour`, `2025-04-07`. Wherever a
number stands, it can say where it comes from:

```yaml
online: {value: 58 %, range: [50 %, 66 %], source: "ONS 2023", grade: A}
```

`grade` is `A` (a trial, a review, an official count), `B` (a quasi-experiment or a survey), `C` (a single
case or a vendor), `assumption` (nobody knows) or `borrowed` (from a library service).

Where the reference says "or one by group or need", names can stand in place of the number:
`{children: 2.2, over_75: 3.4, others: 1.9}`. At steps, and in `priority` and `worsens` of a need, areas and
levels of severity can be named too; a level counts first, then an area, a group, a need.

## Several files

`include: pools.yaml`, or a list of files, brings in the sections of others: they are merged by name, and a
name in two files is refused. A file lies in the folder of the one that names it or below. The shape of a week
(`day,time,share`), of a year (`month,factor`) and a measured sample (`value[,weight]`) can be CSV files.
"""


def grammar_reference() -> str:
    """Return the reference of service files, in Markdown."""
    blocks = [_OPENING]
    blocks += [_describe_part(title, part) for title, part in SECTIONS]
    blocks += [_describe_disciplines(), *_describe_distributions()]
    return "\n".join(blocks)


def _describe_part(title: str, part: type[Part]) -> str:
    meaning = " ".join((part.__doc__ or "").split())
    rows = [
        f"| `{field.alias or name}` | {_name_values(field)} | {_escape(part.meaning(field.alias or name))} |"
        + (" yes |" if field.is_required() else " |")
        for name, field in part.model_fields.items()
    ]
    return "\n".join(
        [
            f"## {title}\n",
            f"{meaning}\n",
            "| key | value | meaning | needed |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _escape(text: str) -> str:
    return " ".join(text.replace("``", "`").split()).replace("|", "\\|")


def _name_values(field: FieldInfo) -> str:
    """Return what can be written for a field, in words."""
    return _escape(_find_words(field.metadata) or _name_type(field.annotation))


def _find_words(metadata: Any) -> str:
    written = next((one.schema for one in metadata if isinstance(one, WrittenAs)), {})
    form = FORMS.get(written.get("x-form", ""), "")
    return str(written.get("description", form))


def _name_type(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        inside, *metadata = get_args(kind)
        return _find_words(metadata) or _name_type(inside)
    arguments = [one for one in get_args(kind) if one not in (type(None), Ellipsis)]
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_name_type(one) for one in arguments))
    if get_origin(kind) is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if get_origin(kind) is dict:
        return f"{_name_type(arguments[1])}, by name"
    if get_origin(kind) is tuple:
        return f"a list: {_name_type(arguments[0])}"
    return PLAIN_WORDS.get(kind) or _find_title(kind)


def _find_title(kind: Any) -> str:
    titles = {part: title for title, part in SECTIONS}
    title = titles.get(kind, kind.__name__)
    return f"*{title}*"


def _describe_disciplines() -> str:
    rows = [f"| `{name}` | {discipline.meaning} |" for name, discipline in DISCIPLINES.items()]
    return "\n".join(
        ["## Who is next, in `order`\n", "| word | who is served first |", "|---|---|", *rows, ""]
    )


def _describe_distributions() -> Iterator[str]:
    rows = [
        f"| `{family.family}` | {_escape(family.meaning)} | {_name_parameters(family)} |"
        for family in describe_families()
    ]
    opening = (
        "## Distributions\n\nWherever a duration differs from case to case, a distribution can stand: "
        "`{lognormal: {mean: 4 min, sd: 3 min}}`. `at_most` beside it caps its values; `source`, `grade` and "
        "`note` say where it comes from.\n"
    )
    yield "\n".join(
        [opening, "| family | what such numbers are like | parameters |", "|---|---|---|", *rows, ""]
    )


def _name_parameters(family: FamilyReference) -> str:
    ways = " or ".join("`{" + ", ".join(way) + "}`" for way in family.ways)
    bare = f"; `{family.bare}` may stand alone" if family.bare else ""
    return f"{ways}{bare}{'; or as a list' if family.listed else ''}"
