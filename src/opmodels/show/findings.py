"""What a comparison says, in the words that page one and the report share."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.appraise.guardrails import RailResult
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.verdict import UNCHECKED, UNMEASURED
from opmodels.appraise.winners import GroupWinners
from opmodels.describe.notes import list_numbers
from opmodels.describe.targets import DURATIONS, MONEY, SHARES
from opmodels.foundation.errors import Problem
from opmodels.foundation.units import count_of, format_duration, format_share
from opmodels.models.fit import count_fit
from opmodels.models.recipe import SUFFIX
from opmodels.show.words import (
    DASH,
    cut_words,
    is_clear,
    join_words,
    plain,
    round_share,
    short_money,
    write_change,
    write_month,
    write_value,
)

P90 = "p90"
MOST_FINDING = 84
WIDE = 0.1
"""Width of an interval of a share from which on it is told as a range."""
UNKNOWN = 0.9
"""Width of an interval of a share from which on nothing is known of it."""
UNKNOWN_LINE = f"red line {UNCHECKED}"
LOOSE = 0.1
"""A half-width of a wait, as a share of it, from which on it is told why there were no more replications."""
NARROW = 0.02
"""An interval narrower than this share of its mean is not worth printing in a table."""


def tell_title(comparison: Comparison) -> str:
    """Return the name of the service, and that it is an example where it is one."""
    service = comparison.service
    return service.service.upper() + (f" ({service.example})" if service.example else "")


def tell_question(comparison: Comparison) -> str:
    """Return the question that the comparison answers."""
    service, gap = comparison.service, comparison.service.gap
    if gap is None:
        return "what would other ways of working change, and for whom?"
    borrowed = " (borrowed)" if gap.amount.grade == "borrowed" else ""
    kept = " with every guardrail kept" if service.guardrails else ""
    return (
        f"close {short_money(gap.amount.value, service.currency)} a year{borrowed} by"
        f" {write_month(gap.by)}{kept}?"
    )


def tell_gap_closed(model: ModelResult, currency: str) -> str:
    """Return how much of the gap a model closes, as a range where the simulation leaves one."""
    one = model.gap_closed
    if one.mean is None:
        return DASH
    mean = short_money(one.mean, currency)
    scale = model.redesign.before.gap.amount.value if model.redesign.before.gap else abs(one.mean)
    if one.low is None or one.high is None or one.high - one.low <= 2 * NARROW * max(abs(one.mean), scale):
        return short_money(0.0, currency) if abs(one.mean) < NARROW * scale else mean
    return f"{short_money(one.low, currency)} to {short_money(one.high, currency)}"


def wait_step(comparison: Comparison) -> str:
    """Return the step whose wait the table shows: that of the first wait guardrail, else the first served."""
    return comparison.watched.step if comparison.watched is not None else ""


def find_wait(sample_of: ModelResult | Comparison, step: str) -> Estimate:
    """Return the wait or delay that nine in ten stay below, in minutes."""
    appraisal = sample_of.result if isinstance(sample_of, ModelResult) else sample_of.as_is
    delay = appraisal.estimate("steps", step, "delay", P90)
    return delay if delay.mean is not None else appraisal.estimate("steps", step, "wait", P90)


def tell_wait(one: Estimate) -> str:
    """Return a wait for the table: ``21 days``, ``6 to 8 days`` where the simulation leaves a range."""
    if one.mean is None:
        return "nobody"
    if one.low is None or one.high is None or one.high - one.low <= 2 * NARROW * one.mean:
        return _short(one.mean)
    low, high = _short(max(one.low, 0.0)), _short(one.high)
    return low if low == high else f"{_join_units(low, high)}"


def _short(minutes: float) -> str:
    """Return a duration to two figures, in one unit."""
    for size, part, word in ((2880.0, 1440.0, "d"), (120.0, 60.0, "h"), (1.0, 1.0, "min")):
        if minutes >= size:
            return f"{float(f'{minutes / part:.2g}'):.10g} {word}"
    return format_duration(minutes)


def _join_units(low: str, high: str) -> str:
    number, _, unit = low.partition(" ")
    return f"{number}-{high}" if high.endswith(f" {unit}") else f"{low}-{high}"


def list_against(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield what speaks against each model: its name, and a reason in words."""
    for name, model in comparison.models.items():
        if not model.redesign.changes_nothing:
            yield from ((name, words) for words in _tell_reasons(model, comparison))
    for name, error in comparison.does_not_fit.items():
        yield name, tell_misfit(error.problems[0])


