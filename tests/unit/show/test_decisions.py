"""What is decided while a service runs is told in words."""

from __future__ import annotations

from opmodels.describe.funding import Funding
from opmodels.describe.read import parse_service
from opmodels.show.decisions import list_consults, tell_funding
from tests.services import home_teams


def test_consults_are_told() -> None:
    """When, by whom, who can be moved and until when."""
    lines = list(list_consults(parse_service(home_teams())))
    assert max(map(len, lines)) <= 80
    told = " ".join(" ".join(lines).split())
    assert told.startswith(
        "morning at 07:30 on Mon, Tue, Wed, Thu and Fri, share_staff shares the people of north, south and"
        " town until the next time; 1 or more stay in each noon at 13:00 every day"
    )
    assert "until 16:00" in told


def test_funding_is_told() -> None:
    """How many cases pay for a post, which count, and within what limits."""
    named = {"per_post": "900", "at_most": "9", "need": ["visit", "call"], "ends": ["seen", "sent"]}
    assert tell_funding(Funding.model_validate({**named, "moves_at_most": "1"})) == (
        "every 52 weeks, a post for every 900 cases of visit and call that come to seen or sent in that time,"
        " 0 to 9 posts, by at most 1 at once"
    )
