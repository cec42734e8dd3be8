"""Names of steps and ends, made from the names of activities."""

from __future__ import annotations

import re
import unicodedata

from opmodels.describe.learn.process.routes import BEGIN, END, Past

LONGEST_NAME = 48
ARRIVE = "arrive"
"""The step at which cases begin."""


_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
"""Letters that are no letter of English with an accent, and what stands for them."""


class StepNames:
    """Gives every state, delay and end a name of its own.

    Parameters
    ----------
    activities
        Names by number.
    """

    def __init__(self, activities: tuple[str, ...]) -> None:
        self._words: dict[int, str] = {BEGIN: "begin", END: "end"}
        self._given: dict[tuple[str, Past], str] = {}
        self._taken = {ARRIVE}
        for number, activity in enumerate(activities):
            self._words[number] = make_word(activity)

    def of_state(self, state: Past) -> str:
        """Return the name of the step that does the last activity of a state."""
        return self._give("", state, self._tell(state))

    def of_delay(self, state: Past, after: Past) -> str:
        """Return the name of a delay before a state's activity; `after` tells which of several it is."""
        told = f"before_{self._tell(state)}" + (f"_if_{self._tell(after)}" if after else "")
        return self._give("before", (*state, -3, *after), told)

    def of_end(self, activity: int) -> str:
        """Return the name of the end after an activity."""
        return self._give("end", (activity,), f"ended_after_{self._words[activity]}")

    def _tell(self, state: Past) -> str:
        last, earlier = self._words[state[-1]], [self._words[one] for one in state[:-1]]
        return last + (f"_after_{'_'.join(earlier)}" if earlier else "")

    def _give(self, what: str, key: Past, told: str) -> str:
        if (what, key) not in self._given:
            name, number = told[:LONGEST_NAME].rstrip("_"), 2
            while name in self._taken:
                name, number = f"{told[: LONGEST_NAME - 4].rstrip('_')}_{number}", number + 1
            self._taken.add(name)
            self._given[what, key] = name
        return self._given[what, key]


def make_word(text: str) -> str:
    """Return a text as one word that begins with a letter: no accents, and underscores between."""
    folded = text.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    return word if word[:1].isalpha() else f"step_{word}".rstrip("_")
