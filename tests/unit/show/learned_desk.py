"""A small desk, learned from its log by the command: the JSON that it prints and the page that it writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from typer.testing import CliRunner

from opmodels.show.cli.main import app

PEOPLE = ("Jane Dovey", "John Rowntree", "Mary Majorly")
MAIL = "someone@example.org"


@dataclass(frozen=True)
class LearnedDesk:
    """What came of learning.

    Parameters
    ----------
    tree
        What the command printed as JSON.
    page
        The fit report.
    service
        The service file.
    """

    tree: Any
    page: str
    service: str


def write_log(path: Path, cases: int = 120) -> None:
    """Write the log of a desk: looked at, some asked back for papers, decided on; three rows are no good."""
    luck = np.random.default_rng(5)
    lines = ["Case Ref,Activity,Start,End,User,E-Mail"]
    for case in range(cases):
        day = case // 3
        at = np.datetime64("2025-01-06T09:00") + np.timedelta64(day // 5 * 7 + day % 5, "D")
        at += np.timedelta64(int(luck.integers(0, 300)), "m")
        for name in ["look at <papers>"] + ["ask back"] * int(luck.integers(3) == 0) + ["decide"]:
            end = at + np.timedelta64(int(luck.integers(5, 25)), "m")
            who = PEOPLE[int(luck.integers(3))]
            lines.append(f"REF-{case:04d}-X,{name},{at},{end},{who},{MAIL}")
            at = end + np.timedelta64(int(luck.integers(1, 600)), "m")
    lines += ["REF-9999-X,decide,2025-01-07T10:00,when?,Jane Dovey,x", lines[1], "REF-9998-X,,,,,"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn_desk(folder: Path) -> LearnedDesk:
    """Learn the desk in a folder; it must succeed."""
    write_log(folder / "desk.csv")
    files = [str(folder / name) for name in ("desk.csv", "desk.yaml", "fit.html")]
    words = ["learn", files[0], "--out", files[1], "--report", files[2], "--zone", "UTC", "--json"]
    result = CliRunner().invoke(app, words, prog_name="opmodels")
    assert result.exit_code == 0, result.output
    texts = [Path(file).read_text(encoding="utf-8") for file in files[1:]]
    return LearnedDesk(json.loads(result.stdout), texts[1], texts[0])
