"""Columns that share an array have places of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from opmodels.foundation import codes
from opmodels.simulate import columns as c

ARRAYS = {
    "clock": (c.HORIZON, c.GOING_LANE, c.CLOCK_COLS),
    "step": (c.KIND, c.NESTS_UNTIL, c.STEP_COLS),
    "rule": (c.TAKES, c.NOTHING_TO, c.RULE_COLS),
    "option": (c.OPTION_ROUTE, c.AT_FIRST_MS, c.OPTION_COLS),
    "worth": (c.WORTH, c.INCOME_LEAST, c.WORTH_COLS),
    "told": (c.PERIOD, c.COUNT_PAST, c.TOLD_COLS),
    "choice": (c.OFFERED, c.BARRED_FROM + c.BY_SLOT, c.CHOICE_COLS),
    "matching": (c.MATCH_EXCHANGE, c.MATCH_SIDE, c.MATCHING_COLS),
    "exchange": (c.MATCHES_AT_ONCE, c.TAKERS, c.EXCHANGE_COLS),
    "gathering": (c.ENOUGH, c.GATHERING_LANE, c.GATHERING_COLS),
    "clause": (c.TEST, c.CLAUSE_ROUTE, c.CLAUSE_COLS),
    "stream": (c.GROUP, c.PARTY_PURPOSE, c.STREAM_COLS),
    "source": (c.SOURCE_STREAM, c.BLOCK_MS, c.SOURCE_COLS),
    "pool": (c.SHIFT_END, c.OWN_AFTER, c.POOL_COLS),
    "segment": (c.SEG_STREAM, c.WORSE_PURPOSE, c.SEGMENT_COLS),
    "planned": (c.PLAN_STREAM, c.PLAN_PURPOSE, c.PLANNED_COLS),
    "process": (c.PROCESS_KIND, c.PROCESS_UNTIL, c.PROCESS_COLS),
    "absence": (c.ABSENT, c.RISE_AFTER, c.ABSENCE_COLS),
    "case": (c.KEY, c.SPARE_TWO, c.CASE_COLS),
    "load": (c.CAP, c.TAKEN_UP, c.POOL_STATE_COLS),
    "weeks": (0, c.WEEK_BUSY, c.WEEK_COLS),
    "system": (c.LEFT, c.TIME_SQ, c.SYSTEM_COLS),
    "person": (c.P_CASES, c.P_WAITED, c.PERSON_COLS),
    "log": (c.LOG_TIME, c.LOG_PERSON, c.LOG_COLS),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_columns_fill_their_array(name: str) -> None:
    """The first column is 0 and the last is the width less one."""
    first, last, width = ARRAYS[name]
    assert (first, last) == (0, width - 1)


def test_columns_and_statuses_do_not_share_names() -> None:
    """No name stands for two columns: a later one would silently write over another (it once did)."""
    source = Path(c.__file__).read_text()
    given = [
        name
        for line in re.findall(r"^\(?\n?([A-Z_0-9, \n]+?)\)? = ", source, re.M)
        for name in line.split(",")
    ]
    names = [name.strip() for name in given if name.strip()]
    assert len(names) > 150 and len(names) == len(set(names))


def test_causes_have_their_columns() -> None:
    """Every cause but the usual one has a column in the counts; every cause has one in the groups."""
    assert c.CAUSE_FROM + len(codes.CAUSES) - 1 == c.COUNT_COLS
    assert c.GAVE_UP_FROM + len(codes.CAUSES) == c.GROUP_COLS


def test_packed_keys_keep_time_kind_and_slot_apart() -> None:
    """Seventeen years of milliseconds, eight kinds and two million slots fit into one signed 64-bit key."""
    years = 17 * 366 * c.DAY_MS
    key = (years << c.TIME_SHIFT) | (codes.CONSULT << c.KIND_SHIFT) | c.SLOT_MASK
    assert key < 2**63
    assert key >> c.TIME_SHIFT == years
    assert (key >> c.KIND_SHIFT) & 7 == codes.CONSULT
