"""A platform on which citizens meet each other's needs: members who give and tire, and those who ask."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from opmodels.describe.edit import Add, Edit, Set
from opmodels.describe.edit_base import as_node
from opmodels.describe.matching import Match
from opmodels.describe.service import Service
from opmodels.describe.volume import count_weekly
from opmodels.foundation.errors import name_list
from opmodels.models.anatomy import name_anew
from opmodels.models.base import Design, OperatingModel
from opmodels.models.names import refuse
from opmodels.models.platform_card import CARD, SETTINGS
from opmodels.models.predicates import ask_fact
from opmodels.models.prices import YEARLY, price_node
from opmodels.models.routes import count_as_much, find_met, split_off
from opmodels.models.settings import Settings
from opmodels.models.transition import Transition

WHY = "citizens meet each other's needs where they can"
COMPLEMENTARY = ("people have complementary needs", "giver and taker have what the other needs")
DAYS_A_YEAR = 365.25
ROUND_DAYS = range(7, 57)
CLOSE = 0.02
REFERENCE = 20.0
"""Requests a week at which the share that finds something fitting is the one that is set."""


def find_need(service: Service, asked: str) -> str:
    """Return the need that citizens could meet for each other: as asked, or by the facts, or one of which
    somebody waits at an exchange already to take what others give.

    Raises
    ------
    DoesNotFit
        When there is none.
    """
    if asked != "auto":
        if asked not in service.needs:
            raise refuse(
                "share_platform", service, f"the need '{asked}'", f"one of {name_list(list(service.needs))}"
            )
        return asked
    told = [need for need in service.needs if ask_fact(service, f"citizens could meet {need}")[0] == "held"]
    if told:
        return told[0]
    matched = any(ask_fact(service, fact)[0] == "held" for fact in COMPLEMENTARY)
    for name, need in service.needs.items():
        step = service.steps[need.starts_at]
        if matched and isinstance(step, Match) and step.side == "taker":
            return name
    found = "no need of which the facts say that citizens could meet it for each other"
    raise refuse(
        "share_platform",
        service,
        found,
        "a fact such as 'citizens could meet NEED: {holds: yes, source: ...}'",
    )


class SharePlatform(OperatingModel):
    """Members give what others ask for on a platform; who finds nothing there goes the usual way."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the platform, its members, who asks there, its money, and how far it is from standing alone.

        Raises
        ------
        DoesNotFit
            When citizens could meet no need of it for each other.
        """
        need = find_need(service, settings.word("need"))
        if join_a_day(service, settings) == 0:
            return Design((), Transition(), settings)
        words = _Platform(service, settings, need)
        told = tuple(words.told())
        return Design(tuple(words.edits()), Transition(under_way="finish"), settings, told=told)


def join_a_day(service: Service, settings: Settings) -> float:
    """Return how many become members in a mean day."""
    people = sum(float(group.people.value) for group in service.groups.values())
    return people * settings.number("invited") * settings.number("joins") / DAYS_A_YEAR


def plan_rounds(a_day: float) -> tuple[int, int]:
    """Return every how many days people are asked, and how many then join, both whole.

    It is as often as makes the year's number right to within `CLOSE`, from every week to every eight;
    less often where fewer than one would join then.
    """
    rounds = ((days, round(days * a_day)) for days in ROUND_DAYS)
    fitting = (one for one in rounds if abs(one[1] / (one[0] * a_day) - 1.0) <= CLOSE)
    return next(fitting, (max(1, round(1.0 / a_day)), 1))


class _Platform:
    """The platform in the words of the service file."""

    def __init__(self, service: Service, settings: Settings, need: str) -> None:
        self._service, self._settings, self._need = service, settings, need
        self._entry = service.needs[need].starts_at
        taken = {*service.steps, *service.ends, *service.needs, *service.pools, *service.payers}
        self._place = name_anew(service.exchanges, "platform")
        self._days, self._joining = plan_rounds(join_a_day(service, settings))
        self._names: dict[str, str] = {}
        for key in ("ready_on", "offers_on", "was_asked_on", "nobody_asked_on", "asks_on",
                    "helped_on", "met_on", "left", "members_of", "campaign_of"):  # fmt: skip
            name = name_anew({*taken, *self._names.values()}, f"{key}_platform")
            self._names[key] = name

    def edits(self) -> Iterator[Edit]:
        """Yield the changes."""
        names = self._names
        yield Add(add={"exchanges": {self._place: as_node(self._exchange())}}, why=WHY)
        yield Add(add={"ends": self._ends()}, why=WHY)
        yield Add(add={"steps": self._steps()}, why=WHY)
        yield Add(
            add={"campaigns": {names["campaign_of"]: as_node(self._campaign())}},
            why="members are asked to join",
        )
        member = {"campaign": names["campaign_of"], "starts_at": names["ready_on"]} | self._severity()
        yield Add(
            add={"needs": {names["members_of"]: as_node(member)}}, why="each member is a case that goes on"
        )
        door = name_anew({*self._service.steps, *names.values()}, f"tries_platform_{self._need}")
        yield Add(add={"steps": {door: {"branch": self._door()}}}, why="some look there first")
        yield Set(set={f"needs.{self._need}.starts_at": door}, why="some look there first")
        yield from self._money()
        usual = find_met(self._service, self._need)
        yield from count_as_much(self._service, usual, names["met_on"])

    def _severity(self) -> dict[str, Any]:
        node = self._service.tree["needs"][self._need]
        return {"severity": node["severity"]} if "severity" in node else {}

    def _exchange(self) -> dict[str, Any]:
        rounds = {"at once": "at once", "daily": {"every": "1 day"}, "weekly": {"every": "7 days"}}
        node: dict[str, Any] = {"matches": rounds[self._settings.word("matching")]}
        same = [*(["area"] if self._service.areas else []), *(["severity"] if self._severity() else [])]
        return node | ({"same": same} if same else {})

    def _campaign(self) -> dict[str, Any]:
        node: dict[str, Any] = {
            "every": f"{self._days} days", "at": "09:00", "up_to": str(self._joining), "first": "random",
            "not_again_for": "52 weeks",
        }  # fmt: skip
        return node | ({"who": {"has": "online"}} if self._knows_online() else {})

    def _knows_online(self) -> bool:
        return any("online" in group.abilities for group in self._service.groups.values())

    def _steps(self) -> dict[str, Any]:
        names, each = self._names, self._settings
        ready, left = names["ready_on"], names["left"]
        return {
            ready: {"wait": {"exponential": each["every"].value}, "then": names["offers_on"]},
            names["offers_on"]: {
                "match": self._place, "side": "giver", "patience": each["offer_lasts"].value,
                "gives_up_to": names["nobody_asked_on"], "then": names["was_asked_on"],
            },
            names["was_asked_on"]: {"branch": split_off(each.number("fatigue"), left, ready)},
            names["nobody_asked_on"]: {"branch": split_off(each.number("leaves"), left, ready)},
            names["asks_on"]: {
                "match": self._place, "side": "taker", "patience": each["patience"].value,
                "gives_up_to": self._entry, "then": names["helped_on"],
            },
            names["helped_on"]: {"branch": split_off(each.number("bad"), self._entry, names["met_on"])},
        }  # fmt: skip

    def _ends(self) -> dict[str, Any]:
        names = self._names
        return {
            names["met_on"]: {"as": "met", "note": "met by another citizen"},
            names["left"]: {"as": "met", "note": "a member who gives no more"},
        }

    def asking(self) -> float:
        """Return the share of cases that ask on the platform and for which it has something that fits."""
        size = count_weekly(self._service, self._need) * self._settings.number("tries")
        returns = (max(size, 1e-9) / REFERENCE) ** (self._settings.number("returns") - 1.0)
        return float(min(1.0, self._settings.number("tries") * self._settings.number("fits") * returns))

    def _door(self) -> Any:
        there = split_off(self.asking(), self._names["asks_on"], self._entry)
        if self._knows_online():
            return [{"if": {"has": "online"}, "to": there}, {"to": self._entry}]
        return there

    def _money(self) -> Iterator[Edit]:
        service, known = self._service, self._service.payer_names
        payer, funder = (name_anew(known, name) for name in ("platform", "funder"))
        new: dict[str, Any] = {} if service.payers else {name: {} for name in known}
        new |= {payer: {"note": "keeps the platform"}, funder: {"note": "gave the grant"}}
        yield Add(add={"payers": new}, why="the platform has money of its own")
        price = price_node(self._settings["cost"], service.currency, per=YEARLY)
        line = {name_anew(service.money.fixed, "platform"): {"cost": price, "pays": payer, "stays": "0 %"}}
        yield Add(add={"money.fixed": as_node(line)}, why="somebody keeps the platform")
        income = self._income(payer, funder)
        if income:
            yield Add(
                add={"money.income": as_node(income)}, why="a grant for a time, and a fee for each match"
            )

    def _income(self, payer: str, funder: str) -> dict[str, Any]:
        """Return the grant, of which no more is paid in the run than there is, and the fees."""
        each, service = self._settings, self._service
        currency, lines = service.currency, service.money.income
        income: dict[str, Any] = {}
        if each.number("grant") > 0:
            paid_over = max(each.number("grant_lasts"), float(service.time.run.value)) / 1440
            amount = price_node(each["grant"], currency, DAYS_A_YEAR / paid_over, YEARLY)
            income[name_anew(lines, "platform_grant")] = {"amount": amount, "pays": funder, "to": payer}
        if each.number("fee") > 0:
            fee = {self._names["met_on"]: price_node(each["fee"], currency)}
            line = {"per_case": fee, "pays": service.budget_holder, "to": payer}
            income[name_anew(lines, "platform_fees")] = line
        return income

    def told(self) -> Iterator[str]:
        """Yield what can be expected at the most, and when the money ends."""
        each = self._settings
        asks = count_weekly(self._service, self._need) * self.asking()
        gives = self._joining * 7 / self._days / each.number("fatigue")
        rounds = f"{self._joining} join every {self._days} days"
        yield f"{rounds}, who would in the end give {gives:.1f} times a week if all were taken"
        most = min(gives, asks)
        yield f"{asks:.1f} a week ask for something that fits; so at most {most:.1f} matches a week"
        yield from self._tell_runway(min(gives, asks) * DAYS_A_YEAR / 7)

    def _tell_runway(self, matches: float) -> Iterator[str]:
        each, service = self._settings, self._service
        cost, fee = each["cost"].amount.value, each["fee"].amount.value
        start = service.time.go_live or service.time.start
        rest = cost - fee * matches
        grant = each["grant"].amount.value
        if rest <= 0:
            yield "it could stand alone from the first year, if every match that is possible is made"
        else:
            ends = start + timedelta(days=math.floor(grant / rest * DAYS_A_YEAR))
            yield f"the grant is spent on {ends.isoformat()} at the latest"
            needed = cost / fee if fee > 0 else math.inf
            alone = f"{needed:,.0f} matches a year" if math.isfinite(needed) else "a fee: without one, never"
            yield f"to stand alone it needs {alone}; at most {matches:,.0f} are possible here"


SHARE_PLATFORM = SharePlatform("share_platform", CARD, SETTINGS, {"invited": "0 %"})
