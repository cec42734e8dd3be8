"""Steps that are served: joining, starting, giving way, finishing, keeping (E3.1, E3.2, E3.7 to E3.12)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.serving import Serve
from tests.reference.case import Case, Kept, Stay, Wish
from tests.reference.chance import milliseconds, value_at
from tests.reference.line import Line, Waiting
from tests.reference.staff import Hand, Staff, find_hands, find_kept, find_priority

if TYPE_CHECKING:
    from tests.reference.engine import Engine, Passage


class Serving:
    """Who is served by whom."""

    def __init__(self, engine: Engine, line: Line) -> None:
        self.engine, self.line = engine, line
        self.served: dict[tuple[str, int, str], int] = {}
        """Number of the worker who last served a person of a group, by pool."""
        self.waits: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        """When somebody started at a step, and how long they had waited."""

    def serve(self, case: Case, place: str, step: Serve) -> Passage:
        """Let a case be served, give up, be turned away or leave as it worsens."""
        engine = self.engine
        stay = case.stay = Stay(case, place, step, engine.now, engine.env.event(), step.needs(*case.names))
        stay.wish = self._find_wish(stay)
        if not self._begin(stay):
            case.stay = None
            assert step.turned_away_to is not None
            return step.turned_away_to, engine.exit(case, place, step.turned_away_to), "no_room"
        said = yield stay.wake
        if said == "done":
            self._finish(stay)
            case.stay = None
            if (yield from engine.visits.rest(case, place, step)):
                return None
            return step.then, engine.usual(case, place, step.then), "usual"
        case.stay = None
        if said != "gives up":
            return said[1], said[2], "worsened"
        engine.tell(case, "leave", place, engine.now - stay.since)
        assert step.gives_up_to is not None
        return step.gives_up_to, engine.exit(case, place, step.gives_up_to), "patience"

    def _begin(self, stay: Stay) -> bool:
        """Start a case, perhaps in place of another, or let it join the queue; false if that is full."""
        now, case, room = self.engine.now, stay.case, stay.step.room
        hands, ahead = find_hands(stay, self.engine.staff, now), self.line.lengths[stay.place]
        way = self._find_way(stay) if hands is None else None
        if hands is None and way is None and room is not None and ahead >= room.value:
            return False
        self.engine.tally.join(now, case, stay.place)
        if hands is not None:
            self._start(stay, hands)
        elif way is not None:
            self._take_over(stay, *way)
        else:
            self.engine.tell(case, "join", stay.place, ahead)
            self._wait(stay)
        return True

    # The queue (E3.1, E3.2)

    def _wait(self, stay: Stay) -> None:
        self._queue(stay)
        patience = self.engine.duration(stay.step.patience, stay.case, stay.place, "wait", 0)
        if patience is not None:
            stay.patient = True
            due = self.engine.now + patience
            self.engine.call_give_up(due, stay.case.slot, lambda: self._give_up(stay))
        if stay.wish is not None:
            number = 2 * stay.case.slot + 1
            self.engine.call_worsening(stay.wish.until, number, lambda: self._try_start(stay))

    def _queue(self, stay: Stay) -> None:
        """Put a case into its queue, where it has stood since it joined."""
        case = stay.case
        key = {"first_come": 0, "last_come": -stay.since}.get(stay.step.order)
        if stay.step.order == "random":
            key = self.engine.draw(case, stay.place, "exit")[1]
        elif stay.step.order == "shortest":
            key = self.engine.duration(stay.step.takes, case, stay.place, "work", 0) or 0
        assert key is not None
        self.engine.tally.queue(self.engine.now, stay.place, 1)
        self.line.join(Waiting(self._priority(stay), key, stay.since, case.slot, stay))
        self.engine.severity.wait(case)

    def _priority(self, stay: Stay) -> int:
        return find_priority(self.engine.versions[stay.case.version], stay)

    def leave(self, stay: Stay) -> None:
        """Take a case out of its queue."""
        self.line.leave(stay)
        self.engine.tally.queue(self.engine.now, stay.place, -1)
        self.engine.severity.stop(stay.case)

    def _give_up(self, stay: Stay) -> None:
        if stay.patient and stay.waiting is not None:
            self.leave(stay)
            stay.wake.succeed("gives up")

    def reconsider(self, stay: Stay) -> None:
        """Give a case that has worsened its new place; let it start if it now can (E3.10, E3.11)."""
        old, stay.needs = stay.waiting, stay.step.needs(*stay.case.names)
        assert old is not None
        self.line.move(Waiting(self._priority(stay), old.key, old.joined, old.slot, stay))
        if not self._try_start(stay):
            way = self._find_way(stay)
            if way is not None:
                self._take_over(stay, *way)

    # Starting and finishing (E1.5, E3.2, E3.12)

    def _try_start(self, stay: Stay) -> bool:
        """Start a case that waits, if all it needs is free."""
        if stay.waiting is None:
            return False
        hands = find_hands(stay, self.engine.staff, self.engine.now)
        if hands is not None:
            self._start(stay, hands)
        return hands is not None

    def _start(self, stay: Stay, hands: list[Hand]) -> None:
        if stay.waiting is not None:
            self.leave(stay)
        stay.hands = [hand if hand.kept else self._take(stay.case, hand) for hand in hands]
        case, first = stay.case, stay.hands[0]
        for hand in stay.hands:
            assert hand.worker is not None
            self.served[case.group, case.person, hand.pool.name] = hand.worker
        if stay.whole is None:
            self._draw_lengths(stay)
            self.waits[stay.place].append((self.engine.now, self.engine.now - stay.since))
            self.engine.tell(case, "start", stay.place, (first.pool.name, first.worker))
            self.engine.tally.start(self.engine.now, stay, late=self.engine.visits.is_late(stay))
        else:
            self.engine.tell(case, "resume", stay.place, first.pool.name)
        self._work(stay)

    def _take(self, case: Case, hand: Hand) -> Hand:
        self.engine.use(hand.pool)
        return Hand(hand.pool, hand.pool.take(case, hand.worker))

    def _draw_lengths(self, stay: Stay) -> None:
        takes = self.engine.minutes(stay.step.takes, stay.case, stay.place, "work", 0) or 0.0
        travel = self.engine.duration(stay.step.travel, stay.case, stay.place, "wait", 1)
        stay.work = milliseconds(takes / self._speed(stay.hands[0]))
        stay.whole = stay.left = stay.work + (travel or 0)
        self.engine.tally.travel(self.engine.now, stay.case, stay.place, travel or 0)

    def _speed(self, hand: Hand) -> float:
        """Return the speed of a worker (E3.12)."""
        rules = self.engine.rules(hand.pool.name)
        if hand.kept:
            return 1.0
        speed = rules.speed.value if rules.speed else 1.0
        if rules.speeds_differ is None or rules.speeds_differ.value == 0:
            return float(speed)
        assert hand.worker is not None
        own = Lognormal(mean=1.0, sd=rules.speeds_differ.value)
        return float(speed * value_at(own, self.engine.chance.speed(hand.pool.name, hand.worker)))

    def _work(self, stay: Stay) -> None:
        stay.timer, stay.begun, stay.due = stay.timer + 1, self.engine.now, self.engine.now + stay.left
        timer = stay.timer
        self.engine.call_completion(
            stay.due, stay.case.slot, lambda: stay.timer == timer and stay.wake.succeed("done")
        )

    def _finish(self, stay: Stay) -> None:
        case, first, keeps = stay.case, stay.hands[0], stay.step.keeps
        self.engine.tell(case, "finish", stay.place, (first.pool.name, first.worker))
        self.engine.tally.finish(self.engine.now, stay)
        self.engine.effects.leave(case, stay.place, stay.step.effects)
        fresh = [hand for hand in stay.hands if not hand.kept]
        for hand in fresh:
            if hand.pool.name in keeps:
                assert hand.worker is not None
                hand.pool.kept.add(hand.worker)
                case.kept[hand.pool.name] = Kept(hand.pool, hand.worker, "")
        for kept in case.kept.values():
            kept.until = keeps.get(kept.pool.name, kept.until)
        self._release([hand for hand in fresh if hand.pool.name not in keeps])

    def _release(self, hands: list[Hand]) -> None:
        """Free workers, and let others start."""
        self._free(hands)
        if hands:
            self.dispatch([hand.pool for hand in hands])

    def _free(self, hands: list[Hand]) -> None:
        for hand in hands:
            assert hand.worker is not None
            self.engine.use(hand.pool)
            hand.pool.release(hand.worker)

    def let_go(self, case: Case, place: str | None) -> None:
        """Free what a case kept until a place, or all at an end (E1.5)."""
        over = [kept for kept in case.kept.values() if place is None or kept.until == place]
        for kept in over:
            del case.kept[kept.pool.name]
        self._release([Hand(kept.pool, kept.worker) for kept in over])

    def dispatch(self, freed: list[Staff]) -> None:
        """Let paused work go on, then start who waits (E3.1, E3.3)."""
        for pool in freed:
            while pool.stopped and pool.free:
                self.resume(pool)
        while self._start_first():
            pass

    def _start_first(self) -> bool:
        """Start the first who can; who needs the same as one who could not need not be looked at."""
        blocked = set[tuple[tuple[str, ...], ...]]()
        for waiting in self.line.order:
            stay = waiting.stay
            is_plain = stay.wish is None and not stay.case.kept
            if is_plain and stay.needs in blocked:
                continue
            if self._try_start(stay):
                return True
            if is_plain:
                blocked.add(stay.needs)
        return False

    def pause(self, pool: Staff) -> bool:
        """Pause the work of a pool's highest worker that can be paused (E3.3)."""
        case = pool.stop_one()
        if case is None:
            return False
        stay = case.stay
        assert stay is not None
        self.engine.tell(case, "pause", case.place, pool.name)
        stay.stopped += 1
        if stay.stopped == 1:
            stay.left, stay.timer = stay.due - self.engine.now, stay.timer + 1
        return True

    def resume(self, pool: Staff) -> None:
        """Let the lowest paused worker of a pool go on."""
        self.engine.use(pool)
        stay = pool.resume_one().stay
        assert stay is not None
        stay.stopped -= 1
        if stay.stopped == 0:
            self.engine.tell(stay.case, "resume", stay.place, pool.name)
            self._work(stay)

    # The same worker (E3.7)

    def _find_wish(self, stay: Stay) -> Wish | None:
        case, asked = stay.case, stay.step.same_worker
        if asked is None or not stay.needs or find_kept(case, stay.needs[0]):
            return None
        for name in stay.needs[0]:
            worker = self.served.get((case.group, case.person, name))
            if worker is not None:
                return Wish(self.engine.staff[name], worker, self.engine.now + milliseconds(asked.value))
        return None

    # Giving way (E3.10)

    def _find_way(self, stay: Stay) -> tuple[Staff, Stay] | None:
        """Return the pool and the work that gives way to a case, if any does."""
        if stay.wish is not None and self.engine.now < stay.wish.until:
            return None
        lacking = [pools for pools in stay.needs if find_kept(stay.case, pools) is None]
        if len(lacking) != 1:
            return None
        for pool in (self.engine.staff[name] for name in lacking[0]):
            found = self._list_giving(pool, self._priority(stay)) if pool.active <= pool.capacity else []
            if found:
                return pool, max(found, key=lambda one: (self._priority(one), one.begun, one.case.slot))
        return None

    def _list_giving(self, pool: Staff, above: int) -> list[Stay]:
        """Return the work of a pool that gives way to a class."""
        able = set(pool.holders) - pool.stopped - pool.kept
        stays = [stay for worker in sorted(able) if (stay := pool.holders[worker].stay) is not None]
        return [s for s in stays if s.step.gives_way and not s.stopped and self._priority(s) > above]

    def _take_over(self, stay: Stay, pool: Staff, other: Stay) -> None:
        """Let a case start with the worker of another, which goes back to its queue."""
        self.engine.tell(other.case, "pause", other.place, pool.name)
        assert other.whole is not None
        other.left = other.whole if other.step.gives_way == "restart" else other.due - self.engine.now
        other.timer += 1
        freed = [hand for hand in other.hands if not hand.kept]
        self._free(freed)
        other.hands, other.wish, other.patient = [], None, False
        self._queue(other)
        hands = find_hands(stay, self.engine.staff, self.engine.now)
        assert hands is not None
        self._start(stay, hands)
        self.dispatch([hand.pool for hand in freed])
