"""A small surgery to try operating models on, as nested mappings of text."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from opmodels.describe.service import Service, describe

SURGERY: dict[str, Any] = {
    "opmodels": "1",
    "service": "Elm Street surgery",
    "time": {"start": "2025-04-07", "run": "12 weeks"},
    "gap": {"amount": "£120k", "by": "2027-03-31"},
    "red_lines": ["free at need", "no compulsory redundancy"],
    "groups": {
        "working_age": {"people": "6100", "phone": "99 %", "online": "97 %"},
        "over_75": {
            "people": "900",
            "phone": {"value": "95 %", "range": ["92 %", "97 %"], "source": "survey", "grade": "B"},
            "online": {"value": "58 %", "range": ["50 %", "66 %"], "source": "survey", "grade": "A"},
        },
    },
    "needs": {
        "same_day": {
            "per_person_per_year": {"working_age": "1.9", "over_75": "3.4"},
            "week": "Mon-Fri 08:00-18:30",
            "starts_at": "phone",
        },
        "review": {"per_person_per_year": {"over_75": "2.0"}, "starts_at": "ask_routine"},
    },
    "pools": {
        "reception": {
            "staff": "3",
            "hours": "Mon-Fri 08:00-18:30",
            "grade": "A4",
            "cost": "£15.20 per hour",
            "decides": "who gets an appointment",
            "layer": "1",
        },
        "gp": {
            "staff": "5",
            "hours": ["Mon-Fri 08:30-12:30", "Mon-Fri 14:00-18:00"],
            "cost": "£96 per hour",
            "layer": "1",
        },
        "manager": {"staff": "1", "hours": "Mon-Fri 09:00-17:00", "layer": "2", "cost": "£31 per hour"},
        "rooms": {"places": "6"},
    },
    "diaries": {
        "on_day": {"pool": "gp", "per_session": "6", "opens": "08:00 same day"},
        "routine": {"pool": "gp", "per_session": "14", "opens": "14 days ahead"},
    },
    "steps": {
        "phone": {
            "serve": "reception",
            "takes": {"lognormal": {"mean": "4 min", "sd": "3 min"}},
            "patience": {"exponential": {"mean": "12 min"}},
            "gives_up_to": {"phone_again": "60 %", "a_and_e": "8 %", "unmet": "rest"},
            "then": {"ask_on_day": "40 %", "ask_routine": "34 %", "pharmacy": "8 %", "advised": "rest"},
        },
        "phone_again": {"wait": {"uniform": ["20 min", "1 day"]}, "then": "phone"},
        "ask_on_day": {"book": "on_day", "full": {"ask_routine": "70 %", "unmet": "rest"}, "then": "consult"},
        "ask_routine": {"book": "routine", "longest": "21 days", "full": "unmet", "then": "consult"},
        "consult": {
            "serve": {"all": ["gp", "rooms"]},
            "takes": {"lognormal": {"mean": "9.2 min", "sd": "5 min"}},
            "then": "seen",
        },
    },
    "ends": {
        "seen": "met",
        "advised": "met",
        "pharmacy": {"as": "met elsewhere", "costs": {"nhs": "£5"}},
        "a_and_e": {"as": "met elsewhere", "costs": {"nhs": "£150"}},
        "unmet": "unmet",
    },
    "at_start": [{"step": "phone_again", "need": "same_day", "cases": "4"}],
    "money": {
        "fixed": {
            "premises": {"cost": "£60k per year", "pays": "practice", "stays": "90 %"},
            "licences": {"cost": "£5k per year", "pays": "practice"},
        },
        "income": {"list_funding": {"amount": "£900k per year", "pays": "nhs", "to": "practice"}},
    },
    "observed": [
        {"measure": "wait", "step": "phone", "quantile": "50 %", "value": "6 min", "source": "phone system"},
        {"measure": "end", "end": "seen", "value": "60 %", "source": "records"},
    ],
    "guardrails": [
        {"measure": "wait", "step": "ask_routine", "quantile": "90 %", "at_most": "12 days"},
        {"measure": "worse_off", "group": "any", "at_most": "5 %"},
        {"measure": "utilisation", "pool": "gp", "at_most": "90 %"},
    ],
}

UNEQUAL: dict[str, Any] = {
    "working_age": {
        "people": "6100", "phone": "99 %", "online": "97 %", "smartphone": "95 %", "deprivation": "6",
        "income": {"lognormal": {"mean": "£30k", "sd": "£12k"}},
    },
    "over_75": {
        "people": "900", "phone": "95 %", "online": "58 %", "smartphone": "40 %", "deprivation": "3",
        "income": {"lognormal": {"mean": "£17k", "sd": "£6k"}},
        "frailty": {"gamma": {"mean": "1", "sd": "0.8"}},
    },
}  # fmt: skip
"""Groups in whose place the surgery's can stand: how deprived, rich and frail people are is said."""


def surgery(**changes: Any) -> Service:
    """Return the surgery, with whole sections replaced, or left out where None is given."""
    tree = {**deepcopy(SURGERY), **changes}
    return describe({key: value for key, value in tree.items() if value is not None})


def surgery_tree() -> dict[str, Any]:
    """Return a copy of the surgery's description."""
    return deepcopy(SURGERY)
