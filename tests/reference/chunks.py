"""Random services in chunks: compared, what was done written down, what differs kept to be run again."""

from __future__ import annotations

import json
import signal
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.reference.compare import Verdict, compare, compare_change
from tests.reference.plain_services import PlainMaker
from tests.reference.random_changes import make_change
from tests.reference.random_services import Maker, Tree, make_pair, write_text

CHANGES = 3
"""Every third service is a change from one to another."""
PLAIN = 9
"""Every so many, which are no changes, the service is plain enough for the loop of plain services."""
RICH = 40
"""Every so many services and changes is as large as chance makes it; the others are kept small."""
CHUNK = 100
NUMBERS = 1_000_000
"""How far apart the numbers of two seeds are."""


@dataclass(frozen=True)
class Chunk:
    """Some services in a row, and what became of them when they were compared."""

    seed: int
    first: int
    services: int
    events: int = 0
    disagreements: int = 0

    @property
    def place(self) -> tuple[int, int, int]:
        """Which services they are."""
        return self.seed, self.first, self.services


def list_chunks(seed: int, start: int, services: int) -> Iterator[Chunk]:
    """Yield the chunks that make up so many services, from the one of a number on."""
    for first in range(start, start + services, CHUNK):
        yield Chunk(seed, first, min(CHUNK, start + services - first))


def ignore_interrupts() -> None:
    """Let a worker leave it to the process that started it to be stopped from the keyboard."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def compare_chunk(chunk: Chunk, folder: Path) -> Chunk:
    """Compare the services of a chunk; what differs is kept in a folder."""
    events, disagreements = 0, 0
    for index in range(chunk.first, chunk.first + chunk.services):
        verdict = compare_one(chunk.seed, index, folder)
        events += verdict.events
        disagreements += bool(verdict.differences)
    return Chunk(chunk.seed, chunk.first, chunk.services, events, disagreements)


def compare_one(seed: int, index: int, folder: Path) -> Verdict:
    """Compare the service or the change of one number; an engine that fails is a difference too."""
    number, trees = seed * NUMBERS + index, list[Tree]()
    try:
        verdict = _compare(number, index, trees)
    except Exception:
        verdict = Verdict(0, (traceback.format_exc(),))
    if verdict.differences:
        _keep(folder, number, trees, verdict)
    return verdict


def _compare(number: int, index: int, trees: list[Tree]) -> Verdict:
    small = index // CHANGES % RICH > 0
    if index % CHANGES == CHANGES - 1:
        change = make_change(number, small=small)
        trees += change.trees
        return compare_change(change, number)
    kind = PlainMaker if index % PLAIN == 1 else Maker
    tree, service = make_pair(number, small=small, kind=kind)
    trees.append(tree)
    return compare(service, seed=number)


def _keep(folder: Path, number: int, trees: list[Tree], verdict: Verdict) -> None:
    """Write the services that differ down, with how to run them again and where they first do."""
    folder.mkdir(parents=True, exist_ok=True)
    seed, index = divmod(number, NUMBERS)
    again = f"python -m tests.reference --seed {seed} --from {index} --services 1 --branches 0"
    told = "\n".join(
        f"# {line}" for words in (again, *verdict.differences[:3]) for line in words.splitlines()
    )
    text = "\n---\n".join(map(write_text, trees))
    (folder / f"{number}.yaml").write_text(f"{told}\n{text}", encoding="utf-8")


class Ledger:
    """A file of the chunks that are done, so that a long comparison can be gone on with."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.done = [Chunk(**json.loads(line)) for line in lines]

    def find_done(self, wanted: list[Chunk]) -> list[Chunk]:
        """Return those of some chunks that are done, each once."""
        known = {chunk.place: chunk for chunk in self.done}
        return [known[chunk.place] for chunk in wanted if chunk.place in known]

    def add(self, chunk: Chunk) -> None:
        """Write down that a chunk is done."""
        self.done.append(chunk)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(chunk)) + "\n")
