"""The verb ``explain``."""

from __future__ import annotations

from typing import Any


def test_journey(run: Any, ask: Any) -> None:
    """One case is followed from its arrival to its end, the same in words and as JSON."""
    told = run("explain", "desk.yaml", "--case", "17").stdout.splitlines()
    assert told[0] == "Desk & counter, case 17 of replication 0"
    assert "arrives" in told[1]
    assert "ends: " in told[-1]
    assert ask("explain", "desk.yaml", "--case", "17")["journey"] == told[1:]


def test_replications_differ(ask: Any) -> None:
    """Another replication is another luck."""
    journeys = [ask("explain", "desk.yaml", "--replication", str(number))["journey"] for number in (0, 1)]
    assert journeys[0] != journeys[1]
