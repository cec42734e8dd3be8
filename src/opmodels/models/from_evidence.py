"""Settings whose default and range are what the evidence register predicts for a new place."""

from __future__ import annotations

from collections.abc import Sequence

from opmodels.describe.part import Part
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.models.arithmetic import Amount, read_amount
from opmodels.models.evidence import Register, shipped_register
from opmodels.models.settings import Setting, Settings
from opmodels.models.weighed import Weighed, weigh

MOST_NAMED = 4


class FromEvidence(Part):
    """A setting of a recipe that is taken from the evidence register."""

    from_evidence: str
    """The measure."""
    limits: tuple[str, str] | None = None
    """What the model can work with: lowest and highest; value and range are kept inside."""
    note: str = ""
    """What it means; what the measure is, unless said."""


def default_setting(register: Register, asked: FromEvidence, where: str = "evidence") -> Setting:
    """Return a setting as the evidence stands: centre, prediction for a new place, best grade, sources.

    Where nobody has measured, it is what the register says is assumed.

    Parameters
    ----------
    register
        Findings and measures.
    asked
        The measure, with the limits of the setting and its meaning.
    where
        Where it is asked for, for messages.

    Raises
    ------
    InputError
        When there is no such measure; or nobody has measured it and nothing is assumed.
    """
    weighed = weigh(register, asked.from_evidence, where)
    try:
        value, low, high = weighed.prediction
    except ValueError as error:
        step = "add a finding, or assumed: to the measure"
        raise InputError(Problem(where, str(error), "a measure with a finding", next=step)) from None
    value, low, high = (_keep_within(amount, asked.limits) for amount in (value, low, high))
    return Setting(
        value=str(value), range=(str(low), str(high)), limits=asked.limits, grade=weighed.grade,
        source=tell_sources(weighed), note=asked.note or weighed.measure.what,
        from_evidence=asked.from_evidence,
    )  # fmt: skip


def _keep_within(amount: Amount, limits: Sequence[str] | None) -> Amount:
    if limits is None:
        return amount
    low, high = (read_amount(end) for end in limits)
    return low if amount.value < low.value else high if amount.value > high.value else amount


def tell_sources(weighed: Weighed) -> str:
    """Return where a default comes from: the ids of the findings that count, or that nobody has measured."""
    if weighed.assumed is not None:
        note = f": {weighed.assumed.note}" if weighed.assumed.note else ""
        return f"nobody has measured it{note}"
    ids = [one.entry.id for one in weighed.counted]
    unseen = [one.entry.id for one in weighed.counted if one.entry.verified == "no"]
    doubt = f"; not verified: {name_list(unseen, MOST_NAMED)}" if unseen else ""
    return f"prediction for a new place from {name_list(ids, MOST_NAMED)}{doubt}"


def from_register(
    model: str, measure: str, *, limits: tuple[str, str] | None = None, note: str = ""
) -> Setting:
    """Return a setting of a model in Python, from the register that ships with the package.

    The catalogue brings it up to date with a user's own findings.

    Parameters
    ----------
    model
        The model in whose file the measure stands.
    measure
        Its name, e.g. ``falls rate ratio``.
    limits, note
        As in a setting.

    Raises
    ------
    InputError
        When the model has no such measure, or nobody has measured it and nothing is assumed.
    """
    register, where = shipped_register(), f"a setting of {model}"
    known = register.measures_of(model)
    if measure not in known:
        expected = (
            f"a measure of {model}: {name_list(list(known), 30)}" if known else f"a measure; {model} has none"
        )
        raise InputError(Problem(where, f"the measure '{measure}'", expected, find_nearest(measure, known)))
    return default_setting(register, FromEvidence(from_evidence=measure, limits=limits, note=note), where)


def bring_up_to_date(settings: Settings, register: Register) -> Settings:
    """Return settings with those that come from evidence as it stands now; what somebody has set stays."""
    values = {
        name: _predict_again(setting, register)
        if setting.from_evidence and name not in settings.given
        else setting
        for name, setting in settings.values.items()
    }
    return Settings(values, settings.given)


def _predict_again(setting: Setting, register: Register) -> Setting:
    asked = FromEvidence(from_evidence=setting.from_evidence, limits=setting.limits)
    now = default_setting(register, asked)
    moved = {key: getattr(now, key) for key in ("value", "range", "source", "grade")}
    return setting.model_copy(update=moved)
