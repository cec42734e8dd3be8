"""Self-managing teams of generalists with an area of their own and next to no office (Buurtzorg)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from opmodels.describe.edit import Add, Edit, Regroup, Remove, Set
from opmodels.describe.edits_of_pools import Teams
from opmodels.describe.paths import EditError, write_path
from opmodels.describe.pool_swap import pools_in, swap_served, teams_of
from opmodels.describe.pool_union import IN_THE_WAY
from opmodels.describe.service import Service
from opmodels.describe.staff import Pool
from opmodels.describe.strokes import apply_strokes
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import DoesNotFit, name_list
from opmodels.foundation.units import write_number
from opmodels.models.anatomy import name_anew
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.from_evidence import from_register
from opmodels.models.front_line import front_pools, leading_pools, like_pools, planning_pools
from opmodels.models.names import refuse
from opmodels.models.payroll import hours_a_week, pays_for, people_of
from opmodels.models.prices import YEARLY, price_node, price_once
from opmodels.models.settings import Setting, Settings, make_settings
from opmodels.models.team_terms import change_absence, change_pay, change_work
from opmodels.models.transition import Transition
from opmodels.models.trim import end_posts

CARD = make_card(
    idea="Small teams of generalists look after a neighbourhood and run themselves, with a coach far away "
    "and next to no office.",
    home="home nursing in the Netherlands",
    mechanism="Those who know the person decide at once and see them again; fewer plan and lead.",
    worked=["home nursing in the Netherlands: rated high by patients and staff, 8 to 12 nurses in a team"],
    failed=[
        "all care together cost about as much as elsewhere, once those served were made comparable",
        "two evaluations in London showed no effect on cost; it rubbed against the employer around it",
    ],
    breaks=[
        "work that needs a specialist, or may lawfully be done by one role alone",
        "teams so small that a bad day finds nobody to help",
        "layers that stay, because the employer around the teams keeps its rules",
        "people who are seen once and never again, so that knowing them is worth nothing",
    ],
    staff={
        "front line": "gains who comes when, whom to take on, own rota, changed one role for all of it, "
        "skills the work of the other roles, running meetings, hiring",
        "planning and leading": "ended posts above the teams, loses the rota, the plan of the day",
        "coach": "created one for 40 to 50 teams, bought in hours",
        "consult": "yes",
    },
    left_out=["people whose team is full", "people who need what no generalist can do"],
    needs_first=[
        "agreement on who may do what",
        "a rota that the team may set",
        "a platform for records and hours",
        "consultation of those whose posts end",
    ],
    evidence_level="3",
    evidence=[
        "kpmg-2015", "drennan-2018", "lalani-2019", "ey-2009-overhead", "ey-2009-hours",
        "commonwealth-fund-2015-teams", "commonwealth-fund-2015", "buurtzorg-staff", "sandvik-2022",
        "barker-2017",
    ],
    relies_on=[
        {"pay is known": {}},
        {"layers above the front line": {}},
        {"the front line may decide": {}},
        {"people come again": {}},
    ],
)  # fmt: skip

SETTINGS = make_settings(
    roles={
        "value": "auto", "names": "pools", "grade": "assumption",
        "note": "pools whose people form the teams: auto finds those of like work and hours, none changes "
        "nothing, or names with a space between",
    },
    team_size={
        "value": "12", "range": ["8", "12"], "limits": ["3", "40"], "grade": "B",
        "source": "8 to 12 in use in the Netherlands (commonwealth-fund-2015-teams)",
        "note": "people employed in a team, at most",
    },
    neighbours={
        "value": "wait", "words": ["wait", "help"], "grade": "assumption",
        "note": "whether people wait for their own team, or another helps when nobody of it is free",
    },
    own_time=from_register(
        "self_manage", "team time for running themselves", limits=("0 %", "30 %"),
        note="share of a team's time for meetings, rotas and hiring",
    ),
    layers_kept={
        "value": "40 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of the posts above the teams that stays all the same, in whole people; in London the "
        "employer around the teams kept its own (drennan-2018, lalani-2019)",
    },
    upgraded={
        "value": "50 %", "range": ["0 %", "100 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "share of posts of lower pay that are paid as the best paid role, whose work they now do too",
    },
    hours=from_register(
        "self_manage", "hours of care per client, beside other providers", limits=("0.3", "2"),
        note="visits of a case that has a series of them, as a multiple of today's; told by the provider "
        "itself (ey-2009-hours), and nobody else has found any",
    ),
    minutes=from_register(
        "self_manage", "effect beyond nursing", limits=("0.3", "2"),
        note="length of other work, as a multiple of today's; nobody has measured it outside home nursing",
    ),
    passed_on={
        "value": "100 %", "range": ["0 %", "150 %"], "limits": ["0 %", "300 %"], "grade": "assumption",
        "note": "what others pay for each pound of hours that a case no longer gets; at 100 % all care "
        "together costs what it did (kpmg-2015)",
    },
    same_worker={
        "value": "30 min", "range": ["0 min", "2 h"], "limits": ["0 min", "24 h"], "grade": "assumption",
        "note": "how long a case waits for the worker it knows; where callers give up, a tenth of what they "
        "bear at most",
    },
    sickness=from_register(
        "self_manage", "sickness, beside other providers", limits=("0", "2"),
        note="days lost to sickness, as a multiple of today's; of what stands as absence, 7 % of shifts at "
        "most is taken for sickness",
    ),
    leavers=from_register(
        "self_manage", "turnover, beside other providers", limits=("0", "2"),
        note="how many leave in a year, as a multiple of today's",
    ),
    turnover={
        "value": "14 %", "range": ["8 %", "25 %"], "limits": ["0 %", "100 %"], "grade": "assumption",
        "note": "how many leave in a year today, where the facts do not say (turnover of ...)",
    },
    empty_post={
        "value": "8 weeks", "range": ["4 weeks", "16 weeks"], "limits": ["0 weeks", "52 weeks"],
        "grade": "assumption", "note": "how long a post stands empty when somebody has left",
    },
    strain={
        "value": "0.2", "range": ["0", "0.6"], "limits": ["0", "2"], "grade": "assumption",
        "note": "points of absence for each point of utilisation above 85 %, where the service does not say",
    },
    coach={
        "value": "£62k per year", "range": ["£50k per year", "£75k per year"], "grade": "assumption",
        "note": "cost of a coach with on-costs",
    },
    teams_per_coach={
        "value": "45", "range": ["40", "50"], "limits": ["5", "100"], "grade": "B",
        "source": "15 to 20 coaches for 700 to 950 teams (commonwealth-fund-2015-teams)",
        "note": "teams that share a coach",
    },
    platform={
        "value": "£1k per year", "range": ["£300 per year", "£3k per year"], "grade": "assumption",
        "note": "fee for records, pay and the office that is left, for each person in the teams",
    },
    training={
        "value": "£1.5k", "range": ["£500", "£4k"], "grade": "assumption",
        "note": "what it costs once to train a person to do all of the work",
    },
    redundancy={
        "value": "12 weeks", "range": ["2 weeks", "30 weeks"], "limits": ["0 weeks", "104 weeks"],
        "grade": "assumption",
        "note": "pay for each full-time post that ends; 0 weeks where people leave anyway",
    },
    handover={
        "value": "1 week", "range": ["3 days", "4 weeks"], "limits": ["1 day", "26 weeks"],
        "grade": "assumption",
        "note": "how long the old pools are kept beside the teams, for what is under way",
    },
)  # fmt: skip

FEWEST = 4
"""People below which there is no team to speak of."""
TEAM = "team"
GENERALIST = "generalist"


def choose_roles(service: Service, settings: Settings) -> tuple[str, ...]:
    """Return the pools whose people form the teams.

    Raises
    ------
    DoesNotFit
        When there are none, or too few people in them.
    """
    asked = settings["roles"].value
    if asked == "auto":
        roles = _largest_like(service)
    else:
        roles = tuple(asked.replace(",", " ").split())
        unknown = [name for name in roles if name not in service.pools]
        if unknown:
            raise refuse(
                "self_manage",
                service,
                f"no pool '{unknown[0]}'",
                f"pools of {name_list(list(service.pools), 12)}",
            )
    people = sum(people_of(service.pools[name]) for name in roles)
    if people < FEWEST:
        count = f"only {people}" if people else "no"
        told = f"{count} people of like work and hours at the front line, without a diary of their own"
        raise refuse("self_manage", service, told, f"at least {FEWEST} who could be one team")
    return roles


def _largest_like(service: Service) -> tuple[str, ...]:
    """Return the pools of like work with the most hours, as they have the same times, pay and employer."""
    left, kinds = list(front_pools(service)), list[tuple[str, ...]]()
    while left:
        kind = like_pools(service, left)
        kinds.append(kind)
        left = [name for name in left if name not in kind] if kind else []
    return max(kinds, key=lambda kind: sum(hours_a_week(service.pools[name]) for name in kind), default=())


class SelfManage(OperatingModel):
    """Teams of generalists by area that plan and lead themselves."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return the teams, what ends above them, and what they cost and are relieved of.

        Raises
        ------
        DoesNotFit
            When nobody could be a team, or there is nothing above or beside them to do without.
        """
        if settings["roles"].value == "none":
            return Design((), Transition(), settings)
        roles = choose_roles(service, settings)
        offices, leads = planning_pools(service), leading_pools(service)
        if len(roles) == 1 and not offices and not leads:
            told = "one role at the front line, and no layer above it that is described"
            raise refuse(
                "self_manage", service, told, "specialised roles, an office or leads to do without (layer: 2)"
            )
        ended = _end_posts(service, offices, leads, settings.number("layers_kept"))
        edits = [
            *_take_over(service, roles[0], offices),
            *_end_layers(service, ended),
            *_free_pools(service, roles),
            *_make_generalists(service, roles),
            *change_absence(service, roles, settings),
            *change_pay(service, roles, settings["upgraded"]),
            *change_work(service, roles, settings),
            _form_teams(service, roles, ends_whole(ended), settings),
        ]
        edits += _pay_for_support(service, edits, roles, settings)
        return Design(tuple(edits), _plan_transition(service, roles, ended, settings), settings)


def _end_posts(
    service: Service, offices: Sequence[str], leads: Sequence[str], kept: float
) -> dict[str, tuple[Pool, int]]:
    """Return the pools above the teams with the posts that end: all of an office, most of who leads."""
    ends = {name: service.pools[name].size for name in offices}
    ends |= {
        name: service.pools[name].size - math.floor(service.pools[name].size * kept + 0.5) for name in leads
    }
    return {name: (service.pools[name], posts) for name, posts in ends.items() if posts}


def ends_whole(ended: dict[str, tuple[Pool, int]]) -> list[str]:
    """Return the pools of which nobody is left."""
    return [name for name, (pool, posts) in ended.items() if posts == pool.size]


def _take_over(service: Service, first: str, offices: Sequence[str]) -> Iterator[Edit]:
    """Yield what gives the work of an office, and the decisions of all who go, to the front line."""
    swap = dict.fromkeys(offices, (first,))
    for name, step in service.tree["steps"].items():
        served = step.get("serve")
        if served is not None and {
            pool for team in teams_of(served).values() for pool in pools_in(team)
        } & set(swap):
            yield Set(
                set={write_path(("steps", name, "serve")): swap_served(served, swap)}, why="the team does it"
            )
    decided = [*service.pools[first].decides]
    gone = [*offices, *leading_pools(service)]
    gained = [one for pool in gone for one in service.pools[pool].decides if one not in decided]
    gained += [one for one in ("own rota", "whom to take on") if one not in decided]
    if gone:
        told = [*decided, *dict.fromkeys(gained)]
        yield Set(set={f"pools.{first}.decides": told}, why="the team decides what was decided above it")


def _end_layers(service: Service, ended: dict[str, tuple[Pool, int]]) -> Iterator[Edit]:
    gone = ends_whole(ended)
    lines = [
        f"{section}.{number}"
        for section in ("observed", "guardrails")
        for number, line in enumerate(getattr(service, section), 1)
        if line.pool in gone
    ]
    if lines:
        yield Remove(remove=tuple(lines), why="what it measures is no longer there")
    for name, (pool, posts) in ended.items():
        if name in gone:
            yield Remove(
                remove=(write_path(("pools", name)),), why=f"{pool.role or name}: the teams run themselves"
            )
            continue
        told = {f"pools.{name}.staff": str(pool.size - posts)}
        if pool.people is not None:
            told[f"pools.{name}.people"] = str(max(pool.size - posts, people_of(pool) - posts))
        yield Set(set=told, why=f"{posts} of {pool.size} posts end: the teams run themselves")


def _free_pools(service: Service, roles: Sequence[str]) -> Iterator[Edit]:
    for name in roles:
        keys = [key for key in IN_THE_WAY if getattr(service.pools[name], key) is not None]
        if keys:
            paths = tuple(f"pools.{name}.{key}" for key in keys)
            yield Remove(remove=paths, why="it belonged to one pool, and the team has none of its own")


def _make_generalists(service: Service, roles: Sequence[str]) -> Iterator[Edit]:
    if len({service.pools[name].role for name in roles}) > 1:
        named = {f"pools.{name}.role": GENERALIST for name in roles}
        yield Set(set=named, why="everybody in a team does all of its work")


def _form_teams(
    service: Service, roles: Sequence[str], going: Collection[str], settings: Settings
) -> Regroup:
    posts = sum(service.pools[name].size for name in roles)
    people = sum(people_of(service.pools[name]) for name in roles)
    at_most = max(1, math.floor(settings.number("team_size") * posts / people + 1e-9))
    teams = Teams.model_validate(
        {"pools": list(roles), "into": _name_team(service, (*roles, *going)), "at_most": at_most,
         "neighbours": settings["neighbours"].value}
    )  # fmt: skip
    why = (
        f"teams of at most {settings['team_size'].value} people, {at_most} on duty, each with its own people"
    )
    return Regroup(regroup=teams, why=why)


def _name_team(service: Service, going: Collection[str]) -> str:
    taken = set(service.pools) - set(going)
    names = (TEAM if not number else f"{TEAM}_{number}" for number in range(len(taken) + 1))
    return next(name for name in names if not any(pool.startswith(name) for pool in taken))


def _count_teams(service: Service, edits: Sequence[Edit]) -> int:
    """Return how many teams there are after the changes: the pools that are new.

    Raises
    ------
    DoesNotFit
        When the teams cannot be formed here.
    """
    tree = dict(service.tree)
    for edit in edits:
        try:
            tree = apply_strokes(tree, edit.strokes(tree))
        except EditError as error:
            raise DoesNotFit(error.at(f"self_manage on {service.service}")) from None
    return len(set(tree["pools"]) - set(service.pools))


def _pay_for_support(
    service: Service, edits: Sequence[Edit], roles: Sequence[str], settings: Settings
) -> list[Edit]:
    """Return the coaches' pay and the platform's fee, as costs that stand whatever happens."""
    teams = _count_teams(service, edits)
    people = sum(people_of(service.pools[name]) for name in roles)
    payer = pays_for(service, service.pools[roles[0]])
    coaches = teams / settings.number("teams_per_coach")
    lines = {
        "coaching": (
            coaches,
            settings["coach"],
            f"{write_number(round(coaches, 3))} of a coach for {teams} teams",
        ),
        "platform": (
            people,
            settings["platform"],
            f"{settings['platform'].value} for each of {people} people",
        ),
    }
    return [
        Add(add={"money.fixed": _write_line(service, name, factor, rate, payer)}, why=why)
        for name, (factor, rate, why) in lines.items()
        if rate.amount.value > 0
    ]


def _write_line(
    service: Service, name: str, factor: float, rate: Setting, payer: str
) -> dict[str, dict[str, Node]]:
    line = {"cost": price_node(rate, service.currency, factor, YEARLY), "pays": payer}
    return {name_anew(service.money.fixed, name): line}


def _plan_transition(
    service: Service, roles: Sequence[str], ended: dict[str, tuple[Pool, int]], settings: Settings
) -> Transition:
    people = sum(people_of(service.pools[name]) for name in roles)
    training = settings["training"]
    told = f"{training.value} for each of {people} people"
    return Transition(
        set_up=price_once(training, service.currency, people, told),
        dual_running=settings["handover"].as_node(),
        under_way="move",
    ).then(end_posts(service, ended, settings["redundancy"], "move"))


SELF_MANAGE = SelfManage("self_manage", CARD, SETTINGS, {"roles": "none"})
