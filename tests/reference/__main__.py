"""Compare as many random services as asked: ``python -m tests.reference --services 1000 --seed 1 --json``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass

from opmodels.describe.read import parse_service
from tests.reference.branches import measure_branches
from tests.reference.compare import Verdict, compare, compare_change
from tests.reference.random_services import make_change, make_service

CHANGES = 3
"""Every third service is a change from one to another."""
SHOWN = 100


@dataclass
class Score:
    """What was compared so far."""

    services: int = 0
    events: int = 0
    disagreements: int = 0

    def add(self, name: str, verdict: Verdict) -> None:
        """Count one service, and tell of a disagreement."""
        self.services += 1
        self.events += verdict.events
        if verdict.differences:
            self.disagreements += 1
            print(f"{name}: {verdict.differences[0]}", file=sys.stderr, flush=True)


def compare_one(seed: int, index: int) -> tuple[str, Verdict]:
    """Compare the service or the change of one number."""
    number = seed * 1_000_000 + index
    if index % CHANGES == CHANGES - 1:
        return f"change {number}", compare_change(make_change(number), number)
    return f"service {number}", compare(parse_service(make_service(number)), seed=number)


def main() -> int:
    """Compare, print the score, and return 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=300, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="which")
    parser.add_argument(
        "--branches", type=int, default=100, help="on how many of them the kernel's branches are counted"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked, score = parser.parse_args(), Score()
    for index in range(asked.services):
        score.add(*compare_one(asked.seed, index))
        if score.services % SHOWN == 0:
            print(f"{score.services} services, {score.events} events", file=sys.stderr, flush=True)
    branches = measure_branches(min(asked.services, asked.branches), asked.seed) if asked.branches else None
    told = {**vars(score), "kernel_branches": branches and round(branches["share"], 4)}
    if branches:
        print(f"branches not reached: {branches['missing']}", file=sys.stderr, flush=True)
    print(json.dumps(told) if asked.json else "\n".join(f"{key}: {value}" for key, value in told.items()))
    return 1 if score.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
