"""The evidence register for readers: what was found, what is contested, what nobody has measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opmodels.foundation.units import count_of
from opmodels.models.arithmetic import Amount
from opmodels.models.evidence import Known, Register
from opmodels.models.finding import Effect, Entry, sort_adverse_first
from opmodels.models.weighed import Counted, Weighed, round_figures, weigh
from opmodels.show.words import fold, neaten_money

NAME, FIGURE, SPAN = 40, 12, 20
UNITS = {1440.0: "days", 60.0: "h", 1.0: "min"}
BETTER = {
    "lower": "lower speaks for the model",
    "higher": "higher speaks for the model",
    "neither": "neither way speaks for the model",
}


def tell_amount(amount: Amount) -> str:
    """Return an amount as people write it: hours and days, thousands parted."""
    if amount.kind != "duration":
        return neaten_money(str(amount))
    size = next((size for size in UNITS if abs(amount.value) >= 2.0 * size), 1.0)
    return f"{round_figures(amount.value / size):g} {UNITS[size]}"


def tell_effect(effect: Effect) -> str:
    """Return a figure as it was reported, with its interval: ``0.77 (0.71 to 0.83)``."""
    if effect.span:
        return f"{effect.span[0]} to {effect.span[1]}"
    interval = f" ({effect.interval[0]} to {effect.interval[1]})" if effect.interval else ""
    return f"{effect.value}{interval}"


def tell_expected(weighed: Weighed) -> tuple[str, str]:
    """Return the value and the range that are to be expected in a new place."""
    value, low, high = weighed.prediction
    return tell_amount(value), f"{tell_amount(low)} to {tell_amount(high)}"


def find_state(weighed: Weighed) -> str:
    """Return whether a measure is ``measured``, ``contested`` or ``assumed``."""
    return "assumed" if weighed.assumed else "contested" if weighed.is_contested else "measured"


def weigh_all(register: Register, names: Sequence[str]) -> list[Weighed]:
    """Return what is known of each measure."""
    return [weigh(register, name) for name in names]


def list_measures(register: Register, findings: Sequence[Entry], model: str) -> list[str]:
    """Return a model's measures, and those for which its findings give a figure."""
    told = [name for finding in findings for name in finding.effects]
    return list(dict.fromkeys([*register.measures_of(model), *told]))


def make_tree(register: Register, findings: Sequence[Entry], weighed: Sequence[Weighed]) -> dict[str, Any]:
    """Return findings, adverse first, and measures as ``--json`` prints them."""
    return {
        "findings": [_finding_tree(register, one) for one in sort_entries(findings)],
        "measures": {one.name: _measure_tree(register, one) for one in weighed},
    }


def sort_entries(findings: Sequence[Entry]) -> list[Entry]:
    """Return entries with the adverse ones first."""
    return [one for one in sort_adverse_first(tuple(findings)) if isinstance(one, Entry)]


def _finding_tree(register: Register, finding: Entry) -> dict[str, Any]:
    known = register.known_findings[finding.id]
    return {**finding.model_dump(), "model": known.model, "where": known.where}


def _measure_tree(register: Register, weighed: Weighed) -> dict[str, Any]:
    known: Known = register.known_measures[weighed.name]
    value, low, high = map(str, weighed.prediction)
    return {
        "model": known.model,
        "what": weighed.measure.what,
        "scale": weighed.measure.scale,
        "better": weighed.measure.better,
        "note": weighed.measure.note,
        "state": find_state(weighed),
        "expected": {"value": value, "range": [low, high]},
        "mean": [str(end) for end in weighed.average] if weighed.average else None,
        "grade": weighed.grade,
        "no_benefit": weighed.share_without_benefit,
        "counted": [_counted_tree(weighed, one) for one in weighed.counted],
        "aside": [
            {"id": one.entry.id, "reported": tell_effect(one.entry.effects[weighed.name]), "why": one.why}
            for one in weighed.aside
        ],
    }


def _counted_tree(weighed: Weighed, counted: Counted) -> dict[str, Any]:
    return {
        "id": counted.entry.id,
        "reported": tell_effect(counted.entry.effects[weighed.name]),
        "taken_as": str(weighed.amount(counted.study.adjusted)),
        "weight": counted.weight,
    }


