"""The spring of 2020 as a natural experiment: how much of what came follows from the shift of mode alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.learn.appointment_counts import AppointmentCounts, Floats
from opmodels.describe.learn.contact_shares import ContactShares, learn_shares, list_measures, measure_names
from opmodels.describe.learn.described_shares import work_out_shares
from opmodels.describe.learn.from_appointments import Learned
from opmodels.describe.learn.practice import SPLIT, book_step, percent, write_wanted
from opmodels.describe.service import Service, describe

MODEL = "mode as in the later months"


@dataclass(frozen=True)
class Carried:
    """One share before the change, after it by the changed description, and as it came.

    Parameters
    ----------
    measure
        ``missed``, ``mode telephone``, ``lead same_day``, ...
    before
        As learned.
    by_mode
        Predicted when only the split of modes is changed to that which came.
    by_lead
        Predicted when, within each mode, the lead times are changed as well.
    came
        As it came; what is left between `by_lead` and this is people keeping appointments of the same mode
        and lead time better or worse.
    """

    measure: str
    before: float
    by_mode: float
    by_lead: float
    came: float


def change_modes(service: Service, later: ContactShares) -> Changes:
    """Return the changes that give a learned practice the split of modes of later months.

    Parameters
    ----------
    service
        The practice as learned.
    later
        Shares of the later months.
    """
    modes = [mode for mode in later.modes if book_step(mode) in service.steps]
    shares = later.mode[[later.modes.index(mode) for mode in modes]]
    shares = shares / shares.sum()
    most = int(shares.argmax())
    split = {book_step(mode): percent(float(shares[place])) for place, mode in enumerate(modes)}
    split[book_step(modes[most])] = "rest"
    why = "the split of modes that came"
    return Changes.model_validate(
        {
            "model": MODEL,
            "for_digest": service.digest,
            "edits": [{"set": {f"steps.{SPLIT}.branch": split}, "why": why}],
        }
    )


def change_leads(service: Service, later: ContactShares) -> Changes:
    """Return the changes that give each mode of a practice the lead times of later months."""
    edits: list[dict[str, Any]] = []
    for place, mode in enumerate(later.modes):
        if book_step(mode) in service.steps:
            path, wanted = f"steps.{book_step(mode)}.wanted", write_wanted(later.lead_by_mode[place])
            edits.append({"set": {path: wanted}, "why": f"the lead times of {mode} that came"})
    return Changes.model_validate({"model": MODEL, "for_digest": service.digest, "edits": edits})


def try_mode_shift(learned: Learned, later: AppointmentCounts) -> tuple[Carried, ...]:
    """Change the modes of a learned practice to those of later months, and set what follows beside what came.

    Parameters
    ----------
    learned
        What was learned of the months before.
    later
        Counts of the months after.
    """
    before = describe(learned.service_tree)
    came = learn_shares(later.known.sum(axis=0))
    shifted = apply_changes(before, change_modes(before, came))
    moved = apply_changes(shifted, change_leads(shifted, came))
    columns = [_in_order(work_out_shares(each), learned.shares.modes) for each in (before, shifted, moved)]
    columns.append(_in_order(came, learned.shares.modes))
    rows = zip(measure_names(learned.shares.modes), np.stack(columns, axis=1).tolist(), strict=True)
    return tuple(Carried(name, *values) for name, values in rows)


def _in_order(shares: ContactShares, modes: tuple[str, ...]) -> Floats:
    """Return the measures with these modes in this order, 0 for a mode that is not there."""
    values = dict(zip(measure_names(shares.modes), list_measures(shares).tolist(), strict=True))
    return np.array([values.get(name, 0.0) for name in measure_names(modes)])


def format_shift(rows: tuple[Carried, ...]) -> str:
    """Return a Markdown table of what was predicted and what came."""
    lines = ["| share | before | by the modes alone | and the lead times | came |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.measure} | {row.before:.2%} | {row.by_mode:.2%} | {row.by_lead:.2%} | {row.came:.2%} |"
        for row in rows
    ]
    return "\n".join(lines)
