"""The text that STRESS-DES asks of a simulation study, filled from the service and its result.

Monks T, Currie CSM, Onggo BS, Robinson S, Kunc M, Taylor SJE (2019) Strengthening the reporting of empirical
simulation studies: introducing the STRESS guidelines. Journal of Simulation 13(1), 55-67.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from opmodels.describe.choosing import Choose
from opmodels.describe.decisions import Consult
from opmodels.describe.demand import Need
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.notes import list_numbers
from opmodels.describe.part import Part
from opmodels.describe.pathway import Book, Branch, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.staff import Pool
from opmodels.describe.volume import count_weekly
from opmodels.foundation.digest import shorten_digest
from opmodels.foundation.units import count_of, format_count
from opmodels.show.arrivals import tell_areas, tell_need
from opmodels.show.decisions import tell_consult
from opmodels.show.picture import tell_exit, tell_step
from opmodels.show.spans import tell_share, tell_times
from opmodels.show.teams import tell_help
from opmodels.show.words import fold, join_words, plain, write_day

Tree = Mapping[str, Any]
RULES: tuple[tuple[type[Part], str, str], ...] = (
    (
        Need,
        "planned",
        "Cases of a list come at its times, early or late by a draw of their own, or not at all.",
    ),
    (
        Need,
        "campaign",
        "A campaign chooses people on its days by what is known of them at that moment, each time anew; what"
        " a score adds to the truth is drawn once for each person and stays, the same in every run.",
    ),
    (
        SideBySide,
        "side_by_side",
        "A case goes on in parts at the same time, each walked like a case with draws of its own, and waits"
        " until they are done: when they come to the step where they join, or to an end.",
    ),
    (
        Need,
        "who",
        "Only some people have the need: an arrival of anybody else is left away, and none takes its place.",
    ),
    (Need, "party", "An arrival may be a party: a case for each of its people, at the same moment."),
    (
        Need,
        "severity",
        "A case has a level of severity, drawn when it comes. Waiting makes it worse, after a time drawn for"
        " each level; it then takes the place in its queue that its new class gives it.",
    ),
    (
        Serve,
        "same_worker",
        "A case waits some time for the worker who served its person last, then for anyone.",
    ),
    (
        Serve,
        "repeat",
        "A case has a series of visits, whose number is drawn when it comes. Between two visits it pauses"
        " until the next is due, then joins the queue again.",
    ),
    (Serve, "keeps", "A case holds on to what it keeps until it comes to the step that is named, or ends."),
    (
        Serve,
        "gives_way",
        "A case that finds nobody free takes the worker from work that gives way: of the lowest class below"
        " its own, what started last. That case goes back to its queue; its work goes on or starts over.",
    ),
    (
        Part,
        "effects",
        "What is done at some steps and ends changes how often its person has a need, for a while: each case"
        " that might come is kept or not by its own draw, so nobody else's cases change.",
    ),
    (
        Choose,
        "choose",
        "People choose by random utility: price by income, the wait that they are told, their own time, an"
        " appeal by group, and a Gumbel draw keyed by person (or occasion) and alternative; nests are drawn"
        " first.",
    ),
    (
        Batch,
        "together",
        "Cases gather until enough are together or a time has come; then all go on, in the order in which"
        " they came, or leave where they are too few.",
    ),
    (Wait, "hours", "The length of a wait is used up only within the hours of the wall clock that it names."),
    (
        Match,
        "match",
        "Givers and takers wait apart, in the order in which they came, until they are matched with somebody"
        " who fits: the first, or the nearest; at once or in rounds. A giver goes on when it is full.",
    ),
    (Pool, "absence_rises", "Absence is raised by the use of the last four weeks above a line."),
    (Pool, "on_call", "Help comes some time after a queue has grown long, and stays while it is so long."),
    (Pool, "outages", "Outages come and go by draws of their own, whatever the work."),
    (
        Pool,
        "funded_by",
        "The posts of a year follow the cases of the year before, in whole posts and within limits.",
    ),
    (
        Consult,
        "planner",
        "At set times a planner moves whole people between pools, by the work that waits there.",
    ),
    (Pool, "speeds_differ", "Each worker has a speed, lognormal with mean 1, the same in every run."),
)
"""What is said of the rules that not every service has, by part and key."""
KINDS = (
    (Serve, "served by a pool"),
    (Book, "book a slot"),
    (Wait, "wait"),
    (Branch, "fork"),
    (Choose, "people choose"),
    (Batch, "gather"),
    (Match, "match"),
    (SideBySide, "go on in parts"),
)


@dataclass(frozen=True)
class Item:
    """One item of the checklist.

    Parameters
    ----------
    number, title
        As in the guidelines, such as ``2.5 Components``.
    lines
        What this study has to say, a sentence or more each.
    """

    number: str
    title: str
    lines: tuple[str, ...]


def write_stress(service: Service, result: Tree) -> str:
    """Return the text, in lines of 80 columns.

    Parameters
    ----------
    service
        The service as it is.
    result
        Of ``run`` or ``compare``, as ``--json`` prints it.
    """
    example = f" ({service.example})" if service.example else ""
    lines = [*fold(f"STRESS-DES report: {service.service}{example}"), ""]
    for item in list_items(service, result):
        lines += [
            f"{item.number} {item.title}",
            *(part for line in item.lines for part in fold(line, "    ")),
            "",
        ]
    return "\n".join(lines)


def list_items(service: Service, result: Tree) -> list[Item]:
    """Return the twenty items of the checklist, each with what this study has to say."""
    told = (
        *_objectives(service, result),
        *_logic(service, result),
        *_data(service),
        *_experiment(service, result),
        *_implementation(result),
    )
    return [Item(number, title, tuple(lines)) for number, title, lines in told]


Told = tuple[str, str, list[str]]


def _objectives(service: Service, result: Tree) -> Iterator[Told]:
    gap = service.gap
    aim = (
        f" It asks how {service.budget_holder} could find {gap.amount.written} a year by {write_day(gap.by)}."
        if gap
        else ""
    )
    yield (
        "1.1",
        "Purpose of the model",
        [f"To compare {service.service} as it is with other ways of working, on the same citizens.{aim}"],
    )
    rails = [
        f"{rail.measure.replace('_', ' ')} {rail.step or rail.pool or rail.payer or rail.group}".strip()
        for rail in service.guardrails
    ]
    yield (
        "1.2",
        "Model outputs",
        [
            (
                "By group, step, pool and payer: cases, waits and delays (mean, median, 90th percentile),"
                " those who give up, use of staff, money, ends."
            ),
            *([f"Guardrails: {join_words(rails)}."] if rails else []),
        ],
    )
    models = list(result.get("models", {}))
    aims = (
        [f"Scenarios: {join_words(models)}, each against the service as it is."]
        if models
        else ["The service as it is; no scenarios."]
    )
    yield "1.3", "Experimentation aims", aims


def _logic(service: Service, result: Tree) -> Iterator[Told]:
    drawing = (
        f"opmodels show draws it: {count_of(len(service.needs), 'need')},"
        f" {count_of(len(service.steps), 'step')}, {count_of(len(service.ends), 'end')}."
    )
    yield "2.1", "Base model overview", [*([service.story.strip()] if service.story else []), drawing]
    routes = [_tell_routes(service, name) for name in service.steps]
    yield "2.2", "Base model logic", routes
    yield "2.3", "Scenario logic", _tell_scenarios(result) or ["There are no scenarios."]
    yield (
        "2.4",
        "Algorithms",
        [
            (
                "Arrivals are a Poisson process by need and group whose rate follows the week, the year,"
                " public holidays and busy days. Every duration and choice is drawn by inversion from a table"
                " of quantiles, by a number that is addressed by the case and what it decides, so that a case"
                " has the same luck under every operating model."
            ),
            "A queue gives the next place by priority class, then by the discipline of its step.",
            *_list_rules(service),
        ],
    )
    yield "2.5", "Components", list(_components(service))


def _list_rules(service: Service) -> Iterator[str]:
    """Yield what is said of the rules that this service has beyond the usual ones."""
    for kind, key, words in RULES:
        sections = (service.needs, service.steps, service.ends, service.pools)
        parts = [part for section in sections for part in section.values()]
        if any(isinstance(part, kind) and getattr(part, key, None) for part in parts):
            yield words


def _tell_routes(service: Service, name: str) -> str:
    step = service.steps[name]
    ways = [
        f"{tell_share(route, place)} to {plain(place)}"
        + (f" ({cause})" if (cause := tell_exit(step, exit_)) else "")
        for exit_, route in step.exits()
        for place in route.to
    ]
    return f"{plain(name)}: {tell_step(service, name)}; then {', '.join(ways)}."


def _tell_scenarios(result: Tree) -> list[str]:
    lines = []
    for name, one in result.get("models", {}).items():
        changed = [str(change.get("path")) for change in one.get("changes", [])]
        told = f"changes {join_words(changed)}" if changed else str(one.get("reason") or "changes nothing")
        lines.append(f"{name}: {told}.")
    return lines


def _components(service: Service) -> Iterator[str]:
    cases = [
        f"{plain(name)} ({format_count(round(count_weekly(service, name)))} a week)" for name in service.needs
    ]
    groups = [
        f"{plain(name)} ({format_count(group.people.value)} people)" for name, group in service.groups.items()
    ]
    yield f"Entities: cases of {join_words(cases)}, of people in {join_words(groups)}."
    if service.areas:
        yield f"Areas where people live: {tell_areas(service)}."
    for name in service.needs:
        told = list(tell_need(service, name))
        if told:
            yield f"{plain(name)}: {'; '.join(told)}."
    for kind, words in KINDS:
        names = [plain(name) for name, step in service.steps.items() if isinstance(step, kind)]
        if names:
            yield f"Activities ({words}): {join_words(names)}."
    pools = [
        f"{plain(name)} ({pool.size}, {pool.hours.hours_per_week:.3g} hours a week)"
        for name, pool in service.pools.items()
    ]
    if pools:
        yield f"Resources: {join_words(pools)}."
    for name, pool in service.pools.items():
        told = list(tell_help(pool))
        if told:
            yield f"{plain(name)}: {'; '.join(told)}."
    for name, consult in service.consults.items():
        yield f"{plain(name)}: {tell_consult(consult)}."
    queues = [
        f"{plain(name)} ({step.order.replace('_', ' ')}"
        + (f", patience {tell_times(step.patience)} in the mean" if step.patience else "")
        + ")"
        for name, step in service.steps.items()
        if isinstance(step, Serve)
    ]
    if queues:
        yield f"Queues: {join_words(queues)}."
    entries = [f"{plain(need)} at {plain(part.starts_at)}" for need, part in service.needs.items()]
    yield f"Entry: {join_words(entries)}. Exit: {join_words([plain(end) for end in service.ends])}."


def _data(service: Service) -> Iterator[Told]:
    numbers = [part for _, part in list_numbers(service)]
    sources = list(dict.fromkeys(part.source for part in numbers if part.source))
    yield (
        "3.1",
        "Data sources",
        [*(f"{place}. {source}" for place, source in enumerate(sources, 1))] or ["No number names a source."],
    )
    grades = Counter(part.grade or "no grade" for part in numbers)
    counted = [f"{number} {grade}" for grade, number in grades.most_common()]
    yield (
        "3.2",
        "Input parameters",
        [
            f"{len(numbers)} numbers; by grade of evidence: {join_words(counted)}. Each stands with its unit,"
            " range and source in the description."
        ],
    )
    yield (
        "3.3",
        "Pre-processing",
        [
            "Durations are in minutes inside, money in the currency of the service; the shapes of week and"
            " year are scaled to mean 1."
        ],
    )
    assumed = [
        f"{'.'.join(map(str, path))}: {part.source or 'no source'}"
        for path, part in list_numbers(service)
        if part.grade in ("assumption", "borrowed")
    ]
    yield "3.4", "Assumptions", assumed or ["No number is graded an assumption or borrowed."]


def _experiment(service: Service, result: Tree) -> Iterator[Told]:
    run = result.get("as_is", result)
    warm = run.get("warm_up_weeks")
    found = (
        "as the description says"
        if service.time.warm_up != "auto"
        else "found by MSER on the number inside, in pilot runs"
    )
    start = (
        f"{count_of(sum(line.cases.value for line in service.at_start), 'case')} of backlog"
        if service.at_start
        else "nobody inside"
    )
    weeks = (
        f"{warm:.3g} {'week' if warm == 1 else 'weeks'} of warm-up ({found})"
        if warm is not None
        else f"a warm-up ({found})"
    )
    yield (
        "4.1",
        "Initialisation",
        [
            f"Each run begins with {start}, and {weeks}."
            " Diaries begin as full as those who want later days make them."
        ],
    )
    yield "4.2", "Run length", [f"{service.time.run.written} from {write_day(service.time.start)}, measured."]
    why = run.get("why") or result.get("why") or ""
    yield (
        "4.3",
        "Estimation approach",
        [
            f"{run.get('replications', '?')} replications{f': {why}' if why else ''}. Means over replications"
            " with 95 % t-intervals; differences are paired, replication by replication, on common random"
            " numbers."
        ],
    )


def _implementation(result: Tree) -> Iterator[Told]:
    told = result["provenance"]
    packages = ", ".join(f"{name} {version}" for name, version in told["packages"].items())
    yield "5.1", "Software", [f"opmodels {told['version']}, Python {told['python']}, {packages}."]
    yield (
        "5.2",
        "Random sampling",
        [
            f"Counter-based uniforms of 53 bits, addressed by seed ({told['seed']}), replication, case and"
            " decision; tables of quantiles with interpolation."
        ],
    )
    yield (
        "5.3",
        "Model execution",
        [
            "Event by event, in milliseconds; replications run on threads, with the same results whatever"
            " their number."
        ],
    )
    yield "5.4", "System specification", [f"{told['platform']}."]
    digest = shorten_digest(told["service_digest"])
    yield (
        "6.1",
        "Code access",
        [
            f"opmodels is open source (MIT). The result carries the description (digest {digest}); opmodels"
            " again RESULT.json makes it again."
        ],
    )
