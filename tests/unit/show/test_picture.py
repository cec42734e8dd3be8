"""The picture in words."""

from __future__ import annotations

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.pathway import Condition
from opmodels.describe.read import parse_service, read
from opmodels.describe.service import Service
from opmodels.show.picture import list_lines, share_span, tell_condition, tell_share, weekly_cases
from tests.services import surgery, tandem


def test_cases_a_week(service: Service) -> None:
    """Cases a week are people times needs a year over the weeks of a year, or rate times hours."""
    weeks = 365.25 / 7
    assert weekly_cases(service, "question") == pytest.approx((800 * 14 + 200 * 40) / weeks)
    assert weekly_cases(parse_service(tandem()), "form") == pytest.approx(12 * 168)


def test_rest_is_worked_out() -> None:
    """The rest is told as a share, from lowest to highest where it differs by group."""
    route = parse_service(tandem()).steps["second"].then  # type: ignore[union-attr]
    assert tell_share(route, "first") == "10 % to 20 %"
    assert share_span(route, "done") == (0.8, 0.9)


def test_conditions_in_words() -> None:
    """A line of a branch says what must hold."""
    when = Condition.model_validate({"group": "old", "lacks": "online", "queue": "ask", "at_least": "5"})
    assert tell_condition(when) == "the group is old, the person lacks online, at least 5 wait at ask"


@pytest.mark.parametrize("name", list_services())
def test_library_fits_the_terminal(name: str) -> None:
    """Every library service is shown in lines of at most 80 columns, with all of its names."""
    service = read(name)
    lines = list_lines(service)
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert all(
        part in text
        for part in (*service.groups, *service.needs, *service.steps, *service.ends, *service.pools)
    )


def test_whole_grammar_is_shown() -> None:
    """A service that uses the whole grammar is shown too, conditions and all."""
    text = "\n".join(list_lines(parse_service(surgery())))
    assert "--> " in text
    assert "DIARIES" in text
