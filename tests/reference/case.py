"""A case inside the service, and its visit to a step that is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import simpy

if TYPE_CHECKING:
    from opmodels.describe.coming import Worsening
    from opmodels.describe.serving import Serve
    from tests.reference.days import Slot
    from tests.reference.exchanges import Seeker
    from tests.reference.line import Waiting
    from tests.reference.staff import Hand, Staff


class EndlessError(Exception):
    """A case that moves more than 10,000 times within a millisecond; tells the step (E1.5)."""


@dataclass(eq=False)
class Kept:
    """A worker or a place that a case holds on to after the work (E3.8)."""

    pool: Staff
    worker: int
    until: str


@dataclass(frozen=True)
class Wish:
    """The worker for whom a case waits, and until when it takes nobody else (E3.7)."""

    pool: Staff
    worker: int
    until: int


@dataclass(eq=False)
class Stay:
    """A visit of a case to a step that is served."""

    case: Case
    place: str
    step: Serve
    since: int
    wake: simpy.Event
    needs: tuple[tuple[str, ...], ...]
    """The pools that can meet each of its requirements."""
    wish: Wish | None = None
    waiting: Waiting | None = None
    """Its place in the queue, while it is there."""
    patient: bool = False
    """Whether it may still give up."""
    hands: list[Hand] = field(default_factory=list)
    """What serves it, one for each requirement."""
    work: int = 0
    """Length of the work without travel, as it was begun."""
    whole: int | None = None
    """Length with travel; not known before it has started once."""
    left: int = 0
    begun: int = 0
    due: int = 0
    timer: int = 0
    """Number of the timer that counts; older ones are void."""
    stopped: int = 0
    """How many of its workers are paused."""


@dataclass(eq=False)
class Case:
    """A case inside the service."""

    key: int
    slot: int
    version: int
    need: str
    group: str
    person: int
    born: int
    area: str = ""
    level: str = ""
    place: str = ""
    visits: dict[str, int] = field(default_factory=dict)
    events: list[tuple[int, str, str, Any]] = field(default_factory=list)
    stay: Stay | None = None
    gathers: bool = False
    """Whether it waits for others at a batch."""
    seeker: Seeker | None = None
    """Its place in an exchange, while it is there."""
    kept: dict[str, Kept] = field(default_factory=dict)
    booked: Slot | None = None
    wake: simpy.Event | None = None
    """What ends its delay or its waiting for a booked slot."""
    worse: Worsening | None = None
    worse_left: int = 0
    """How much waiting is left until it worsens."""
    waits_since: int | None = None
    moved_at: int = -1
    moves: int = 0
    """How often it has moved in the millisecond of its last move."""

    names: tuple[str, ...] = field(init=False)
    """What its values are looked up by: level, area, group, need (E2.8)."""

    def __post_init__(self) -> None:
        self.describe()

    def describe(self, *, level: str | None = None, area: str | None = None) -> None:
        """Say of what level the case is, and where its person lives."""
        self.level = self.level if level is None else level
        self.area = self.area if area is None else area
        self.names = tuple(name for name in (self.level, self.area, self.group, self.need) if name)
