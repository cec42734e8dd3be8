"""Figures that a workbook offers beyond those of its library service: mean waits, and a spare one."""

from __future__ import annotations

from typing import Any

from opmodels.describe.service import Service
from opmodels.describe.serving import Serve

SPARE = "new"
SPARE_KEYS = (
    "value", "measure", "step", "pool", "group", "end", "to", "quantile", "time", "tolerance", "matters",
)  # fmt: skip
"""The rows of the block for one more figure."""
FURTHER_KEYS = ("value", "tolerance")
"""The rows of the block for a wait."""
WAIT = "wait_at_"
"""How the name of such a block begins; the step follows."""


def list_further(service: Service) -> dict[str, dict[str, Any]]:
    """Return what is known beforehand of each figure that is offered, by the name of its block.

    The mean wait is offered at every step whose queue people leave, unless the library service has it.
    """
    has = {seen.step for seen in service.observed if seen.measure == "wait" and seen.quantile is None}
    queues = [
        name
        for name, step in service.steps.items()
        if isinstance(step, Serve) and step.patience is not None and name not in has
    ]
    waits = {f"{WAIT}{name}": {"measure": "wait", "step": name} for name in queues}
    return {**waits, SPARE: {}}


def tell_further(name: str) -> str:
    """Return the heading of a block that is offered."""
    step = name.removeprefix(WAIT).replace("_", " ")
    return "another figure" if name == SPARE else f"mean wait, step {step}"
