"""What people can choose, in words."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.choosing import Alternative, Choose, Quote
from opmodels.describe.sourced import Varied

WORDS = {
    "queue": "the wait by the queue at {}",
    "last": "the last wait at {}",
    "published": "the wait published for {}",
    "exact": "the next slot at {}",
}


def tell_choice(step: Choose) -> str:
    """Return a choice in words: ``people choose bus (£2, the last wait at stop) or walk (40 min)``."""
    told = [name + _bracket(one) for name, one in step.choose.items()]
    return (
        f"people choose {', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else f"people take {told[0]}"
    )


def _bracket(one: Alternative) -> str:
    told = ", ".join(_list_facts(one))
    return f" ({told})" if told else ""


def _list_facts(one: Alternative) -> Iterator[str]:
    yield from (_tell_values(varied) for varied in (one.price, one.takes) if varied is not None)
    if one.quote is not None:
        yield tell_quote(one.quote)
    if one.needs:
        yield f"needs {' and '.join(one.needs)}"
    if one.income_at_least is not None:
        yield f"income at least {one.income_at_least.written}"


def tell_quote(quote: Quote) -> str:
    """Return which wait people are told: ``the last wait at hail``."""
    return WORDS[quote.kind].format(quote.step)


def _tell_values(varied: Varied) -> str:
    return " / ".join(part.written for part in varied.parts)
