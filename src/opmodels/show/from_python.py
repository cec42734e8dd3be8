"""What people who write Python get: a comparison that can print its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from opmodels.appraise.compare import compare as compare_models
from opmodels.appraise.comparison import Comparison
from opmodels.describe.service import Service
from opmodels.models.base import Redesign
from opmodels.show.page import write_page


class ShownComparison(Comparison):
    """A comparison with its page."""

    def page(self) -> str:
        """Return page one as text, 80 columns wide."""
        return write_page(self)


def compare(service: Service, models: Iterable[str | Redesign], **options: Any) -> ShownComparison:
    """Compare operating models with a service as it is; see `opmodels.appraise.compare` for the options.

    Raises
    ------
    InputError
        When a model or a setting is unknown.
    """
    found = compare_models(service, models, **options)
    return ShownComparison(**{field.name: getattr(found, field.name) for field in fields(found)})


def page(comparison: Comparison) -> str:
    """Return page one of a comparison as text, 80 columns wide."""
    return write_page(comparison)
