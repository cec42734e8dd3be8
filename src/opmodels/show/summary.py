"""What ``opmodels run`` prints: the as-is check, waits, staff, ends, money, guardrails."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.guardrails import judge_guardrails
from opmodels.describe.choosing import Choose
from opmodels.describe.serving import Serve
from opmodels.foundation.units import count_of
from opmodels.show.findings import unit_of
from opmodels.show.seen import tell_check, tell_direction, tell_unseen
from opmodels.show.words import fold, join_words, plain, write_estimate, write_value


def write_run(made: Appraisal) -> str:
    """Return the summary of a run, in lines of 80 columns where names allow."""
    service = made.service
    title = service.service.upper() + (f" ({service.example})" if service.example else "")
    runs = (
        f"{count_of(made.replications, 'replication')} of {service.time.run.written}, "
        f"{count_of(made.warm_weeks, 'week')} of warm-up; {made.why}"
    )
    lines = [*fold(title), *fold(runs), *fold(f"As-is check: {made.check_line}"), ""]
    for name, told in (
        ("Observed", _observed(made)),
        ("Waits", _waits(made)),
        ("Choices", _choices(made)),
        ("Staff and places", _pools(made)),
        ("Ends", _ends(made)),
        ("Money a year", _money(made)),
        ("Guardrails", _rails(made)),
    ):
        rows = list(told)
        lines += [name, *rows, ""] if rows else []
    return "\n".join(lines).rstrip() + "\n"


def _observed(made: Appraisal) -> Iterator[str]:
    for check in made.checks:
        yield from fold(tell_check(check, made.replications, made.service.currency, interval=True), "  ")
    why = tell_direction(made)
    yield from fold(why, "  ") if why else ()
    unseen = tell_unseen(made)
    yield from fold(unseen, "  ") if unseen else ()


def _waits(made: Appraisal) -> Iterator[str]:
    for name, step in made.service.steps.items():
        kind = "wait" if isinstance(step, Serve) else "delay"
        mean, p90 = (made.estimate("steps", name, kind, leaf) for leaf in ("mean", "p90"))
        if mean.mean is not None:
            told = (
                f"mean {write_estimate(mean.as_dict(), 'minutes')}, nine in ten below"
                f" {write_value(p90.mean, 'minutes')}"
            )
            if p90.mean is not None and p90.mean < mean.mean:
                told += " (a few wait very long: they make the mean higher than what nine in ten wait)"
            gave_up = made.estimate("steps", name, "gave_up_share")
            lost = f", {write_value(gave_up.mean, 'share')} give up" if gave_up.mean else ""
            late = made.estimate("steps", name, "late_share")
            behind = f", {write_value(late.mean, 'share')} of visits late" if late.mean else ""
            yield from fold(f"{plain(name)}: {told}{lost}{behind}", "  ")


def _choices(made: Appraisal) -> Iterator[str]:
    for name, step in made.service.steps.items():
        for key in step.choose if isinstance(step, Choose) else ():
            chosen, offered = (made.estimate("steps", name, leaf, key) for leaf in ("chosen", "offered"))
            if chosen.mean is not None and offered.mean is not None:
                share = write_value(1.0 - offered.mean, "share")
                barred = f", {share} cannot" if offered.mean < 1.0 else ""
                told = write_estimate(chosen.as_dict(), "share")
                yield from fold(f"{plain(name)}: {told} choose {plain(key)}{barred}", "  ")


def _pools(made: Appraisal) -> Iterator[str]:
    idle = []
    for name in made.service.pools:
        used = made.estimate("pools", name, "utilisation")
        over = made.estimate("pools", name, "overtime_per_week")
        late = f", {over.mean:.1f} hours of overtime a week" if over.mean else ""
        if not used.mean:
            idle.append(plain(name))
            continue
        busy = write_estimate(used.as_dict(), "share")
        yield from fold(f"{plain(name)}: {busy} of open hours busy{late}", "  ")
    if idle:
        yield from fold(f"{join_words(idle)}: no work here that is described", "  ")


def _ends(made: Appraisal) -> Iterator[str]:
    for name in made.service.ends:
        yield f"  {plain(name)}: {write_estimate(made.estimate('ends_share', name).as_dict(), 'share')}"


def _money(made: Appraisal) -> Iterator[str]:
    currency = made.service.currency
    for payer in made.sample.names("money_per_year"):
        cost, revenue = (made.estimate("money_per_year", payer, leaf).mean for leaf in ("cost", "revenue"))
        if cost or revenue:
            yield (
                f"  {plain(payer)}: costs {write_value(cost, 'money', currency)}, receives"
                f" {write_value(revenue, 'money', currency)}"
            )


def _rails(made: Appraisal) -> Iterator[str]:
    for rail in judge_guardrails(made.service.guardrails, made.sample):
        unit, currency = unit_of(rail.line.measure), made.service.currency
        side = "at most" if rail.at_most else "at least"
        value = write_estimate(rail.value.as_dict(), unit, currency)
        yield from fold(
            f"{plain(rail.name)}: {value}, {side} {write_value(rail.limit, unit, currency)}: {rail.state}",
            "  ",
        )
