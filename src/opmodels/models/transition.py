"""The way from the service as it is to the redesigned one: what it costs and how long it takes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from opmodels.describe.part import Part, refuse
from opmodels.describe.sourced import Money, Period, Quantity, Share
from opmodels.describe.words import Day
from opmodels.foundation import units

EndOfPosts = Literal["natural wastage", "redundancy"]
NOTHING = Quantity(value=0.0, written="£0")
AT_ONCE = Quantity(value=0.0, written="0 weeks")
EVERYONE = Quantity(value=1.0, written="100 %")


class Adoption(Part):
    """How the new way spreads: from one share of cases to another, in a straight line."""

    start: Share = Field(default=EVERYONE, alias="from")
    """Share of cases that go the new way on the first day."""
    end: Share = Field(default=EVERYONE, alias="to")
    """Share that do once it has spread."""
    over: Period = AT_ONCE
    """How long it takes to spread."""

    @model_validator(mode="after")
    def _grows(self) -> Adoption:
        if self.start.value > self.end.value:
            raise refuse(
                f"adoption from {self.start.written} to {self.end.written}", "a share that does not fall"
            )
        return self

    def share_at(self, minutes: float) -> float:
        """Return the share of cases that go the new way so many minutes after the change."""
        done = 1.0 if minutes >= self.over.value else max(0.0, minutes / self.over.value)
        return float(self.start.value + done * (self.end.value - self.start.value))


class Transition(Part):
    """What stands between today and the redesigned service."""

    set_up: Money = NOTHING
    """What it costs once, before it begins."""
    pays: str = ""
    """Who pays for setting up; the payer whose gap it is unless said."""
    dual_running: Period = AT_ONCE
    """How long old and new are paid for side by side, in minutes."""
    adoption: Adoption = Adoption()
    """How the new way spreads."""
    go_live: Day | None = None
    """The day on which it begins; the service's own unless said."""
    under_way: Literal["finish", "move"] = "finish"
    """Whether cases that are under way finish the old way or move over."""
    posts_end_by: EndOfPosts | None = None
    """How posts end, where any do."""
    undo: Money = NOTHING
    """What it would cost to go back."""

    @property
    def is_at_once(self) -> bool:
        """Whether all cases go the new way from the first day."""
        return self.adoption.share_at(0.0) == 1.0

    def as_dict(self) -> dict[str, Any]:
        """Return it as ``--json`` prints it: money in the currency, times in minutes, shares as fractions."""
        spread = self.adoption
        return {
            "set_up": _show(self.set_up),
            "pays": self.pays,
            "dual_running": _show(self.dual_running),
            "adoption": {"from": _show(spread.start), "to": _show(spread.end), "over": _show(spread.over)},
            "go_live": self.go_live.isoformat() if self.go_live else None,
            "under_way": self.under_way,
            "posts_end_by": self.posts_end_by,
            "undo": _show(self.undo),
        }

    def then(self, other: Transition) -> Transition:
        """Return the transition to two models at once.

        Costs add up, dual running lasts as long as the longer one, adoption is that of the slower and
        smaller one, the later date counts, and cases finish the old way if either says so.
        """
        return Transition.model_construct(
            set_up=_add(self.set_up, other.set_up),
            pays=self.pays or other.pays,
            dual_running=max(self.dual_running, other.dual_running, key=float),
            adoption=_slower(self.adoption, other.adoption),
            go_live=max((day for day in (self.go_live, other.go_live) if day), default=None),
            under_way="finish" if "finish" in (self.under_way, other.under_way) else "move",
            posts_end_by=_harsher(self.posts_end_by, other.posts_end_by),
            undo=_add(self.undo, other.undo),
        )


def _show(quantity: Quantity) -> dict[str, Any]:
    return {
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "source": quantity.source,
        "grade": quantity.grade,
    }


def _add(one: Quantity, other: Quantity) -> Quantity:
    """Return the sum of two amounts of money; a range where either has one."""
    if not one.value or not other.value:
        return one if one.value else other
    currency = one.currency or other.currency or "£"
    total = one.value + other.value
    ends = [
        (q.low if q.low is not None else q.value, q.high if q.high is not None else q.value)
        for q in (one, other)
    ]
    has_range = any(q.low is not None for q in (one, other))
    return Quantity(
        value=total,
        written=units.write_money(total, currency),
        low=sum(low for low, _ in ends) if has_range else None,
        high=sum(high for _, high in ends) if has_range else None,
        source="; ".join(dict.fromkeys(q.source for q in (one, other) if q.source)),
        grade="assumption" if "assumption" in (one.grade, other.grade) else one.grade or other.grade,
        currency=currency,
    )


def _slower(one: Adoption, other: Adoption) -> Adoption:
    return Adoption.model_construct(
        start=min(one.start, other.start, key=float),
        end=min(one.end, other.end, key=float),
        over=max(one.over, other.over, key=float),
    )


def _harsher(one: EndOfPosts | None, other: EndOfPosts | None) -> EndOfPosts | None:
    if "redundancy" in (one, other):
        return "redundancy"
    return "natural wastage" if "natural wastage" in (one, other) else None
