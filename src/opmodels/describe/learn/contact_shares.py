"""How appointments divide: by mode of contact, by how far ahead they are booked, into kept and missed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.appointment_counts import KNOWN_LEADS, KNOWN_MODES, Floats

FEWEST_OF_MODE = 100
BORROWED_CASES = 25.0
MOST_ROUNDS = 100
CLOSE = 1e-9


@dataclass(frozen=True)
class ContactShares:
    """The joint shares of appointments, one table or many.

    Parameters
    ----------
    modes
        Modes of contact that occur often enough to be learned.
    joint
        (..., modes, 7 leads, 2 attended or missed) float64; each table sums to 1.
    """

    modes: tuple[str, ...]
    joint: Floats

    @property
    def mode(self) -> Floats:
        """(..., modes) float64: share of each mode."""
        shares: Floats = self.joint.sum(axis=(-2, -1))
        return shares

    @property
    def lead(self) -> Floats:
        """(..., 7) float64: share of each lead time."""
        shares: Floats = self.joint.sum(axis=(-3, -1))
        return shares

    @property
    def missed(self) -> Floats:
        """(...) float64: share missed."""
        shares: Floats = self.joint[..., 1].sum(axis=(-2, -1))
        return shares

    @property
    def lead_by_mode(self) -> Floats:
        """(..., modes, 7) float64: share of each lead time among the appointments of a mode."""
        cells = self.joint.sum(axis=-1)
        shares: Floats = cells / cells.sum(axis=-1, keepdims=True)
        return shares

    @property
    def missed_by_cell(self) -> Floats:
        """(..., modes, 7) float64: share missed among the appointments of a mode and lead time."""
        shares: Floats = self.joint[..., 1] / self.joint.sum(axis=-1)
        return shares


def measure_names(modes: tuple[str, ...] = KNOWN_MODES) -> tuple[str, ...]:
    """Return the names of what `list_measures` lists: share missed, of each mode, of each lead time."""
    return ("missed", *(f"mode {mode}" for mode in modes), *(f"lead {lead}" for lead in KNOWN_LEADS))


def list_measures(shares: ContactShares) -> Floats:
    """Return (..., 1 + modes + 7) float64: the share missed, of each mode, and of each lead time."""
    return np.concatenate([shares.missed[..., None], shares.mode, shares.lead], axis=-1)


def learn_shares(counts: Floats) -> ContactShares:
    """Return the shares that counts show.

    A mode of fewer than `FEWEST_OF_MODE` appointments is left out. In a cell of mode and lead time the share
    missed is pulled towards that of the mode with the weight of `BORROWED_CASES` appointments, so that a cell
    of three is not believed.

    Parameters
    ----------
    counts
        (4 modes, 7 leads, 2 attended or missed) float64, appointments.
    """
    kept = [place for place in range(len(KNOWN_MODES)) if counts[place].sum() >= FEWEST_OF_MODE]
    table = counts[kept]
    cells = np.maximum(table.sum(axis=-1), 1e-6)  # an empty cell still has a share missed: that of its mode
    everywhere = _share(table[..., 1].sum(), cells.sum(), 0.0, 1.0)
    of_mode = _share(table[..., 1].sum(axis=1), cells.sum(axis=1), everywhere, BORROWED_CASES)
    missed = _share(table[..., 1], cells, of_mode[:, None], BORROWED_CASES)
    joint = np.stack([cells * (1.0 - missed), cells * missed], axis=-1)
    return ContactShares(tuple(KNOWN_MODES[place] for place in kept), joint / joint.sum())


def _share(part: Floats, whole: Floats, prior: Floats | float, weight: float) -> Floats:
    share: Floats = (part + weight * np.asarray(prior)) / np.maximum(whole + weight, 1e-12)
    return share


def rake(
    shares: ContactShares, mode: Floats, lead: Floats, missed: Floats, rounds: int = 60
) -> ContactShares:
    """Return the tables nearest to one table (in Kullback-Leibler divergence) that have the margins asked
    for.

    Iterative proportional fitting (Deming and Stephan 1940): what is known of how lead time and missing
    depend on each other and on the mode stays, while the margins move.

    Parameters
    ----------
    shares
        One table.
    mode, lead, missed
        (draws, modes), (draws, 7) and (draws,) float64: the margins.
    """
    table = np.broadcast_to(np.maximum(shares.joint, 1e-12), (len(missed), *shares.joint.shape)).copy()
    status = np.stack([1.0 - missed, missed], axis=-1)
    for _ in range(MOST_ROUNDS):
        table *= (mode / table.sum(axis=(2, 3)))[:, :, None, None]
        table *= (lead / table.sum(axis=(1, 3)))[:, None, :, None]
        table *= (status / table.sum(axis=(1, 2)))[:, None, None, :]
        if (
            np.abs(table.sum(axis=(2, 3)) - mode).max() < CLOSE
            and np.abs(table.sum(axis=(1, 3)) - lead).max() < CLOSE
        ):
            break
    return ContactShares(shares.modes, table / table.sum(axis=(1, 2, 3), keepdims=True))
