"""Whatever does not fit in a part of a file is told with its line."""

from __future__ import annotations

import pytest

from opmodels.describe.yaml_lines import parse_yaml
from opmodels.foundation.errors import InputError
from opmodels.models.finding import Effect
from opmodels.models.reading import read_part

DOCUMENT = parse_yaml("effects:\n  falls:\n    value: 1\n    n: none\n    nn: 2\n", "e.yaml")


def test_a_part_is_made() -> None:
    """Where nothing is wrong."""
    assert read_part(Effect.model_validate, {"value": "1"}, DOCUMENT).value == "1"


def test_every_fault_is_told_with_its_line() -> None:
    """At the place of the part in the file."""
    with pytest.raises(InputError) as caught:
        read_part(Effect.model_validate, DOCUMENT.tree["effects"]["falls"], DOCUMENT, ("effects", "falls"))  # type: ignore[index, call-overload]
    told = {problem.where: problem for problem in caught.value.problems}
    assert set(told) == {"e.yaml, line 4", "e.yaml, line 5"}
    assert told["e.yaml, line 5"].nearest in ("n", "note", None)
    assert "nn" in told["e.yaml, line 5"].found
