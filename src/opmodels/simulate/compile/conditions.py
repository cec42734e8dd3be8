"""Conditions: what a kind of case meets or not for good, and what is looked at when a case comes."""

from __future__ import annotations

from collections.abc import Mapping

from opmodels.describe.condition import Condition
from opmodels.foundation import codes
from opmodels.simulate.compile.kinds import Segment

Test = tuple[int, int, int]
"""What is asked, of what, and how often at least; or, of time, from and until which minute of a week."""


def concerns(when: Condition, segment: Segment) -> bool:
    """Whether a kind of case is one of those that a condition names."""
    return when.concerns(group=segment.group, need=segment.need, area=segment.area, severity=segment.level)


def list_tests(when: Condition, traits: Mapping[str, int], rows: Mapping[str, int]) -> list[Test]:
    """Return what is to be looked at when a case comes.

    Parameters
    ----------
    when
        What must hold.
    traits, rows
        Numbers of traits, and rows of steps, by name.
    """
    tests = []
    if when.has:
        tests.append((codes.HAS_TRAIT, traits[when.has], 0))
    if when.lacks:
        tests.append((codes.LACKS_TRAIT, traits[when.lacks], 0))
    if when.been_at:
        tests.append((codes.BEEN_AT, rows[when.been_at], int(when.times.value) if when.times else 1))
    if when.queue:
        least = int(when.at_least.value) if when.at_least else 1
        tests.append((codes.QUEUE_AT_LEAST, rows[when.queue], least))
    if when.during is not None:  # within some hours is outside every gap between them
        tests += [(codes.NOT_DURING, start, end) for start, end in when.during.gaps]
    return tests
