"""Who joined the queue first."""

from __future__ import annotations

from opmodels.describe.disciplines.base import Discipline
from opmodels.foundation import codes

FIRST_COME = Discipline(name="first_come", code=codes.FIRST_COME, meaning="Who joined the queue first.")
