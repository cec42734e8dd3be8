"""The card and the settings of a sharing platform."""

from __future__ import annotations

from opmodels.models.base import make_card
from opmodels.models.settings import make_settings

CARD = make_card(
    idea="Let citizens meet each other's needs on a platform; the service is for who finds nobody there.",
    home="sharing platforms, time banks, reuse networks",
    mechanism="What one has to spare another lacks; a platform is cheap where members keep giving.",
    worked=["task platforms, where givers answer to demand", "Shared Lives, by its advocates' figures"],
    failed=["network effects: doubling both sides doubled matches and no more"],
    breaks=[
        "members who tire, or wait and are never asked", "a grant that ends before there are enough matches",
        "bad matches", "needs that few could meet",
    ],
    staff={"all": "changed fewer cases of those that others can meet", "consult": "no"},
    left_out=["people who are not online, or whom nobody nearby can help"],
    needs_first=["a grant", "somebody who keeps it", "vetting and insurance"],
    evidence_level="2",
    evidence=[
        "cullen-2021", "social-finance-2013", "cullen-2014", "sharelab-2018", "knapp-2010", "reading-2014",
        "rsa-shared-lives", "iese-shared-lives", "shared-lives-plus-2016", "sultan-1990",
    ],
    relies_on=[
        {"the facts say": "people have complementary needs"}, {"reachable online": {"at_least": "70 %"}},
        {"somewhere else to go": {}},
    ],
)  # fmt: skip

SETTINGS = make_settings(
    need={
        "value": "auto", "names": "needs", "grade": "assumption",
        "note": "the need that citizens meet for each other; auto finds it in the facts",
    },
    invited={
        "value": "10 %", "range": ["2 %", "40 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of people who are asked to become members in a year",
    },
    joins={
        "value": "5 %", "range": ["1 %", "20 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of those asked who do; 17 % of people in the EU had ever used such a platform in 2016 "
        "(Eurobarometer)",
    },
    every={
        "value": "8 weeks", "range": ["2 weeks", "26 weeks"], "limits": ["1 hour", "520 weeks"],
        "grade": "assumption", "note": "mean time from one offer of a member to the next",
    },
    offer_lasts={
        "value": "2 weeks", "range": ["3 days", "8 weeks"], "limits": ["1 hour", "520 weeks"],
        "grade": "assumption", "note": "how long a member waits to be asked",
    },
    fatigue={
        "value": "20 %", "range": ["5 %", "50 %"], "limits": ["0.1 %", "100 %"], "grade": "assumption",
        "note": "share of members who leave after having given",
    },
    leaves={
        "value": "40 %", "range": ["10 %", "80 %"], "limits": ["0.1 %", "100 %"], "grade": "assumption",
        "note": "share of members who leave when nobody has asked",
    },
    tries={
        "value": "30 %", "range": ["10 %", "60 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of those with the need, and online, who look on the platform first",
    },
    fits={
        "value": "60 %", "range": ["30 %", "90 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of requests for which something there would do",
    },
    returns={
        "value": "1", "range": ["0.9", "1.2"], "limits": ["0.5", "2"], "grade": "B",
        "source": "no network effect: Cullen and Farronato 2021; 20 requests a week are the measure",
        "note": "returns to scale: above 1 a larger platform fits a larger share of requests",
    },
    patience={
        "value": "7 days", "range": ["1 day", "4 weeks"], "limits": ["1 min", "520 weeks"],
        "grade": "assumption", "note": "how long somebody looks there before going the usual way",
    },
    bad={
        "value": "10 %", "range": ["2 %", "30 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of matches that were no help, after which people go the usual way",
    },
    matching={
        "value": "at once", "words": ["at once", "daily", "weekly"], "grade": "assumption",
        "note": "when those who give and those who ask are brought together",
    },
    cost={
        "value": "£25k", "range": ["£10k", "£60k"], "limits": ["£0", "£10m"], "grade": "assumption",
        "note": "what the platform costs a year, coordinator and software",
    },
    fee={
        "value": "£0", "range": ["£0", "£10"], "limits": ["£0", "£1,000"], "grade": "assumption",
        "note": "what it gets for each match",
    },
    grant={
        "value": "£25,750", "range": ["£15k", "£40k"], "limits": ["£0", "£10m"], "grade": "B",
        "source": "ShareLab: £25,750 for reuse in Sunderland, up to £40k, £15k to £33k in Scotland",
        "note": "the grant it starts with",
    },
    grant_lasts={
        "value": "12 months", "range": ["6 months", "24 months"], "limits": ["1 week", "520 weeks"],
        "grade": "assumption", "note": "over how long the grant is paid; over the run, where that is longer",
    },
)  # fmt: skip
