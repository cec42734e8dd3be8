"""The finding: what holds so far, at what price for citizens, and what a person must decide."""

from __future__ import annotations

from collections.abc import Mapping

from opmodels.appraise.comparison import Comparison, ModelResult
from opmodels.appraise.samples import Sample
from opmodels.describe.service import Service
from opmodels.models.cautions import protects_citizens
from opmodels.show.words import join_words, plain, round_share

NOTICED = 0.005
"""Change of the share of cases that end unmet from which on it is told."""


def tell_finding(comparison: Comparison) -> str:
    """Return the finding: what holds in the simulation so far; no probability is claimed."""
    tried = {name: model for name, model in comparison.models.items() if not model.redesign.changes_nothing}
    if not tried:
        return _tell_nothing_tried(comparison)
    holding = [name for name, model in tried.items() if model.verdict.words == "holds"]
    told = _tell_models(tried, holding, comparison)
    if comparison.withheld:
        return f"no verdict yet: {tell_withheld(comparison)}. So far {told}."
    return f"{told}. Test before anything is scaled." if holding else f"{told}."


def _tell_nothing_tried(comparison: Comparison) -> str:
    """Return why there is nothing to find: models that leave the service as it is, or none that fits it."""
    kept, misfits = list(comparison.models), list(comparison.does_not_fit)
    if not kept and misfits:
        told = f"{join_words(misfits)} do{'es' if len(misfits) == 1 else ''} not fit this service"
        return f"nothing was tried: {told}; why stands below."
    told = f"{join_words(kept) or 'no model'} leave{'' if len(kept) > 1 else 's'} it as it is"
    return f"nothing was tried that changes the service: {told}."


def tell_withheld(comparison: Comparison) -> str:
    """Return which figures that matter the as-is run misses, or cannot yet be said to reproduce."""
    found: dict[str, list[str]] = {"missed": [], "cannot tell": []}
    for check in comparison.as_is.checks:
        name = plain(check.name)
        if check.matters and check.state in found and name not in found[check.state]:
            found[check.state].append(name)
    runs = f"{comparison.replications} replication{'s' if comparison.replications > 1 else ''}"
    it = "it" if found["missed"] else "the as-is run"
    told = [
        f"the as-is run misses {join_words(found['missed'])}" if found["missed"] else "",
        f"{runs} cannot tell whether {it} reproduces {join_words(found['cannot tell'])}"
        if found["cannot tell"]
        else "",
    ]
    return join_words([part for part in told if part])


def _tell_models(tried: Mapping[str, ModelResult], holding: list[str], comparison: Comparison) -> str:
    service = comparison.service
    if not _tell_asked(service, True):
        return "nothing is asked of the models: state a gap, guardrails or red lines"
    told = [_tell_holding(holding, comparison, lines=True)] if holding else []
    for words, names in _group_undecided(tried).items():
        told.append(f"{_tell_holding(names, comparison, lines=False)}{words}: a person must decide")
    if told:
        return "; ".join(told)
    return (
        f"{'this model fails' if len(tried) == 1 else f'none of the {len(tried)} models passes'}: it must"
        f" {_tell_asked(service, False)}"
    )


def _group_undecided(tried: Mapping[str, ModelResult]) -> dict[str, list[str]]:
    """Return models that only a person's word keeps from passing, by what cannot be checked."""
    found: dict[str, list[str]] = {}
    for name, model in tried.items():
        if model.verdict.needs_person:
            found.setdefault(model.verdict.words, []).append(name)
    return found


def _tell_holding(names: list[str], comparison: Comparison, *, lines: bool) -> str:
    """Return what models keep, with what it costs citizens where no guardrail speaks for them."""
    asked = _tell_asked(comparison.service, len(names) == 1, lines=lines)
    if not asked:
        return f"{join_words([plain(name) for name in names])}: "
    told = f"{join_words([plain(name) for name in names])} {asked}"
    spoken_for = any(protects_citizens(rail) for rail in comparison.service.guardrails)
    if not spoken_for:
        prices = [_tell_price(comparison.models[name], comparison) for name in names]
        with_names = len(names) > 1
        told += ", but " + "; ".join(
            f"under {plain(name)} {price}" if with_names else price
            for name, price in zip(names, prices, strict=True)
        )
    return told if lines else f"{told}, {'but' if spoken_for else 'and'} "


def _tell_asked(service: Service, one: bool, *, lines: bool = True) -> str:
    """Return what is asked, as words that follow one name or several."""
    ending = "s" if one else ""
    asked = [
        *([f"close{ending} the gap"] if service.gap else []),
        *(
            [f"keep{ending} every hard guardrail"]
            if any(rail.hard == "yes" for rail in service.guardrails)
            else []
        ),
        *(
            [f"crosse{ending} no red line" if one else "cross no red line"]
            if service.red_lines and lines
            else []
        ),
    ]
    return join_words(asked)


def _tell_price(model: ModelResult, comparison: Comparison) -> str:
    """Return ``100 % of citizens are worse off and cases that end unmet go from 3 % to 93 %``."""
    worse = model.winners.everyone.worse.mean
    told = "nobody can say how many citizens are worse off (too few replications)"
    if worse is not None:
        told = f"{round_share(worse)} of citizens are worse off"
    before = _share_unmet(comparison.service, comparison.as_is.sample)
    after = _share_unmet(model.redesign.after, model.result.sample)
    if abs(after - before) < NOTICED:
        return told
    return f"{told} and cases that end unmet go from {round_share(before)} to {round_share(after)}"


def _share_unmet(service: Service, sample: Sample) -> float:
    ends = [name for name, end in service.ends.items() if end.as_ == "unmet"]
    return sum(sample.estimate("ends_share", name).mean or 0.0 for name in ends)