def list_summary(register: Register, models: Sequence[str]) -> list[str]:
    """Return a few lines for each model of the register; a name that is no model's is marked."""
    lines: list[str] = []
    for model in dict.fromkeys(register.models):
        findings = register.findings_of(model)
        adverse = sum(one.adverse == "yes" for one in findings)
        weighed = weigh_all(register, list(register.measures_of(model)))
        states = [find_state(one) for one in weighed]
        unseen = sum(one.verified == "no" for one in findings)
        doubt = "" if model in models else " (no model of this name)"
        told = f"{adverse} against it, {unseen} not verified"
        lines += [f"{model}{doubt}: {count_of(len(findings), 'finding')}, {told}"]
        assumed, contested = states.count("assumed"), states.count("contested")
        told = f"measured: {len(states) - assumed}, contested: {contested}, measured by nobody: {assumed}"
        lines += fold(told, "  ")
    return [*lines, "", "Next: opmodels evidence prevent"]


def list_lines(model: str, findings: Sequence[Entry], weighed: Sequence[Weighed]) -> list[str]:
    """Return what is known of one model: findings, adverse first, measures, and what nobody has measured."""
    against = [one for one in sort_entries(findings) if one.adverse == "yes"]
    favour = [one for one in sort_entries(findings) if one.adverse == "no"]
    lines = [f"{model.upper()}: {count_of(len(findings), 'finding')}, {len(against)} against it"]
    for title, found in (("Against it", against), ("Not against it", favour)):
        if found:
            lines += ["", title, *(line for one in found for line in _list_finding(one))]
    lines += _list_weighed("Contested: findings on both sides", weighed, "contested")
    lines += _list_weighed("To be expected in a place that has not tried it", weighed, "measured")
    lines += _list_weighed("Nobody has measured; assumed", weighed, "assumed")
    first = next((one.name for one in weighed if one.counted), "")
    return [*lines, *(["", f'Next: opmodels evidence --measure "{first}"'] if first else [])]


def _list_finding(finding: Entry) -> list[str]:
    own = ", by itself" if finding.reported == "by itself" else ""
    unseen = "" if finding.verified == "yes" else ", not verified"
    note = f"; note: {finding.note}" if finding.note else ""
    told = f"({finding.source}, {finding.year}{own}{unseen}{note})"
    return fold(f"{finding.grade} {finding.id}: {finding.finding} {told}", "  ")


def _list_weighed(title: str, weighed: Sequence[Weighed], state: str) -> list[str]:
    rows = [line for one in weighed if find_state(one) == state for line in _list_row(one)]
    return ["", title, *rows] if rows else []


def _list_row(weighed: Weighed) -> list[str]:
    value, span = tell_expected(weighed)
    grade = "-" if weighed.assumed else weighed.grade
    figures = f"{value:>{FIGURE}}  {span:<{SPAN}} {grade}"
    *head, last = fold(weighed.name, "  ", NAME)
    return [*head, f"{last:<{NAME}} {figures}"]


def tell_bias(weighed: Weighed) -> list[str]:
    """Return a sentence for each finding that is not taken as reported, and for each that does not count."""
    told = [
        f"{one.entry.id} reports {tell_effect(one.entry.effects[weighed.name])}; taken as"
        f" {tell_amount(weighed.amount(one.study.adjusted))}, as part of it is likely to be bias"
        for one in weighed.counted
        if one.study.shift
    ]
    return told + [
        f"{one.entry.id} reports {tell_effect(one.entry.effects[weighed.name])}; not counted: {one.why}"
        for one in weighed.aside
    ]


def tell_notes(weighed: Weighed) -> list[str]:
    """Return how the figures were worked out, and which of them nobody has checked in their source."""
    entries = [one.entry for one in weighed.counted] + [one.entry for one in weighed.aside]
    notes = [(entry.id, entry.effects[weighed.name].note) for entry in entries]
    told = [f"{name}: {note}" for name, note in notes if note]
    told += [f"{entry.id}: not verified in its source" for entry in entries if entry.verified == "no"]
    return told + ([weighed.measure.note] if weighed.measure.note else [])


def tell_benefit(weighed: Weighed) -> str:
    """Return how likely it is that it does no good in a new place; empty where nobody can say."""
    share = weighed.share_without_benefit
    if share is None:
        return ""
    return f"In a new place it does no good, or does harm, with a probability of {100 * share:.0f} %."
