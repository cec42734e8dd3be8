"""A step where a case gives or takes: it waits for somebody of the other side who fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import model_validator

from opmodels.describe.part import refuse, refuse_alone
from opmodels.describe.serving import AnyStep
from opmodels.describe.sourced import Times, VariedWhole
from opmodels.describe.split import Onward, Route


class Match(AnyStep):
    """A case waits on one side of an exchange until it is brought together with somebody of the other."""

    match: str
    """The exchange."""
    side: Literal["giver", "taker"]
    """Whether the case gives, or takes what another gives."""
    room_for: VariedWhole | None = None
    """How many takers a giver has room for, 1 unless said; it goes on when it has so many."""
    then: Onward
    """Where the case goes that is matched."""
    patience: Times | None = None
    """How long a case waits; a giver who has a taker by then goes on, others give up."""
    gives_up_to: Onward | None = None
    """Where those go who give up."""

    @model_validator(mode="after")
    def _fits_together(self) -> Match:
        refuse_alone(self, "patience", "gives_up_to")
        if self.room_for is not None and self.side == "taker":
            expected = "room_for at a giver: each taker is one"
            step = "write side: giver, or take room_for away"
            raise refuse("room_for at a taker", expected, next_step=step, key="room_for")
        return self

    def exits(self) -> Iterator[tuple[str, Route]]:
        """Yield every way out, with the cause."""
        yield "then", self.then
        if self.gives_up_to:
            yield "gives_up_to", self.gives_up_to
