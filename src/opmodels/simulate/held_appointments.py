"""Runs a practice as it is and counts appointments as the published counts do: by when they are held."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.appointment_counts import KNOWN_LEADS, Floats
from opmodels.describe.learn.forecast import Forecast, predict_shares
from opmodels.describe.learn.from_appointments import HALF_YEAR, Learned
from opmodels.describe.learn.practice import LEAD_DAYS, book_step
from opmodels.describe.learn.variation import Method
from opmodels.describe.service import Service, describe
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.program import I8
from opmodels.simulate.run import run_once

_FIRST_DAYS = np.array([LEAD_DAYS[lead][0] for lead in KNOWN_LEADS])


def forecast_by_run(
    learned: Learned,
    ahead: int = HALF_YEAR,
    replications: int = 20,
    seed: int = 1,
    method: Method = "drifting",
) -> tuple[Forecast, ...]:
    """Return the forecast of each share for the months ahead from as-is runs of the learned practice.

    Parameters
    ----------
    learned
        What was learned.
    ahead
        How many months are forecast.
    replications, seed
        How many runs, and from which random numbers.
    method
        How months hang together; see `opmodels.describe.learn.variation`.

    Raises
    ------
    ValueError
        When fewer than three months were learned, or a run holds no appointment.
    """
    service = describe(learned.service_tree)
    simulated = simulate_shares(service, learned.shares.modes, replications, seed)
    return predict_shares(learned, ahead, simulated, method)


def simulate_shares(
    service: Service, modes: tuple[str, ...], replications: int = 20, seed: int = 1
) -> Floats:
    """Return the shares of the appointments held in the measured stretch of each replication.

    Parameters
    ----------
    service
        A practice as `opmodels.describe.learn.practice.build_practice` writes it.
    modes
        The modes of contact that it books.
    replications, seed
        How many runs, and from which random numbers.

    Returns
    -------
    ndarray
        (replications, 1 + modes + 7) float64: the share missed, that of each mode, and that of each lead
        time, in the order of `opmodels.describe.learn.contact_shares.measure_names`.

    Raises
    ------
    ValueError
        When a run holds no appointment.
    """
    compiled = compile_service(service)
    return np.array([_shares_of_run(compiled, modes, seed, number) for number in range(replications)])


def _shares_of_run(compiled: Compiled, modes: tuple[str, ...], seed: int, replication: int) -> Floats:
    kept = run_once(compiled, seed, replication, traced=True, keep=_choose_rows).log
    log = np.zeros((0, c.LOG_COLS), np.int64) if kept is None else kept
    held = _find_held(log, int(compiled.program.clock[c.WARM]), int(compiled.program.clock[c.HORIZON]))
    if not len(held):
        raise ValueError("the run holds no appointment in its measured stretch")
    rows = [compiled.names.rows.index(book_step(mode)) for mode in modes]
    mode = [float((held[:, c.LOG_STEP] == row).mean()) for row in rows]
    missed = np.isin(held[:, c.LOG_CASE], log[log[:, c.LOG_CODE] == codes.LOG_ROUTE, c.LOG_CASE]).mean()
    return np.array([missed, *mode, *_count_leads(held, compiled.program.midnight)])


def _choose_rows(log: I8) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Keep bookings, and the ways out of those who do not come."""
    out = (log[:, c.LOG_CODE] == codes.LOG_ROUTE) & (log[:, c.LOG_DETAIL] % 10 == codes.MISSED)
    chosen: np.ndarray[tuple[int], np.dtype[np.bool_]] = out | (log[:, c.LOG_CODE] == codes.LOG_BOOK)
    return chosen


def _find_held(log: I8, start: int, end: int) -> I8:
    slot = log[:, c.LOG_DETAIL]
    held: I8 = log[(log[:, c.LOG_CODE] == codes.LOG_BOOK) & (slot >= start) & (slot < end)]
    return held


def _count_leads(held: I8, midnight: I8) -> Floats:
    """Return (7,) float64: the share of each lead time, in days of the calendar."""
    booked, day = (
        np.searchsorted(midnight, held[:, column], side="right") for column in (c.LOG_TIME, c.LOG_DETAIL)
    )
    place = np.searchsorted(_FIRST_DAYS, day - booked, side="right") - 1
    return np.bincount(place, minlength=len(KNOWN_LEADS)) / len(held)
