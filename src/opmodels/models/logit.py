"""Shares of a nested logit in closed form, and what one more alternative is worth to people."""

from __future__ import annotations

import math
from collections.abc import Mapping

Utilities = Mapping[str, float]


def log_sum(utilities: Utilities) -> float:
    """Return the expected greatest utility, up to a constant: the log of the summed exponentials."""
    most = max(utilities.values())
    return most + math.log(sum(math.exp(one - most) for one in utilities.values()))


def nest_utility(utilities: Utilities, scale: float) -> float:
    """Return what a nest of alternatives is worth as one alternative."""
    return scale * log_sum({name: one / scale for name, one in utilities.items()})


def share_of(name: str, nest: Utilities, others: Utilities, scale: float) -> float:
    """Return the share of choices that fall on one alternative of a nest.

    Parameters
    ----------
    name
        The alternative.
    nest
        Utilities of the alternatives that are alike.
    others
        Utilities of all others.
    scale
        1 where those of the nest are no more alike than others, near 0 where they are as good as the same.
    """
    whole = nest_utility(nest, scale)
    of_nest = math.exp(whole - log_sum({**others, "": whole}))
    return of_nest * math.exp(nest[name] / scale - log_sum({key: one / scale for key, one in nest.items()}))


def gain_of_choice(before: Utilities, after: Utilities, pound: float) -> float:
    """Return what a change of the alternatives is worth to a person, in money for each choice.

    The change of the log sum over the utility of one unit of money (Small and Rosen 1981, Econometrica
    49:105).

    Parameters
    ----------
    before, after
        Utilities of what can be chosen.
    pound
        Utility of one unit of money that has to be paid, below 0.
    """
    return (log_sum(after) - log_sum(before)) / -pound
