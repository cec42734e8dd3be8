"""Compare as many random services as asked: ``python -m tests.reference --services 1000 --seed 1 --json``.

What is done is written down chunk by chunk, so the same command goes on where it was stopped (Ctrl-C).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.reference.branches import measure_branches
from tests.reference.chunks import Chunk, Ledger, compare_chunk, ignore_interrupts, list_chunks

FOLDER = ".random-services"
LIFE = 200
"""Chunks after which a worker is replaced, so that memory stays small."""


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.reference", description=__doc__)
    parser.add_argument("--services", type=int, default=300, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="which")
    parser.add_argument("--from", dest="start", type=int, default=0, help="number of the first of them")
    parser.add_argument("--workers", type=int, default=1, help="processes at once")
    parser.add_argument(
        "--folder", type=Path, default=Path(FOLDER), help="where is kept what is done and what differs"
    )
    parser.add_argument("--again", action="store_true", help="also compare what is done already")
    parser.add_argument(
        "--branches", type=int, default=100, help="on how many of them the kernel's branches are counted"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


@contextmanager
def _compare_all(chunks: list[Chunk], folder: Path, workers: int) -> Iterator[Iterator[Chunk]]:
    """Give chunks as they are done, in whichever order; stop all workers at the end."""
    if workers <= 1:
        yield (compare_chunk(chunk, folder) for chunk in chunks)
        return
    fresh = multiprocessing.get_context("spawn")
    with fresh.Pool(workers, ignore_interrupts, maxtasksperchild=LIFE) as pool:
        yield pool.imap_unordered(partial(compare_chunk, folder=folder), chunks)


def _add_up(done: list[Chunk]) -> dict[str, int]:
    return {word: sum(getattr(one, word) for one in done) for word in ("services", "events", "disagreements")}


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _compare(asked: argparse.Namespace) -> tuple[dict[str, int], bool]:
    """Compare what is not done yet; return the sums, and whether all is done."""
    ledger = Ledger(asked.folder / "done.jsonl")
    wanted = list(list_chunks(asked.seed, asked.start, asked.services))
    done = [] if asked.again else ledger.find_done(wanted)
    left = [chunk for chunk in wanted if chunk.place not in {one.place for one in done}]
    began = time.monotonic()
    try:
        with _compare_all(left, asked.folder, asked.workers) as results:
            for chunk in results:
                ledger.add(chunk)
                done.append(chunk)
                told = ", ".join(f"{number:,} {word}" for word, number in _add_up(done).items())
                _tell(f"{told}, {time.monotonic() - began:,.0f} s")
    except KeyboardInterrupt:
        _tell("stopped; the same command goes on from here")
        return _add_up(done), False
    return _add_up(done), True


def main() -> int:
    """Compare, print the score, and return 1 when something differs, 130 when it was stopped."""
    asked = _read_arguments()
    for call in (signal.SIGINT, signal.SIGTERM):
        signal.signal(call, signal.default_int_handler)  # also where it was started in the background
    score, is_whole = _compare(asked)
    branches = None
    if asked.branches and is_whole:
        branches = measure_branches(min(asked.services, asked.branches), asked.seed)
        _tell(f"branches not reached: {branches['missing']}")
    if score["disagreements"]:
        _tell(f"what differs is kept in {asked.folder}")
    told = {**score, "kernel_branches": branches and round(branches["share"], 4)}
    print(json.dumps(told) if asked.json else "\n".join(f"{key}: {value}" for key, value in told.items()))
    return 1 if score["disagreements"] else 0 if is_whole else 130


if __name__ == "__main__":
    sys.exit(main())
