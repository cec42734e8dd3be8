"""Monthly counts of appointments in general practice, by month, area, mode, lead, status and professional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "unknown"
MODES: Mapping[str, str] = {
    "Face-to-Face": "face_to_face",
    "Telephone": "telephone",
    "Home Visit": "home_visit",
    "Video/Online": "video_online",
    "Unknown": UNKNOWN,
}
"""Published mode of an appointment, and our name of it; the unknown ones last, as in all four."""
LEADS: Mapping[str, str] = {
    "Same Day": "same_day",
    "1 Day": "1_day",
    "2 to 7 Days": "2_to_7_days",
    "8 to 14 Days": "8_to_14_days",
    "15 to 21 Days": "15_to_21_days",
    "22 to 28 Days": "22_to_28_days",
    "More than 28 Days": "over_28_days",
    "Unknown / Data Issue": UNKNOWN,
}
"""Published time between booking and appointment (runs of spaces made one), and our name of it."""
STATUSES: Mapping[str, str] = {"Attended": "attended", "DNA": "missed", "Unknown": UNKNOWN}
"""Published status of an appointment, and our name of it."""
PROFESSIONALS: Mapping[str, str] = {"GP": "gp", "Other Practice staff": "other_staff", "Unknown": UNKNOWN}
"""Published kind of professional, and our name of it."""
KNOWN_MODES = tuple(MODES.values())[:-1]
KNOWN_LEADS = tuple(LEADS.values())[:-1]
AXES: Mapping[str, Mapping[str, str]] = {
    "mode": MODES,
    "lead time": LEADS,
    "status": STATUSES,
    "professional": PROFESSIONALS,
}
SHAPE = tuple(len(axis) for axis in AXES.values())
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class AppointmentCounts:
    """Counts of appointments of one file.

    Parameters
    ----------
    source
        Name of the file.
    months
        Months in order of time, written ``2019-03``.
    areas
        Names of the commissioning areas (clinical commissioning groups) in the file.
    counts
        (months, areas, modes, leads, statuses, professionals) int64, appointments; the last of each of the
        four categories is the unknown one.
    notes
        What a reader of the file should know.
    """

    source: str
    months: tuple[str, ...]
    areas: tuple[str, ...]
    counts: Ints
    notes: tuple[str, ...] = ()

    def between(self, first: str, last: str) -> AppointmentCounts:
        """Return the counts of the months from `first` to `last`, both included."""
        kept = [place for place, month in enumerate(self.months) if first <= month <= last]
        return replace(self, months=tuple(self.months[place] for place in kept), counts=self.counts[kept])

    @property
    def total(self) -> int:
        """All appointments, whatever is known of them."""
        return int(self.counts.sum())

    @property
    def by_month(self) -> Ints:
        """(months,) int64: all appointments of each month."""
        totals: Ints = self.counts.reshape(len(self.months), -1).sum(axis=1)
        return totals

    @property
    def known_by_area(self) -> Floats:
        """(months, areas, 4 modes, 7 leads, attended or missed) float64: those with all three known."""
        known: Floats = self.counts[:, :, :-1, :-1, :-1].sum(axis=-1).astype(np.float64)
        return known

    @property
    def known(self) -> Floats:
        """(months, 4 modes, 7 leads, 2 attended or missed) float64: those of which all three are known."""
        known: Floats = self.known_by_area.sum(axis=1)
        return known

    def unknown(self) -> dict[str, int]:
        """Return how many appointments have an unknown mode, lead time, status and professional."""
        table = self.counts.sum(axis=(0, 1))
        return {name: int(np.take(table, -1, axis=place).sum()) for place, name in enumerate(AXES)}

    def missed_bounds(self) -> tuple[float, float]:
        """Return the lowest and the highest share missed that the appointments of unknown status allow."""
        attended, missed, unknown = self.counts.sum(axis=(0, 1, 2, 3, 5)).tolist()
        everyone = max(attended + missed + unknown, 1)
        return missed / everyone, (missed + unknown) / everyone

    def by_professional(self) -> dict[str, float]:
        """Return the share of each professional among the appointments of which it is known."""
        totals = self.counts.sum(axis=(0, 1, 2, 3, 4))[:-1]
        shares = totals / max(totals.sum(), 1)
        return dict(zip(list(PROFESSIONALS.values())[:-1], shares.tolist(), strict=True))
