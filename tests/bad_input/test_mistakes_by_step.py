"""Every wrong use of the words for choices, batches, exchanges, parts, series, effects, campaigns and
decisions is told in full, at its line, once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.mistakes import Wrong, check_told
from tests.services import day_hospital

CHOICE = "private: {to: paid, price: £150, takes: 20 min, appeal: 0.5}"
BATCH = "bus: {batch: 3, longest: 4 h, fewest: 2, too_few: unmet, then: tests}"
GIVER = "side: giver, room_for: 2, patience: 5 h, gives_up_to: drove"
PARTS = "{side_by_side: [blood, xray, look], joins_at: results, waits_for: 2}"
SERIES = "{visits: {young: 2, others: {poisson: 4}}, every: {exponential: 2 days}, due_within: 8 h}"
EFFECT = "{factor: {old: 0.6, others: 0.8}, after: 1 week, lasts: 26 weeks, fades: 13 weeks}"
MORNING = "{at: 07:00, planner: share_staff, pools: [nurses, porters], least: 1}"
MONEY = "{per_post: 60, at_least: 2, at_most: 5, every: 7 days, moves_at_most: 2, need: lump}"
LAW = "{matches: at once, order: nearest, longest_way: 15 min}"

WRONG: Mapping[str, tuple[Wrong, ...]] = {
    "choose": (
        Wrong(CHOICE, CHOICE.replace("price", "prise"), "'prise'", "", "price"),
        Wrong(CHOICE, CHOICE.replace("paid", "payd"), "'payd'", "a step or an end", "paid"),
        Wrong(CHOICE, CHOICE.replace("£150", "150 min"), "150 min", "an amount of money"),
        Wrong(CHOICE, CHOICE.replace("£150", "-£150"), "price: -£150", "an amount of 0 or more", "£150"),
        Wrong(
            CHOICE,
            CHOICE.replace("£150", "{old: -£5, others: £150}"),
            "price: -£5",
            "an amount of 0 or more",
            "given as costs",
        ),
        Wrong(CHOICE, "private: {price: £150, takes: 20 min}", "no 'to'", "", "add to:"),
        Wrong(
            "{pound: -0.01, ",
            "{",
            "price of private without pound",
            "how much it weighs",
            "add pound:",
            "how:",
        ),
        Wrong("quote: {queue: blood}", "quote: {queue: bloot}", "'bloot'", "a step with a queue", "blood"),
        Wrong("quote: {queue: blood}", "quote: {length: blood}", "'length'", "", ""),
        Wrong("quote: {exact: ask}", "quote: {exact: see}", "'see'", "a step that books: ask"),
        Wrong("income_at_least: £25k", "income_at_least: 25k", "25k", "an amount of money", "£25k"),
        Wrong("    nothing: unmet", "    nothing: unmett", "'unmett'", "a step or an end", "unmet"),
    ),
    "batch": (
        Wrong(BATCH, BATCH.replace("longest", "longst"), "'longst'", "", "longest"),
        Wrong(BATCH, BATCH.replace("batch: 3", "batch: 0"), "batch: 0", "a number from 1"),
        Wrong(BATCH, BATCH.replace("batch: 3", "batch: 2.5"), '"2.5"', "a whole number"),
        Wrong(BATCH, BATCH.replace("batch: 3", "batch: {at: 9.00}"), "9.00", "a time of day", "9:00"),
        Wrong(BATCH, BATCH.replace("fewest: 2", "fewest: 4"), "fewest: 4", "at most the 3"),
        Wrong(BATCH, BATCH.replace("too_few: unmet, ", ""), "fewest without too_few", "both", "add too_few:"),
        Wrong(BATCH, BATCH.replace("longest: 4 h, ", ""), "fewest without a time", "counted", "add longest:"),
        Wrong(BATCH, BATCH.replace("too_few: unmet", "too_few: unmt"), "'unmt'", "a step or an end", "unmet"),
        Wrong(BATCH, BATCH.replace(", then: tests", ""), "no 'then'", "Where they go on to", "add then:"),
        Wrong(BATCH, BATCH.replace("4 h", "4"), "missing unit", "a duration with its unit", "4 min"),
    ),
    "match": (
        Wrong(GIVER, GIVER.replace("giver", "givr"), "givr", "giver", "giver"),
        Wrong(GIVER, GIVER.replace("room_for: 2", "room_for: 0"), "room_for: 0", "from 1"),
        Wrong(GIVER, GIVER.replace("room_for", "rom_for"), "'rom_for'", "", "room_for"),
        Wrong(
            GIVER,
            GIVER.replace(", gives_up_to: drove", ""),
            "patience without gives_up_to",
            "both",
            "add gives_up_to:",
        ),
        Wrong(
            "side: taker",
            "side: taker, room_for: 2",
            "room_for at a taker",
            "each taker is one",
            "side: giver",
        ),
        Wrong("need_lift: {match: lifts", "need_lift: {match: lift", "'lift'", "an exchange: lifts", "lifts"),
    ),
    "exchanges": (
        Wrong(LAW, LAW.replace("at once", "at oce"), "at oce", "at once", "at once"),
        Wrong(LAW, LAW.replace("nearest", "neerest"), "neerest", "nearest", "nearest"),
        Wrong(LAW, LAW.replace("at once", "{every: 0 min}"), "every: 0 min", "a minute or more"),
        Wrong(LAW, LAW.replace("order", "oder"), "'oder'", "", "order"),
        Wrong(
            "{north: {south: 12 min}}", "{north: {soth: 12 min}}", "'soth'", "an area: north, south", "south"
        ),
        Wrong("{south: 12 min}", "{south: 12}", "missing unit", "a duration with its unit", "12 min"),
    ),
    "side_by_side": (
        Wrong(PARTS, PARTS.replace("xray", "xry"), "'xry'", "a step", "xray"),
        Wrong(
            PARTS,
            PARTS.replace("results", "cured"),
            "the end 'cured'",
            "a step",
            "add a step before that end",
        ),
        Wrong(PARTS, PARTS.replace("joins_at", "join_at"), "'join_at'", "", "joins_at"),
        Wrong(PARTS, PARTS.replace("joins_at: results, ", ""), "no 'joins_at'", "", "add joins_at:"),
        Wrong(PARTS, PARTS.replace("waits_for: 2", "waits_for: 4"), "waits_for: 4", "a number from 1 to 3"),
        Wrong(PARTS, PARTS.replace("[blood, xray, look]", "[blood]"), "1 part", "two parts or more"),
    ),
    "repeat": (
        Wrong(SERIES, SERIES.replace("every", "evry"), "'evry'", "", "every"),
        Wrong(SERIES, SERIES.replace("young: 2", "young: 0"), "0 visits", "a number from 1"),
        Wrong(SERIES, SERIES.replace("{exponential: 2 days}", "2"), "missing unit", "a duration", "2 min"),
        Wrong(
            SERIES,
            SERIES.replace(", every: {exponential: 2 days}", ""),
            "no 'every'",
            "How long",
            "add every:",
        ),
        Wrong(SERIES, SERIES.replace("young", "yung"), "'yung'", "a group", "young"),
        Wrong(
            SERIES,
            SERIES.replace("due_within", "from: plan, due_within"),
            "plan",
            "planned, actual",
            "planned",
        ),
    ),
    "effects": (
        Wrong(f"{{lump: {EFFECT}}}", f"{{lmp: {EFFECT}}}", "'lmp'", "a need: lump", "lump"),
        Wrong(EFFECT, EFFECT.replace("factor", "facter"), "'facter'", "", "factor"),
        Wrong(EFFECT, EFFECT.replace("0.6", "-0.6"), '"-0.6" (below 0)', "a factor"),
        Wrong(EFFECT, EFFECT.replace("lasts: 26 weeks, ", ""), "fades without lasts", "both", "add lasts:"),
        Wrong(EFFECT, EFFECT.replace("26 weeks", "0 weeks"), "lasts: 0 weeks", "a time above zero"),
        Wrong(
            EFFECT, EFFECT.replace("factor: {old: 0.6, others: 0.8}, ", ""), "no 'factor'", "", "add factor:"
        ),
    ),
    "campaigns": (
        Wrong("campaign: invitations", "campaign: invitation", "'invitation'", "a campaign", "invitations"),
        Wrong("    up_to: 9\n", "    upto: 9\n", "'upto'", "", "up_to"),
        Wrong("    up_to: 9\n", "    up_to: nine\n", "nine", "a whole number"),
        Wrong("who: {group: old,", "who: {group: odl,", "'odl'", "a group", "old"),
        Wrong("had: {need: lump,", "had: {need: lamp,", "'lamp'", "a need", "lump"),
        Wrong(
            "    correlation: 50 %\n",
            "",
            "first: score without",
            "a correlation",
            "add correlation:",
            "first:",
        ),
        Wrong(
            "    every: 7 days\n    up_to",
            "    every: 36 h\n    up_to",
            "every: 36 h",
            "a whole number of days",
        ),
    ),
    "consults": (
        Wrong(
            MORNING, MORNING.replace("share_staff", "share_staf"), "share_staf", "share_staff", "share_staff"
        ),
        Wrong(MORNING, MORNING.replace("porters", "portars"), "'portars'", "a pool", "porters"),
        Wrong(MORNING, MORNING.replace("least", "lest"), "'lest'", "", "least"),
        Wrong(MORNING, MORNING.replace("least: 1", "least: 0"), "least: 0", "a number from 1"),
        Wrong(MORNING, MORNING.replace("at: 07:00, ", ""), "no 'at'", "", "add at:"),
        Wrong(MORNING, MORNING.replace("07:00", "7.00"), "7.00", "a time of day", "7:00"),
        Wrong(
            MORNING, MORNING.replace("porters", "machine"), "'machine', which has places", "pools of staff"
        ),
    ),
    "funded_by": (
        Wrong(MONEY, MONEY.replace("per_post", "per_pst"), "'per_pst'", "", "per_post"),
        Wrong(
            MONEY,
            MONEY.replace("per_post: 60, ", ""),
            "no 'per_post'",
            "Cases in a funding year",
            "add per_post:",
        ),
        Wrong(MONEY, MONEY.replace("60", "0"), "per_post: 0", "above 0"),
        Wrong(MONEY, MONEY.replace("need: lump", "need: lumps"), "'lumps'", "a need", "lump"),
        Wrong(MONEY, MONEY.replace("7 days", "36 h"), "every: 36 h", "whole days"),
        Wrong(
            MONEY, MONEY.replace("at_most: 5", "at_most: 1"), "3 staff, funded for 2 to 1", "hold the staff"
        ),
    ),
}


@pytest.mark.parametrize(
    "wrong",
    [pytest.param(one, id=f"{word}-{n}") for word, all_ in WRONG.items() for n, one in enumerate(all_)],
)
def test_mistake_is_told_once_and_in_full(wrong: Wrong) -> None:
    """One mistake gives one problem, which says the line, what stands there, what fits and what helps."""
    check_told(wrong, day_hospital())
