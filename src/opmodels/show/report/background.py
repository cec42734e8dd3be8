"""The sections that say what the report rests on: service, as-is check, load, cards, assumptions, origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.describe.difference import write_node
from opmodels.describe.notes import list_numbers
from opmodels.describe.paths import Path, get_node, write_path
from opmodels.describe.places import trace
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Quantity, Spread
from opmodels.foundation.digest import shorten_digest
from opmodels.models.card import LEVELS
from opmodels.models.finding import Finding
from opmodels.models.settings import Settings
from opmodels.show.arrivals import tell_areas, tell_need
from opmodels.show.charts import DAYS, Chart, draw_load
from opmodels.show.drawing import draw_service
from opmodels.show.findings import unit_of
from opmodels.show.picture import tell_pool, tell_step
from opmodels.show.report.blocks import Block, Section, list_up, say, tabulate
from opmodels.show.stress import list_items
from opmodels.show.teams import mark_rules, tell_help
from opmodels.show.words import cut_words, join_words, plain, write_change, write_estimate, write_value
from opmodels.show.work import run_tree

WEAK = ("assumption", "borrowed")
MOST_SOURCE = 300
NOTICED = 0.03
"""Change of the use of a pool, as a share of its open hours, from which on its load is drawn again."""


def make_service(comparison: Comparison) -> Section:
    """Return the story and the picture of the service."""
    service = comparison.service
    story = [say(service.story.strip())] if service.story else []
    told = (
        *story,
        Block(drawing=draw_service(service)),
        *_tell_who_comes(service),
        *_tell_who_works(service),
    )
    return Section("service", "How the service works", told)


def _tell_who_comes(service: Service) -> Iterator[Block]:
    """Yield what is said of areas, and of how cases come and how urgent they are."""
    lines = [f"Where people live: {plain(tell_areas(service))}."] if service.areas else []
    for name in service.needs:
        told = list(tell_need(service, name))
        lines += [f"{plain(name)}: {plain('; '.join(told))}."] if told else []
    if lines:
        yield list_up(lines, "How cases come")


def _tell_who_works(service: Service) -> Iterator[Block]:
    """Yield the pools, and the rules of steps that have some beside their time and patience."""
    helps = {name: "; ".join(tell_help(pool)) for name, pool in service.pools.items()}
    heads = (
        "Pool",
        "At once",
        "Hours",
        "Hours a week and pay",
        *(["Besides"] if any(helps.values()) else []),
    )
    rows = [
        (plain(name), f"{pool.size}", *tell_pool(service, name, pool), plain(helps[name]) or "-")[
            : len(heads)
        ]
        for name, pool in service.pools.items()
    ]
    if rows:
        yield tabulate("Who does the work", heads, rows)
    rules = [
        f"{plain(name)}: {plain(tell_step(service, name))}."
        for name, step in service.steps.items()
        if isinstance(step, Serve) and (step.serve.by or mark_rules(step))
    ]
    if rules:
        yield list_up(rules, "Steps with rules of their own")


def make_check(comparison: Comparison) -> Section:
    """Return which figures seen in reality the as-is run reproduces."""
    currency = comparison.service.currency
    rows = []
    for check in comparison.as_is.checks:
        unit = unit_of(check.line.measure)
        low, high = (write_value(one, unit, currency) for one in (check.low, check.high))
        result = ("reproduced" if check.reproduced else "missed") + (
            ", too close to call" if check.is_close else ""
        )
        matters = "yes" if check.matters else "no"
        grade = f" (grade {check.line.grade})" if check.line.grade else ""
        simulated = write_estimate(check.simulated.as_dict(), unit, currency)
        rows.append(
            (
                check.name,
                write_value(check.value, unit, currency),
                f"{low} to {high}",
                simulated,
                result,
                matters,
                check.line.source + grade,
            )
        )
    heads = (
        "Figure",
        "Seen",
        "Counts as reproduced",
        "Run",
        "Result",
        "A miss withholds the verdict",
        "Source",
    )
    blocks = [say(f"{comparison.as_is.check_line}.")]
    return Section(
        "check",
        "As-is check",
        (
            *blocks,
            *([tabulate("Figures seen in reality beside the run as it is", heads, rows)] if rows else []),
        ),
    )


def make_load(comparison: Comparison) -> Section:
    """Return how many of each pool are at work through the week, as it is and where a model changes it."""
    charts = [
        chart
        for place, name in enumerate(comparison.service.pools)
        for chart in _draw_pool(comparison.as_is, name, "as it is", f"load-{place}")
    ]
    for number, (name, model) in enumerate(comparison.models.items()):
        for place, pool in enumerate(model.redesign.after.pools):
            if _is_noticed(model, pool):
                charts += _draw_pool(model.result, pool, name, f"load-{place}-{number}")
    words = "Means over all weeks of the run, those with public holidays among them, after absence."
    return Section(
        "load",
        "Load through the week",
        (say(words), *(Block(chart=chart) for chart in charts)) if charts else (),
    )


def _is_noticed(model: ModelResult, pool: str) -> bool:
    change = model.difference.estimate("pools", pool, "utilisation").mean
    return change is not None and abs(change) >= NOTICED


def _draw_pool(appraisal: Appraisal, pool: str, name: str, anchor: str) -> Iterator[Chart]:
    if pool not in appraisal.subject.names.pools:
        return
    load = appraisal.load_of(pool)
    open_, busy, late = (np.asarray(load[kind]) for kind in ("open", "busy", "overtime"))
    if not busy.any():
        return
    peak = int(np.argmax(busy))
    finding = (
        f"Busiest on {DAYS[peak // 24]} from {peak % 24:02d}:00: {busy[peak]:.1f} of {open_[peak]:.1f} are at"
        " work."
    )
    yield draw_load(anchor, f"{plain(pool)}, {name}", finding, open_.tolist(), busy.tolist(), late.tolist())


def make_cards(comparison: Comparison) -> Section:
    """Return the card of each model, what was found against it first."""
    blocks = [block for name, model in comparison.models.items() for block in _card_blocks(name, model)]
    return Section("cards", "The models, adverse evidence first", tuple(blocks))


def _card_blocks(name: str, model: ModelResult) -> Iterator[Block]:
    card = model.redesign.card
    yield say(
        f"{card.idea} It comes from {card.home}. {card.mechanism} Evidence level {card.evidence_level} of 5,"
        f" {LEVELS[card.evidence_level]}.",
        name,
    )
    if card.findings:
        rows = [
            (
                _mark(one),
                one.finding,
                f"{one.source}, {one.year}",
                one.place or "-",
                one.grade,
                "yes" if one.verified == "yes" else "no",
            )
            for one in card.findings
        ]
        yield tabulate(
            f"{name}: evidence", ("Speaks", "Finding", "Source", "Place", "Grade", "Seen in the source"), rows
        )
    lists = (
        ("Where it failed", card.failed), ("Where it worked", card.worked),
        ("What would break it here", card.breaks), ("Who may be left out", card.left_out),
        ("What it needs first", card.needs_first),
    )  # fmt: skip
    told = [f"{title}: {'; '.join(items)}." for title, items in lists if items]
    if told:
        yield list_up(told)
    if model.redesign.fit:
        yield tabulate(
            f"{name}: what it relies on, here",
            ("Relies on", "State", "Why"),
            [(one.relies_on, one.state, one.why) for one in model.redesign.fit],
        )
    if model.redesign.told:
        yield list_up([f"{name}, what it reckoned: {model.redesign.told[0]}", *model.redesign.told[1:]])
    yield from _setting_blocks(name, model.redesign.settings)


def _mark(finding: Finding) -> str:
    return "against it" if finding.adverse == "yes" else "for it"


def _setting_blocks(name: str, settings: Settings) -> Iterator[Block]:
    rows = [
        (
            key,
            one.value,
            f"{one.range[0]} to {one.range[1]}" if one.range else "-",
            one.note or "-",
            one.source or "-",
            one.grade or "-",
        )
        for key, one in settings.values.items()
    ]
    if rows:
        yield tabulate(
            f"{name}: settings as used", ("Setting", "Value", "Range", "What it is", "Source", "Grade"), rows
        )


def make_elements(comparison: Comparison) -> Section:
    """Return what each change of a model did, where that was asked for."""
    currency, blocks = comparison.service.currency, list[Block]()
    for name, model in comparison.models.items():
        rows = [
            (
                one.title,
                write_estimate(one.gap_closed.as_dict(), "money", currency),
                write_change(one.wait.as_dict(), "minutes"),
            )
            for one in model.elements
        ]
        if rows:
            caption = f"{name}: the model less the model without this change"
            blocks.append(tabulate(caption, ("Change", "Gap closed", "Watched wait"), rows, heading=name))
    return Section("elements", "What did the work", tuple(blocks))


def make_assumptions(comparison: Comparison) -> Section:
    """Return every number that is assumed or borrowed, with its range."""
    rows = [
        _tell_assumed(comparison.service, path, part)
        for path, part in list_numbers(comparison.service)
        if part.grade in WEAK
    ]
    words = f"{len(rows)} numbers of the description rest on no measurement of this service."
    table = (
        [
            tabulate(
                "Numbers that are assumed or borrowed", ("Place", "Value", "Range", "Grade", "Source"), rows
            )
        ]
        if rows
        else []
    )
    return Section("assumptions", "Assumptions", (say(words), *table))


def _tell_assumed(service: Service, path: Path, part: Quantity | Spread) -> tuple[str, ...]:
    """Return a number that is assumed as its file has it: place, value, range, grade, source."""
    place = trace(service.tree, path)
    node = get_node(service.tree, place)
    ends = node.get("range") if isinstance(node, Mapping) else None
    told = (
        {key: child for key, child in node.items() if key not in ("source", "grade", "note", "range")}
        if isinstance(node, Mapping)
        else node
    )
    value = part.written if isinstance(part, Quantity) else write_node(told)
    span = f"{ends[0]} to {ends[1]}" if isinstance(ends, list) else "-"
    return write_path(place), value, span, part.grade or "-", cut_words(part.source, MOST_SOURCE) or "-"


def make_origin(comparison: Comparison) -> Section:
    """Return where the result comes from, and how to make it again."""
    told = comparison.provenance
    packages = join_words([f"{name} {version}" for name, version in told.packages.items()])
    rows = [
        ("Made", told.created),
        ("Command", told.command or "from Python"),
        ("opmodels", told.version),
        ("Seed", str(told.seed)),
        ("Replications", f"{comparison.replications}: {comparison.why}"),
        ("Description", shorten_digest(told.service_digest)),
        ("Settings", shorten_digest(told.settings_digest)),
        ("Results", shorten_digest(comparison.result_digest)),
        ("Python", told.python),
        ("Packages", packages),
        ("Machine", told.platform),
    ]
    again = "A result saved with --out is made again, bit for bit, by opmodels again RESULT.json."
    return Section(
        "origin", "Where this comes from", (tabulate("Provenance", ("What", "Value"), rows), say(again))
    )


def make_stress(comparison: Comparison) -> Section:
    """Return the checklist STRESS-DES, filled in."""
    changes = {
        name: {"changes": [one.as_dict() for one in model.redesign.differences]}
        for name, model in comparison.models.items()
    }
    result = {
        "provenance": comparison.provenance.as_dict(),
        "as_is": run_tree(comparison.as_is),
        "models": changes,
    }
    intro = (
        "Strengthening the Reporting of Empirical Simulation Studies (Monks et al. 2019, Journal of"
        " Simulation 13:55-67)."
    )
    blocks = [
        list_up(item.lines, f"{item.number} {item.title}")
        for item in list_items(comparison.service, result)
        if item.number != "3.4"
    ]
    return Section(
        "stress",
        "STRESS-DES",
        (say(intro), *blocks, say("3.4 Assumptions stand in their own section above.")),
    )
