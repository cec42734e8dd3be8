"""Published models as service files: what they print and what we find must agree as far as chance allows.

A figure agrees when it lies within 3.3 combined standard errors (and the rounding of the printed number)
of the published one. Seeds are fixed, so a right engine passes always; had they been drawn anew, a figure
of an equal model would miss about once in a thousand times. A figure that misses carries a `miss` that
says why, in `expected.yaml`; a miss without one fails, and so does one that is no longer a miss.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opmodels.appraise.alone import run
from opmodels.appraise.intervals import F8
from opmodels.appraise.samples import Sample
from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.yaml_lines import parse_yaml
from tests.unit.library.test_library import LIBRARY, plain_leaves

PUBLISHED = LIBRARY / "published"
NAMES = tuple(sorted(path.parent.name for path in PUBLISHED.glob("*/service.yaml")))
ERRORS = 3.3
FEW = 20
"""With fewer published replications than this, their spread is not known well enough to be used."""


@dataclass(frozen=True)
class Comparison:
    """A published figure beside ours."""

    case: str
    name: str
    mean: float
    low: float
    high: float
    """What the printed mean can have been before it was rounded."""
    published_error: float
    ours: float
    our_error: float
    miss: str

    @property
    def off(self) -> float:
        """How far our mean lies from what the printed mean can have been."""
        return max(self.low - self.ours, self.ours - self.high, 0.0)

    @property
    def errors(self) -> float:
        """The same in combined standard errors."""
        return self.off / math.hypot(self.published_error, self.our_error)

    @property
    def agrees(self) -> bool:
        """Whether chance explains it."""
        return self.errors <= ERRORS

    def __str__(self) -> str:
        return f"{self.case}, {self.name}: {self.mean:.5g} published, {self.ours:.5g} ours, {self.errors:.1f}"


def read_expected(name: str) -> Any:
    path = PUBLISHED / name / "expected.yaml"
    return parse_yaml(path.read_text(encoding="utf-8"), str(path)).tree


def read_published(name: str) -> Service:
    folder = PUBLISHED / name
    return parse_service((folder / "service.yaml").read_text(encoding="utf-8"), name, folder=folder)


def change(service: Service, variant: Mapping[str, Any]) -> Service:
    """Return the service as a published scenario changes it."""
    edits = {"model": "published", "for_digest": service.digest, "edits": variant.get("changes", [])}
    return apply_changes(service, Changes.model_validate(edits))


@cache
def compare(name: str) -> tuple[Comparison, ...]:
    """Run a published model and its scenarios, and return every figure beside the published one."""
    return tuple(_compare(name, read_published(name), read_expected(name)))


def _compare(name: str, service: Service, expected: Mapping[str, Any]) -> Iterator[Comparison]:
    seed, count = int(expected["ours"]["seed"]), int(expected["ours"]["replications"])
    printed, samples = int(expected["published"]["replications"]), dict[str, Sample]()
    for variant in ({**expected, "name": "as published"}, *expected.get("variants", [])):
        changed = change(service, variant)
        if changed.digest not in samples:
            samples[changed.digest] = run(changed, seed=seed, replications=count, workers=1).sample
        for figure in variant["figures"]:
            case = f"{name}, {variant['name']}"
            yield _compare_figure(case, figure, samples[changed.digest], printed)


def _compare_figure(case: str, figure: Mapping[str, Any], sample: Sample, printed: int) -> Comparison:
    values = measure(figure, sample)
    ours, spread = float(values.mean()), float(values.std(ddof=1))
    mean, half = float(figure["mean"]), float(figure.get("rounding", 0))
    low, high = map(float, figure.get("rounded_from", (mean - half, mean + half)))
    theirs = float(figure["sd"]) if "sd" in figure and printed >= FEW else spread
    errors = theirs / math.sqrt(printed), spread / math.sqrt(len(values))
    miss = str(figure.get("miss", ""))
    return Comparison(case, str(figure["name"]), mean, low, high, errors[0], ours, errors[1], miss)


def measure(figure: Mapping[str, Any], sample: Sample) -> F8:
    """Return a figure in every replication: a sum of measures, over another, times a number."""
    values = _add(figure["of"], sample) * float(figure.get("times", 1))
    return np.asarray(values / _add(figure["over"], sample) if "over" in figure else values)


def _add(paths: Any, sample: Sample) -> F8:
    listed = paths if isinstance(paths, list) else [paths]
    for path in listed:
        assert tuple(path.split("/")) in sample, path
    total: F8 = np.stack([sample.column(*path.split("/")) for path in listed]).sum(axis=0)
    return total


def test_there_are_at_least_four() -> None:
    """Each published model is a folder with a service, what it must reproduce, and a page; no Python."""
    assert len(NAMES) >= 4
    for name in NAMES:
        found = {path.name for path in (PUBLISHED / name).iterdir()}
        assert {"service.yaml", "expected.yaml", "README.md"} <= found
        assert not [file for file in found if Path(file).suffix not in (".yaml", ".md", ".csv")]


@pytest.mark.parametrize("name", NAMES)
def test_published_figures(name: str) -> None:
    """Every figure agrees but for those whose miss is explained, and those still miss."""
    compared = compare(name)
    assert len(compared) >= 6
    assert [str(one) for one in compared if one.agrees == bool(one.miss)] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_says_where_it_comes_from(name: str) -> None:
    """The service says that it is a published one, and its expectations cite who published them."""
    expected = read_expected(name)
    assert read_published(name).example
    assert expected["service"] == name
    assert "doi" in expected["source"] or "repository" in expected["source"]
    assert expected["published"]["interval"]


@pytest.mark.parametrize("name", NAMES)
def test_no_input_is_unsourced(name: str) -> None:
    """Rates, staff, places and shares of a published model carry a source; beds that only count do not."""
    path = PUBLISHED / name / "service.yaml"
    tree: Any = parse_yaml(path.read_text(encoding="utf-8"), str(path)).tree
    bare = [one for one, _ in plain_leaves(tree) if one.endswith((".rate", ".staff", ".people"))]
    assert bare == []
    for step, described in tree["steps"].items():
        takes = described.get("takes", {})
        assert "source" in str(takes) or "takes" not in described, step


def test_a_wrong_model_is_found_out() -> None:
    """With four nurses in place of five the wait is far from the published one: the comparison has teeth."""
    service, expected = read_published("nurse-clinic"), read_expected("nurse-clinic")
    fewer = change(service, {"changes": [{"set": {"pools.nurses.staff": "4"}, "why": "a wrong model"}]})
    sample = run(fewer, seed=1, replications=20, workers=1).sample
    wait = next(one for one in expected["figures"] if one["name"] == "wait for a nurse")
    assert _compare_figure("wrong", wait, sample, 31).errors > 3 * ERRORS
