"""Two groups of whom each has what the other lacks, brought together: care home and nursery, and beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opmodels.describe.edit import Add, Edit, Scale, Set
from opmodels.describe.edit_base import as_node
from opmodels.describe.paths import write_path
from opmodels.describe.service import Service
from opmodels.describe.volume import count_yearly_of
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import format_share, write_number
from opmodels.models.anatomy import name_anew
from opmodels.models.base import Design, OperatingModel
from opmodels.models.match_card import CARD, SETTINGS
from opmodels.models.match_sites import tell_sites
from opmodels.models.names import named, refuse
from opmodels.models.predicates import ask_fact
from opmodels.models.prices import price_once
from opmodels.models.routes import count_as_much, find_met, split_off
from opmodels.models.settings import Setting, Settings
from opmodels.models.transition import Transition

WHY = "what one group has, the other lacks"
GIVES = "can give what {} needs"


@dataclass(frozen=True)
class Pair:
    """Two needs whose people can meet each other's.

    Parameters
    ----------
    host
        The need of those of whom each has room for several of the others.
    guest
        The need of the others.
    """

    host: str
    guest: str


def list_pairs(service: Service) -> list[Pair]:
    """Return the pairs of needs that complement each other by the facts.

    For each of the two, some group can give what it needs: `children can give what company needs`.
    """
    met = [need for need in service.needs if any(_says(service, fact, need) for fact in service.facts)]
    return [Pair(one, other) for place, one in enumerate(met) for other in met[place + 1 :]]


def _says(service: Service, fact: str, need: str) -> bool:
    return fact.endswith(GIVES.format(need)) and ask_fact(service, fact)[0] == "held"


class MatchGroups(OperatingModel):
    """People of two needs meet in sessions instead of being served apart, as far as they can and may."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the sessions, who comes, and what is shared.

        Raises
        ------
        DoesNotFit
            When no two needs complement each other by the facts, or nothing in the file says so.
        """
        pair = _find_pair(service, settings)
        if settings.number("join") == 0:
            return Design((), Transition(), settings)
        words = _Words(service, settings, pair)
        edits = [*words.edits(), *_share_costs(service, settings)]
        transition = Transition(set_up=price_once(settings["set_up"], service.currency))
        return Design(tuple(edits), transition, settings, told=(words.told(), *tell_sites(service)))


def _find_pair(service: Service, settings: Settings) -> Pair:
    host, guest = (named(service, settings, name, "match_groups") for name in ("host", "guest"))
    if host and guest:
        if host == guest:
            raise refuse(
                "match_groups", service, f"'{host}' on both sides", f"two of {name_list(list(service.needs))}"
            )
        return Pair(host, guest)
    pairs = list_pairs(service)
    for pair in (*pairs, *(Pair(pair.guest, pair.host) for pair in pairs)):
        if host in (None, pair.host) and guest in (None, pair.guest):
            return pair
    asked = host or guest
    found = (
        f"no need of which the facts say that it goes with {asked}"
        if asked
        else "no two needs of which the facts say that the people of one can give what the other needs"
    )
    raise refuse(
        "match_groups",
        service,
        found,
        "facts such as 'children can give what company needs', one for each need",
    )


class _Words:
    """The sessions in the words of the service file."""

    def __init__(self, service: Service, settings: Settings, pair: Pair) -> None:
        self._service, self._settings, self._pair = service, settings, pair
        taken = {*service.steps, *service.ends}
        self._names: dict[str, str] = {}
        for key in ("may_join", "until_session", "comes_in", "finds_somebody", "together", "met"):
            for need in (pair.host, pair.guest):
                self._names[f"{key} {need}"] = name_anew({*taken, *self._names.values()}, f"{key}_{need}")
        self._exchange = name_anew(service.exchanges, "sessions")
        self._room = name_anew(service.pools, "session_places")

    def edits(self) -> Iterator[Edit]:
        """Yield the exchange, the room, the steps, the ends and where the two needs begin."""
        sides = (self._pair.host, self._pair.guest)
        yield Add(add={"exchanges": {self._exchange: self._match()}}, why=WHY)
        yield Add(add={"pools": {self._room: self._places()}}, why="a room, and how many guests may be in it")
        yield Add(add={"ends": {self._names[f"met {need}"]: self._end(need) for need in sides}}, why=WHY)
        yield Add(add={"steps": {**self._host_steps(), **self._guest_steps()}}, why=WHY)
        for need in sides:
            yield Set(set={f"needs.{need}.starts_at": self._names[f"may_join {need}"]}, why=WHY)
            yield from count_as_much(self._service, find_met(self._service, need), self._names[f"met {need}"])

    def told(self) -> str:
        """Return in words who meets whom."""
        room = self._settings["ratio"].value
        return f"those with {self._pair.host} meet up to {room} each of those with {self._pair.guest}"

    def _match(self) -> Any:
        node: dict[str, Any] = {"matches": "at once"}
        if self._service.distances:
            node |= {"order": "nearest", "longest_way": self._settings["longest_way"].value}
        elif self._service.areas:
            node["same"] = "area"
        hosts, guests = (self._groups(need) for need in (self._pair.host, self._pair.guest))
        return as_node(node | {"fits": [{"gives": {"group": hosts}, "takes": {"group": guests}}]})

    def _groups(self, need: str) -> list[str]:
        """Return the groups that may meet for a need: those that have it, less those that are barred."""
        barred = re.findall(r"\w+", self._settings.word("barred"))
        may = [
            name for name in self._service.groups if _has(self._service, need, name) and name not in barred
        ]
        if not may:
            found = f"nobody with {need} who is not barred"
            raise refuse(
                "match_groups", self._service, found, "somebody on either side who may meet the others"
            )
        return may

    def _places(self) -> Any:
        each, start = self._settings, self._settings.word("session_at")
        return as_node({
            "places": each["places"].value, "hours": f"Mon-Fri {start}-{_later(start, each['lasts'])}",
            "outages": {
                "every": {"exponential": each["closed_every"].value},
                "lasts": {"exponential": each["closed_for"].value},
            },
            "note": "guests in sessions at once; closed in an outbreak, and then nobody meets",
        })  # fmt: skip

    def _end(self, need: str) -> Any:
        factor = 1.0 - self._settings.number("less_need")
        node: dict[str, Any] = {"as": "met", "note": "met in a session with the others"}
        if factor != 1.0:
            lasting = {"factor": write_number(factor), "lasts": "4 weeks"}
            node["effects"] = {name: lasting for name in self._service.needs if name != need}
        return as_node(node)

    def _door(self, need: str) -> dict[str, Any]:
        """Return who waits for the next session: some of those who may, if it is on a weekday."""
        start, entry = self._settings.word("session_at"), self._service.needs[need].starts_at
        before = [f"Mon-Fri 00:00-{start}", f"Mon-Thu {start}-24:00", f"Sun {start}-24:00"]
        share = self._settings.number("join") * self._settings.number("consent")
        to = split_off(share, self._names[f"until_session {need}"], entry)
        return {"branch": [{"if": {"group": self._groups(need), "during": before}, "to": to}, {"to": entry}]}

    def _host_steps(self) -> dict[str, Any]:
        need, entry, name = self._pair.host, self._service.needs[self._pair.host].starts_at, self._names
        start = self._settings.word("session_at")
        finds = name[f"finds_somebody {need}"]
        return {
            name[f"may_join {need}"]: self._door(need),
            name[f"until_session {need}"]: {"wait": {"until": start}, "then": finds},
            finds: {
                "match": self._exchange, "side": "giver", "room_for": self._settings["ratio"].value,
                "patience": "3 min", "gives_up_to": entry, "then": name[f"together {need}"],
            },
            name[f"together {need}"]: self._together(need),
        }  # fmt: skip

    def _guest_steps(self) -> dict[str, Any]:
        """Return the way of a guest: a place first, which is kept until it leaves, and then a host."""
        need, entry, name = self._pair.guest, self._service.needs[self._pair.guest].starts_at, self._names
        start = self._settings.word("session_at")
        enters, finds = name[f"comes_in {need}"], name[f"finds_somebody {need}"]
        return {
            name[f"may_join {need}"]: self._door(need),
            name[f"until_session {need}"]: {"wait": {"until": start}, "then": enters},
            enters: {
                "serve": self._room, "takes": "1 min", "keeps": {self._room: entry}, "patience": "1 min",
                "gives_up_to": entry, "then": finds,
            },
            finds: {
                "match": self._exchange, "side": "taker", "patience": "1 min", "gives_up_to": entry,
                "then": name[f"together {need}"],
            },
            name[f"together {need}"]: self._together(need),
        }  # fmt: skip

    def _together(self, need: str) -> dict[str, Any]:
        entry, drop = self._service.needs[need].starts_at, self._settings.number("drop_out")
        then = split_off(drop, entry, self._names[f"met {need}"])
        return {"wait": self._settings["lasts"].value, "then": then}


def _has(service: Service, need: str, group: str) -> bool:
    return count_yearly_of(service, need, group) > 0


def _later(clock: str, length: Setting) -> str:
    hours, minutes = (int(part) for part in clock.split(":"))
    total = min(hours * 60 + minutes + int(length.amount.value) + 5, 24 * 60 - 1)
    return f"{total // 60:02}:{total % 60:02}"


def _share_costs(service: Service, settings: Settings) -> Iterator[Edit]:
    """Yield what is shared off, and what is added to, the costs that stand."""
    moved = settings.number("join") * settings.number("consent")
    net = 1.0 + moved * (settings.number("added_cost") - settings.number("shared"))
    factor = write_number(round(net, 6))
    paths = {write_path(("money", "fixed", name, "cost")): factor for name in service.money.fixed}
    if paths and net != 1.0:
        shared, added = settings["shared"].value, settings["added_cost"].value
        share = format_share(moved)
        why = f"of the {share} of standing cost that moves with sessions {shared} is shared, {added} is added"
        yield Scale(scale=paths, why=why)


MATCH_GROUPS = MatchGroups("match_groups", CARD, SETTINGS, {"join": "0 %"})
