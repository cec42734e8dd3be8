"""The shares that the description of a practice implies, worked out without a run."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.appointment_counts import KNOWN_LEADS, KNOWN_MODES, Floats
from opmodels.describe.learn.contact_shares import ContactShares
from opmodels.describe.learn.practice import LEAD_DAYS, SPLIT, book_step
from opmodels.describe.pathway import Book, Branch
from opmodels.describe.service import Service

POINTS = 40_000
WEEKDAYS = 5
_FIRST_DAYS = np.array([LEAD_DAYS[lead][0] for lead in KNOWN_LEADS])


def work_out_shares(service: Service) -> ContactShares:
    """Return the shares of appointments when the diary never binds and bookings are made from Monday to
    Friday alike.

    Parameters
    ----------
    service
        A practice as `opmodels.describe.learn.practice.build_practice` writes it, changed or not.

    Raises
    ------
    ValueError
        When it has no step that parts the modes of contact, or a mode is not booked.
    """
    split = service.steps.get(SPLIT)
    if not isinstance(split, Branch):
        raise ValueError(f"no branch called {SPLIT} in {service.service}")
    routes = split.branch[-1].to.shares()
    modes = tuple(mode for mode in KNOWN_MODES if book_step(mode) in routes)
    tables = [routes[book_step(mode)] * _table_of_mode(service, mode) for mode in modes]
    return ContactShares(modes, np.array(tables))


def _table_of_mode(service: Service, mode: str) -> Floats:
    """Return (7, 2) float64: lead time by attended and missed, of one mode."""
    step = service.steps.get(book_step(mode))
    if not isinstance(step, Book) or step.wanted is None:
        raise ValueError(f"no step {book_step(mode)} that books with a wanted lead time in {service.service}")
    uniform = (np.arange(POINTS) + 0.5) / POINTS
    wanted = np.floor(step.wanted.of().distribution.quantile(uniform) / 1440.0 + 1e-9).astype(np.int64)
    booked = _add_weekends(wanted)
    missed = np.array([_share_missed(step, int(days)) for days in range(int(booked.max()) + 1)])[booked]
    place = np.searchsorted(_FIRST_DAYS, booked, side="right") - 1
    weights = np.stack([1.0 - missed, missed], axis=-1) / booked.size
    table = np.zeros((len(KNOWN_LEADS), 2))
    np.add.at(table, place.ravel(), weights.reshape(-1, 2))
    return table


def _add_weekends(
    wanted: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return (5, n) int64: days ahead as booked from each weekday; weekends move to Monday."""
    fallen = (np.arange(WEEKDAYS)[:, None] + wanted[None, :]) % 7
    return wanted[None, :] + np.where(fallen >= WEEKDAYS, 7 - fallen, 0)


def _share_missed(step: Book, days: int) -> float:
    """Return the share missed of those booked so many days ahead."""
    missed = step.no_show
    if missed is None:
        return 0.0
    if missed.share is not None:
        return float(missed.share.of())
    held = [float(share) for lead, share in missed.after if lead <= days + 1e-9]
    return held[-1] if held else 0.0
