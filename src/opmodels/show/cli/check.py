"""``opmodels check``: whether a description makes sense, and what a reader of its results should know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from opmodels.foundation.units import count_of
from opmodels.show.cli.options import File, Json, quote_file, study_file
from opmodels.show.cli.outcome import print_json
from opmodels.show.words import fold, write_day

if TYPE_CHECKING:
    from opmodels.describe.read import Reading
    from opmodels.describe.service import Service
    from opmodels.describe.soundness import Note

EXAMPLE = "Example: opmodels check my-service.xlsx"
ONE = {"diaries": "diary"}
SECTIONS = ("groups", "needs", "pools", "diaries", "steps", "ends", "observed", "guardrails")


def check(file: File, json: Json = False) -> None:
    """Check a service file: names, units, routes, hours."""
    from opmodels.models.cautions import find_cautions

    reading = study_file(file)
    notes = [*find_cautions(reading.service), *reading.notes]
    if json:
        print_json(make_tree(reading.service, notes))
    else:
        sys.stdout.write("\n".join(list_lines(file, reading, notes)) + "\n")


def make_tree(service: Service, notes: list[Note]) -> dict[str, Any]:
    """Return what ``--json`` prints: name, digest, how much there is, notes."""
    return {
        "service": service.service,
        "example": service.example or None,
        "digest": service.digest,
        "counts": {section: len(getattr(service, section)) for section in SECTIONS},
        "notes": [{"path": list(note.path), "text": note.text, "asks": note.asks} for note in notes],
    }


def list_lines(file: str, reading: Reading, notes: list[Note]) -> list[str]:
    """Return what is printed: that it makes sense, how much there is, questions, notes, the next command."""
    from opmodels.describe.notes_demand import tell_cases

    service = reading.service
    sizes = {section: len(getattr(service, section)) for section in SECTIONS[:6]}
    counts = [
        count_of(size, ONE.get(section, section[:-1]), section) for section, size in sizes.items() if size
    ]
    asked = [note for note in notes if note.asks]
    doubt = f", but {count_of(len(asked), 'number is', 'numbers are')} in doubt" if asked else ""
    lines = [f"{service.service}: nothing is wrong{doubt}", f"  {', '.join(counts)}"]
    lines += [f"  {service.time.run.written} from {write_day(service.time.start)}"]
    lines += fold(tell_cases(service), "  ")
    lines += _list_notes("Is this right?", asked, reading)
    lines += _list_notes("Worth knowing:", [note for note in notes if not note.asks], reading)
    return [*lines, f"Next: opmodels run {quote_file(file)}"]


def _list_notes(title: str, notes: list[Note], reading: Reading) -> list[str]:
    lines = [line for note in notes for line in fold(reading.tell(note), "  ")]
    return [title, *lines] if lines else []
