"""The sections of a fit report, what speaks against the service first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from opmodels.appraise.likeness import WORDS
from opmodels.describe.learn.process.arrivals import HIGHEST_SPREAD
from opmodels.foundation.units import count_of, format_count, format_duration, format_share
from opmodels.show.beside_charts import draw_bars, draw_curves
from opmodels.show.charts import DAYS
from opmodels.show.likeness_chart import draw_likeness
from opmodels.show.quantile_chart import Lengths, draw_lengths
from opmodels.show.report import fit_words
from opmodels.show.report.blocks import Block, Section, list_up, say, tabulate
from opmodels.show.report.fit_words import Tree
from opmodels.show.step_map import draw_step_map
from opmodels.show.weeks_chart import draw_weeks

MOST_LENGTHS = 24
"""Kinds of length that are drawn: those that take most time; the others are in the table."""
FAMILIES = {"empirical": "slices of what was seen", "mixture": "two lognormals"}
TITLE = "How like the real thing it is"


def make_likeness(tree: Tree) -> Section:
    """Return the six distances beside those of the past drawn anew."""
    judged = tree["learned"]["judged"]
    if judged is None:
        words = "It was not judged: the log has too few cases, or it was not asked for."
        return Section("likeness", TITLE, (say(words),))
    distances = judged["distances"]
    chart = draw_likeness("likeness", "Six distances", fit_words.tell_worst(distances), distances, WORDS)
    training, held_out = (format_count(judged[f"{part}_cases"]) for part in ("training", "held_out"))
    how = (
        f"Judged is a service learned from the first {training} cases alone, on the {held_out} after them. 1"
        " × is as far from what came as the cases of the past drawn anew in another order, which costs"
        " nothing to know (grey: from the least to the most of such logs). The line goes from the least to"
        " the most of the simulated logs. A difference is clear where neither mean lies among the logs of"
        " the other."
    )
    return Section("likeness", TITLE, (say(how), Block(chart=chart)))


def make_unknown(tree: Tree) -> Section:
    """Return what the log cannot show, what was assumed, and what had changed within the log."""
    learned, changes = tree["learned"], list(fit_words.tell_changes(tree))
    blocks = [
        list_up(_as_sentences(learned["not_identified"]), "What the log cannot show"),
        list_up(_as_sentences(learned["assumed"]), "What was assumed"),
        *([list_up(changes, "What changed within the log")] if changes else []),
        *_list_looked_for(learned["looked_for"]),
        *([list_up(tree["notes"], "What was noticed when the file was read")] if tree["notes"] else []),
    ]
    return Section("unknown", "What is not known", tuple(blocks))


def _list_looked_for(found: Tree) -> Iterator[Block]:
    """Yield what was looked for beside routes and lengths, and what came of it."""
    rows = [(kind, one["verdict"], "; ".join(one["told"]) or "-") for kind, one in found.items()]
    if rows:
        heads = ("Looked for", "Verdict", "What there is to say")
        caption = "Looked for besides: in a log without it, it is found once in twenty at most"
        yield tabulate(caption, heads, rows)


def _as_sentences(lines: Iterable[str]) -> list[str]:
    return [f"{line[:1].upper()}{line[1:]}." for line in lines]


def make_rows(tree: Tree) -> Section:
    """Return what became of every row of the file."""
    table = tabulate(
        "Rows of the file: all below the first add up to it", ("What", "Rows", "First one"),
        fit_words.list_rows(tree),
    )  # fmt: skip
    return Section("rows", "Rows that could not be used", (say(fit_words.tell_rows(tree)), table))


def make_privacy(tree: Tree) -> Section:
    """Return which columns may tell who somebody is, and what was done with each."""
    heads = ("Column", "Taken for", "May tell who", "What was done with it")
    table = tabulate("Columns of the file", heads, fit_words.list_privacy(tree))
    return Section("privacy", "People in the log", (list_up(fit_words.tell_privacy(tree)), table))


def make_arrivals(tree: Tree) -> Section:
    """Return when cases came: week by week, by day of the week and by hour."""
    judged, came = tree["learned"]["judged"], tree["came"]
    later = judged["later_slice"] if judged else None
    level = f"Learned: {tree['learned']['per_week']['value']:.1f} cases a week"
    more = "; the later slice was simulated unseen, as many cases as came" if later else ""
    weeks = draw_weeks(
        "weeks", "Cases that came, week by week", f"{level}{more}.", came["first_week"], came["weeks"],
        later["first_week"] if later else "", later["weeks"] if later else None,
    )  # fmt: skip
    days = later["days"] if later else {"seen": came["days"]}
    blocks = [weeks, draw_bars("days", "Cases by day of the week", _tell_gap(days, DAYS), DAYS, days)]
    if came["hours"] is not None:
        labels = tuple(f"{hour:02d}" for hour in range(24))
        hours = later["hours"] if later else {"seen": came["hours"]}
        blocks.append(draw_bars("hours", "Cases by hour of the day", _tell_gap(hours, labels), labels, hours))
    where = "the later slice" if later else "the whole log"
    told = say(f"Days and hours are those of {where}, on the clock of {tree['zone']}.")
    return Section("arrivals", "When cases come", (told, *(Block(chart=chart) for chart in blocks)))


def _tell_gap(beside: Tree, labels: tuple[str, ...]) -> str:
    """Return where seen and simulated are furthest apart."""
    seen = beside["seen"]
    if "simulated" not in beside:
        most = max(range(len(seen)), key=lambda place: seen[place])
        return f"Most came at {labels[most]}: {format_share(seen[most])}."
    gaps = [abs(one - other) for one, other in zip(seen, beside["simulated"], strict=True)]
    worst = max(range(len(gaps)), key=lambda place: gaps[place])
    return (
        f"Furthest apart at {labels[worst]}: {format_share(seen[worst])} came and"
        f" {format_share(beside['simulated'][worst])} were simulated."
    )


def make_cycles(tree: Tree) -> Section:
    """Return how long cases took, beside those that were simulated."""
    judged = tree["learned"]["judged"]
    times = judged["later_slice"]["case_minutes"] if judged else _whole_log(tree)
    middle = times["levels"].index(0.5)
    seen = f"Half of the cases took at most {format_duration(times['seen'][middle])}"
    finding = f"{seen}; simulated {format_duration(times['simulated'][middle])}." if judged else f"{seen}."
    chart = draw_curves(
        "cycles", "How long cases took from first to last moment", finding, times["levels"], times
    )
    where = "Cases of the later slice." if judged else "Cases of the whole log."
    return Section("cycles", "How long cases take", (say(where), Block(chart=chart)))


def _whole_log(tree: Tree) -> Tree:
    times = tree["came"]["case_minutes"]
    return {"levels": times["levels"], "seen": times["values"]}


def make_works(tree: Tree) -> Section:
    """Return how long work takes, activity by activity, and the teams that do it."""
    learned = tree["learned"]
    teams = [
        (one["name"].replace("_", " "), format_count(one["on_duty"]), format_count(one["people_in_log"]),
         one["hours"], ", ".join(one["does"]))
        for one in learned["teams"]
    ]  # fmt: skip
    heads = ("Team", "On duty (assumption)", "People in the log", "Hours", "Does")
    blocks = list(_draw_lengths(learned["work"], "works", "How long work takes"))
    if teams:
        blocks.append(tabulate("Teams: people who do the same things", heads, teams))
    return Section("works", "How long work takes, and who does it", tuple(blocks))


def make_delays(tree: Tree) -> Section:
    """Return how long it takes until the next thing is begun."""
    drawn = _draw_lengths(tree["learned"]["delays"], "delays", "Until the next thing is begun")
    blocks = tuple(drawn)
    words = (
        "Counted only in the hours in which the next thing is done: 8 h of a day of eight hours are a working"
        " day. A delay holds every reason: post, other people, and queues."
    )
    return Section(
        "delays", "How long it takes until the next thing", (say(words), *blocks) if blocks else ()
    )


def _draw_lengths(lengths: Tree, name: str, title: str) -> Iterator[Block]:
    order = sorted(lengths, key=lambda key: -lengths[key]["seen"] * lengths[key]["mean"])
    drawn = [key for key in order if _shows(lengths[key])][:MOST_LENGTHS]
    rest = [key for key in order if key not in drawn]
    apart = sum(_is_apart(one) for one in lengths.values())
    told = f"{format_count(apart) if apart else 'None'} of {format_count(len(order))} learned middles"
    some = count_of(len(rest), "kind that takes", "kinds that take")
    left = f" {some} little or no time: in the table only." if rest else ""
    finding = (
        f"{told} {'lies' if apart < 2 else 'lie'} outside the 95 % range of the middle that was seen.{left}"
    )
    if order:
        rows, more = ([_make_lengths(key, lengths[key]) for key in keys] for keys in (drawn, rest))
        yield Block(chart=draw_lengths(name, title, finding, rows, more))


def _shows(one: Tree) -> bool:
    """Whether more than one in twenty takes any time."""
    return bool(max(*one["quantiles"]["seen"], *one["quantiles"]["learned"]) > 0)


def _make_lengths(key: str, one: Tree) -> Lengths:
    many = one["quantiles"]
    return Lengths(
        key, one["seen"], tell_family(one), many["seen"], many["learned"], many["ranges"], one["mean"],
        one["range"],
    )  # fmt: skip


def _is_apart(one: Tree) -> bool:
    """Whether the middle of what was learned lies outside the range of the middle of what was seen."""
    many = one["quantiles"]
    middle = many["levels"].index(0.5)
    ends = many["ranges"][middle]
    return bool(ends and not ends[0] <= many["learned"][middle] <= ends[1])


def tell_family(one: Tree) -> str:
    """Return what a length was learned as: ``lognormal``, ``the values seen, 12 % nothing at all``."""
    family = FAMILIES.get(one["family"], one["family"])
    none = one["share_of_none"]
    return f"{family}, {format_share(none)} none at all" if none else str(family)


def make_map(tree: Tree) -> Section:
    """Return what follows what, as a map."""
    chart = draw_step_map("steps", "What follows what", tree["learned"]["follows"])
    learned = tree["learned"]
    cases, states = (format_count(learned[key]) for key in ("learned_from_last", "states"))
    words = (
        f"A box for each activity of the {cases} cases that routes were learned from. The service tells more"
        f" apart than is drawn: {states} situations, by what was done before."
    )
    return Section("map", "What follows what", (say(words), Block(chart=chart)))


def make_numbers(tree: Tree) -> Section:
    """Return every learned number with its range."""
    learned = tree["learned"]
    heads = ("Number", "Learned", "95 % range", "From")
    ways = ("After", "Came next", "Share", "95 % range", "How often")
    told = (
        "Ranges come from drawing the log again: whole weeks for arrivals, whole cases for shares, the values"
        " for lengths. They say how far chance goes, and not how far the service may change."
    )
    blocks = (
        say(told),
        tabulate("How many come", heads, _list_arrivals(learned)),
        tabulate("Lengths: mean, and parameters of the distribution", heads, _list_lengths(learned)),
        tabulate("Shares of ways", ways, _list_shares(learned)),
    )
    return Section("numbers", "Every learned number with its range", blocks)


def _list_arrivals(learned: Tree) -> Iterator[tuple[str, ...]]:
    low, high = learned["per_week"]["range"]
    weeks = f"{learned['weeks_of_level']:.0f} weeks"
    yield "cases a week", f"{learned['per_week']['value']:.4g}", f"{low:.4g} to {high:.4g}", weeks
    ranges, whole = learned["arrival_ranges"], "the whole log"
    spread = ranges.get("spread")
    told = f"{spread[0]:.3g} to {spread[1]:.3g}" if spread else "-"
    cut = f"{whole}; a service file can say no more" if learned["busy_days"] >= HIGHEST_SPREAD else whole
    yield "busy days: standard deviation of a day's factor", f"{learned['busy_days']:.3g}", told, cut
    for day, share in learned["days"].items():
        yield f"share of {day}", format_share(share), _tell_shares(ranges.get(day)), whole


def _tell_shares(ends: list[float] | None) -> str:
    return f"{format_share(ends[0])} to {format_share(ends[1])}" if ends else "-"


def _list_lengths(learned: Tree) -> Iterator[tuple[str, ...]]:
    named = {f"work on {key}": one for key, one in learned["work"].items()}
    named |= {f"before {key}": one for key, one in learned["delays"].items()}
    for key, one in named.items():
        mean, low, high = (format_duration(minutes) for minutes in (one["mean"], *one["range"]))
        told = f"{low} to {high}" if one["seen"] > 1 else "-"
        yield f"{key}: mean", mean, told, f"{format_count(one['seen'])} seen"
        for name, found in one["parameters"].items():
            low, high = (_tell_parameter(name, end) for end in found["range"])
            told = _tell_parameter(name, found["value"])
            yield f"{key}: {one['family']}, {name.replace('_', ' ')}", told, f"{low} to {high}", "the same"


def _tell_parameter(name: str, value: float) -> str:
    return format_duration(value) if name in ("mean", "median", "scale") else f"{value:.3g}"


def _list_shares(learned: Tree) -> Iterator[tuple[str, ...]]:
    for one in learned["routes"]:
        before = ", ".join(one["after"]) or "begin of the case"
        after = one["next"] or "end of the case"
        yield (
            before,
            after,
            format_share(one["share"]),
            _tell_shares(one["range"]),
            format_count(one["count"]),
        )


MAKERS: tuple[Callable[[Tree], Section], ...] = (
    make_likeness, make_unknown, make_rows, make_privacy, make_arrivals, make_cycles, make_works, make_delays,
    make_map, make_numbers,
)  # fmt: skip
"""The sections in the order of the page."""
