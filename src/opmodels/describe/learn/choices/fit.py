"""Coefficients under which recorded choices are most likely, how surely, and why where there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.choices.expression import F8
from opmodels.describe.learn.choices.likelihood import Nesting, weigh_choices
from opmodels.describe.learn.choices.recorded import Choices
from opmodels.describe.learn.choices.specification import Specification, Written
from opmodels.foundation.errors import InputError, Problem, name_list

FLAT = 1e-7
"""Curvature, as a share of the strongest, below which choices say nothing; coefficients are scaled."""
STILL = 1e-6
"""Slope per choice, coefficients scaled, below which the top is reached."""
CERTAIN = 1e-3
"""Mean log-probability of choices, nearer to 0 than which everything is foretold."""
SCALES = (0.01, 10.0)
"""Between which scales of nests are looked for."""
STEP = 1e-5
"""Share of a value, or of 1, by which slopes are compared."""
Slope = Callable[[F8], tuple[float, F8]]


@dataclass(frozen=True)
class Fit:
    """What was learned from choices.

    Parameters
    ----------
    names
        The coefficients, then the nests.
    nests
        How many of the names are nests; their values are scales.
    values
        (names,) estimates.
    covariance
        (names, names) classical: the inverse of the curvature.
    robust
        (names, names) the sandwich, with the slopes of one person's choices added up.
    log_likelihood
        At the estimates.
    null
        With equal shares for all that is offered.
    choices, people
        How many.
    """

    names: tuple[str, ...]
    nests: int
    values: F8
    covariance: F8
    robust: F8
    log_likelihood: float
    null: float
    choices: int
    people: int

    @property
    def errors(self) -> F8:
        """(names,) classical standard errors."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def robust_errors(self) -> F8:
        """(names,) robust standard errors."""
        return np.sqrt(np.diag(self.robust))

    @property
    def against(self) -> F8:
        """(names,) what a t-value is reckoned against: 0, and 1 for the scale of a nest."""
        return np.repeat([0.0, 1.0], [len(self.names) - self.nests, self.nests])

    @property
    def rho_squared(self) -> float:
        """Share of the logarithm of likelihood that equal shares lack."""
        return 1.0 - self.log_likelihood / self.null

    @property
    def adjusted(self) -> float:
        """The same with one taken off for each value that was learned."""
        return 1.0 - (self.log_likelihood - len(self.names)) / self.null


def nest_alternatives(asked: Specification) -> Nesting:
    """Return which alternative is in which nest, those in none each in one of its own."""
    nests = list(asked.nests)
    home = {name: number for number, nest in enumerate(asked.nests.values()) for name in nest.of}
    alone = iter(range(len(nests), len(nests) + len(asked.alternatives)))
    numbers = [home[name] if name in home else next(alone) for name in asked.alternatives]
    return Nesting(np.array(numbers, np.int64), len(nests))


def fit_choices(choices: Choices, written: Written) -> Fit:
    """Return the coefficients under which the choices are most likely.

    Parameters
    ----------
    choices
        What was offered and chosen.
    written
        What is to be learned, with its file for messages.

    Raises
    ------
    InputError
        When the choices do not tell a coefficient, are foretold without error, or no top is found.
    """
    names = written.asked.coefficients
    nesting = nest_alternatives(written.asked)
    centred = _centre(choices)
    size = np.sqrt(np.einsum("nak,nak->k", centred, centred) / choices.count)
    _refuse_unvaried(size, names, written)
    _refuse_entangled(centred / size, names, written)
    scaled = Choices(
        choices.attributes / size, choices.offered, choices.chosen, choices.person, choices.left_out
    )
    found, top, curve = _climb(scaled, nesting)
    _refuse_vague(found, top, curve, scaled.count, (*names, *written.asked.nests), written)
    _, scores = weigh_choices(scaled, nesting, found)
    _refuse_unreached(float(np.abs(scores.mean(axis=0)).max()), written)
    back = np.concatenate([1.0 / size, np.ones(nesting.free)])
    covariance = np.asarray(np.linalg.inv(curve))
    robust = covariance @ _spread_scores(scores, choices) @ covariance
    return Fit(
        (*names, *written.asked.nests), nesting.free, found * back, covariance * np.outer(back, back),
        robust * np.outer(back, back), top, -float(np.log(choices.offered.sum(axis=1)).sum()),
        choices.count, len(np.unique(choices.person)),
    )  # fmt: skip


def _centre(choices: Choices) -> F8:
    """Return attributes less their mean over what is offered: all that choices can tell of."""
    offered = choices.offered[:, :, None]
    mean = choices.attributes.sum(axis=1, keepdims=True) / choices.offered.sum(axis=1)[:, None, None]
    return np.asarray((choices.attributes - mean) * offered)


def _spread_scores(scores: F8, choices: Choices) -> F8:
    """Return the sum over people of the outer product of their slopes."""
    people = np.unique(choices.person, return_inverse=True)[1]
    summed = np.zeros((int(people.max()) + 1, scores.shape[1]))
    np.add.at(summed, people, scores)
    return np.asarray(summed.T @ summed)


