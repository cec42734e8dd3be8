"""What was learned from choices, in the words of a service file's `choose` step."""

from __future__ import annotations

from typing import Any

import numpy as np

from opmodels.describe.learn.choices.expression import F8
from opmodels.describe.learn.choices.fit import Fit
from opmodels.describe.learn.choices.specification import Written
from opmodels.describe.yaml_lines import write_yaml
from opmodels.foundation.errors import InputError, Problem, name_list
from opmodels.foundation.units import format_count

SURE = 1.959964
"""Standard errors to each side of an estimate, for a range that holds the truth 95 times of 100."""
GRADE = "B"
"""The grade of a survey."""
STEP_NAME = "choice"
LOWEST = 0.01


def write_step(fit: Fit, written: Written, source: str) -> str:
    """Return the step as YAML, to be put into a service file.

    Raises
    ------
    InputError
        When the scale of a nest is above 1, which no choice by preference can have.
    """
    _refuse_large_scales(fit, written)
    head = [
        f"# Learned from {format_count(fit.choices)} choices in {source}.",
        "# Ranges hold the truth 95 times of 100 (robust errors). Put the step into a service file: let each",
        "# 'to' name a step or an end, and add prices, waits or times where there are tastes for them.",
        *(f"# Left out: {line}" for line in list_left_out(written)),
    ]
    return "\n".join(head) + "\n" + write_yaml({"steps": {STEP_NAME: describe_step(fit, written, source)}})


def describe_step(fit: Fit, written: Written, source: str) -> dict[str, Any]:
    """Return the step as a tree: alternatives with appeals, tastes, nests."""
    asked, place = written.asked, {name: i for i, name in enumerate(fit.names)}

    def tell(weights: dict[str, float], low: float = -np.inf, high: float = np.inf) -> dict[str, Any]:
        vector = np.zeros(len(place))
        for name, weight in weights.items():
            vector[place[name]] = weight
        return _tell(fit, vector, source, low, high)

    chosen: dict[str, Any] = {}
    for name, one in asked.alternatives.items():
        fixed = {key: value for key, text in one.utility.items() if (value := text.constant) is not None}
        chosen[name] = {"to": name} | ({"appeal": tell(fixed)} if fixed else {})
    step: dict[str, Any] = {"choose": chosen}
    if asked.tastes:
        step["tastes"] = {
            taste: tell({one.coefficient: one.times.value}) for taste, one in asked.tastes.items()
        }
    if asked.nests:
        step["nests"] = {
            name: {"of": list(nest.of), "scale": tell({name: 1.0}, LOWEST, 1.0)}
            for name, nest in asked.nests.items()
        }
    return step


def list_left_out(written: Written) -> list[str]:
    """Return what a `choose` step has no word for, coefficient by coefficient."""
    tastes = {one.coefficient for one in written.asked.tastes.values()}
    lines = []
    for name in written.asked.coefficients:
        users = [
            key
            for key, one in written.asked.alternatives.items()
            if name in one.utility and one.utility[name].constant is None
        ]
        if users and name not in tastes:
            lines.append(f"{name} (of {name_list(users)}), which is neither a constant nor one of tastes")
    return lines


def _tell(fit: Fit, weights: F8, source: str, low: float, high: float) -> dict[str, Any]:
    """Return a weighted sum of estimates with its range, as a service file has a number."""
    value = float(weights @ fit.values)
    half = SURE * float(np.sqrt(weights @ fit.robust @ weights))
    ends = [max(value - half, low), min(value + half, high)]
    return {
        "value": _write(value),
        "range": [_write(min(ends[0], value)), _write(max(ends[1], value))],
        "source": source,
        "grade": GRADE,
    }


def _write(value: float) -> str:
    return f"{value:.5g}" if abs(value) >= 1e-4 or value == 0 else f"{value:.9f}"


def _refuse_large_scales(fit: Fit, written: Written) -> None:
    problems = [
        Problem(
            written.where("nests", name),
            f"{name}, learned with a scale of {value:.3g}",
            "a scale above 0 and at most 1: alternatives that are more alike than others",
            None,
            "leave the nest out, or put other alternatives into it",
        )
        for name, value in zip(fit.names[-fit.nests :], fit.values[-fit.nests :], strict=True)
        if fit.nests and value > 1
    ]
    if problems:
        raise InputError(*problems)
