"""Made-up choices whose coefficients are known: drawn by the largest utility, not by the formula tested."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from opmodels.describe.learn.choices.recorded import Choices
from opmodels.describe.learn.choices.specification import Written, read_specification

TRUE = {"a_bus": 0.4, "price": -0.8, "wait": -1.5}
"""Coefficients of the made-up choices."""

SPEC = """\
choices: 1
chosen: took
alternatives:
  bus: {chosen_as: b, offered: bus, utility: {a_bus: 1, price: bus_price, wait: bus_wait}}
  car: {chosen_as: c, offered: car, utility: {price: car_price, wait: car_wait}}
  walk: {chosen_as: w, utility: {wait: walk_time}}
tastes:
  pound: {coefficient: price, times: 1}
  hour_waited: {coefficient: wait, times: 2}
"""
NESTED = SPEC + "nests: {motor: {of: [bus, car]}}\n"


def write_spec(folder: Path, text: str = SPEC) -> Written:
    """Return a specification that is written to a folder and read."""
    path = folder / "spec.yaml"
    path.write_text(text, encoding="utf-8")
    return read_specification(path)


def draw_choices(seed: int, count: int, scale: float = 1.0) -> Choices:
    """Return choices among bus, car and walk, bus and car in a nest of this scale.

    A nest is drawn first, by its worth and a Gumbel number of its own, and then the alternative in it.
    """
    luck = np.random.default_rng(seed)
    offered = np.column_stack([luck.random((count, 2)) < (0.9, 0.8), np.ones(count, bool)])
    x = np.zeros((count, 3, 3))
    x[:, 0, 0] = 1
    x[:, :2, 1] = luck.gamma(2, 1, (count, 2))
    x[:, :, 2] = luck.gamma(2, 0.5, (count, 3))
    x *= offered[:, :, None]
    utility = np.where(offered, x @ np.array(list(TRUE.values())), -np.inf)
    motor = utility[:, :2] / scale
    with np.errstate(divide="ignore"):
        worth = scale * np.log(np.exp(motor).sum(axis=1))
    by_nest = np.column_stack([worth, utility[:, 2]]) + luck.gumbel(size=(count, 2))
    within = np.argmax(motor + luck.gumbel(size=(count, 2)), axis=1)
    chosen = np.where(np.argmax(by_nest, axis=1) == 0, within, 2)
    return Choices(x, offered, chosen, np.arange(count), 0)


def write_csv(choices: Choices, path: Path) -> Path:
    """Write choices as the file that `SPEC` describes."""
    head = "took,bus,car,bus_price,car_price,bus_wait,car_wait,walk_time"
    rows = [
        f"{'bcw'[chosen]},{int(o[0])},{int(o[1])},{x[0, 1]},{x[1, 1]},{x[0, 2]},{x[1, 2]},{x[2, 2]}"
        for x, o, chosen in zip(choices.attributes, choices.offered, choices.chosen, strict=True)
    ]
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path
