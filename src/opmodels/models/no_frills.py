"""No frills: a plain core free at need, extras that are paid, self-service, one standard process."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.edit import Add, Changes, Edit, Pay, Scale, Set, apply_changes
from opmodels.describe.edit_base import as_node
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.volume import count_yearly
from opmodels.foundation.units import format_share, write_money
from opmodels.models.anatomy import name_anew, needs_of_people
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.elsewhere import find_unmet
from opmodels.models.names import refuse
from opmodels.models.payroll import staff_pools
from opmodels.models.prices import price_node
from opmodels.models.routes import count_as_much, find_usual
from opmodels.models.settings import Settings, make_settings
from opmodels.models.spare_posts import cut_spare_posts, list_ended
from opmodels.models.tiers import list_tiered, make_tiers
from opmodels.models.trim import end_posts

CARD = make_card(
    idea="A plain service free at need, one process for all, self-service, and extras that are paid.",
    home="budget airlines and hotels",
    mechanism="Less variety makes work shorter; what is booked ahead and paid fills what would stay empty.",
    worked=["airlines and hotels, where a seat costs a third to two thirds less"],
    failed=[
        "Barnet's easyCouncil saved far less than was promised",
        "schools in Liberia run by low-fee networks taught more, cost far more, and pushed pupils out",
    ],
    breaks=[
        "people who come back because the plain way did not settle it",
        "a queue for the core that makes everybody buy",
        "savings that were lower wages",
        "those who stay away from what is known as the plain one",
    ],
    staff={"all": "changed shorter and more alike work, loses discretion; posts may end as work falls",
           "consult": "yes"},
    left_out=["people who cannot serve themselves", "people who cannot pay for a time that suits them"],
    needs_first=["a law that allows a charge for extras", "a quota of free places that nobody can sell"],
    evidence_level="2",
    evidence=[
        "romero-2020", "de-neufville", "eurotimes-aravind", "barnet", "capa-2025", "iata-2006-easyjet",
        "belobaba-1989", "smith-1992", "eye-2020",
    ],
    relies_on=[
        {"perishable capacity": {}},
        {"the facts say": "people pay at the point of use"},
        {"reachable online": {"at_least": "50 %"}},
        {"pay is known": {}},
    ],
)  # fmt: skip

SETTINGS = make_settings(
    self_service={"value": "10 %", "range": ["0 %", "30 %"], "limits": ["0 %", "100 %"],
                  "grade": "assumption",
                  "note": "share of those online who serve themselves, where staff are met first"},
    fails={"value": "20 %", "range": ["10 %", "35 %"], "limits": ["0 %", "99 %"], "grade": "C",
           "source": "over 20 % of visits of councils' websites fail: Socitm 2011; a working range",
           "note": "share of those who serve themselves and need staff all the same"},
    click={"value": "£0.15", "range": ["£0.10", "£0.60"], "limits": ["£0", "£100"], "grade": "C",
           "source": "Socitm 2011: £0.15 to £0.56 a visit; an average, and old",
           "note": "what it costs the service each time somebody serves themselves, or tries to"},
    alone_takes={"value": "10 min", "range": ["3 min", "30 min"], "limits": ["0 min", "8 hours"],
                 "grade": "assumption", "note": "how long those take who serve themselves"},
    standard={"value": "0.9", "range": ["0.75", "1"], "limits": ["0.3", "1"], "grade": "assumption",
              "note": "length of staff's work by one standard process, as a multiple of today's"},
    comes_back={"value": "4 %", "range": ["0 %", "12 %"], "limits": ["0 %", "90 %"], "grade": "assumption",
                "note": "share of what the standard process did that comes back a week later"},
    stays_away={"value": "3 %", "range": ["0 %", "15 %"], "limits": ["0 %", "100 %"],
                "grade": "assumption",
                "note": "share of those in need who stay away from what is known as the plain one"},
    tiers={"value": "2", "range": ["0", "3"], "limits": ["0", "4"], "grade": "assumption",
           "note": "paid tiers of each diary above the free core; 0 sells nothing"},
    price={"value": "£10", "range": ["£0", "£30"], "limits": ["£0", "£1k"], "grade": "assumption",
           "note": "price of a slot of the dearest tier; the others are evenly below"},
    price_cap={"value": "£15", "range": ["£5", "£30"], "limits": ["£0", "£1k"], "grade": "assumption",
              "note": "what no slot may cost more than"},
    free_quota={"value": "70 %", "range": ["50 %", "100 %"], "limits": ["0 %", "100 %"],
                "grade": "assumption", "note": "share of each session's slots that nobody can buy; hard"},
    worth={"value": "£10", "range": ["£2", "£100"], "limits": ["£0", "£10k"], "grade": "assumption",
           "note": "what a free slot is worth to the public, by which paid ones are protected"},
    buyers={"value": "15 %", "range": ["5 %", "30 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
            "note": "forecast share of bookings for each paid tier; who buys in the end is their own choice"},
    pound={"value": "-0.1", "range": ["-0.3", "-0.03"], "limits": ["-5", "0"], "grade": "assumption",
           "note": "utility of one pound"},
    day_waited={"value": "-0.15", "range": ["-0.5", "-0.02"], "limits": ["-50", "0"],
                "grade": "assumption", "note": "utility of a day until the slot"},
    paying={"value": "-1", "range": ["-3", "0"], "limits": ["-20", "20"], "grade": "assumption",
            "note": "utility of being one who pays, price apart"},
    overbook={"value": "yes", "words": ["yes", "no"], "grade": "assumption",
              "note": "whether more is booked than there are slots, for those who will not come"},
    overflow={"value": "3", "range": ["1", "10"], "limits": ["0.1", "1000"], "grade": "assumption",
              "note": "how many empty slots one person is worth who comes and finds none in time"},
    posts={"value": "50 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
           "note": "share of the work saved that ends as posts, in whole people, diaries' staff apart"},
    redundancy={"value": "12 weeks", "range": ["2 weeks", "30 weeks"], "limits": ["0 weeks", "104 weeks"],
                "grade": "assumption",
                "note": "pay for each full-time post that ends; 0 weeks where people leave anyway"},
    pay_cut={"value": "0 %", "range": ["0 %", "15 %"], "limits": ["0 %", "90 %"], "grade": "assumption",
             "note": "lower pay; off, since that is no operating model"},
)  # fmt: skip

NOTHING = {
    "self_service": "0 %", "standard": "1", "comes_back": "0 %", "stays_away": "0 %", "tiers": "0",
    "overbook": "no", "posts": "0 %", "pay_cut": "0 %",
}  # fmt: skip
LATER = "7 days"


class NoFrills(OperatingModel):
    """A plain core that is free, paid tiers beside it that never touch its quota, and shorter work."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return self-service, the standard process, the tiers of every diary, and the posts that end.

        Raises
        ------
        DoesNotFit
            When nothing is booked and no staff serve anybody.
        """
        served = _list_served(service)
        if not served and not service.diaries:
            expected = "staff who serve people, or a diary whose slots can be booked"
            raise refuse("no_frills", service, "neither of the two", expected)
        edits = [*_standardise(service, served, settings), *_let_serve_themselves(service, served, settings)]
        edits += _keep_some_away(service, settings)
        for step in list_tiered(service):
            grown = _apply(service, edits)
            edits += make_tiers(grown, step, settings)
        if settings.number("posts") > 0:
            edits += cut_spare_posts(service, _apply(service, edits), settings.number("posts"))
        ended = list_ended(service, _apply(service, edits))
        edits += _cut_pay(service, settings)
        return Design(tuple(edits), end_posts(service, ended, settings["redundancy"]), settings)


def _apply(service: Service, edits: list[Edit]) -> Service:
    return apply_changes(service, Changes(model="no_frills", for_digest=service.digest, edits=tuple(edits)))


def _list_served(service: Service) -> list[str]:
    """Return the steps at which staff serve people, series of visits apart."""
    staff = staff_pools(service)
    return [
        name
        for name, step in service.steps.items()
        if isinstance(step, Serve)
        and step.repeat is None
        and any(pool in staff for pools in step.requirements for pool in pools)
    ]


def _standardise(service: Service, served: list[str], settings: Settings) -> Iterator[Edit]:
    """Yield shorter work, and those who come back because of it."""
    factor, back = settings.number("standard"), settings["comes_back"]
    if factor < 1 and served:
        paths = {f"steps.{name}.takes": settings.word("standard") for name in served}
        yield Scale(scale=paths, why="one standard process is shorter, by assumption")
    for name in served if back.amount.value > 0 else ():
        taken = {*service.steps, *service.ends}
        again, after, onward = (name_anew(taken, f"{word}_{name}") for word in ("again", "after", "onward"))
        steps = {
            after: {"branch": {again: back.as_node(), onward: "rest"}},
            again: {"wait": LATER, "then": name},
            onward: {"branch": service.tree["steps"][name]["then"]},
        }
        why = f"{format_share(back.amount.value)} of what the standard process did comes back a week later"
        yield Add(add={"steps": as_node(steps)}, why=why)
        yield Set(set={f"steps.{name}.then": after}, why=why)


def _let_serve_themselves(service: Service, served: list[str], settings: Settings) -> Iterator[Edit]:
    """Yield a way for those online to do it themselves, where staff are met first."""
    knows = any("online" in group.abilities for group in service.groups.values())
    share = settings.number("self_service")
    entries = dict.fromkeys(service.needs[need].starts_at for need in needs_of_people(service))
    for entry in entries if knows and share > 0 else ():
        if entry in served:
            yield from _offer_self_service(service, entry, settings)


def _offer_self_service(service: Service, entry: str, settings: Settings) -> Iterator[Edit]:
    taken = {*service.steps, *service.ends}
    fork, alone, done = (name_anew(taken, f"{word}_{entry}") for word in ("how", "alone", "done_alone"))
    steps = {
        fork: {"branch": [
            {"if": {"has": "online"}, "to": {alone: settings["self_service"].as_node(), entry: "rest"}},
            {"to": entry},
        ]},
        alone: {
            "wait": settings["alone_takes"].as_node(),
            "then": {entry: settings["fails"].as_node(), done: "rest"},
        },
    }  # fmt: skip
    # Only an end can cost, so that those who succeed bear the clicks of those who do not.
    click = price_node(settings["click"], service.currency, 1.0 / (1.0 - settings.number("fails")))
    end = {done: {"as": "met", "costs": {service.budget_holder: click}}}
    why = "who is online can serve themselves; some then need staff all the same"
    yield Add(add={"ends": as_node(end)}, why=why)
    yield Add(add={"steps": as_node(steps)}, why=why)
    mine = [need for need in needs_of_people(service) if service.needs[need].starts_at == entry]
    for need in mine:
        yield Set(set={f"needs.{need}.starts_at": fork}, why=why)
    yield from _count_alone(service, mine, done)


def _count_alone(service: Service, needs: list[str], done: str) -> Iterator[Edit]:
    """Yield that who served themselves counts as whoever is served, by the need with most cases."""
    counted = {end for outcome in service.outcomes.values() for end in outcome.per}
    often = sorted(needs, key=lambda need: -count_yearly(service, need))
    usual = [end for need in often if counted and (end := find_usual(service, need)) in counted]
    if usual:
        yield from count_as_much(service, usual[0], done)


def _keep_some_away(service: Service, settings: Settings) -> Iterator[Edit]:
    """Yield those who stay away, before everything else: their need is unmet, and counted."""
    away = settings["stays_away"]
    unmet = find_unmet(service) or name_anew({*service.steps, *service.ends}, "stayed_away")
    if away.amount.value <= 0:
        return
    why = f"{format_share(away.amount.value)} of those in need stay away from the plain one, by assumption"
    if unmet not in service.ends:
        yield Add(add={"ends": {unmet: "unmet"}}, why=why)
    for need in needs_of_people(service):
        came = name_anew({*service.steps, *service.ends}, f"comes_{need}")
        here = name_anew({*service.steps, *service.ends}, f"how_{service.needs[need].starts_at}")
        entry = service.needs[need].starts_at
        goes_to = here if _has_self_service(service, entry, settings) else entry
        fork = {"branch": {unmet: away.as_node(), goes_to: "rest"}}
        yield Add(add={"steps": {came: as_node(fork)}}, why=why)
        yield Set(set={f"needs.{need}.starts_at": came}, why=why)


def _has_self_service(service: Service, entry: str, settings: Settings) -> bool:
    knows = any("online" in group.abilities for group in service.groups.values())
    return knows and settings.number("self_service") > 0 and entry in _list_served(service)


def _cut_pay(service: Service, settings: Settings) -> Iterator[Edit]:
    cut = settings.number("pay_cut")
    for name, pool in staff_pools(service).items() if cut > 0 else ():
        if pool.cost is not None:
            lower = f"{write_money(round(pool.cost.value * (1 - cut), 4), service.currency)} per hour"
            yield Pay(pay={name: lower}, why=f"pay is {format_share(cut)} lower, which is no operating model")


NO_FRILLS = NoFrills("no_frills", CARD, SETTINGS, NOTHING)
