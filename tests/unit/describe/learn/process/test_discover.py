"""All that is looked for is looked for, and each says what came of it."""

from __future__ import annotations

from pathlib import Path

from opmodels.describe.learn.process.discover import discover
from opmodels.describe.learn.process.learned import learn_process
from tests.unit.describe.learn.process.made_logs import write_desk


def test_each_kind_has_a_verdict_and_a_reason(tmp_path: Path) -> None:
    """No kind twice, no kind without a sentence; nothing is found at a desk where there is nothing."""
    log = write_desk(tmp_path / "desk.csv")
    stages: list[str] = []
    found = discover(log, learn_process(log), stages.append)
    assert stages == ["what else there is"]
    assert len({one.kind for one in found}) == len(found)
    assert all(one.sentences for one in found)
    assert not [one for one in found if one.verdict == "found"]
