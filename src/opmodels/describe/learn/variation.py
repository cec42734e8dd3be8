"""How far shares may move from the learned months to those that follow: bootstraps over months and areas."""

from __future__ import annotations

from typing import Literal

import numpy as np

from opmodels.describe.learn.appointment_counts import KNOWN_LEADS, KNOWN_MODES, AppointmentCounts, Floats
from opmodels.describe.learn.contact_shares import BORROWED_CASES, ContactShares, learn_shares, rake

Method = Literal["drifting", "exchangeable"]
COVERAGE = 0.95
DRAWS = 8000
SEED = 20190301
FEWEST_MONTHS = 3
FARTHEST = 12.0
WIDEST_ERROR = 2.0
METHODS: dict[Method, str] = {
    "drifting": (
        "the observed steps from one month to the next, as whole vectors of log-odds (modes, lead times, "
        "share missed), are drawn with replacement and with a random sign, and added up from the learned "
        "months to those ahead: a season outlasts a month, and half a year does not show where it leads"
    ),
    "exchangeable": (
        "the learned months are drawn with replacement as whole vectors of log-odds, once for what was "
        "learned and once for what is to come: every month is as likely as any other, and there is no season"
    ),
}


def find_range(draws: Floats, coverage: float = COVERAGE) -> tuple[Floats, Floats]:
    """Return the lower and the upper end of the central `coverage` of draws along the first axis."""
    tail = (1.0 - coverage) / 2.0
    low, high = np.quantile(draws, [tail, 1.0 - tail], axis=0)
    return low, high


def draw_futures(
    counts: AppointmentCounts,
    ahead: int,
    method: Method = "drifting",
    across_areas: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> ContactShares | None:
    """Draw the shares of the months ahead.

    Every draw is a combination of the deviations seen between months, times sqrt(k / chi2_k) because their
    size is known from only k of them (a Student t in place of a normal), added to the log-odds of the
    margins; the table inside the margins is raked to them.

    Parameters
    ----------
    counts
        The learned months.
    ahead
        How many months the shares are averaged over.
    method
        How months hang together; see `METHODS`.
    across_areas
        Whether a draw also moves to one of the areas, drawn at random: for a practice, of which it is not
        known where it is.
    draws, seed
        How many, and from which random numbers.

    Returns
    -------
    ContactShares or None
        One table for each draw; None when fewer than three months were learned: then nothing is known of how
        months differ.
    """
    if len(counts.months) < FEWEST_MONTHS:
        return None
    generator = np.random.default_rng(seed)
    shares = learn_shares(counts.known.sum(axis=0))
    by_month = _find_margins(counts.known, shares.modes)
    combine = _combine_steps if method == "drifting" else _combine_months
    moved = combine(by_month, ahead, draws, generator)
    if across_areas and len(counts.areas) > 1:
        moved += _draw_areas(counts, shares.modes, draws, generator)
    moved = np.clip(moved, -FARTHEST, FARTHEST)
    centre = _find_margins(counts.known.sum(axis=0)[None], shares.modes)[0]
    mode, lead, missed = _split_margins(centre + moved, len(shares.modes))
    return _add_cell_noise(rake(shares, mode, lead, missed), counts, generator)


def _find_margins(tables: Floats, modes: tuple[str, ...]) -> Floats:
    """Return (tables, modes + 6) log-odds: modes and lead times against the first, missed to attended."""
    kept = tables[:, [KNOWN_MODES.index(mode) for mode in modes]]
    mode, lead, status = (np.log(kept.sum(axis=axes) + 0.5) for axes in ((2, 3), (1, 3), (1, 2)))
    return np.concatenate(
        [mode[:, 1:] - mode[:, :1], lead[:, 1:] - lead[:, :1], status[:, 1:] - status[:, :1]], axis=1
    )


def _split_margins(margins: Floats, modes: int) -> tuple[Floats, Floats, Floats]:
    cuts = [modes - 1, modes - 1 + len(KNOWN_LEADS) - 1]
    mode, lead, missed = (_to_shares(part) for part in np.split(margins, cuts, axis=1))
    return mode, lead, missed[:, 1]


def _to_shares(log_odds: Floats) -> Floats:
    odds = np.exp(np.concatenate([np.zeros_like(log_odds[:, :1]), log_odds], axis=1))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def _combine_steps(by_month: Floats, ahead: int, draws: int, generator: np.random.Generator) -> Floats:
    """Return (draws, margins): the mean of the months ahead less that of those learned, on redrawn steps."""
    steps, learned = np.diff(by_month, axis=0), len(by_month)
    places = np.arange(learned + ahead - 1)
    # A step moves all months after it: its weight is that in the mean ahead less that in the mean learned.
    weight = np.minimum((learned + ahead - 1 - places) / ahead, 1.0) - np.maximum(
        (learned - 1 - places) / learned, 0.0
    )
    chosen = generator.integers(0, len(steps), (draws, len(places)))
    signed = weight * generator.choice([-1.0, 1.0], (draws, len(places)))
    share = np.stack(
        [np.where(chosen == step, signed, 0.0).sum(axis=1) for step in range(len(steps))], axis=1
    )
    return _stretch(share @ steps, len(steps), generator)


def _combine_months(by_month: Floats, ahead: int, draws: int, generator: np.random.Generator) -> Floats:
    """Return (draws, margins): the mean of redrawn months ahead less that of redrawn months learned."""
    learned = len(by_month)
    future = generator.multinomial(ahead, np.full(learned, 1.0 / learned), draws) / ahead
    past = generator.multinomial(learned, np.full(learned, 1.0 / learned), draws) / learned
    deviation = by_month - by_month.mean(axis=0)
    return _stretch((future - past) @ deviation, learned - 1, generator)


def _stretch(moved: Floats, freedom: int, generator: np.random.Generator) -> Floats:
    factor = np.sqrt(freedom / generator.chisquare(freedom, len(moved)))
    stretched: Floats = moved * factor[:, None]
    return stretched


def _draw_areas(
    counts: AppointmentCounts, modes: tuple[str, ...], draws: int, generator: np.random.Generator
) -> Floats:
    by_area = counts.known_by_area.sum(axis=0)
    apart = _find_margins(by_area, modes) - _find_margins(by_area.sum(axis=0)[None], modes)
    chosen = generator.choice(len(apart), draws, p=by_area.sum(axis=(1, 2, 3)) / by_area.sum())
    moved: Floats = apart[chosen]
    return moved


def _add_cell_noise(
    futures: ContactShares, counts: AppointmentCounts, generator: np.random.Generator
) -> ContactShares:
    """Return the draws with the sampling error of the share missed in each cell, large where few were."""
    kept = [KNOWN_MODES.index(mode) for mode in futures.modes]
    seen = counts.known.sum(axis=(0, -1))[kept] + BORROWED_CASES
    cells, missed = futures.joint.sum(axis=-1), np.clip(futures.missed_by_cell, 1e-6, 1 - 1e-6)
    error = np.minimum(1.0 / np.sqrt(seen * missed * (1.0 - missed)), WIDEST_ERROR)
    odds = missed / (1.0 - missed) * np.exp(error * generator.standard_normal(missed.shape))
    moved = cells * odds / (1.0 + odds)
    return ContactShares(futures.modes, np.stack([cells - moved, moved], axis=-1))