def _climb(choices: Choices, nesting: Nesting) -> tuple[F8, float, F8]:
    """Return where the top is, how high, and how it curves there; coefficients scaled."""
    from scipy.optimize import minimize

    count = choices.attributes.shape[2]

    def descend(values: F8) -> tuple[float, F8]:
        likely, scores = weigh_choices(choices, nesting, values)
        return -float(likely.mean()), -scores.mean(axis=0)

    start = np.concatenate([np.zeros(count), np.ones(nesting.free)])
    bounds = [(None, None)] * count + [SCALES] * nesting.free
    options = {"maxiter": 2_000, "ftol": 1e-14, "gtol": 1e-9, "maxcor": 30}
    made = minimize(descend, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    found = _sharpen(np.asarray(made.x), descend, count)
    lowest, _ = descend(found)
    return found, -lowest * choices.count, _curve(found, descend) * choices.count


def _sharpen(values: F8, descend: Slope, count: int) -> F8:
    """Return the values after Newton's steps, as long as they lead on."""
    height, slope = descend(values)
    for _ in range(10):
        try:
            tried = values - np.linalg.solve(_curve(values, descend), slope)
        except np.linalg.LinAlgError:
            return values
        if np.any((tried[count:] <= SCALES[0]) | (tried[count:] >= SCALES[1])):
            return values
        lower, next_slope = descend(tried)
        if not lower <= height or np.abs(next_slope).max() >= np.abs(slope).max():
            return values
        values, height, slope = tried, lower, next_slope
    return values


def _curve(values: F8, descend: Slope) -> F8:
    """Return the second derivatives, from slopes on both sides."""
    columns = []
    for place in range(len(values)):
        step = np.zeros(len(values))
        step[place] = STEP * max(1.0, abs(values[place]))
        columns.append((descend(values + step)[1] - descend(values - step)[1]) / (2 * step[place]))
    curve = np.stack(columns, axis=1)
    return np.asarray((curve + curve.T) / 2)


def _refuse_unvaried(size: F8, names: tuple[str, ...], written: Written) -> None:
    problems = [
        Problem(
            written.where_coefficient(name),
            f"{name}, multiplied by the same in every alternative that is offered",
            "something that differs between alternatives",
            None,
            "leave it out, or let it stand in fewer of the alternatives",
        )
        for name, one in zip(names, size, strict=True)
        if one < 1e-12
    ]
    if problems:
        raise InputError(*problems)


def _refuse_entangled(centred: F8, names: tuple[str, ...], written: Written) -> None:
    """Refuse coefficients of which only a sum or difference shows in any choice."""
    moments = np.einsum("nak,nal->kl", centred, centred) / len(centred)
    weights, directions = np.linalg.eigh(moments)
    if weights[0] < 1e-10 * weights[-1]:
        raise InputError(_tell_entangled(directions[:, 0], names, written))


def _tell_entangled(direction: F8, names: tuple[str, ...], written: Written) -> Problem:
    involved = [name for name, part in zip(names, direction, strict=True) if abs(part) > 0.01]
    found = f"{name_list(involved)}, which no choice tells apart: only a sum or a difference of them shows"
    step = "leave one of them out, e.g. the constant of one alternative"
    return Problem(written.where_coefficient(involved[-1]), found, "coefficients told apart", None, step)


def _refuse_unreached(slope: float, written: Written) -> None:
    if slope > STILL:
        told = f"no top of the likelihood: it still rises by {slope:.1g} for each choice"
        step = "leave out the coefficients of which least is known, or the nests"
        raise InputError(Problem(written.where("alternatives"), told, "a top", None, step))


def _refuse_vague(
    found: F8, top: float, curve: F8, count: int, names: tuple[str, ...], written: Written
) -> None:
    """Refuse a top that is none: foretold without error, flat, at a bound, or not reached."""
    if -top / count < CERTAIN:
        told = "choices that the utilities foretell without error, so that coefficients grow without end"
        step = "is the choice itself among the columns? leave out what follows from it"
        raise InputError(Problem(written.where("alternatives"), told, "choices with some chance", None, step))
    scales = dict(zip(names, found, strict=True))
    for nest in written.asked.nests:
        if not SCALES[0] * 1.01 < scales[nest] < SCALES[1] * 0.99:
            told = f"{nest}, whose scale runs to {scales[nest]:g}, as far as is looked"
            step = "leave the nest out, or put other alternatives into it"
            raise InputError(Problem(written.where("nests", nest), told, "a scale in between", None, step))
    weights, directions = np.linalg.eigh(curve)
    if weights[0] < FLAT * weights[-1]:
        weak = [name for name, part in zip(names, directions[:, 0], strict=True) if abs(part) > 0.1]
        told = f"{name_list(weak)}, of which the choices say nothing or which grow without end"
        step = "leave one out; does an alternative that is never chosen have a constant?"
        raise InputError(Problem(written.where("alternatives"), told, "coefficients that end", None, step))
