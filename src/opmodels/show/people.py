"""What is left on people, and whom campaigns choose, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opmodels.describe.campaigns import Campaign, Known
from opmodels.describe.effects import Effect
from opmodels.show.spans import tell_numbers
from opmodels.show.words import join_words

ORDERS = {
    "random": "by lot",
    "most_frail": "the most frail first",
    "most_cases": "those with the most of these cases first",
    "score": "those with the highest score first",
}


def tell_effects(effects: Mapping[str, Effect]) -> Iterator[str]:
    """Yield what a step or an end leaves on its person, a clause for each need."""
    for need, effect in effects.items():
        told = [f"multiplies how often its person has {need} by {tell_numbers(effect.factor)}"]
        told += [f"from {effect.after.written} later on"] if effect.after else []
        told += [f"for {effect.lasts.written}"] if effect.lasts else ["for good"]
        told += [f"fading over {effect.fades.written}"] if effect.fades else []
        yield ", ".join(told)


def mark_effects(effects: Mapping[str, Effect]) -> Iterator[str]:
    """Yield the same in a few words, for a drawing: ``changes fall``."""
    yield from (f"changes {need}" for need in effects)


def tell_campaign(campaign: Campaign) -> str:
    """Return when a campaign chooses people, how many, whom, and who comes first."""
    told = [f"every {campaign.every.written}"]
    told += [f"from {campaign.start}"] if campaign.start else []
    told += [f"until {campaign.until}"] if campaign.until else []
    known = join_words(list(_tell_known(campaign.who)), "and")
    told += [f"for up to {campaign.up_to.written} {'people' if not known else 'who ' + known}"]
    order = ORDERS[campaign.first]
    if campaign.correlation is not None:
        order += f" (it correlates with frailty by {campaign.correlation.written})"
    told.append(order)
    told += [f"nobody again for {campaign.not_again_for.written}"] if campaign.not_again_for else []
    return ", ".join(told)


def _tell_known(who: Known) -> Iterator[str]:
    """Yield what must hold of a person, a clause each."""
    if who.group:
        yield f"are of {join_words(list(who.group), 'or')}"
    if who.area:
        yield f"live in {join_words(list(who.area), 'or')}"
    if who.has:
        yield f"have {who.has}"
    if who.lacks:
        yield f"lack {who.lacks}"
    if who.had is not None:
        times = who.had.times.written if who.had.times else "1"
        often = "once" if times == "1" else f"{times} times"
        yield f"had {who.had.need} at least {often} within {who.had.within.written}"
