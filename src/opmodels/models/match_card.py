"""The card and the settings of bringing two groups together."""

from __future__ import annotations

from opmodels.models.base import make_card
from opmodels.models.from_evidence import from_register
from opmodels.models.settings import make_settings

CARD = make_card(
    idea="Bring two groups together of whom each has what the other lacks, in sessions with bars and ratios.",
    home="nurseries in care homes, homeshare, mentors",
    mechanism="An hour together meets a need on both sides that staff would have met apart.",
    worked=["single places in the press: a nursery in a care home, students who live there rent-free"],
    failed=["reviews of trials, which find little or uncertain effect on the wellbeing of older people"],
    breaks=[
        "consent that is not given, or a check that is not there",
        "outbreaks that close one side for the other",
        "ways too long for a child of two",
        "a wish that cannot wait until the session",
    ],
    staff={
        "all": "changed sessions of two groups at once, skills safeguarding and infection control",
        "consult": "yes",
    },
    left_out=[
        "those who may not or would not meet the others, whose own sessions may go",
        "places too far from any of the other side",
    ],
    needs_first=[
        "consent of residents and parents", "checks of everybody who is with children",
        "an insurer", "a rule for outbreaks",
    ],
    evidence_level="1",
    evidence=[
        "intergenerational-review-2021", "whear-2023", "campbell-map-2023", "moretto-2019", "vecchio-2017",
        "nightingale-house-2017", "humanitas-deventer", "ssir-2021",
    ],
    relies_on=[
        {"the facts say": "people have complementary needs"}, {"some needs can wait": {}},
        {"fixed costs are stated": {}},
    ],
)  # fmt: skip

SETTINGS = make_settings(
    host={
        "value": "auto", "names": "needs", "grade": "assumption",
        "note": "the need of those of whom each has room for several others; auto finds a pair in the facts",
    },
    guest={
        "value": "auto", "names": "needs", "grade": "assumption",
        "note": "the need of the others",
    },
    join={
        "value": "30 %", "range": ["10 %", "60 %"], "limits": ["0 %", "100 %"], "grade": "C",
        "source": "over 50 of 165 residents in the first year of one weekly group, Nightingale House",
        "note": "share of wishes on either side that somebody would have met in a session",
    },
    consent={
        "value": "80 %", "range": ["50 %", "95 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of those who may: consent is given, and nothing bars it",
    },
    barred={
        "value": "nobody", "names": "groups", "grade": "assumption",
        "note": "groups that never meet the others, such as babies",
    },
    ratio={
        "value": "3", "range": ["1", "6"], "limits": ["1", "20"], "grade": "assumption",
        "note": "how many guests one host meets at most",
    },
    places={
        "value": "40", "range": ["10", "100"], "limits": ["1", "2000"], "grade": "assumption",
        "note": "guests in sessions at the same time, by law, room and staff",
    },
    session_at={
        "value": "10:00", "words": ["09:30", "10:00", "10:30", "14:00", "15:00"], "grade": "C",
        "source": "10:00 to 11:30, Nightingale House", "note": "when sessions begin on weekdays",
    },
    lasts={
        "value": "60 min", "range": ["30 min", "90 min"], "limits": ["10 min", "8 hours"], "grade": "C",
        "source": "30 to 90 min, Nightingale House", "note": "how long a session lasts",
    },
    longest_way={
        "value": "15 min", "range": ["5 min", "30 min"], "limits": ["0 min", "5 hours"],
        "grade": "assumption",
        "note": "the longest way between the two, where distances are known; else the same area",
    },
    drop_out={
        "value": "10 %", "range": ["2 %", "30 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of those in a session to whom it was nothing, and who go the usual way after all",
    },
    closed_every={
        "value": "490 days", "range": ["200 days", "1000 days"], "limits": ["1 day", "10000 days"],
        "grade": "B",
        "source": "37.1 gut outbreaks per 100 homes a year, in two homes (Inns 2018); others not counted",
        "note": "time from one closure to the next",
    },
    closed_for={
        "value": "8 days", "range": ["3 days", "14 days"], "limits": ["1 hour", "200 days"],
        "grade": "assumption",
        "note": "how long a closure lasts",
    },
    less_need={
        "value": "0 %", "range": ["-5 %", "5 %"], "limits": ["-50 %", "50 %"], "grade": "assumption",
        "note": "by how much those who met have other needs less often for four weeks; nothing is shown",
    },
    shared=from_register(
        "match_groups", "unit saving of a nursery in a care home", limits=("-50 %", "50 %"),
        note="share of standing cost that is saved because rooms, meals and hours are shared",
    ),
    added_cost=from_register(
        "match_groups", "added cost of infection, checks, ratios, insurance and adaptation",
        limits=("0 %", "100 %"), note="share of standing cost that is added",
    ),
    set_up={
        "value": "£15k", "range": ["£3k", "£80k"], "limits": ["£0", "£10m"], "grade": "assumption",
        "note": "checks, adaptation and training",
    },
)  # fmt: skip
