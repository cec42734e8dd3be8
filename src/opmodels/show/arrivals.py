"""Who comes and how: parties, lists of times, levels of severity, areas."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.coming import Planned, Timetable, Worsening
from opmodels.describe.demand import Having
from opmodels.describe.service import Service
from opmodels.foundation.units import count_of, format_share
from opmodels.show.people import tell_campaign
from opmodels.show.spans import tell_numbers, tell_share, tell_shares, tell_times
from opmodels.show.words import join_words


def tell_areas(service: Service) -> str:
    """Return where people live: ``north 40 %, south 60 %``; nothing where areas are not told apart."""
    return tell_shares(service.areas) if service.areas else ""


def tell_need(service: Service, name: str) -> Iterator[str]:
    """Yield what is said of how cases of a need come and how urgent they are, a clause each."""
    need = service.needs[name]
    if need.planned is not None:
        yield tell_list(need.planned)
    if need.campaign:
        yield f"by the campaign {need.campaign}: {tell_campaign(service.campaigns[need.campaign])}"
    if need.who is not None:
        yield f"of people who {tell_traits(need.who)}"
    if need.party is not None:
        sizes = [
            size if len(need.party.to) == 1 else f"{size} ({tell_share(need.party, size)})"
            for size in need.party.to
        ]
        yield f"in parties of {join_words(sizes, 'or')}"
    if need.severity is not None:
        yield f"severity at the start: {tell_shares(need.severity)}"
    for level, one in need.worsens.items():
        yield tell_worsening(level, one)
    if need.priority is not None:
        yield f"priority class: {tell_numbers(need.priority)}"


def tell_traits(who: Having) -> str:
    """Return which traits people have or lack: ``have car and lack online``."""
    told = [f"have {who.has}" if who.has else "", f"lack {who.lacks}" if who.lacks else ""]
    return " and ".join(part for part in told if part)


def mark_need(service: Service, name: str) -> str:
    """Return how cases of a need come in a few words, for a drawing: ``in parties, 3 levels``."""
    need = service.needs[name]
    marks = (
        "by a list" if need.planned is not None else "",
        "by a campaign" if need.campaign else "",
        "of some people" if need.who is not None else "",
        "in parties" if need.party is not None else "",
        count_of(len(need.levels), "level") if need.levels else "",
        "worsens" if need.worsens else "",
    )
    return ", ".join(mark for mark in marks if mark)


def tell_list(planned: Timetable) -> str:
    """Return what a list of times says: how many, how often, how early or late, who comes."""
    weekly = sum(1 for time in planned.times if time.day is None)
    told = [f"by a list of {count_of(len(planned.times), 'time')}{_tell_weekly(planned.times, weekly)}"]
    if planned.early is not None:
        told.append(f"from {planned.early.written} before their time on")
    if planned.late is not None:
        told.append(f"{tell_times(planned.late)} after that in the mean")
    if planned.comes is not None:
        told.append(f"{format_share(planned.comes.value)} come")
    return ", ".join(told)


def _tell_weekly(times: tuple[Planned, ...], weekly: int) -> str:
    if not weekly:
        return ""
    return ", all of them every week" if weekly == len(times) else f", {weekly} of them every week"


def tell_worsening(level: str, one: Worsening) -> str:
    """Return what becomes of those who wait too long at a level."""
    told = f"{level} becomes {one.to}" if one.to else f"{level} leaves"
    told += f" after {tell_times(one.after)} of waiting"
    if one.goes_to is None:
        return told
    places = [
        place if len(one.goes_to.to) == 1 else f"{place} ({tell_share(one.goes_to, place)})"
        for place in one.goes_to.to
    ]
    way = f"for {join_words(places, 'or')}"
    return f"{told} and leaves {way}" if one.to else f"{told} {way}"