def tell_misfit(problem: Problem) -> str:
    """Return why a model cannot be applied: the service lacks something, or a recipe is at fault."""
    lacks_a_name = problem.expected.startswith("one of ")
    if f"{SUFFIX}, line" in problem.where and not lacks_a_name:
        next_step = f": {problem.next}" if problem.next else ""
        return f"found {problem.found}, expected {problem.expected} ({problem.where}{next_step})"
    expected = plain(problem.expected.removeprefix("one of "))
    what = f" (here: {expected})" if lacks_a_name else f"; it needs {expected}"
    return f"is made for another kind of service: {plain(problem.found)}{what}"


def _tell_reasons(model: ModelResult, comparison: Comparison) -> Iterator[str]:
    """Yield each reason, guardrails with value and limit; what is unmeasured, and unknown lines, apart."""
    rails = {rail.name: rail for rail in model.rails}
    for reason in model.verdict.reasons:
        kind, _, what = reason.partition(": ")
        if reason != "fails gap" and kind != UNMEASURED and not reason.startswith(UNKNOWN_LINE):
            limit = (
                f" ({tell_rail(rails[what], comparison)})" if "guardrail" in kind and what in rails else ""
            )
            yield plain(reason) + limit
    unmeasured = [rail for rail in model.rails if rail.hard and rail.state == "not measured"]
    for why in dict.fromkeys(map(why_unmeasured, unmeasured)):
        gone = [plain(rail.name) for rail in unmeasured if why_unmeasured(rail) == why]
        which = "this guardrail" if len(gone) == 1 else "these guardrails"
        yield f"{why} for {which}: {join_words(gone)}"


def why_unmeasured(rail: RailResult) -> str:
    """Return why a guardrail has no value: to tell who is worse off takes several replications."""
    return "too few replications or people" if rail.line.measure == "worse_off" else "nothing left to measure"


def list_unchecked(comparison: Comparison) -> Iterator[str]:
    """Yield the red lines that cannot be checked, each once, with why and for which models."""
    models = {name: one for name, one in comparison.models.items() if not one.redesign.changes_nothing}
    found: dict[tuple[str, str], list[str]] = {}
    for name, model in models.items():
        for line in model.red_lines:
            if line.state == "unknown":
                found.setdefault((line.line, line.why), []).append(name)
    for (text, why), names in found.items():
        whose = "" if len(names) == len(models) else f" ({join_words(names)})"
        yield f"red line '{text}'{whose}: {why}"


def tell_rail(rail: RailResult, comparison: Comparison) -> str:
    """Return a guardrail's value and limit: ``32 days, at most 30 days``."""
    unit = unit_of(rail.line.measure)
    currency = comparison.service.currency
    value, limit = write_value(rail.value.mean, unit, currency), write_value(rail.limit, unit, currency)
    if rail.value.mean is None:
        value = why_unmeasured(rail)
    elif value == limit and rail.value.mean != rail.limit:
        value = f"just {'over' if rail.value.mean > rail.limit else 'under'} {value}"
    return f"{value}, {'at most' if rail.at_most else 'at least'} {limit}"


def unit_of(measure: str) -> str:
    """Return what a measure is counted in, as `write_value` takes it."""
    if measure in DURATIONS:
        return "minutes"
    if measure in SHARES:
        return "share"
    return "money" if measure in MONEY else "count"


