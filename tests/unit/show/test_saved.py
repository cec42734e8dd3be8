"""Results as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from opmodels.foundation.errors import InputError
from opmodels.show.saved import find_differences, make_plain, read_result, tell_machines, write_json

TOLD = {
    "seed": 1,
    "version": "1",
    "python": "3",
    "platform": "x",
    "packages": {"numpy": "2"},
    "created": "now",
    "command": "c",
    "settings": {"service": {}, "replications": 2, "verb": "run", "warm_up_weeks": 1.0, "asked": {}},
}


def test_numbers_that_are_none_become_null() -> None:
    """Not a number and infinity are null in JSON; tuples are lists; numpy's numbers are numbers."""
    tree = {
        "a": (1, float("nan")),
        "b": float("inf"),
        "c": np.float64(1.5),
        "d": True,
        "e": None,
        "f": np.int64(3),
    }
    assert make_plain(tree) == {"a": [1, None], "b": None, "c": 1.5, "d": True, "e": None, "f": 3}
    assert json.loads(write_json(tree))["b"] is None


def test_a_result_is_read(tmp_path: Path) -> None:
    """A result with its provenance reads back as it was written."""
    path = tmp_path / "r.json"
    path.write_text(write_json({"provenance": TOLD, "x": 0.1}), encoding="utf-8")
    assert read_result(path)["x"] == 0.1


def test_missing_provenance_is_told(tmp_path: Path) -> None:
    """A result that cannot be made again says what is missing and how to get one that can."""
    path = tmp_path / "r.json"
    settings = {key: part for key, part in TOLD["settings"].items() if key != "verb"}  # type: ignore[attr-defined]
    path.write_text(json.dumps({"provenance": {**TOLD, "settings": settings}}), encoding="utf-8")
    with pytest.raises(InputError, match="without verb") as raised:
        read_result(path)
    assert "opmodels compare" in str(raised.value)


def test_differences() -> None:
    """Numbers, lengths of lists, keys and kinds that differ are named; time and machine are not."""
    old = {"a": [1, 2], "b": {"c": 1.0}, "d": 1, "provenance": {"created": "then", "seed": 1}}
    new = {"a": [1, 3], "b": {"c": 1.0, "e": 2}, "d": 1.0, "provenance": {"created": "now", "seed": 2}}
    assert list(find_differences(old, new)) == ["a.2", "b.e", "d", "provenance.seed"]
    assert list(find_differences({"a": [1]}, {"a": [1, 2]})) == ["a"]
    inner = {"models": {"m": {"provenance": {"created": "x", "command": "y"}}}}
    assert (
        list(find_differences(inner, {"models": {"m": {"provenance": {"created": "z", "command": "y"}}}}))
        == []
    )


def test_machines() -> None:
    """Other software is told in words."""
    other = {**TOLD, "python": "4", "packages": {"numpy": "3"}}
    assert tell_machines({"provenance": TOLD}, {"provenance": other}) == [
        "python: 3 then, 4 now",
        "numpy: 2 then, 3 now",
    ]
