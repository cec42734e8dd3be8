"""Changes made to descriptions in tests, checked to be recorded and reversible."""

from __future__ import annotations

from typing import Any

from opmodels.describe.edit import Changes, apply_changes, invert
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service


def change(service: Service | str, *edits: dict[str, Any]) -> Service:
    """Return a service after changes; the record survives writing and reading, and can be taken back."""
    before = parse_service(service, "test.yaml") if isinstance(service, str) else service
    changes = Changes.model_validate({"model": "test", "for_digest": before.digest, "edits": list(edits)})
    after = apply_changes(before, changes)
    assert apply_changes(before, Changes.model_validate(changes.as_node())).digest == after.digest
    assert apply_changes(after, invert(changes, before)).tree == before.tree
    return after
