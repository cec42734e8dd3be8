"""``opmodels check``: whether a description makes sense, and what a reader of its results should know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from opmodels.show.cli.options import File, Json, read_file
from opmodels.show.cli.outcome import print_json
from opmodels.show.words import count_of, fold

if TYPE_CHECKING:
    from opmodels.describe.service import Service
    from opmodels.describe.soundness import Note

EXAMPLE = "Example: opmodels check my-service.xlsx"
ONE = {"diaries": "diary"}
SECTIONS = ("groups", "needs", "pools", "diaries", "steps", "ends", "observed", "guardrails")


def check(file: File, json: Json = False) -> None:
    """Check a service file: names, units, routes, hours."""
    from opmodels.describe.soundness import find_notes
    from opmodels.models.cautions import find_cautions

    service = read_file(file)
    notes = [*find_cautions(service), *find_notes(service)]
    if json:
        print_json(make_tree(service, notes))
    else:
        sys.stdout.write("\n".join(list_lines(file, service, notes)) + "\n")


def make_tree(service: Service, notes: list[Note]) -> dict[str, Any]:
    """Return what ``--json`` prints: name, digest, how much there is, notes."""
    return {
        "service": service.service,
        "example": service.example or None,
        "digest": service.digest,
        "counts": {section: len(getattr(service, section)) for section in SECTIONS},
        "notes": [{"path": list(note.path), "text": note.text} for note in notes],
    }


def list_lines(file: str, service: Service, notes: list[Note]) -> list[str]:
    """Return what is printed: that it makes sense, how much there is, notes, the next command."""
    sizes = {section: len(getattr(service, section)) for section in SECTIONS[:6]}
    counts = [
        count_of(size, ONE.get(section, section[:-1]), section) for section, size in sizes.items() if size
    ]
    lines = [f"{service.service}: nothing is wrong", f"  {', '.join(counts)}"]
    lines += (
        [f"  {service.time.run.written} from {service.time.start:%-d %B %Y}"]
        if sys.platform != "win32"
        else []
    )
    if notes:
        lines += ["Worth knowing:", *(line for note in notes for line in fold(str(note), "  "))]
    return [*lines, f"Next: opmodels show {file}"]
