"""The as-is check in words: what was seen, what the run says, what counts, what nobody has seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opmodels.appraise.appraisal import Appraisal
from opmodels.appraise.observed import TOLERANCE, Check, list_unseen
from opmodels.describe.notes_demand import tell_cases
from opmodels.describe.serving import Serve
from opmodels.foundation.units import count_of, format_share
from opmodels.show.findings import unit_of
from opmodels.show.words import join_words, plain, write_estimate, write_value

MOST_TOLD = 4
"""Figures told on page one; those that are not reproduced come first, and of these the ones that matter."""
MOST_UNSEEN = 3
MOST_POOLS = 3


def tell_check(check: Check, replications: int, currency: str, *, interval: bool = False) -> str:
    """Return ``wait at phone: seen 6 min, run 7 min, within ±20 %: reproduced``."""
    unit = unit_of(check.line.measure)
    run = (
        write_estimate(check.simulated.as_dict(), unit, currency)
        if interval
        else write_value(check.simulated.mean, unit, currency)
    )
    state = check.state
    told = f"cannot tell with {count_of(replications, 'replication')}" if state == "cannot tell" else state
    seen = write_value(check.value, unit, currency)
    return f"{plain(check.name)}: seen {seen}, run {run}, {_tell_band(check, unit, currency)}: {told}"


def _tell_band(check: Check, unit: str, currency: str) -> str:
    """Return what counts as reproduced: ``within ±20 %``, or ``from 3 min to 9 min``."""
    line = check.line
    if line.tolerance is not None:
        return f"within ±{format_share(line.tolerance.value)}"
    if line.value.low is None or line.value.high is None:
        return f"within ±{format_share(TOLERANCE)}"
    return f"from {write_value(check.low, unit, currency)} to {write_value(check.high, unit, currency)}"


def list_checks(made: Appraisal) -> Iterator[str]:
    """Yield the figures for page one, those that are not reproduced first, and what nobody has seen."""
    ranked = sorted(made.checks, key=lambda one: (one.reproduced, not one.matters, one.state != "missed"))
    currency = made.service.currency
    yield from (tell_check(one, made.replications, currency) for one in ranked[:MOST_TOLD])
    if len(ranked) > MOST_TOLD:
        yield f"and {len(ranked) - MOST_TOLD} more, see the report"
    why = tell_direction(made)
    if why:
        yield why
    unseen = tell_unseen(made)
    if unseen:
        yield unseen


LOAD: Mapping[str, int] = {
    "wait": 1, "delay": 1, "gave_up": 1, "utilisation": 1, "missed": 1, "late": 1, "within": -1
}  # fmt: skip
"""Measures that rise with load, and those that fall."""


def tell_direction(made: Appraisal) -> str:
    """Return what to look at in the description where the run is quieter or busier than what was seen.

    Empty where nothing that speaks of load is missed, or where the figures speak for both.
    """
    missed = [check for check in made.checks if check.state == "missed" and check.line.measure in LOAD]
    signs = {
        LOAD[check.line.measure] * ((check.simulated.mean or 0.0) > check.value or -1) for check in missed
    }
    if len(signs) != 1:
        return ""
    staff = join_words([f"{plain(name)} {_tell_staff(made, name)}" for name in _list_busy(made)[:MOST_POOLS]])
    cases = tell_cases(made.service).partition(":")[0]
    quiet = signs == {-1}
    few, many, short = ("few", "many", "short") if quiet else ("many", "few", "long")
    return (
        f"the run is {'quieter' if quiet else 'busier'} than what was seen: look for too {few} cases, too"
        f" {many} at work, or work that is too {short} (here: {cases}; at work: {staff})"
    )


def _list_busy(made: Appraisal) -> list[str]:
    """Return the pools that work where something is missed, or that work at all."""
    steps = [made.service.steps.get(check.line.step) for check in made.checks if check.state == "missed"]
    named = [
        pool for step in steps if isinstance(step, Serve) for pools in step.requirements for pool in pools
    ]
    return list(dict.fromkeys(named or [name for name, pool in made.service.pools.items() if pool.size]))


def _tell_staff(made: Appraisal, name: str) -> str:
    pool = made.service.pools[name]
    return f"{pool.size}, {format_share(pool.absence.value)} absent" if pool.absence else f"{pool.size}"


def tell_unseen(made: Appraisal) -> str:
    """Return what could be checked if somebody gave a figure; empty where all is given."""
    unseen = [plain(name) for name in list_unseen(made.service)]
    more = len(unseen) - MOST_UNSEEN
    shown = [*unseen[:MOST_UNSEEN], *([f"{more} more"] if more > 0 else [])]
    return f"not checked, no figure given: {join_words(shown)}" if unseen else ""
