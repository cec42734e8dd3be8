"""The planners that a service file can name."""

from __future__ import annotations

from collections.abc import Mapping

from opmodels.planners.base import Planner
from opmodels.planners.share_staff import share_staff

PLANNERS: Mapping[str, Planner] = {"share_staff": share_staff}
"""The planners; a new one is added here, and its name to the words of the service file."""
