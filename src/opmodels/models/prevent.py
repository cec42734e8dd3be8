"""Prediction and prevention: a score picks people out, and as many as there are places for are asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opmodels.describe.edit import Add, Edit
from opmodels.describe.edit_base import as_node
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import format_share, write_money, write_number
from opmodels.models.anatomy import heaviest_need, name_anew, needs_of_people, working_staff
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.names import named, refuse, refuse_denied
from opmodels.models.offers import SAME, Round, count_people, list_rounds, read_factors
from opmodels.models.prices import price_once
from opmodels.models.settings import Settings, make_settings
from opmodels.models.transition import Transition

FACT = "need can be prevented"
"""What a service can deny; then nothing can be offered that makes it rarer."""

CARD = make_card(
    idea="Pick people out before they need the service, and offer what makes the need rarer.",
    home="insurance, case management and predictive maintenance",
    mechanism="A few people have many of the cases; reached beforehand they have fewer, if the offer works.",
    worked=["strength and balance classes, which cut falls by 23 %, wherever people start from"],
    failed=[
        "PRISM: practices that were given a risk score admitted more people, not fewer, and cost more",
        "Camden: the patients seen most often came back as often as those left alone, beside a fall of 38 "
        "points that looked like a success",
    ],
    breaks=[
        "an offer that does nothing",
        "people looked at whose other troubles are found",
        "a score that knows who was ill, not who will be",
        "those who gain most are not those at highest risk",
        "beds and posts that stay, so that nothing leaves the budget",
    ],
    staff={
        "all": "changed time for people who have not asked for it, skills telling people of a risk",
        "consult": "yes",
    },
    left_out=["those whose need the records do not show", "those who do not take up offers"],
    needs_first=[
        "records of who had the need, and the law to use them so",
        "an offer that was tried in a trial",
        "money now for cases that do not come later",
    ],
    evidence_level="4",
    evidence=[
        "snooks-2019", "finkelstein-2020", "what-works-csc-2020", "bmc-medical-informatics-2021",
        "obermeyer-2019", "lamb-2020", "steventon-2012", "henderson-2013", "sherrington-2019",
        "sherrington-2020", "masters-2017",
    ],
    relies_on=[
        {"need is unequal": {}},
        {"run lasts": "52 weeks"},
        {"the facts say": FACT},
        {"the facts say": "risk can be told beforehand"},
        {"the facts say": "records may be used to pick people out"},
        {"fixed costs are stated": {}},
    ],
)  # fmt: skip

WORK_FACTS = "PRISM at worst (1.01), classes against falls at best (0.77); the value is an assumption"

SETTINGS = make_settings(
    need={"value": "auto", "names": "needs", "grade": "assumption",
          "note": "the need to be made rarer; auto takes the one that costs the service most staff time"},
    who={"value": "risk", "words": ["nobody", "random", "recent", "risk", "benefit", "everyone"],
         "grade": "assumption",
         "note": "who is asked first; recent is those who had it most of late"},
    capacity={"value": "5 %", "range": ["1 %", "20 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
              "note": "places a year, as a share of those who may have the need"},
    every={"value": "4 weeks", "range": ["1 week", "13 weeks"], "limits": ["1 day", "52 weeks"],
           "grade": "assumption", "note": "how often people are picked out"},
    again={"value": "52 weeks", "range": ["26 weeks", "156 weeks"], "limits": ["0 weeks", "520 weeks"],
           "grade": "assumption", "note": "how long nobody is asked a second time"},
    times={"value": "2", "range": ["1", "4"], "limits": ["1", "16"], "grade": "assumption",
           "note": "with who=recent: how many cases in a year make somebody one to ask"},
    correlation={"value": "50 %", "range": ["20 %", "80 %"], "limits": ["0 %", "100 %"],
                 "grade": "assumption",
                 "note": "how well the score knows lasting frailty: 0 % is a lottery, 100 % knows all"},
    sees={"value": "90 %", "range": ["40 %", "100 %"], "limits": ["5 %", "100 %"], "grade": "assumption",
          "note": "how much of the risk of the most deprived group the score sees; 100 % is a score that is "
          "right for every group"},
    floor={"value": "50 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
           "note": "least places of each group, as a share of what it would have by its people"},
    uptake={"value": "50 %", "range": ["20 %", "80 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
            "note": "share of those asked who take part"},
    factor={"value": "0.95", "range": ["0.77", "1.01"], "limits": ["0", "3"], "grade": "assumption",
            "source": WORK_FACTS, "note": "how often those have the need who took part, as a multiple"},
    by_group={"value": "same", "names": "groups", "grade": "assumption",
              "note": "the factor by group where it differs, such as older: 0.8, younger: 1; same for one"},
    onset={"value": "4 weeks", "range": ["0 weeks", "26 weeks"], "limits": ["0 weeks", "260 weeks"],
           "grade": "assumption", "note": "from taking part until it works"},
    lasts={"value": "52 weeks", "range": ["13 weeks", "104 weeks"], "limits": ["1 week", "1040 weeks"],
           "grade": "assumption", "note": "how long it then works in full"},
    fades={"value": "26 weeks", "range": ["0 weeks", "52 weeks"], "limits": ["0 weeks", "520 weeks"],
           "grade": "assumption", "note": "how long it then takes to wear off"},
    found={"value": "3 %", "range": ["0 %", "10 %"], "limits": ["0 %", "200 %"], "grade": "A",
           "source": "PRISM (Snooks 2019): emergency visits up 3 %, outpatients 5 %; a working range",
           "note": "how much oftener those who were looked at have any need, since trouble was found"},
    found_for={"value": "26 weeks", "range": ["4 weeks", "52 weeks"], "limits": ["1 week", "520 weeks"],
               "grade": "assumption", "note": "how long looking finds more"},
    minutes={"value": "20 min", "range": ["5 min", "90 min"], "limits": ["0 min", "8 hours"],
             "grade": "assumption", "note": "staff time for each person who takes part"},
    worker={"value": "auto", "names": "pools", "grade": "assumption",
            "note": "the pool that gives this time; auto takes the one with most to spare"},
    price={"value": "£100", "range": ["£0", "£600"], "limits": ["£0", "£100k"], "grade": "assumption",
           "note": "what the offer costs for each person who takes part, beside staff time"},
    payer={"value": "auto", "names": "payers", "grade": "assumption",
           "note": "who pays the price; auto takes the payer whose gap it is"},
    score={"value": "£0.12", "range": ["£0.05", "£2"], "limits": ["£0", "£1k"], "grade": "A",
           "source": "PRISM (Snooks 2019): the tool cost £0.12 a head",
           "note": "what the score costs once for each person whose records it reads"},
)  # fmt: skip

SCORED = ("recent", "risk", "benefit")
"""Ways to choose that read records."""
WHY_ASK = "people are asked before they need the service"


class Prevent(OperatingModel):
    """An offer with few places to those whom a score, their own cases or a lottery picks out."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the rounds of the offer, the work for those who take part, and what it leaves on them.

        Raises
        ------
        DoesNotFit
            When no need comes at a rate from people, or nobody on staff could make the offer.
        """
        refuse_denied(service, FACT, "prevent")
        need = _find_need(service, settings)
        worker = _find_worker(service, settings)
        rounds = list_rounds(service, need, settings)
        if not rounds:
            return Design((), Transition(), settings)
        edits = tuple(_make_offer(service, need, worker, rounds, settings))
        return Design(edits, Transition(set_up=_price_score(service, need, settings)), settings)


def _find_need(service: Service, settings: Settings) -> str:
    known = needs_of_people(service)
    if not known:
        found = "needs that come by a list or by invitation alone"
        raise refuse("prevent", service, found, "a need that people have at a rate")
    need = named(service, settings, "need", "prevent") or heaviest_need(service, known)
    if need not in known:
        found = f"'{need}', which comes by a list or by invitation"
        raise refuse("prevent, need", service, found, f"one of {name_list(known, 9)}")
    return need


def _find_worker(service: Service, settings: Settings) -> str:
    free = working_staff(service)
    worker = named(service, settings, "worker", "prevent") or next(iter(free), None)
    if worker is None:
        expected = "a pool of staff that can make the offer"
        raise refuse("prevent", service, "no staff at work at any step", expected)
    return worker


def _make_offer(
    service: Service, need: str, worker: str, rounds: tuple[Round, ...], settings: Settings
) -> Iterator[Edit]:
    places = {*service.steps, *service.ends}
    asked, done, declined = (
        name_anew(places, name) for name in ("prevention_asked", "prevention_done", "prevention_declined")
    )
    looked_at = name_anew(places, "prevention_visit")
    ends = _write_ends(service, need, done, declined, settings)
    yield Add(add={"ends": as_node(ends)}, why=_tell_effect(settings))
    visit = _write_visit(service, worker, done, settings)
    answer = {"branch": {looked_at: settings["uptake"].as_node(), declined: "rest"}}
    yield Add(add={"steps": as_node({asked: answer, looked_at: visit})}, why=_tell_visit(settings))
    for one in rounds:
        name = name_anew(
            {*service.needs, *service.campaigns}, "prevention" + (f"_{one.group}" if one.group else "")
        )
        who = {
            **one.terms.get("who", {}),
            "group": [one.group] if one.group else list(count_people(service, need)),
        }
        campaign = {"every": settings.word("every"), "up_to": one.places, **one.terms, "who": who,
                    "not_again_for": settings.word("again")}  # fmt: skip
        yield Add(add={"campaigns": {name: as_node(campaign)}}, why=_tell_round(one, need, settings))
        yield Add(add={"needs": {name: {"campaign": name, "starts_at": asked}}}, why=WHY_ASK)


def _write_visit(service: Service, worker: str, done: str, settings: Settings) -> dict[str, Any]:
    """Return the step at which somebody looks at those who take part, and finds what else is amiss."""
    more = settings.number("found")
    found = {"factor": write_number(1.0 + more), "lasts": settings.word("found_for")}
    effects = {name: found for name in needs_of_people(service)} if more else {}
    told = {"serve": worker, "takes": settings["minutes"].as_node(), "then": done}
    return {**told, "effects": effects} if effects else told


def _write_ends(service: Service, need: str, done: str, declined: str, settings: Settings) -> dict[str, Any]:
    """Return the ends of those who take part and of those who do not; who declines asked for nothing."""
    effect: dict[str, Any] = {"factor": _write_factor(service, need, settings)}
    effect |= {"after": settings.word("onset"), "lasts": settings.word("lasts")}
    if settings.number("fades"):
        effect["fades"] = settings.word("fades")
    payer = named(service, settings, "payer", "prevent") or service.budget_holder
    price = write_money(settings.number("price"), service.currency)
    helped = {"as": "met", "costs": {payer: price}, "effects": {need: effect}}
    return {done: helped, declined: {"as": "met elsewhere", "note": "asked, and wanted nothing"}}


def _write_factor(service: Service, need: str, settings: Settings) -> object:
    """Return the factor: one with its range, or one for each group."""
    if settings.word("by_group") == SAME:
        return settings["factor"].as_node()
    factors = read_factors(service, settings, count_people(service, need))
    return {name: write_number(factor) for name, factor in factors.items()}


def _price_score(service: Service, need: str, settings: Settings) -> Quantity:
    """Return what the score costs for those whose records it reads; a lottery or an open offer needs none."""
    setting, reads = settings["score"], settings.word("who") in SCORED
    people = sum(count_people(service, need).values()) if reads else 0
    told = f"{setting.value} for each of {people} people"
    return price_once(setting, service.currency, people, told)


def _tell_visit(settings: Settings) -> str:
    uptake, more = (format_share(settings.number(name)) for name in ("uptake", "found"))
    return f"{uptake} of those asked take part; looking at people finds {more} more of every need for a while"


def _tell_effect(settings: Settings) -> str:
    factor = settings.word("factor") if settings.word("by_group") == SAME else settings.word("by_group")
    return f"who took part has the need less often, if the offer works: {factor}"


FIRST = {
    "random": "whoever the lot names",
    "recent": "those who had most {need} of late",
    "risk": "those whom the score puts first",
    "benefit": "those who gain most by what the score and the trials say",
    "everyone": "everybody",
}


def _tell_round(one: Round, need: str, settings: Settings) -> str:
    whose = f" of {one.group}" if one.group else ""
    first = FIRST[settings.word("who")].format(need=need)
    return f"every {settings.word('every')} there are {one.places} places{whose}, for {first}"


PREVENT = Prevent("prevent", CARD, SETTINGS, {"capacity": "0 %"})
