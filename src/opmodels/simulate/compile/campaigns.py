"""Campaigns: when people are chosen, who may be, who comes first (E2.11)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from opmodels.describe.campaigns import FIRST, Campaign
from opmodels.describe.distributions.normal import Normal
from opmodels.describe.service import Service
from opmodels.foundation.randomness import hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.kinds import list_areas
from opmodels.simulate.compile.pathway import Index
from opmodels.simulate.compile.shelf import Shelf
from opmodels.simulate.compile.timeline import DAY_MS, EPOCH, Timeline

CURVE = Normal(mean=10.0, sd=1.0)
"""The normal curve, moved to where nothing of it is cut off: only the order of scores matters."""


@dataclass(frozen=True)
class Run:
    """A campaign of one version.

    Parameters
    ----------
    version
        0 as it is, 1 after go-live.
    need
        Whose cases it starts.
    campaign
        What it says.
    """

    version: int
    need: str
    campaign: Campaign


def list_campaigns(services: Sequence[Service]) -> tuple[Run, ...]:
    """Return the campaign of every need that has one, in the order of needs and versions."""
    needs = dict.fromkeys(name for service in services for name in service.needs)
    return tuple(
        Run(version, need, service.campaigns[service.needs[need].campaign])
        for need in needs
        for version, service in enumerate(services)
        if need in service.needs and service.needs[need].campaign
    )


def list_chosen(services: Sequence[Service]) -> tuple[str, ...]:
    """Return the needs whose cases a campaign starts in some version."""
    return tuple(dict.fromkeys(run.need for run in list_campaigns(services)))


def list_remembered(services: Sequence[Service]) -> dict[str, int]:
    """Return the needs of which a campaign asks who had them, and how many cases of each person to keep."""
    kept: dict[str, int] = {}
    for run in list_campaigns(services):
        had = run.campaign.who.had
        if had is not None:
            times = int(had.times.value) if had.times else 1
            least = c.MOST_REMEMBERED if run.campaign.first == "most_cases" else max(times, 1)
            kept[had.need] = max(kept.get(had.need, 0), least)
    return kept


def compile_campaigns(
    services: Sequence[Service], index: Index, timeline: Timeline, shelf: Shelf
) -> dict[str, np.ndarray]:
    """Compile the campaigns of one or two versions of a service; empty where there are none.

    Parameters
    ----------
    services
        As it is, and as it is after go-live.
    index
        What names mean as numbers.
    timeline
        The days of the run.
    shelf
        Where quantile tables are collected.
    """
    runs, areas = list_campaigns(services), list_areas(services)
    chosen, memory = list_chosen(services), _Memory(list_remembered(services))
    rules, streams = list[list[int]](), list[int]()
    for run in runs:
        rules.append(_lay_rule(run, services[run.version], index, chosen, memory, streams, shelf))
    wanted = [run.campaign.who.area or areas for run in runs]
    named = [[int(area in some) for area in areas] for some in wanted]
    weights = [float(run.campaign.correlation or 0.0) for run in runs]
    pairs = [(r, math.sqrt(1.0 - r * r)) for r in weights]
    return {
        "campaign": np.array(rules, np.int64).reshape(-1, c.CAMPAIGN_COLS),
        "campaign_stream": np.array(streams, np.int64),
        "campaign_area": np.array(named, np.int64).reshape(len(runs), len(areas)),
        "campaign_weight": np.array(pairs, np.float64).reshape(-1, 2),
        "campaign_of": memory.lay_streams(index, chosen),
        "occasion": _list_occasions(runs, services, timeline),
    }


class _Memory:
    """Where the times of the latest cases of each need lie in the row of a person."""

    def __init__(self, kept: dict[str, int]) -> None:
        self.starts, at = dict[str, tuple[int, int, int]](), 0
        for number, (need, size) in enumerate(kept.items()):
            self.starts[need] = (number, at, size)
            at += size

    def lay_streams(self, index: Index, chosen: Sequence[str]) -> np.ndarray:
        """Return, for each stream, the campaign's need that it is of, and where its cases are remembered."""
        none = (-1, -1, 0)
        rows = [
            (chosen.index(need) if need in chosen else -1, *self.starts.get(need, none))
            for need, _ in (index.streams if chosen else ())
        ]
        return np.array(rows, np.int64).reshape(-1, c.CAMPAIGN_OF_COLS)


def _lay_rule(
    run: Run,
    service: Service,
    index: Index,
    chosen: Sequence[str],
    memory: _Memory,
    streams: list[int],
    shelf: Shelf,
) -> list[int]:
    campaign, line = run.campaign, [-1] * c.CAMPAIGN_COLS
    line[c.CHOOSES], line[c.UP_TO] = chosen.index(run.need), int(campaign.up_to.value)
    line[c.FIRST_BY] = FIRST.index(campaign.first)
    had = campaign.who.had
    if had is not None:
        line[c.HAD], line[c.HAD_FROM], line[c.HAD_SIZE] = memory.starts[had.need]
        line[c.HAD_TIMES] = int(had.times.value) if had.times else 1
        line[c.HAD_WITHIN] = _ms(had.within.value)
    if campaign.not_again_for is not None:
        line[c.NOT_AGAIN] = _ms(campaign.not_again_for.value)
    line[c.ASKS_FOR] = index.traits.get(campaign.who.has, -1)
    line[c.ASKS_AGAINST] = index.traits.get(campaign.who.lacks, -1)
    line[c.TIE_PURPOSE] = hash_purpose("campaign", run.need)
    line[c.SCORE_PURPOSE] = hash_purpose("score", run.need)
    line[c.CURVE_TABLE] = shelf.add(CURVE) if campaign.first == "score" else -1
    line[c.STREAMS_FROM] = len(streams)
    streams += [
        row
        for row, (need, group) in enumerate(index.streams)
        if need == run.need and group in service.groups and campaign.concerns(group)
    ]
    line[c.STREAMS_UNTIL] = len(streams)
    return line


def _ms(minutes: float) -> int:
    return math.floor(minutes * 60_000 + 0.5)


def _list_occasions(runs: Sequence[Run], services: Sequence[Service], timeline: Timeline) -> np.ndarray:
    """Return when each campaign chooses: time, campaign, block of the keys."""
    rows = []
    for number, run in enumerate(runs):
        start = timeline.live if run.version else 0
        end = timeline.live if len(services) > 1 and not run.version else timeline.horizon
        for day in _list_days(run.campaign, services[run.version], timeline):
            t = timeline.moment((day - timeline.first).days, run.campaign.minute)
            if start <= t < min(end, timeline.horizon):
                block = (day - EPOCH).days * DAY_MS + run.campaign.minute * 60_000
                rows.append((t, number, block))
    return np.array(rows, np.int64).reshape(-1, c.OCCASION_COLS)


def _list_days(campaign: Campaign, service: Service, timeline: Timeline) -> list[date]:
    """Return the days of the run on which a campaign chooses."""
    first = campaign.start or service.time.start
    skipped = max(-((first - timeline.first).days // campaign.days), 0)
    day, days = first + timedelta(days=skipped * campaign.days), list[date]()
    last = min(campaign.until or timeline.last, timeline.last)
    while day <= last:
        if day >= timeline.first:
            days.append(day)
        day += timedelta(days=campaign.days)
    return days
