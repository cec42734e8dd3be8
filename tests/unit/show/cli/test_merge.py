"""The verb ``merge``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opmodels.describe.read import read
from tests.services import mmc


def test_two_places_become_one_file(run: Any, ask: Any, here: Path) -> None:
    """It can be read again; a file that is there is not overwritten, and a wrong name is told."""
    (here / "west.yaml").write_text(mmc(), "utf-8")
    told = run("merge", "desk.yaml", "west.yaml", "--into", "both.yaml").stdout
    assert "Next: opmodels check both.yaml" in told
    service = read(here / "both.yaml")
    assert {"west_desk", "west_answer"} <= {*service.pools, *service.steps}
    assert run("merge", "desk.yaml", "west.yaml", "--into", "both.yaml").exit_code == 2
    again = ask("merge", "desk.yaml", "west.yaml", "--into", "both.yaml", "--force")
    assert again["places"] == 2
    assert run("merge", "desk.yaml", "wst.yaml", "--into", "three.yaml").exit_code == 2
