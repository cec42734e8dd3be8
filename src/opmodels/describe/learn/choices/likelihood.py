"""How likely recorded choices are under nested logit, and how that changes with each coefficient.

Nest g is chosen among those offered with probability exp(s_g I_g) / sum over h of exp(s_h I_h), with
I_g = ln sum exp(V_j / s_g) over the alternatives j offered in g; within it the choice is logit in V / s_g:
the law by which a `choose` step decides. With every scale s at 1 it is multinomial logit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.choices.expression import F8
from opmodels.describe.learn.choices.recorded import I8, Choices


@dataclass(frozen=True)
class Nesting:
    """Which alternative is in which nest.

    Parameters
    ----------
    nest
        (alternatives,) numbers; first those whose scale is free, then one for each alternative in no nest.
    free
        How many scales are free.
    """

    nest: I8
    free: int


def weigh_choices(choices: Choices, nesting: Nesting, values: F8) -> tuple[F8, F8]:
    """Return the logarithm of each choice's probability, and its derivative by each value.

    Parameters
    ----------
    choices
        What was offered and chosen.
    nesting
        Which alternative is in which nest.
    values
        (coefficients + free scales,) the coefficients, then the scales.

    Returns
    -------
    tuple
        (choices,) and (choices, values).
    """
    count = choices.attributes.shape[2]
    scale = np.ones(int(nesting.nest.max()) + 1)
    scale[: nesting.free] = values[count:]
    utility = choices.attributes @ values[:count]
    within, inclusive = _choose_within(np.where(choices.offered, utility, -np.inf), nesting.nest, scale)
    upper = scale * inclusive
    log_nest = upper - _log_sum(upper)[:, None]
    rows, home = np.arange(choices.count), nesting.nest[choices.chosen]
    likely = within[rows, choices.chosen] + log_nest[rows, home]
    nest, inner = np.exp(log_nest), np.exp(within)
    by_utility = _differentiate_utility(choices, nesting.nest, scale, nest, inner)
    by_coefficient = np.einsum("na,nak->nk", by_utility, choices.attributes)
    by_scale = [
        _differentiate_scale(choices, nesting.nest, scale, nest, inner, utility, within, one)
        for one in range(nesting.free)
    ]
    return likely, np.column_stack([by_coefficient, *by_scale])


def _log_sum(values: F8) -> F8:
    """Return ln of the sum of exp along the rows; minus infinity where nothing is offered."""
    top = values.max(axis=1)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(safe + np.log(np.exp(values - safe[:, None]).sum(axis=1)))


def _choose_within(utility: F8, nest: I8, scale: F8) -> tuple[F8, F8]:
    """Return the log-probability of each alternative within its nest, and what each nest is worth."""
    inclusive = np.stack(
        [_log_sum(utility[:, nest == one] / scale[one]) for one in range(len(scale))], axis=1
    )
    worth = np.where(np.isfinite(inclusive), inclusive, 0.0)
    return utility / scale[nest] - worth[:, nest], inclusive


def _differentiate_utility(choices: Choices, nest: I8, scale: F8, by_nest: F8, inner: F8) -> F8:
    """Return (choices, alternatives) how the log-probability of the choice changes with each utility."""
    home = nest[choices.chosen]
    same = nest == home[:, None]
    own = scale[home][:, None]
    found = np.where(same, (own - 1.0) / own * inner, 0.0) - by_nest[:, nest] * inner
    found[np.arange(choices.count), choices.chosen] += 1.0 / own[:, 0]
    return np.asarray(found)


def _differentiate_scale(
    choices: Choices, nest: I8, scale: F8, by_nest: F8, inner: F8, utility: F8, within: F8, one: int
) -> F8:
    """Return (choices,) how the log-probability of the choice changes with the scale of a nest."""
    members = nest == one
    share = inner[:, members]
    mean = (share * utility[:, members]).sum(axis=1)
    spread = -(share * np.where(share > 0, within[:, members], 0.0)).sum(axis=1)
    rows = np.arange(choices.count)
    gain = (mean - utility[rows, choices.chosen]) / scale[one] ** 2 + spread
    return np.asarray(np.where(nest[choices.chosen] == one, gain, 0.0) - by_nest[:, one] * spread)
