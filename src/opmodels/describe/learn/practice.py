"""Writes what was learned as the description of a practice: nested text, as a service file holds it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from opmodels.describe.learn.appointment_counts import KNOWN_LEADS, Floats
from opmodels.describe.learn.contact_shares import ContactShares
from opmodels.describe.learn.demand_rate import WEEKDAYS_PER_YEAR, DemandRate
from opmodels.describe.learn.months import NAMES, first_day, next_month
from opmodels.describe.learn.variation import find_range

Tree = dict[str, Any]
LEAD_DAYS: dict[str, tuple[int, ...]] = {
    "same_day": (0,),
    "1_day": (1,),
    "2_to_7_days": tuple(range(2, 8)),
    "8_to_14_days": tuple(range(8, 15)),
    "15_to_21_days": tuple(range(15, 22)),
    "22_to_28_days": tuple(range(22, 29)),
    "over_28_days": (29, 31, 33, 35, 37, 39, 42),
}
"""Days ahead that stand for each lead time; beyond 28 days the counts do not say how far."""
BOOKED = "Mon-Fri 08:00-18:00"
OPEN = "Mon-Fri 08:00-18:30"
SLOTS_PER_SESSION = 126
SPARE = 3.0
SPLIT = "mode_of_contact"
CONTACT = "appointment"


def book_step(mode: str) -> str:
    """Return the name of the step that books an appointment of this mode."""
    return f"book_{mode}"


def build_practice(
    name: str,
    list_size: int,
    last_month: str,
    demand: DemandRate,
    shares: ContactShares,
    futures: ContactShares | None,
    source: str,
) -> Tree:
    """Return the description of a practice as nested dictionaries of text.

    Parameters
    ----------
    name
        Name of the service.
    list_size
        Registered patients.
    last_month
        The last month learned; the run starts after it.
    demand
        Appointments per patient.
    shares
        What was learned of modes, lead times and missed appointments.
    futures
        Draws of the same, for the ranges; None when there are none.
    source
        What is written as the source of each learned number.
    """
    steps = {SPLIT: {"branch": _split_modes(shares, futures, source)}}
    for place, mode in enumerate(shares.modes):
        steps[book_step(mode)] = _book(shares, futures, place, source)
    daily = list_size * demand.per_patient_per_year / WEEKDAYS_PER_YEAR
    return {
        "opmodels": "1",
        "service": name,
        "story": _tell_story(source),
        "time": {
            "start": first_day(next_month(last_month)).isoformat(),
            "run": "26 weeks",
            "warm_up": "7 weeks",
        },
        "groups": {"patients": {"people": str(list_size)}},
        "needs": {CONTACT: _describe_need(demand)},
        "pools": {"clinicians": _describe_pool(daily)},
        "diaries": {"appointments": _describe_diary()},
        "steps": steps,
        "ends": {"attended": "met", "missed": "unmet", "no_slot": "unmet"},
    }


def _tell_story(source: str) -> str:
    return (
        f"Demand, mode of contact, wanted lead times and missed appointments of a practice, {source}. "
        "The counts do not show queues, staffing, how long a consultation takes, cancellations or who could "
        "not get an appointment: the diary here is so ample that it never binds, so that each appointment is "
        "booked as far ahead as the counts say. "
        "Put in your own diary and staff before you change anything that works through them."
    )


def _describe_need(demand: DemandRate) -> Tree:
    known = {NAMES[month - 1].capitalize(): f"{factor:.4f}" for month, factor in demand.month_factors.items()}
    year = {name.capitalize(): known.get(name.capitalize(), "1") for name in NAMES}
    rate = _say(
        f"{demand.per_patient_per_year:.4g}",
        (f"{demand.low:.4g}", f"{demand.high:.4g}"),
        demand.source,
        demand.grade,
    )
    note = (
        f"The year is known for {', '.join(known)}; the other months are set to 1. "
        "Weekdays and hours are not in the counts: every day from Monday to Friday is alike."
    )
    return {
        "per_person_per_year": {"patients": rate},
        "week": BOOKED,
        "year": year,
        "starts_at": SPLIT,
        "note": note,
    }


def _describe_pool(daily: float) -> Tree:
    size = max(2, math.ceil(SPARE * daily / SLOTS_PER_SESSION))
    told = (
        f"assumption: {SPARE:g} times what is needed, so that the diary never binds; the counts show no staff"
    )
    return {"staff": {"value": str(size), "source": told, "grade": "assumption"}, "hours": OPEN}


def _describe_diary() -> Tree:
    ahead = max(LEAD_DAYS["over_28_days"]) + 7
    note = "Assumption: a slot every five minutes. Replace it by the sessions that the practice holds."
    return {
        "pool": "clinicians",
        "per_session": str(SLOTS_PER_SESSION),
        "opens": f"{ahead} days ahead",
        "note": note,
    }


def _split_modes(shares: ContactShares, futures: ContactShares | None, source: str) -> Tree:
    ends = _percent_ranges(shares.mode, None if futures is None else futures.mode)
    rest = int(shares.mode.argmax())
    return {
        book_step(mode): "rest"
        if place == rest
        else _say(percent(float(shares.mode[place])), ends[place], source, "B")
        for place, mode in enumerate(shares.modes)
    }


def _book(shares: ContactShares, futures: ContactShares | None, place: int, source: str) -> Tree:
    missed = shares.missed_by_cell[place]
    ends = _percent_ranges(missed, None if futures is None else futures.missed_by_cell[:, place])
    after = {
        _days(LEAD_DAYS[lead][0]): _say(percent(float(missed[number])), ends[number], source, "B")
        for number, lead in enumerate(KNOWN_LEADS)
    }
    wanted = {"value": write_wanted(shares.lead_by_mode[place]), "source": source, "grade": "B"}
    return {
        "book": "appointments",
        "wanted": wanted,
        "no_show": {"after": after, "to": "missed"},
        "full": "no_slot",
        "then": "attended",
    }


def write_wanted(lead: Floats) -> Tree:
    """Return the distribution of wanted days ahead under which these lead times come to be booked.

    Nobody is seen at the weekend, so who wants Saturday, a day after a booking on Friday, is booked for
    Monday, three days ahead: a fifth of those who want the next day. So that the booked lead times are those
    of the counts, a quarter of the booked next days is added to the wanted next days and taken from the
    wanted 2 to 7 days.

    Parameters
    ----------
    lead
        (7,) float64: share of each lead time.
    """
    wanted = lead.copy()
    moved = min(lead[1] / 4.0, lead[2])
    wanted[1], wanted[2] = lead[1] + moved, lead[2] - moved
    days = [[_days(day) for day in LEAD_DAYS[name]] for name in KNOWN_LEADS]
    parts = [one[0] if len(one) == 1 else {"empirical": one} for one in days]
    return {"mixture": {"of": parts, "shares": [f"{share:g} %" for share in round_shares(wanted)]}}


def round_shares(shares: Floats, decimals: int = 2) -> list[float]:
    """Return shares in per cent, rounded so that they still sum to 100 (largest remainders go up)."""
    scaled = 100.0 * 10**decimals * shares / shares.sum()
    whole = np.floor(scaled)
    up = np.argsort(whole - scaled, kind="stable")[: round(100 * 10**decimals - whole.sum())]
    whole[up] += 1
    return [float(each) / 10**decimals for each in whole]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def percent(share: float) -> str:
    """Write a share in per cent with two decimals."""
    return f"{100.0 * share:.2f} %"


def _percent_ranges(values: Floats, draws: Floats | None) -> list[tuple[str, str] | None]:
    if draws is None:
        return [None] * len(values)
    low, high = find_range(draws)
    low, high = np.minimum(low, values), np.maximum(high, values)
    return [(percent(float(start)), percent(float(end))) for start, end in zip(low, high, strict=True)]


def _say(value: str, ends: tuple[str, str] | None, source: str, grade: str) -> Tree:
    return {"value": value, **({"range": list(ends)} if ends else {}), "source": source, "grade": grade}
