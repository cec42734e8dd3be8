"""From records to the description of a service: what they show, how surely, and what they cannot show."""

from __future__ import annotations

from opmodels.describe.learn.from_appointments import Learned, learn_appointments

__all__ = ["Learned", "learn_appointments"]
