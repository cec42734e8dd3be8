"""Reading what is typed: models, settings, files, completion."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.foundation.errors import InputError
from opmodels.show.cli.options import (
    check_free,
    complete_models,
    complete_service,
    read_file,
    split_models,
    split_settings,
)


def test_models_are_split_outside_brackets() -> None:
    """Commas between settings do not part models."""
    assert split_models("trim(cut=10 %, redundancy=4 weeks), keep+trim") == [
        "trim(cut=10 %, redundancy=4 weeks)",
        "keep+trim",
    ]


def test_settings_are_gathered_by_model() -> None:
    """Several settings of one model stand together; a value may hold a sign of equality."""
    given = ["trim.cut=5 %", "trim.redundancy = 4 weeks", "a.b=c=d"]
    assert split_settings(given) == {"trim": {"cut": "5 %", "redundancy": "4 weeks"}, "a": {"b": "c=d"}}
    assert split_settings(None) == {}


@pytest.mark.parametrize("text", ["cut=5 %", "trim.cut", "trim.=5", ".cut=5", "trim.cut= "])
def test_settings_that_are_none(text: str) -> None:
    """What is no setting is refused with an example."""
    with pytest.raises(InputError, match=r"model\.setting=value"):
        split_settings([text])


def test_warm_up_is_changed(here: Path) -> None:
    """--warm-up puts another warm-up into the description, checked like the file."""
    assert read_file("desk.yaml", "2 weeks").time.warm_up.value == 2 * 7 * 1440
    with pytest.raises(InputError, match="--warm-up"):
        read_file("desk.yaml", "a while")


def test_nothing_is_overwritten(here: Path) -> None:
    """A file that is there is refused before the work begins, unless forced; so is a folder that is not."""
    with pytest.raises(InputError, match="--force"):
        check_free(here / "desk.yaml", force=False)
    check_free(here / "desk.yaml", force=True)
    check_free(here / "new.json", force=False)
    check_free(None, force=False)
    with pytest.raises(InputError, match="a folder that is not there"):
        check_free(here / "none" / "new.json", force=False)
    with pytest.raises(InputError, match="a folder"):
        check_free(here, force=True)


def test_completion(here: Path) -> None:
    """Services of the library and files of the folder are completed, and models after a comma or a plus."""
    assert list(complete_service("des")) == ["desk.yaml"]
    assert "gp-surgery" in list(complete_service("gp"))
    assert list(complete_models("keep,tr")) == ["keep,trim"]
    assert list(complete_models("trim+withd")) == ["trim+withdraw"]
