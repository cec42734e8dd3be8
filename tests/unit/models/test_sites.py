"""Several places stand in one description, each under the name of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from opmodels.models.sites import put_beside, read_sites
from tests.services import mmc, tandem, walk_in


def test_places_are_called_like_their_files(tmp_path: Path) -> None:
    """What cannot stand in a name becomes an underscore; two of one name are refused."""
    for name in ("east-end.v2.yaml", "west.yaml"):
        (tmp_path / name).write_text(tandem(), "utf-8")
    sites = read_sites([str(tmp_path / "east-end.v2.yaml"), str(tmp_path / "west.yaml")])
    assert list(sites) == ["east_end_v2", "west"]
    with pytest.raises(InputError, match="two places that would be called west"):
        read_sites([str(tmp_path / "west.yaml")] * 2)


def test_they_stand_beside_each_other(tmp_path: Path) -> None:
    """With what the change says of them; areas that only one of them knows are refused."""
    first = parse_service(mmc(), "first.yaml")
    merged, edit = put_beside(first, {"west": parse_service(tandem(), "west.yaml")})
    assert list(merged.pools) == ["desk", "west_front", "west_back"]
    assert edit.why == "beside A queue with 3 servers: Two desks"
    with pytest.raises(InputError, match="areas, which west has"):
        put_beside(first, {"west": parse_service(walk_in(), "west.yaml")})
