"""Small runs that the tests of the appraisal share: they are made once."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.appraise.subject import Subject, View, prepare_as_is, prepare_redesign
from opmodels.appraise.tracks import Track, follow
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.models.catalogue import find_model
from opmodels.simulate import columns as c
from opmodels.simulate.program import Record
from tests import services


@cache
def surgery() -> Service:
    """Return the surgery in which every part of the grammar is used; it goes live in its fourth week."""
    return parse_service(services.surgery())


@cache
def surgery_as_is() -> Subject:
    """Return the surgery as it is, compiled."""
    return prepare_as_is(surgery())


@cache
def trimmed() -> Subject:
    """Return the surgery and what a cut of 30 % makes of it, compiled."""
    return prepare_redesign(find_model("trim(cut=30 %)").plan(surgery()))


@cache
def surgery_track() -> Track:
    """Return six replications of the surgery as it is."""
    track = Track(surgery_as_is())
    follow([track], seed=3, count=6)
    return track


@cache
def surgery_comparison() -> Comparison:
    """Return the surgery compared with three models over six replications."""
    return compare(surgery(), ["keep", "trim(cut=30 %)", "withdraw"], seed=3, replications=6)


def empty_record(subject: Subject) -> Record:
    """Return a record in which nothing has happened."""
    names = subject.names
    groups, rows, ends, pools = len(names.groups), len(names.rows), len(names.ends), len(names.pools)
    ticks = int(subject.compiled.program.clock[c.HORIZON] // c.HOUR_MS)
    return Record(
        count=np.zeros((groups, rows, c.COUNT_COLS), np.int64),
        total=np.zeros((groups, rows, c.TOTAL_COLS)),
        histogram=np.zeros((groups, rows, c.BINS), np.int64),
        late=np.zeros((groups if len(subject.compiled.program.repeat) else 0, rows), np.int64),
        choice=np.zeros((groups, len(names.alternatives), c.CHOICE_COLS), np.int64),
        choice_sum=np.zeros((groups, len(names.alternatives), 2)),
        group=np.zeros((groups, c.GROUP_COLS), np.int64),
        end=np.zeros((groups, ends), np.int64),
        system=np.zeros((groups, c.SYSTEM_COLS)),
        system_histogram=np.zeros((groups, c.BINS), np.int64),
        pool_hours=np.zeros((pools, 4 * 168)),
        flow=np.zeros((rows, rows + ends), np.int64),
        queue_area=np.zeros(rows),
        inside=np.zeros(ticks),
        funded=np.zeros((pools, 2)),
        person=np.zeros((0, c.PERSON_COLS), np.float32),
    )


def view_of(subject: Subject, **arrays: Any) -> View:
    """Return a run in which nothing has happened but what the given arrays say."""
    return View(subject, empty_record(subject)._replace(**arrays))


@cache
def tandem() -> Subject:
    """Return two desks in a row as they are, compiled: groups young and old, steps first, pause, second."""
    return prepare_as_is(parse_service(services.tandem()))


def bin_of(minutes: float) -> int:
    """Return the histogram bin of a time, computed apart from the package."""
    milliseconds = round(minutes * 60_000)
    return 0 if milliseconds == 0 else 1 + int(np.log2(milliseconds) * 32)
