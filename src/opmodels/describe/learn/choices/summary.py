"""What was learned from choices, as a table for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opmodels.describe.learn.choices.choose_words import list_left_out
from opmodels.describe.learn.choices.fit import Fit
from opmodels.describe.learn.choices.recorded import Choices
from opmodels.describe.learn.choices.specification import Written
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import format_count

HEADS = ("estimate", "s.e.", "t", "robust s.e.", "robust t")
LETTERS = 24
FEW = 50
"""People below whom errors that let their choices be alike come out too small."""


def summarise_fit(fit: Fit, choices: Choices, written: Written) -> dict[str, Any]:
    """Return what was learned, as JSON has it."""
    columns = (fit.names, fit.values, fit.errors, fit.robust_errors, fit.against)
    told = {
        name: {
            "estimate": float(value),
            "error": float(error),
            "t": float((value - against) / error),
            "robust_error": float(robust),
            "robust_t": float((value - against) / robust),
            "against": float(against),
        }
        for name, value, error, robust, against in zip(*columns, strict=True)
    }
    coefficients = len(fit.names) - fit.nests
    return {
        "choices": fit.choices,
        "people": fit.people,
        "left_out": choices.left_out,
        "chosen": count_chosen(choices, written),
        "null_log_likelihood": fit.null,
        "log_likelihood": fit.log_likelihood,
        "rho_squared": fit.rho_squared,
        "adjusted_rho_squared": fit.adjusted,
        "coefficients": {name: told[name] for name in fit.names[:coefficients]},
        "nests": {name: told[name] for name in fit.names[coefficients:]},
        "covariance": fit.covariance.tolist(),
        "robust_covariance": fit.robust.tolist(),
        "no_word_for": list_left_out(written),
        "notes": [*choices.notes],
    }


def count_chosen(choices: Choices, written: Written) -> dict[str, dict[str, int]]:
    """Return how often each alternative was offered and chosen."""
    return {
        name: {
            "offered": int(choices.offered[:, number].sum()),
            "chosen": int((choices.chosen == number).sum()),
        }
        for number, name in enumerate(written.asked.alternatives)
    }


def tell_fit(fit: Fit, choices: Choices, written: Written) -> str:
    """Return what was learned, in lines."""
    return "\n".join(_list_lines(fit, choices, written)) + "\n"


def _list_lines(fit: Fit, choices: Choices, written: Written) -> Iterator[str]:
    people = f" by {format_count(fit.people)} people" if written.asked.person else ""
    left = f"; {format_count(choices.left_out)} rows left out" if choices.left_out else ""
    yield f"{format_count(fit.choices)} choices{people}{left}"
    for name, count in count_chosen(choices, written).items():
        offered, chosen = format_count(count["offered"]), format_count(count["chosen"])
        yield f"  {name}: offered {offered} times, chosen {chosen} times"
    null, top = f"{fit.null:,.3f}", f"{fit.log_likelihood:,.3f}"
    yield f"Log-likelihood: {null} with equal shares, {top} as learned"
    yield f"Rho-squared: {fit.rho_squared:.4f}, adjusted {fit.adjusted:.4f}"
    yield ""
    yield from _list_table(fit)
    yield from _list_warnings(fit, written)
    yield from choices.notes


def _list_table(fit: Fit) -> Iterator[str]:
    wide = min(max(len(name) for name in fit.names) + 11, LETTERS)
    yield " " * wide + "".join(f"{head:>13}" for head in HEADS)
    columns = (fit.names, fit.values, fit.errors, fit.robust_errors, fit.against)
    for name, value, error, robust, against in zip(*columns, strict=True):
        label = name if against == 0 else f"scale of {name}"
        classical, sandwich = (value - against) / error, (value - against) / robust
        cells = (f"{value:.4f}", f"{error:.4f}", f"{classical:.2f}", f"{robust:.4f}", f"{sandwich:.2f}")
        yield f"{label:<{wide}}" + "".join(f"{cell:>13}" for cell in cells)


def _list_warnings(fit: Fit, written: Written) -> Iterator[str]:
    if fit.nests:
        yield "t of a scale is that of its distance from 1, at which a nest makes no difference"
    for name, value in zip(fit.names, fit.values, strict=True):
        if name in written.asked.nests and value > 1:
            yield f"The scale of {name} is above 1: its alternatives are not alike; leave the nest out"
    if written.asked.person and fit.people < FEW:
        yield f"Robust errors from only {fit.people} people are too small; from {FEW} on they can be trusted"
    tastes = {one.coefficient: taste for taste, one in written.asked.tastes.items()}
    wrong = [name for name, value in zip(fit.names, fit.values, strict=True) if name in tastes and value > 0]
    if wrong:
        yield f"Above 0, as if more cost or time were liked: {name_list(wrong)}"
    for line in list_left_out(written):
        yield f"A choose step has no word for {line}"
