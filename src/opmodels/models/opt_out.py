"""Individual privatisation: beside the public service people can pay for each use of a private one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opmodels.describe.edit import Add, Changes, Edit, Set, apply_changes
from opmodels.describe.edit_base import as_node
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.volume import count_yearly_of, mean_party, share_who_have
from opmodels.foundation.errors import InputError, name_list
from opmodels.foundation.units import HOURS_PER_YEAR, format_money, format_share, write_money, write_number
from opmodels.models.alike import treat_alike
from opmodels.models.anatomy import (
    first_wait,
    heaviest_need,
    mean_of,
    name_anew,
    needs_of_people,
    pay_per_case,
)
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.elsewhere import find_unmet
from opmodels.models.logit import share_of
from opmodels.models.names import AUTO, named, refuse, refuse_denied
from opmodels.models.payroll import staff_pools
from opmodels.models.settings import Settings, make_settings
from opmodels.models.transition import Transition

FACT = "need may be met by a private provider"
"""What a service can deny; then nobody can opt out of it."""

CARD = make_card(
    idea="Let whoever can pay go to a private provider, case by case; the rest keep the public service.",
    home="pay-per-use apps: ride-hail, private doctors on the telephone",
    mechanism="Those who leave shorten the queue for the others, unless money and people leave with them.",
    worked=["GP at Hand: those who joined went to A&E a little less"],
    failed=[
        "doctors by app in the United States: seven visits in eight were new, and spending rose",
        "Innisfil: a ride-hail subsidy in place of a bus outgrew its budget ninefold in two years",
    ],
    breaks=[
        "an app that brings new use rather than taking the old",
        "people sent back to the public service, who then cost twice",
        "funding that leaves with those who leave, while fixed cost stays",
        "those who cannot pay or have no smartphone",
    ],
    staff={
        "all": "changed the easier cases leave, the rest is older and iller; posts may follow the money",
        "consult": "no",
    },
    left_out=["people without the device", "people who cannot pay", "whoever needs what an app does not do"],
    needs_first=["a provider who comes", "for a subsidy, a budget that may grow, or a rule that stops it"],
    evidence_level="3",
    evidence=[
        "ashwood-2017", "ipsos-mori-2019", "nhs-digital-2018", "gp-at-hand-2019", "innisfil-2019",
        "graehler-2019", "hall-2018", "ipsos-mori-2019-attendances", "push-doctor-2016",
    ],
    relies_on=[
        {"the facts say": FACT},
        {"the facts say": "somebody else could do it"},
        {"incomes are known": {}},
        {"fixed costs are stated": {}},
        {"run lasts": "52 weeks"},
    ],
)  # fmt: skip

SETTINGS = make_settings(
    app={"value": "on", "words": ["on", "off"], "grade": "assumption",
         "note": "off leaves the service as it is"},
    need={"value": AUTO, "names": "needs", "grade": "assumption",
          "note": "the need that the provider meets; auto takes every need that people have of themselves, "
          "or the one with most staff time where they share no step"},
    price={"value": "£20", "range": ["£5", "£60"], "limits": ["£0", "£10k"], "grade": "C",
           "source": "Push Doctor 2016 (press): about £20 for ten minutes; the range is a working one",
           "note": "what a use costs before any subsidy"},
    takes={"value": "15 min", "range": ["5 min", "40 min"], "limits": ["0 min", "24 hours"],
           "grade": "assumption", "note": "how long the provider takes, which is also the person's own time"},
    reached_by={"value": AUTO, "words": [AUTO, "smartphone", "online", "phone", "anybody"],
                "grade": "assumption",
                "note": "what people must have to use it; auto is a smartphone, or else the internet, where "
                "every group says how many have it"},
    income_bar={"value": "£0", "range": ["£0", "£20k"], "limits": ["£0", "£1m"], "grade": "assumption",
                "note": "income a year below which nobody is served; only where all incomes are known"},
    liking={"value": "-2", "range": ["-4", "0"], "limits": ["-20", "20"], "grade": "assumption",
            "note": "utility of all else about the provider, against the public service with 0"},
    without={"value": "-4", "range": ["-6", "-2"], "limits": ["-50", "5"], "grade": "assumption",
             "note": "utility of going without, against the public service without a wait"},
    pound={"value": "-0.05", "range": ["-0.15", "-0.02"], "limits": ["-5", "0"], "grade": "assumption",
           "note": "utility of one pound of price"},
    hour_waited={"value": "-1", "range": ["-3", "-0.3"], "limits": ["-50", "0"], "grade": "assumption",
                 "note": "utility of an hour spent, or waited where who waits too long gives up"},
    day_waited={"value": "-0.15", "range": ["-0.5", "-0.02"], "limits": ["-50", "0"], "grade": "assumption",
                "note": "utility of a day's wait for a slot, or where nobody has to stay for their turn"},
    elasticity={"value": "0.5", "range": ["0", "1"], "limits": ["0", "3"], "grade": "assumption",
                "note": "how much less a price weighs with income; only where all incomes are known"},
    lasting={"value": "60 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
             "note": "share of choices by tastes that stay with a person"},
    alike={"value": "0.7", "range": ["0.3", "1"], "limits": ["0.05", "1"], "grade": "assumption",
           "note": "how alike public and private are: 1 no more than others, near 0 as good as the same"},
    quote={"value": "published", "words": ["published", "queue", "last", "none"], "grade": "assumption",
           "note": "the wait for the public service of which people are told, where one is served or booked"},
    published_every={"value": "4 weeks", "range": ["1 week", "13 weeks"], "limits": ["1 hour", "260 weeks"],
                     "grade": "assumption", "note": "how often a published wait is renewed"},
    expected_wait={"value": "10 min", "range": ["0 min", "2 hours"], "limits": ["0 min", "1000 days"],
                   "grade": "assumption", "note": "the wait that people expect before they are told of one"},
    sends_back={"value": "15 %", "range": ["5 %", "30 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
                "note": "share of private uses that end in the public service all the same"},
    diverted={"value": "12 %", "range": ["12 %", "100 %"], "limits": ["1 %", "100 %"], "grade": "B",
              "source": "Ashwood 2017: 12 % of visits took the place of another, 88 % were new",
              "note": "share of private uses that take the place of a public one; the others are need that "
              "nobody brought before"},
    giving_up={"value": "yes", "words": ["yes", "no"], "grade": "assumption",
               "note": "whether people who give up a wait can choose the provider then"},
    subsidy={"value": "0 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
             "note": "share of the price that the public pays; 100 % is a service that is bought in"},
    subsidy_cap={"value": "£5.50", "range": ["£2", "£40"], "limits": ["£0", "£10k"], "grade": "B",
                 "source": "Innisfil: C$5.43 to C$5.62 a trip; a working range",
                 "note": "the most that the public pays for one use"},
    follows={"value": "0 %", "range": ["0 %", "65 %"], "limits": ["0 %", "300 %"], "grade": "C",
             "source": "GP at Hand: a joiner takes about 65 % of the mean funding along, says the provider",
             "note": "money that leaves the public budget with each case that leaves, as a share of its pay"},
    posts_follow={"value": "no", "words": ["no", "yes"], "grade": "assumption",
                  "note": "whether the posts of the largest staff follow the cases of the year before"},
    payer={"value": AUTO, "names": "payers", "grade": "assumption",
           "note": "who pays the subsidy; auto takes the payer whose gap it is"},
)  # fmt: skip

NEW_CHOICE = "choose_new_use"
WHY_CHOOSE = (
    "people choose between the public service, a provider whom they pay for each use, and going without"
)
TRAITS = ("smartphone", "online")
LONGEST_STAY = 12 * 60.0
"""For how many minutes in the mean people may be ready to wait who stay for their turn; an assumption."""


@dataclass(frozen=True)
class Names:
    """What the added parts are called.

    Parameters
    ----------
    visit, back, done, new, none
        The provider's work, the fork after it, its ends for those who came before and for new use, and the
        end of those who go without.
    pool
        The provider.
    """

    visit: str
    back: str
    done: str
    new: str
    none: str
    pool: str


def name_parts(service: Service) -> Names:
    """Return free names for what is added."""
    places = {*service.steps, *service.ends}
    visit, back, done, new = (
        name_anew(places, name) for name in ("private_visit", "after_private", "met_privately", "new_use")
    )
    none = find_unmet(service) or name_anew(places, "gone_without")
    return Names(visit, back, done, new, none, name_anew(service.pools, "private"))


class OptOut(OperatingModel):
    """A private provider beside the public service, for whoever can and wants to pay for each use."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return a choice before every need, and on giving up, the provider, and the use that is new.

        Raises
        ------
        DoesNotFit
            When no need comes at a rate from people.
        """
        if settings.word("app") == "off":
            return Design((), Transition(), settings)
        needs = _find_needs(service, settings)
        refuse_denied(service, FACT, "opt_out")
        try:
            edits = _plan_edits(service, needs, settings)
        except InputError:
            # Needs that share no step cannot share a provider either: only the heaviest has one.
            edits = _plan_edits(service, (heaviest_need(service, needs),), settings)
        return Design(edits, Transition(), settings)


def _plan_edits(service: Service, needs: tuple[str, ...], settings: Settings) -> tuple[Edit, ...]:
    """Return all changes for some needs.

    Raises
    ------
    InputError
        When the service would not hold together.
    """
    names = name_parts(service)
    edits = tuple(_make_edits(service, needs, names, settings))
    grown = _apply(service, edits)
    if settings.word("giving_up") == "yes":
        edits += tuple(_choose_on_giving_up(grown, needs, names, settings))
        _apply(service, edits)
    return edits


def _apply(service: Service, edits: tuple[Edit, ...]) -> Service:
    return apply_changes(service, Changes(model="opt_out", for_digest=service.digest, edits=edits))


def _find_needs(service: Service, settings: Settings) -> tuple[str, ...]:
    known = needs_of_people(service)
    if not known:
        found = "needs that come by a list or by invitation alone"
        raise refuse("opt_out", service, found, "a need that people bring themselves")
    one = named(service, settings, "need", "opt_out")
    return (one,) if one in known else known


def _make_edits(service: Service, needs: tuple[str, ...], names: Names, settings: Settings) -> Iterator[Edit]:
    yield from _bring_provider(service, needs, names, settings)
    for entry in dict.fromkeys(service.needs[need].starts_at for need in needs):
        mine = tuple(need for need in needs if service.needs[need].starts_at == entry)
        step = name_anew({*service.steps, *service.ends}, f"choose_{entry}")
        public = {"public": _write_public(service, entry, mine, settings)}
        choice = write_choice(service, public, names, settings)
        if not waits_on_the_spot(service, entry, mine[0]):
            choice["tastes"]["hour_waited"] = write_number(settings.number("day_waited") / 24.0)
        yield Add(add={"steps": {step: as_node(choice)}}, why=WHY_CHOOSE)
        for need in mine:
            yield Set(set={f"needs.{need}.starts_at": step}, why=WHY_CHOOSE)
    if settings.number("diverted") < 1:
        yield from _bring_new_use(service, needs, names, settings)
    if settings.word("posts_follow") == "yes":
        yield from _let_posts_follow(service, needs)


def _bring_provider(
    service: Service, needs: tuple[str, ...], names: Names, settings: Settings
) -> Iterator[Edit]:
    """Yield the provider, its work, and where those go whom it has served."""
    payer = named(service, settings, "payer", "opt_out") or service.budget_holder
    paid, leaves = public_share(settings), _funding_of_a_case(service, needs, settings)
    done: dict[str, Any] = {"as": "met elsewhere"}
    if leaves > 0:
        done["costs"] = {service.budget_holder: write_money(round(leaves, 2), service.currency)}
    ends: dict[str, Any] = {names.done: done, names.new: "met elsewhere"}
    if names.none not in service.ends:
        ends[names.none] = "unmet"
    told = "money leaves with each case" if leaves > 0 else "no money leaves with it"
    yield Add(add={"ends": as_node(ends)}, why=f"what is met privately is told apart from new use; {told}")
    places = _count_places(service, needs, settings)
    pool = {"places": places, "hours": "always", "provider": "private"}
    yield Add(add={"pools": {names.pool: as_node(pool)}}, why="a provider with room for all who come")
    visit: dict[str, Any] = {"serve": names.pool, "takes": settings["takes"].as_node(), "then": names.back}
    if paid > 0:
        visit["costs"] = {payer: write_money(round(paid, 2), service.currency)}
    why = (
        f"the public pays {format_money(paid, service.currency)} of each use"
        if paid > 0
        else "people pay all of it"
    )
    steps = {names.visit: visit, names.back: _write_back(service, needs, names, settings)}
    yield Add(add={"steps": as_node(steps)},
              why=f"{why}; {format_share(settings.number('sends_back'))} are sent back")  # fmt: skip


def _write_back(service: Service, needs: tuple[str, ...], names: Names, settings: Settings) -> dict[str, Any]:
    """Return the fork after the provider: some go back to where the public service begins for them."""
    back = settings["sends_back"]
    lines: list[Any] = []
    for need in needs:
        entry = service.needs[need].starts_at
        for whose, end in ((need, names.done), (name_new(service, need), names.new)):
            to: Any = {entry: back.as_node(), end: "rest"} if back.amount.value else end
            lines.append({"if": {"need": [whose]}, "to": to})
    if settings.number("diverted") == 1:
        lines = lines[::2]
    return {"branch": [*lines, {"to": names.done}]}


def name_new(service: Service, need: str) -> str:
    """Return what the use is called that nobody brought before."""
    return name_anew(service.needs, f"new_{need}")


def public_share(settings: Settings) -> float:
    """Return what the public pays of one use."""
    return min(settings.number("subsidy") * settings.number("price"), settings.number("subsidy_cap"))


def _funding_of_a_case(service: Service, needs: tuple[str, ...], settings: Settings) -> float:
    cases = {(n, g): count_yearly_of(service, n, g) for n in needs for g in service.groups}
    pay = sum(count * pay_per_case(service, n, g) for (n, g), count in cases.items() if count)
    return settings.number("follows") * pay / max(sum(cases.values()), 1e-9)


def _count_places(service: Service, needs: tuple[str, ...], settings: Settings) -> int:
    """Return places enough for ten times the mean of all cases, at least 10."""
    cases = sum(count_yearly_of(service, need, group) for need in needs for group in service.groups)
    new = (1 - settings.number("diverted")) / settings.number("diverted")
    mean = cases * (1 + new) / HOURS_PER_YEAR * settings.number("takes") / 60.0
    return int(10 + math.ceil(10 * mean))


def find_trait(service: Service, settings: Settings, groups: list[str]) -> str:
    """Return what people must have to use the provider, or nothing where anybody can.

    Raises
    ------
    DoesNotFit
        When no group says how many have what is asked.
    """
    asked = settings.word("reached_by")
    if asked == "anybody":
        return ""
    known = {name for group in service.groups.values() for name in group.abilities}
    if asked != AUTO and asked not in known:
        expected = f"one that a group tells: {name_list(sorted(known)) or 'none is'}"
        raise refuse("opt_out, reached_by", service, f"'{asked}'", expected)
    told = [name for name in TRAITS if all(name in service.groups[g].abilities for g in groups)]
    return (told[0] if told else "") if asked == AUTO else asked


def _groups_of(service: Service, needs: tuple[str, ...]) -> list[str]:
    return [g for g in service.groups if any(count_yearly_of(service, need, g) > 0 for need in needs)]


def _know_incomes(service: Service) -> bool:
    return all(group.income is not None for group in service.groups.values())


def write_choice(
    service: Service, others: dict[str, Any], names: Names, settings: Settings, to: str = ""
) -> dict[str, Any]:
    """Return a step at which people choose between the provider, going without, and other alternatives."""
    groups = list(service.groups)
    price = settings.number("price") - public_share(settings)
    private: dict[str, Any] = {
        "to": to or names.visit, "price": write_money(round(price, 2), service.currency),
        "takes": settings["takes"].as_node(), "appeal": settings["liking"].as_node(),
    }  # fmt: skip
    trait = find_trait(service, settings, groups)
    private |= {"needs": trait} if trait else {}
    tastes = {key: settings[key].as_node() for key in ("pound", "hour_waited", "lasting")}
    tastes["hour_spent"] = tastes["hour_waited"]
    if _know_incomes(service):
        tastes["income_elasticity"] = settings["elasticity"].as_node()
        bar = settings.number("income_bar")
        private |= {"income_at_least": write_money(bar, service.currency)} if bar else {}
    without = {"to": names.none, "appeal": settings["without"].as_node()}
    choice: dict[str, Any] = {"choose": {**others, "private": private, "without": without}, "tastes": tastes}
    alike = settings.number("alike")
    if others and alike < 1:
        scale = {"of": [*others, "private"], "scale": settings["alike"].as_node()}
        choice["nests"] = {"served": scale}
    return choice


def _write_public(service: Service, entry: str, needs: tuple[str, ...], settings: Settings) -> dict[str, Any]:
    """Return the way to the public service, with the wait of which people are told."""
    kind, step = settings.word("quote"), first_wait(service, entry, needs[0])
    if kind == "none" or step is None:
        return {"to": entry}
    if not isinstance(service.steps[step], Serve):
        return {"to": entry, "quote": {"exact": step}}
    quote: dict[str, Any] = {kind: step}
    if kind == "published":
        quote |= {"every": settings.word("published_every"), "at_first": settings.word("expected_wait")}
    return {"to": entry, "quote": quote}


def waits_on_the_spot(service: Service, entry: str, need: str) -> bool:
    """Whether people stay for their turn, and give up in time, rather than wait for a slot or elsewhere.

    Nobody stays where people are ready to wait for days, as before a door that is shut.
    """
    step = first_wait(service, entry, need)
    made = service.steps[step] if step is not None else None
    if not isinstance(made, Serve) or made.patience is None:
        return False
    ready = [mean_of(made.patience, (group, need)) for group in _groups_of(service, (need,))]
    return any(0 < minutes <= LONGEST_STAY for minutes in ready)


def _choose_on_giving_up(
    service: Service, needs: tuple[str, ...], names: Names, settings: Settings
) -> Iterator[Edit]:
    """Yield a choice, where people give up a wait, between what they do today and the provider."""
    for name, step in service.steps.items():
        if isinstance(step, Serve) and step.gives_up_to is not None:
            today = service.tree["steps"][name]["gives_up_to"]
            choice = write_choice(service, {"as_today": {"to": today}}, names, settings)
            del choice["choose"]["without"]
            new = [name for name in service.needs if service.needs[name].starts_at == NEW_CHOICE]
            choice["choose"]["private"]["if"] = {"need": [*needs, *new]}
            choice.pop("nests", None)
            at = name_anew({*service.steps, *service.ends}, f"gave_up_{name}")
            why = "who gives up a wait can pay for the provider then"
            yield Add(add={"steps": {at: as_node(choice)}}, why=why)
            yield Set(set={f"steps.{name}.gives_up_to": at}, why=why)


def share_private(settings: Settings, on_the_spot: bool = True) -> float:
    """Return the share of those who can that choose the provider, at the wait that people expect."""
    price = settings.number("price") - public_share(settings)
    hour = settings.number("hour_waited") if on_the_spot else settings.number("day_waited") / 24.0
    public = 0.0 if settings.word("quote") == "none" else hour * settings.number("expected_wait") / 60.0
    private = (
        settings.number("pound") * price + settings.number("hour_waited") * settings.number("takes") / 60.0
    )
    nest = {"public": public, "private": private + settings.number("liking")}
    return share_of("private", nest, {"without": settings.number("without")}, settings.number("alike"))


def _bring_new_use(
    service: Service, needs: tuple[str, ...], names: Names, settings: Settings
) -> Iterator[Edit]:
    """Yield need that nobody brought before, so much that the share of it in private use is as stated."""
    for_each = (1 - settings.number("diverted")) / settings.number("diverted")
    trait = find_trait(service, settings, list(service.groups))
    at = NEW_CHOICE
    choice = write_choice(service, {}, names, settings)
    del choice["choose"]["without"]
    choice["nothing"] = names.none
    new_share = format_share(1 - settings.number("diverted"))
    why = f"{new_share} of private use is new: need that nobody brought before"
    yield Add(add={"steps": {at: as_node(choice)}}, why=why)
    for need in needs:
        on_the_spot = waits_on_the_spot(service, service.needs[need].starts_at, need)
        node = _write_new(service, need, for_each * share_private(settings, on_the_spot), at)
        if trait and service.needs[need].who is None:
            node["who"] = {"has": trait}
        yield Add(add={"needs": {name_new(service, need): as_node(node)}}, why=why)
        yield from treat_alike(service, need, name_new(service, need))


def _write_new(service: Service, need: str, share: float, at: str) -> dict[str, Any]:
    """Return a need like another in all but how often it comes and where it begins."""
    told = {key: part for key, part in service.tree["needs"][need].items() if key not in ("rate", "note")}
    told.pop("per_person_per_year", None)
    each = {
        group: count_yearly_of(service, need, group)
        / share_who_have(service, service.needs[need], group)
        / mean_party(service.needs[need], need, group)
        / service.groups[group].people.value
        for group in _groups_of(service, (need,))
    }
    rates = {group: write_number(share * rate) for group, rate in each.items()}
    return {**told, "per_person_per_year": rates, "starts_at": at}


def _let_posts_follow(service: Service, needs: tuple[str, ...]) -> Iterator[Edit]:
    """Yield the rule by which the posts of the largest pool that can follow cases do so, a year later.

    Every case counts that ends where cases end today, met or not: who has always come has not left.
    """
    fixed = {diary.pool for diary in service.diaries.values()}
    staff = {name: pool for name, pool in staff_pools(service).items() if name not in fixed}
    if not staff:
        return
    name = max(staff, key=lambda pool: staff[pool].size * staff[pool].hours.hours_per_week)
    pool, cases = staff[name], sum(count_yearly_of(service, n, g) for n in needs for g in service.groups)
    if pool.funded_by is not None or pool.size < 1 or not cases:
        return
    rule = {"per_post": write_number(cases / (pool.size + 0.5)), "at_most": pool.size, "at_least": 1,
            "need": list(needs), "ends": list(service.ends)}  # fmt: skip
    yield Set(
        set={f"pools.{name}.funded_by": as_node(rule)}, why=f"the posts of {name} follow the cases that stay"
    )


OPT_OUT = OptOut("opt_out", CARD, SETTINGS, {"app": "off"})
