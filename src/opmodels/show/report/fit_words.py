"""What a fit report says in sentences: what was learned, how like what came it is, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from opmodels.appraise.likeness import WORDS
from opmodels.foundation.units import count_of, format_count
from opmodels.show.likeness_chart import is_clear, is_further
from opmodels.show.words import join_words, write_day

Tree = Mapping[str, Any]
"""What ``opmodels learn LOG --json`` prints, or a part of it."""
NUMBERS = ("none", "one", "two", "three", "four", "five", "six")


def tell_finding(tree: Tree) -> str:
    """Return in a few sentences what was learned and how like what came it is, the worst first."""
    return f"{tell_learned(tree)} {tell_likeness(tree)}"


def tell_learned(tree: Tree) -> str:
    """Return what was learned, in a sentence."""
    learned, (low, high) = tree["learned"], tree["learned"]["per_week"]["range"]
    first, last = (write_day(date.fromisoformat(tree[end])) for end in ("first", "last"))
    teams = len(learned["teams"])
    return (
        f"Learned from {count_of(learned['cases'], 'case')}, {first} to {last}:"
        f" {learned['per_week']['value']:.1f} cases a week (95 % range {low:.1f} to {high:.1f}),"
        f" {count_of(len(tree['activities']), 'activity', 'activities')},"
        f" {count_of(teams, 'team') if teams else 'no team that could be told'}."
    )


def tell_likeness(tree: Tree) -> str:
    """Return how like what came the service is: where it is further first, then where it is nearer."""
    judged = tree["learned"]["judged"]
    if judged is None:
        return "It was not judged: nothing here says how like the real thing it is."
    distances = list(judged["distances"].values())
    further = [one for one in distances if is_further(one)]
    alike = [one for one in distances if one["learned"]["mean"] == one["past_drawn_anew"]["mean"]]
    nearer = [one for one in distances if one not in further and one not in alike]
    held = count_of(judged["held_out_cases"], "case")
    same = f", and as far in {NUMBERS[len(alike)]}" if alike else ""
    return (
        f"Learned anew without the last {held} and laid beside them, it is further from what came than the"
        f" past drawn anew in {_count_clear(further)} of {NUMBERS[len(distances)]} distances, and nearer in"
        f" {_count_clear(nearer)}{same}. {tell_worst(judged['distances'])}"
    )


def _count_clear(distances: Sequence[Tree]) -> str:
    """Return ``five (clearly in two)``."""
    clear = sum(is_clear(one) for one in distances)
    return NUMBERS[len(distances)] + (f" (clearly in {NUMBERS[clear]})" if distances else "")


def tell_worst(distances: Mapping[str, Tree]) -> str:
    """Return which distance is worst beside the past drawn anew, and by how much."""
    known = {name: one["ratio"] for name, one in distances.items() if one["ratio"] is not None}
    without = [name for name in distances if name not in known]
    if without:
        return f"Worst: {WORDS[without[0]][0]}; the past drawn anew has it without any distance."
    worst = max(known, key=lambda name: known[name])
    return f"Worst: {WORDS[worst][0]}, {known[worst]:.2f} times as far."


def list_rows(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """Yield what became of the rows of the file; all but the first add up to the first."""
    yield "Rows in the file", format_count(tree["rows"]), "-"
    yield "Used: each one event", format_count(tree["events"]), "-"
    if tree["merged"]:
        yield "Used: tells when something began, and stands with its end", format_count(tree["merged"]), "-"
    for reason, count in tree["quarantined"].items():
        where = f"{tree['counted']} {tree['first_lines'][reason]}"
        yield f"Not used: {reason}", format_count(count), where


def tell_rows(tree: Tree) -> str:
    """Return how many rows were used and how many not, in a sentence that adds up."""
    left = sum(tree["quarantined"].values())
    used = tree["events"] + tree["merged"]
    if not left:
        return f"Every one of the {format_count(tree['rows'])} rows could be used."
    return (
        f"{count_of(left, 'row')} of {format_count(tree['rows'])} could not be used and {_have(left)} no part"
        f" in anything here; {format_count(used)} could."
    )


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def list_privacy(tree: Tree) -> list[tuple[str, str, str, str]]:
    """Return a row for each column: name, part, whether it may tell who somebody is, what was done."""
    return [
        (one["column"], one["part"] or "-", "yes" if one["may_tell_who"] else "no", one["done"])
        for one in tree["privacy"]
    ]


def tell_privacy(tree: Tree) -> Iterator[str]:
    """Yield what is to be known of people in the log, in sentences."""
    may = [one["column"] for one in tree["privacy"] if one["may_tell_who"]]
    yield f"Seen as telling who somebody may be: {join_words(may)}."
    yield (
        "No name of a person and no name or number of a case is written, neither here nor in the service"
        " file; who did the work is only counted."
    )
    yield "What was done is written as it stands in the log: see that no activity is named after a person."
    rare = tree["learned"]["rare"]
    if rare["ways"] or rare["lengths"]:
        lengths = (
            f", and {count_of(rare['lengths'], 'length')} of time {_be_many(rare['lengths'])} the few values"
            " that were seen" if rare["lengths"] else ""
        )  # fmt: skip
        yield (
            f"{count_of(rare['ways'], 'way')} from one thing to the next {_have_been(rare['ways'])} taken"
            f" fewer than five times{lengths}: somebody who knows the cases may recognise one. Think of that"
            " before you pass on this page or the service file."
        )
    if tree["learned"]["names_of_many"]:
        many = tree["learned"]["names_of_many"]
        told = "is not" if many == 1 else "are not"
        yield f"{count_of(many, 'name')} stood for more than one person and {told} counted as staff."


def _be_many(count: int) -> str:
    return "stands as" if count == 1 else "stand as"


def _have_been(count: int) -> str:
    return "was" if count == 1 else "were"


def tell_changes(tree: Tree) -> Iterator[str]:
    """Yield in what the service had changed within the log, so that not all of it was learned from."""
    learned = tree["learned"]
    if learned["learned_from_last"] < learned["cases"]:
        yield (
            f"The service has changed within the log: routes and lengths are those of the last"
            f" {format_count(learned['learned_from_last'])} of {format_count(learned['cases'])} cases."
        )
    if learned["per_week_all_log"] != learned["per_week"]["value"]:
        yield (
            f"Demand has moved: its level is that of the last {learned['weeks_of_level']:.0f} weeks; over the"
            f" whole log it was {learned['per_week_all_log']:.1f} cases a week."
        )