def list_worst_off(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield who is worst off under each model, beside what the same count says when nothing changes."""
    for name, model in comparison.models.items():
        group = model.winners.worst_off
        if not group or model.redesign.changes_nothing:
            continue
        one, twin = model.winners.groups[group], comparison.twin.winners.groups.get(group)
        told = f"{plain(group)}, {_tell_people(one)}"
        yield (
            name,
            told + (f" (chance alone: {_share(twin.worse)} and {_share(twin.better)})" if twin else ""),
        )


def _tell_people(one: GroupWinners) -> str:
    """Return ``40 % worse and 3 % better off``, or that so few replications cannot tell."""
    if _is_open(one.worse):
        return "too few replications to say how many are worse off"
    return f"{_share(one.worse)} worse and {_share(one.better)} better off"


def _is_open(one: Estimate) -> bool:
    """Whether nearly any share is possible."""
    if one.low is None or one.high is None:
        return False
    return bool(min(one.high, 1.0) - max(one.low, 0.0) > UNKNOWN)


def _share(one: Estimate) -> str:
    """Return a share in whole per cent, as a range where the simulation leaves a wide one."""
    if one.mean is None:
        return DASH
    if one.low is not None and one.high is not None and one.high - one.low > WIDE:
        if _is_open(one):
            return "unknown"
        low, high = (round_share(min(max(end, 0.0), 1.0)) for end in (one.low, one.high))
        return f"{low if low.startswith(('under', 'over')) else low.removesuffix(' %')} to {high}"
    return round_share(one.mean)


def list_net(model: ModelResult) -> Iterator[tuple[str, Estimate]]:
    """Yield by how much each payer's net cost a year changes; all of it where nobody pays so as it is."""
    known = model.difference.names("money_per_year")
    for payer in model.result.sample.names("money_per_year"):
        told = model.difference if payer in known else model.result
        yield payer, told.estimate("money_per_year", payer, "net")


def list_payers(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield who pays more or less a year under each model, and what is paid once."""
    currency, gap = comparison.service.currency, comparison.service.gap
    least = 0.005 * gap.amount.value if gap else 100.0
    for name, model in comparison.models.items():
        told = []
        for payer, net in list_net(model):
            if net.mean is not None and abs(net.mean) >= least:
                told.append(
                    f"{plain(payer)} {short_money(abs(net.mean), currency)}"
                    f" {'less' if net.mean < 0 else 'more'}"
                )
        once = model.redesign.transition.set_up.value
        parts = [
            f"{join_words(told)} a year" if told else "",
            f"{short_money(once, currency)} once to set it up" if once else "",
        ]
        if any(parts):
            yield name, "; ".join(part for part in parts if part)


def list_evidence(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield the grade of each model's evidence, and the gravest finding against it."""
    for name, model in comparison.models.items():
        card = model.redesign.card
        if model.redesign.changes_nothing or not card.evidence:
            continue
        adverse = next((one for one in card.findings if one.adverse == "yes"), None)
        grade = card.grade or "ungraded"
        told = (
            f"{grade}, partly adverse: {cut_words(adverse.finding, MOST_FINDING)} ({adverse.year})"
            if adverse
            else f"{grade}"
        )
        yield name, told


def list_fit(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield how much of what a model relies on is held, fails or is unknown, where not all is held."""
    for name, model in comparison.models.items():
        counts = {state: number for state, number in count_fit(model.redesign.fit).items() if number}
        if set(counts) - {"held"}:
            yield name, ", ".join(f"{number} {state}" for state, number in counts.items())


def list_elements(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield what each element of a model did, where that was asked for: the largest first, no idle ones."""
    currency, gap = comparison.service.currency, comparison.service.gap
    least = NARROW * gap.amount.value if gap else 1.0
    for name, model in comparison.models.items():
        ranked = sorted(model.elements, key=lambda one: -abs(one.gap_closed.mean or 0.0))
        for one in ranked:
            if abs(one.gap_closed.mean or 0.0) < least and not is_clear(one.wait.as_dict()):
                continue
            money = write_change(one.gap_closed.as_dict(), "money", currency)
            wait = "" if one.wait.mean is None else f", wait {write_change(one.wait.as_dict(), 'minutes')}"
            yield name, f"{plain(one.title)}: gap closed {money}{wait}"


def tell_numbers(comparison: Comparison) -> str:
    """Return how many numbers of the description are assumed or borrowed."""
    numbers = [part for _, part in list_numbers(comparison.service)]
    assumed = sum(part.grade == "assumption" for part in numbers)
    borrowed = sum(part.grade == "borrowed" for part in numbers)
    bare = sum(not part.source and part.grade is None for part in numbers)
    told = [
        f"{assumed} assumed" if assumed else "",
        f"{borrowed} borrowed" if borrowed else "",
        f"{bare} without a source" if bare else "",
    ]
    kept = [part for part in told if part]
    return f"{join_words(kept)} of {len(numbers)}" if kept else f"all {len(numbers)} have a source"


def tell_certainty(comparison: Comparison) -> str:
    """Return how precise the simulation is, and that the world is not in that figure."""
    wait = find_wait(comparison, wait_step(comparison))
    runs = count_of(comparison.replications, "replication")
    if comparison.replications < 2:
        return f"{runs}, too few for an interval. Uncertain: the numbers themselves"
    if wait.half_width is None or not wait.mean:
        nobody = "is 0" if wait.mean == 0 else "cannot be measured"
        return f"{runs}; the wait as it is {nobody}, so it has no ±. Uncertain: the numbers themselves"
    share = wait.half_width / wait.mean
    why = f", {_tell_settled(comparison.why)}" if share > LOOSE else ""
    return (
        f"simulation ±{format_share(round(share, 3))} on the wait as it is ({runs}{why}). Uncertain: the"
        " numbers themselves, see their ranges"
    )


def _tell_settled(why: str) -> str:
    """Return why there were no more replications, though the wait itself is loosely known."""
    if "enough" in why:
        return "enough for what the models change, not for the wait itself; more of them narrow it"
    return "as were asked for" if "asked" in why else "the most allowed"
