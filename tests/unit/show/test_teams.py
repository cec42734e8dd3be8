"""Who does the work and by what rules, in words."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.serving import Serve
from opmodels.describe.staff import Pool
from opmodels.show.teams import count_teams, mark_rules, tell_help, tell_rules, tell_team


def serve(**more: Any) -> Serve:
    """Return a step that is served."""
    return Serve.model_validate({"serve": "gp", "takes": "9 min", "then": "done", **more})


@pytest.mark.parametrize(
    ("servers", "told", "teams"),
    [
        ("gp", "gp", 1),
        (["gp", "nurse"], "gp or nurse", 1),
        ({"all": [["gp", "nurse"], "room"]}, "gp or nurse and room", 1),
        ({"north": ["a", "b"], "others": "b"}, "a or b (north), b (others)", 2),
        ({"north": "a", "south": {"all": ["b", "c"]}}, "a (north), b and c (south)", 2),
    ],
)
def test_team_is_told(servers: Any, told: str, teams: int) -> None:
    """One team for all, or one by name."""
    step = serve(serve=servers)
    assert (tell_team(step), count_teams(step)) == (told, teams)


def test_rules_are_told() -> None:
    """Class, continuity, interruption, what is kept; a plain step has none."""
    full = serve(
        priority={"dire": "1", "others": "5"}, same_worker="10 min", gives_way="restart", keeps={"gp": "out"}
    )
    assert list(tell_rules(full)) == [
        "priority class: dire 1, others 5",
        "waits up to 10 min for the worker who served the person last",
        "stops for a higher class and starts over afterwards",
        "keeps gp up to out",
    ]
    assert mark_rules(full) == "same worker, gives way, keeps gp up to out"
    series = {"visits": {"a": "2", "b": "9"}, "every": "1 day", "from": "actual", "due_within": "2 h"}
    repeating = serve(repeat=series)
    assert list(tell_rules(repeating)) == [
        "visits: 2 to 9, each 1 day after the last was done, late after 2 h"
    ]
    assert mark_rules(repeating) == "planned visits"
    assert (list(tell_rules(serve())), mark_rules(serve())) == ([], "")


def help_of(**more: Any) -> list[str]:
    """Return what is told of a pool of six."""
    return list(tell_help(Pool.model_validate({"staff": "6", **more})))


CALL = {"staff": "2", "queue": "door", "at_least": "3", "after": "20 min", "stays": "2 h"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"speed": "1.2"}, "1.2 times as fast as the times say"),
        ({"speed": "80 %"}, "at 80 % of the speed that the times say"),
        ({"speeds_differ": "0.2"}, "speeds differ by 20 % between them"),
        (
            {"absence": "5 %", "absence_rises": {"above": "80 %", "by": "0.2"}},
            "absence of 5 % rises by 0.2 points for each point of work above 80 %",
        ),
        ({"on_call": CALL}, "2 more are called when 3 wait at door: they come after 20 min for 2 h"),
        (
            {"on_call": {**CALL, "at_least": "1", "cost": "£30 per hour"}},
            "2 more are called when 1 waits at door: they come after 20 min for 2 h, at £30 per hour",
        ),
        (
            {"outages": {"every": "30 days", "lasts": "4 h"}},
            "all out of use for 4 h, then 30 days without failure, in the mean",
        ),
        (
            {"outages": {"every": {"exponential": "3 days"}, "lasts": "4 h", "takes": "1"}},
            "1 of them out of use for 4 h, then 3 days without failure, in the mean",
        ),
    ],
)
def test_help_and_failures_are_told(more: dict[str, Any], told: str) -> None:
    """Each in a clause of its own."""
    assert help_of(**more) == [told]


def test_plain_pool_has_nothing_to_tell() -> None:
    """Neither help nor failures unless said."""
    assert help_of(absence="5 %") == []
