"""What is left on people can be, and campaigns can be run: every wrong use is told once, at its line."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError

TEXT = """\
opmodels: 1
service: falls
time: {start: 2025-06-02, run: 1 week}
groups: {young: {people: 10}, old: {people: 10}}
needs:
  fall: {rate: 1 per hour, starts_at: see}
  visit: {planned: [Mon 09:00], starts_at: see}
pools: {nurse: {staff: 1}}
steps:
  see:
    serve: nurse
    takes: 1 h
    effects:
      fall: {factor: 0.7, after: 4 weeks, lasts: 52 weeks, fades: 12 weeks}
      visit: {factor: {old: 90 %, young: 50 %}}
    then: done
ends:
  done: {as: met, effects: {fall: {factor: 1.5}}}
"""
SEE, VISIT, DONE = 14, 15, 18
CAMPAIGN = """\
opmodels: 1
service: falls
time: {start: 2025-06-02, run: 1 week}
areas: {north: 50 %, south: rest}
groups: {young: {people: 10, online: 90 %}, old: {people: 10}}
needs:
  fall: {rate: 1 per hour, starts_at: see}
  offer: {campaign: letter, starts_at: see}
campaigns:
  letter:
    every: 4 weeks
    until: 2025-06-30
    up_to: 120
    who: {group: old, area: north, has: online, had: {need: fall, times: 2, within: 1 year}}
    first: most_cases
pools: {nurse: {staff: 1}}
steps: {see: {serve: nurse, takes: 1 h, effects: {fall: {factor: 0.7}}, then: done}}
ends: {done: met}
"""
NEED, LETTER, EVERY, UNTIL, UP_TO, WHO, ORDER, STEP = 8, 10, 11, 12, 13, 14, 15, 17


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "expected", "help"),
    [
        ("fall: {factor: 0.7", "fal: {factor: 0.7", SEE, "'fal'", "a need: fall, visit", "fall"),
        ("lasts: 52 weeks", "lasts: 0 weeks", SEE, "lasts: 0 weeks", "a time above zero", ""),
        ("lasts: 52 weeks, ", "", SEE, "fades without lasts", "does not fade", "add lasts:"),
        ("factor: 0.7, ", "", SEE, "no 'factor'", "By what the rate", "add factor:"),
        ("factor: 0.7", "factor: -0.7", SEE, '"-0.7" (below 0)', "a factor of 0 or more", ""),
        ("factor: 0.7", "factor: 700", SEE, "factor: 700", "a number from 0 to 100", ""),
        ("after: 4 weeks", "after: 4", SEE, '"4"', "with its unit", ""),
        ("lasts: 52 weeks", "last: 52 weeks", SEE, "the unknown key 'last'", "one of after", "lasts"),
        ("old: 90 %", "odl: 90 %", VISIT, "'odl'", "a group or a need: young, old", "old"),
        ("old: 90 %", "old: 110 %", VISIT, "factor: 110 %", "a factor up to 1", ""),
        ("fall: {factor: 1.5}", "flal: {factor: 1.5}", DONE, "'flal'", "a need: fall, visit", "fall"),
    ],
)
def test_mistake_is_told(old: str, new: str, line: int, found: str, expected: str, help: str) -> None:
    """One mistake gives one problem with line, what stands there, what fits and what helps."""
    with pytest.raises(InputError) as caught:
        parse_service(TEXT.replace(old, new, 1))
    (problem,) = caught.value.problems
    assert problem.where == f"service.yaml, line {line}"
    assert found in problem.found
    assert expected in problem.expected
    assert help in f"{problem.nearest} {problem.next}"


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "expected", "help"),
    [
        ("campaign: letter", "campaign: leter", NEED, "'leter'", "a campaign: letter", "letter"),
        ("campaign: letter", "rate: 1 per hour", LETTER, "no need that names it", "one need with", ""),
        (
            "campaign: letter",
            "campaign: letter, rate: 1 per hour",
            NEED,
            "rate and campaign",
            "exactly one",
            "",
        ),
        ("starts_at: see}\ncamp", "starts_at: see, party: 2}\ncamp", NEED, "a party", "no party", ""),
        ("every: 4 weeks", "every: 30 h", EVERY, "every: 30 h", "a whole number of days", "1 days"),
        ("every: 4 weeks", "every: 1 month", EVERY, '"1 month"', "a duration", "30 days"),
        ("until: 2025-06-30", "until: 2025-06-01", UNTIL, "until: 2025-06-01", "from 2025-06-02 on", ""),
        ("up_to: 120", "up_to: 0", UP_TO, "up_to: 0", "a number from 1", ""),
        ("group: old", "group: odl", WHO, "'odl'", "a group: young, old", "old"),
        ("area: north", "area: nroth", WHO, "'nroth'", "an area: north, south", "north"),
        ("has: online", "has: onlin", WHO, "'onlin'", "a trait of some group", "online"),
        ("need: fall", "need: flal", WHO, "'flal'", "a need: fall, offer", "fall"),
        ("times: 2", "times: 20", WHO, "times: 20", "a number from 0 to 16", ""),
        ("within: 1 year", "within: 0 days", WHO, "within: 0 days", "a time above zero", ""),
        ("first: most_cases", "first: most_case", ORDER, "most_case", "most_cases", ""),
        (
            "{fall: {factor",
            "{offer: {factor",
            STEP,
            "'offer', whose cases a campaign starts",
            "of themselves",
            "",
        ),
    ],
)
def test_mistake_in_a_campaign_is_told(
    old: str, new: str, line: int, found: str, expected: str, help: str
) -> None:
    """The same of campaigns."""
    with pytest.raises(InputError) as caught:
        parse_service(CAMPAIGN.replace(old, new, 1))
    (problem,) = caught.value.problems
    assert problem.where == f"service.yaml, line {line}"
    assert found in problem.found
    assert expected in problem.expected
    assert help in f"{problem.nearest} {problem.next}"


def test_a_campaign_starts_cases_of_one_need() -> None:
    """Two needs cannot name the same campaign."""
    text = CAMPAIGN.replace("campaigns:", "  other: {campaign: letter, starts_at: see}\ncampaigns:")
    with pytest.raises(InputError) as caught:
        parse_service(text)
    (problem,) = caught.value.problems
    assert problem.found == "offer, other, which all name it"


def test_effects_do_not_multiply_beyond_reason() -> None:
    """Several large factors on one need are refused together, for the first group that could have them."""
    text = TEXT.replace("factor: 0.7", "factor: 50").replace("factor: 1.5", "factor: {old: 30}")
    with pytest.raises(InputError) as caught:
        parse_service(text)
    (problem,) = caught.value.problems
    assert problem.where == f"service.yaml, line {DONE}"
    assert problem.found == "effects that together make 'fall' of 'old' 1,500 times as frequent"
    assert parse_service(text.replace("factor: 50", "factor: 30")).steps
