"""The card and the settings of demand management."""

from __future__ import annotations

from opmodels.models.base import make_card
from opmodels.models.from_evidence import from_register
from opmodels.models.settings import make_settings

CARD = make_card(
    idea="Ask those who can wait to come at quieter hours, do some work ahead, and let help stand by.",
    home="electricity grids",
    mechanism="Staff are paid for the peak; a lower peak needs fewer people, or the same keep it short.",
    worked=[
        "where use can be moved by a device, and where those who take part chose to",
        "reminders, which bring more people to their appointments",
    ],
    failed=[
        "firms that had to pay by the hour changed neither their use nor their peak",
        "38 programmes in which it took very large differences in price to move anything that counts",
    ],
    breaks=[
        "few who can wait, or who accept",
        "a rush that only moves to the hour named",
        "people who come again because they were put off",
        "a rush that is made by the service, such as slots that open at eight",
    ],
    staff={
        "all": "changed a flatter day, and calls to those who were put off",
        "standby": "created help on call, for a pay of its own",
        "consult": "yes",
    },
    left_out=[
        "carers, shift workers and disabled people, who can least choose their hour",
        "people without a telephone of their own, who cannot be rung",
        "people whose need is urgent and who do not say so",
    ],
    needs_first=[
        "a word with clinicians or others who know what cannot wait",
        "a telephone system that takes a number and rings back",
        "consultation on standby and hours",
    ],
    evidence_level="3",
    evidence=[
        "jessoe-2015", "tiedemann", "white-2020", "rcgp-2019", "faruqui-2017", "fortnightly-2014",
        "ontario-tou", "centre-for-net-zero-2023", "gurol-urganci-2013", "hallsworth-2015",
        "nhs-england-2019", "nhs-digital-2022",
    ],
    relies_on=[
        {"demand varies by hour": {}}, {"some needs can wait": {}},
        {"reachable by phone": {"at_least": "80 %"}}, {"pay is known": {}},
    ],
)  # fmt: skip

BORROWED = (
    "electricity, not public services: 5 % off the peak at a price ratio of 2 to 1, 10 % at 4 to 1, up to "
    "16 % with a device, 3 % where all of Ontario was enrolled, nothing among firms that had to"
)

SETTINGS = make_settings(
    pool={
        "value": "auto", "names": "pools", "grade": "assumption",
        "note": "the pool whose peak is to fall; auto takes the one whose peak is highest over its people",
    },
    need={
        "value": "auto", "names": "needs", "grade": "assumption",
        "note": "the need whose people are asked; auto takes those that can wait by the facts, or, where the "
        "facts say nothing, all of which nobody says that they cannot",
    },
    share={
        "value": "5 %", "range": ["0 %", "16 %"], "limits": ["0 %", "100 %"], "grade": "borrowed",
        "source": BORROWED,
        "note": "share of those who come at a busy hour and can wait who come at another when asked",
    },
    window={
        "value": "4 hours", "range": ["1 hour", "8 hours"], "limits": ["0 hours", "24 hours"],
        "grade": "assumption", "note": "by how much later they come at most",
    },
    rebound=from_register(
        "shift_peaks", "rebound of moved demand", limits=("0 %", "100 %"),
        note="share of those who were moved who need one contact more",
    ),
    call_back=from_register(
        "shift_peaks", "share who accept another time", limits=("0 %", "100 %"),
        note="share of those who meet a long queue who take a call back at a quiet hour",
    ),
    long_queue={
        "value": "1", "range": ["0.5", "3"], "limits": ["0.1", "50"], "grade": "assumption",
        "note": "people waiting for each of the staff at which a call back is offered; at twice as many, "
        "standby staff are called",
    },
    standby={
        "value": "10 %", "range": ["0 %", "25 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "people on call, as a share of those on duty; at least one",
    },
    standby_pay={
        "value": "1.5", "range": ["1", "2.5"], "limits": ["0", "5"], "grade": "assumption",
        "note": "pay of standby staff while they are called in, as a multiple of the usual",
    },
    standby_after={
        "value": "30 min", "range": ["10 min", "2 hours"], "limits": ["0 min", "24 hours"],
        "grade": "assumption", "note": "how long it takes from the call until standby staff are there",
    },
    standby_stays={
        "value": "2 hours", "range": ["1 hour", "4 hours"], "limits": ["5 min", "24 hours"],
        "grade": "assumption", "note": "how long standby staff stay when they are called",
    },
    early={
        "value": "20 %", "range": ["0 %", "50 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of work that may be done early by the facts, and is, where that spares a busy month",
    },
    incentive={
        "value": "£0", "range": ["£0", "£3"], "limits": ["£0", "£100"], "grade": "assumption",
        "note": "what each who comes at another hour is given",
    },
    staffing={
        "value": "stay", "words": ["stay", "follow"], "grade": "assumption",
        "note": "whether staff stay, or follow the load: fewer where they carry the plan as well as today, "
        "else today's hours, placed by the load",
    },
    redundancy={
        "value": "12 weeks", "range": ["2 weeks", "30 weeks"], "limits": ["0 weeks", "104 weeks"],
        "grade": "assumption",
        "note": "pay for each full-time post that ends where staff follow; 0 weeks where people leave anyway",
    },
    set_up={
        "value": "£10k", "range": ["£2k", "£50k"], "limits": ["£0", "£1m"], "grade": "assumption",
        "note": "telephone system, messages and training",
    },
)  # fmt: skip
