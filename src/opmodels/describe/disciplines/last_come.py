"""Who joined the queue last."""

from __future__ import annotations

from opmodels.describe.disciplines.base import Discipline
from opmodels.foundation import codes

LAST_COME = Discipline(name="last_come", code=codes.LAST_COME, meaning="Who joined the queue last.")
