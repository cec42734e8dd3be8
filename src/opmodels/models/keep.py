"""Business as usual: demand grows, pay drifts, nothing is redesigned."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.edit import Edit, Scale
from opmodels.describe.service import Service
from opmodels.foundation.units import format_share, write_number
from opmodels.models.base import Design, OperatingModel, make_card
from opmodels.models.payroll import staff_pools
from opmodels.models.settings import Settings, make_settings
from opmodels.models.transition import Transition

CARD = make_card(
    idea="Carry on as today.",
    home="every public service that waits for next year",
    mechanism="More demand meets the same staff, so waits absorb the growth and cost does not.",
    worked=["where demand is flat and there is slack"],
    failed=["near full load, where a little more demand means a much longer wait"],
    breaks=["demand that grows", "pay that rises faster than the budget", "staff near full load"],
    staff={"all": "changed the same people meet more demand", "consult": "no"},
    left_out=["those who would have been served had the queue not grown"],
    needs_first=["nothing"],
    evidence_level="2",
    evidence=["elston-2019"],
    relies_on=[{"pay is known": {}}],
)

SETTINGS = make_settings(
    demand_growth={
        "value": "0 %", "range": ["-5 %", "10 %"], "limits": ["-90 %", "300 %"], "grade": "assumption",
        "note": "how much more demand there is, as a share of today's",
    },
    pay_drift={
        "value": "0 %", "range": ["-2 %", "6 %"], "limits": ["-50 %", "100 %"], "grade": "assumption",
        "note": "how much dearer an hour of staff is, as a share of today's",
    },
)  # fmt: skip


def _grow(service: Service, settings: Settings) -> Iterator[Edit]:
    growth, drift = settings.number("demand_growth"), settings.number("pay_drift")
    factor, pay_factor = write_number(1.0 + growth), write_number(1.0 + drift)
    for name, need in service.needs.items() if growth else ():
        if need.campaign:
            continue
        key = "rate" if need.rate is not None else "per_person_per_year"
        yield Scale(scale={f"needs.{name}.{key}": factor}, why=f"demand grows by {format_share(growth)}")
    for name, pool in staff_pools(service).items() if drift else ():
        if pool.cost is not None:
            yield Scale(scale={f"pools.{name}.cost": pay_factor}, why=f"pay drifts by {format_share(drift)}")


class Keep(OperatingModel):
    """Business as usual: the service itself, with demand and pay a little further on when asked."""

    def design(self, service: Service, settings: Settings) -> Design:
        """Return growth of demand and drift of pay, or no change at all at the defaults."""
        return Design(tuple(_grow(service, settings)), Transition(), settings)


KEEP = Keep("keep", CARD, SETTINGS, {"demand_growth": "0 %", "pay_drift": "0 %"})
