"""Bookings: slots, those who do not come, those who cancel, and go-live (E1.3, E3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opmodels.describe.pathway import Book as Booking
from tests.reference.case import Case
from tests.reference.chance import milliseconds, unit
from tests.reference.days import DAY, Slot, open_book

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Passage


class Diaries:
    """What can be booked, and who has booked it."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.days = engine, engine.days
        names = dict.fromkeys(name for version in engine.versions for name in version.diaries)
        self.books = {name: open_book(engine.versions[0], name, self.days) for name in names}

    def book(self, case: Case, place: str, step: Booking) -> Passage:
        """Let a case book, and wait for its slot."""
        engine = self.engine
        want, show = engine.draw(case, place, "book")
        slot = self.find_slot(step, engine.duration_at(step.wanted, case, unit(want)) or 0)
        if slot is None:
            return step.full, engine.exit(case, place, step.full), "no_slot"
        lead = self.days.day_at(slot.time) - self.days.day_at(engine.now)
        cancels = self._cancels_at(case, place, step, slot.time)
        if cancels is not None and cancels <= engine.now:
            assert step.cancels is not None
            return step.cancels.to, engine.exit(case, place, step.cancels.to), "cancelled"
        misses = unit(show) < _missed_share(step, case, lead)
        slot.taken += 1
        case.booked = slot
        engine.tell(case, "book", place, slot.time)
        engine.tally.delay(engine.now, case, place, slot.time - engine.now)
        said = yield from engine.rest(case, slot.time if cancels is None else cancels, is_slot=True)
        if said is not None:
            return said
        if cancels is not None:
            self._give_back(case)
            assert step.cancels is not None
            return step.cancels.to, engine.exit(case, place, step.cancels.to), "cancelled"
        case.booked = None
        if step.no_show and misses:
            missed = step.no_show.to or step.full
            return missed, engine.exit(case, place, missed), "missed"
        return step.then, engine.usual(case, place, step.then), "usual"

    def _give_back(self, case: Case) -> None:
        if case.booked:
            case.booked.taken -= 1
        case.booked = None

    def _cancels_at(self, case: Case, place: str, step: Booking, time: int) -> int | None:
        if step.cancels is None:
            return None
        share = step.cancels.share.of(*case.names)
        if share is None or unit(self.engine.draw(case, place, "cancel")[0]) >= share.value:
            return None
        return time - (self.engine.duration(step.cancels.notice, case, place, "cancel", 1) or 0)

    def find_slot(self, step: Booking, wanted: int) -> Slot | None:
        """Return the slot that a case would get that wants one so far ahead."""
        now, today, book = self.engine.now, self.days.day_at(self.engine.now), self.books[step.book]
        day = today + min(wanted // DAY, book.ahead)
        start = now if day == today else self.days.midnights[day]
        free = (s for s in book.slots if s.time >= start and s.taken < s.seats and s.opens <= now)
        slot = next(free, None)
        if slot and step.longest is not None and slot.time > now + milliseconds(step.longest.value):
            return None
        return slot

    def carry_over(self) -> None:
        """Carry bookings over at go-live, day by day, each to the nearest free slot of its day (E1.3)."""
        after = self.engine.versions[-1]
        self.books = {name: open_book(after, name, self.days) for name in self.books}
        inside = [*self.engine.inside.values(), *self.engine.parts.list_cases()]
        held = [case for case in inside if case.booked]
        for case in sorted(held, key=lambda case: (case.booked.time if case.booked else 0, case.slot)):
            step = self.engine.versions[case.version].steps[case.place]
            assert isinstance(step, Booking)
            assert case.booked is not None
            day, time = self.days.day_at(case.booked.time), case.booked.time
            slots = self.books[step.book].slots
            free = [s for s in slots if self.days.day_at(s.time) == day and s.taken < s.seats]
            slot = min(free, key=lambda s: (abs(s.time - time), s.time), default=None)
            if slot:
                slot.taken += 1
            case.booked = slot


def _missed_share(step: Booking, case: Case, lead: int) -> float:
    if step.no_show is None:
        return 0.0
    if step.no_show.share is not None:
        found = step.no_show.share.of(*case.names)
        return float(found.value) if found is not None else 0.0
    return next((share.value for days, share in reversed(step.no_show.after) if days <= lead), 0.0)
