"""Whose work takes least time, known on joining."""

from __future__ import annotations

from opmodels.describe.disciplines.base import Discipline
from opmodels.foundation import codes

SHORTEST = Discipline(
    name="shortest", code=codes.SHORTEST, meaning="Whose work takes least time, known on joining."
)
