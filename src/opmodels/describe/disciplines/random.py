"""Anyone who waits, by a draw made on joining."""

from __future__ import annotations

from opmodels.describe.disciplines.base import Discipline
from opmodels.foundation import codes

RANDOM = Discipline(name="random", code=codes.RANDOM, meaning="Anyone who waits, by a draw made on joining.")
