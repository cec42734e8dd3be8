"""Settings that are money, in the currency of a service: as a sum once, or as a number of its description."""

from __future__ import annotations

from opmodels.describe.sourced import Quantity
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.units import write_money
from opmodels.models.settings import Setting

YEARLY = "per year"


def range_of(setting: Setting) -> tuple[float, float]:
    """Return the ends of a setting's range; its value twice where it has none."""
    low, high = setting.ends or (setting.amount, setting.amount)
    return low.value, high.value


def price_once(setting: Setting, currency: str, times: float = 1.0, source: str = "") -> Quantity:
    """Return what a setting comes to once, with its range.

    Parameters
    ----------
    setting
        An amount of money, or a share or time of what is paid.
    currency
        That of the service.
    times
        How many times it is paid; of a share or time, what is paid for the whole or a minute.
    source
        How it was reckoned; the setting's own source unless said.
    """
    low, high = range_of(setting)
    value = times * setting.amount.value
    return Quantity(
        value=value, written=write_money(round(value, 2), currency), low=times * low, high=times * high,
        source=source or setting.source, grade=setting.grade, currency=currency,
    )  # fmt: skip


def price_node(setting: Setting, currency: str, times: float = 1.0, per: str = "") -> Node:
    """Return what a setting comes to as a number of a description, with its range.

    Parameters
    ----------
    setting
        An amount of money.
    currency
        That of the service.
    times
        How many times it is paid.
    per
        What stands behind the amount, such as ``per year``.
    """
    value, low, high = (
        f"{write_money(_round(times * amount), currency)} {per}".strip()
        for amount in (setting.amount.value, *range_of(setting))
    )
    ends: dict[str, Node] = {"range": [low, high]} if low != high else {}
    source: dict[str, Node] = {"source": setting.source} if setting.source else {}
    return {"value": value, **ends, **source, "grade": setting.grade or "assumption"}


def _round(amount: float) -> float:
    """Return an amount to the penny, and a small one to a hundredth of it: it may be paid very often."""
    return round(amount, 2 if abs(amount) >= 10 else 4)
