"""Words that a random service may use beside the usual ones, each added to what was made before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.words_people import (
    add_areas,
    add_campaigns,
    add_effects,
    add_party,
    add_planned,
    add_severity,
    add_who,
)
from tests.reference.words_staff import (
    add_absence_rises,
    add_consults,
    add_funded_by,
    add_gives_way,
    add_keeps,
    add_on_call,
    add_outages,
    add_same_worker,
    add_speed,
)
from tests.reference.words_steps import add_batch, add_choose, add_match, add_repeat, add_side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.random_services import Maker, Tree

WORDS: dict[str, Callable[[Maker, Tree], None]] = {
    "side_by_side": add_side_by_side,
    "absence_rises": add_absence_rises,
    "areas": add_areas,
    "severity": add_severity,
    "gives_way": add_gives_way,
    "batch": add_batch,
    "match": add_match,
    "same_worker": add_same_worker,
    "keeps": add_keeps,
    "outages": add_outages,
    "on_call": add_on_call,
    "speed": add_speed,
    "party": add_party,
    "planned": add_planned,
    "effects": add_effects,
    "repeat": add_repeat,
    "consults": add_consults,
    "funded_by": add_funded_by,
    "choose": add_choose,
    "campaigns": add_campaigns,
    "who": add_who,
}
"""The words, in the order in which they are added."""


def choose_words(maker: Maker) -> list[str]:
    """Return the words that a service uses: none in a third of services, many in a sixth, else a few."""
    kind = maker.chance.randint(1, 6)
    return [word for word in WORDS if kind > 2 and maker.often(2 if kind == 3 else 5)]
