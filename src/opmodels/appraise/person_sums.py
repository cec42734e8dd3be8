"""What happens to each person, summed over replications."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from opmodels.appraise.intervals import F8
from opmodels.simulate import columns as c

BLOCKS = 5
"""Replications are summed in this many blocks, whose spread tells luck from change."""


@dataclass
class PersonSums:
    """Cases, cases met and minutes waited of every person, summed over replications.

    Takes ``8 * 3 * BLOCKS`` = 120 bytes per person, however many replications there are.

    Parameters
    ----------
    people
        Number of people.
    sums
        (BLOCKS, people, 3) float64.
    counts
        (BLOCKS,) replications in each block.
    """

    people: int
    sums: F8 = field(init=False)
    counts: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.sums = np.zeros((BLOCKS, self.people, c.PERSON_COLS))
        self.counts = np.zeros(BLOCKS, np.int64)

    def add(self, replication: int, person: NDArray[np.float32]) -> None:
        """Add one replication, (people, 3) float32."""
        self.sums[replication % BLOCKS] += person
        self.counts[replication % BLOCKS] += 1

    def widen(self, people: int) -> F8:
        """Return the blocks that hold anything, with room for people whom only the other service has.

        Returns
        -------
        ndarray
            (blocks, people, 3) float64.
        """
        blocks = self.sums[self.counts > 0]
        more = np.zeros((len(blocks), max(people - self.people, 0), c.PERSON_COLS))
        return np.concatenate([blocks, more], axis=1)
