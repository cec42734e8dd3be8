"""The queue disciplines there are."""

from __future__ import annotations

from opmodels.describe.disciplines.base import Discipline
from opmodels.describe.disciplines.first_come import FIRST_COME
from opmodels.describe.disciplines.last_come import LAST_COME
from opmodels.describe.disciplines.random import RANDOM
from opmodels.describe.disciplines.shortest import SHORTEST

DISCIPLINES: dict[str, Discipline] = {d.name: d for d in (FIRST_COME, LAST_COME, RANDOM, SHORTEST)}
"""Every discipline by its name."""
