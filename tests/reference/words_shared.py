"""What several random words need: lengths, shares by name, the steps that are served."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.random_services import Maker, Tree

PARTS = ("part", "inner", "apart")
"""How the names of steps begin that `add_side_by_side` makes; one that joins at itself may loop for ever."""
WAITS = ("0 min", "1 ms", "5 min", "20 min", "1 h", "3 h", "8 h")


def split_shares(maker: Maker, names: list[str], most: int = 40) -> Tree:
    """Return shares by name, the last taking the rest."""
    shares: Tree = {name: maker.by_group(lambda: maker.share(most)) for name in names[:-1]}
    for share in shares.values():
        if isinstance(share, dict):
            share["others"] = maker.share(most)
    return {**shares, names[-1]: "rest"}


def served_steps(tree: Tree) -> list[Tree]:
    """Return the steps that are served."""
    return [step for step in tree["steps"].values() if "serve" in step]
