"""What the evidence register says of one measure: which findings count, how far, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from opmodels.describe.sourced import Grade
from opmodels.models.arithmetic import Amount, read_amount
from opmodels.models.evidence import Assumed, Measure, Register
from opmodels.models.finding import GRADES, Entry
from opmodels.models.scales import LEAST_ERROR, SCALES, UNKNOWN_ERROR, find_size, read_figure
from opmodels.models.synthesis import LEVEL, Posterior, Study, combine

EXAGGERATION: Mapping[str, float] = {"A": 0.0, "B": 0.1, "C": 0.3}
"""Share of an effect in the model's favour that is expected to be bias, by grade; an assumption."""
DOUBT: Mapping[str, float] = {"A": 0.0, "B": 0.5, "C": 1.5}
"""Standard deviation of the bias, in spreads, by grade; an assumption."""
OWN_EXAGGERATION, OWN_DOUBT = 0.2, 1.5
"""The same, on top, for what a body says of itself; assumptions."""
DIGITS = 3
SAME_DATA = "rests on the same data as {}"
BESIDE_TRIALS = "independent findings of grade A or B set the centre"


@dataclass(frozen=True)
class Counted:
    """A finding that counts, on the working scale.

    Parameters
    ----------
    entry
        The finding.
    study
        Its figure, error and expected bias.
    weight
        Its share in the mean, averaged over what the differences between places may be.
    """

    entry: Entry
    study: Study
    weight: float


@dataclass(frozen=True)
class Aside:
    """A finding that is shown and does not count.

    Parameters
    ----------
    entry
        The finding.
    why
        Why it does not count.
    """

    entry: Entry
    why: str


@dataclass(frozen=True)
class Weighed:
    """What the register says of one measure.

    Parameters
    ----------
    name, measure
        The measure.
    counted, aside
        The findings that count, and those that do not.
    posterior
        What those that count say together, on the working scale; None where nobody has measured.
    unit
        An amount that has the unit of the measure.
    """

    name: str
    measure: Measure
    counted: tuple[Counted, ...]
    aside: tuple[Aside, ...]
    posterior: Posterior | None
    unit: Amount

    @property
    def assumed(self) -> Assumed | None:
        """What is taken instead, where nobody has measured."""
        return self.measure.assumed if self.posterior is None else None

    @cached_property
    def prediction(self) -> tuple[Amount, Amount, Amount]:
        """Value, low and high for a new place: the median and 95 % prediction interval, or what is assumed.

        Raises
        ------
        ValueError
            When nobody has measured and nothing is assumed.
        """
        if self.posterior is not None:
            tail = (1.0 - LEVEL) / 2.0
            low, value, high = (self.amount(self.posterior.predict(p)) for p in (tail, 0.5, 1.0 - tail))
            return value, low, high
        if self.measure.assumed is None:
            raise ValueError(f"nobody has measured '{self.name}', and nothing is assumed")
        return self.measure.assumed.amounts

    @cached_property
    def average(self) -> tuple[Amount, Amount] | None:
        """The 95 % interval of the mean over all places, None where nobody has measured."""
        if self.posterior is None:
            return None
        tail = (1.0 - LEVEL) / 2.0
        return self.amount(self.posterior.average(tail)), self.amount(self.posterior.average(1.0 - tail))

    @property
    def grade(self) -> Grade:
        """The best grade among the findings that count; an assumption where there is none."""
        grades: list[Grade] = [one.entry.grade for one in self.counted]
        return min(grades, key=GRADES.index, default="assumption")

    @cached_property
    def share_without_benefit(self) -> float | None:
        """The probability that it does no good in a new place, or harm; None where a figure cannot say so."""
        no_effect = SCALES[self.measure.scale].no_effect
        if self.posterior is None or no_effect is None or self.measure.better == "neither":
            return None
        below = self.posterior.share_below(no_effect)
        return 1.0 - below if self.measure.better == "lower" else below

    @cached_property
    def is_contested(self) -> bool:
        """Whether findings lie on both sides of no effect, those that do not count among them."""
        no_effect = SCALES[self.measure.scale].no_effect
        if no_effect is None or self.measure.better == "neither":
            return False
        entries = [one.entry for one in self.counted] + [one.entry for one in self.aside]
        effects = [entry.effects[self.name] for entry in entries]
        figures = [read_figure(effect, self.measure.scale)[0] for effect in effects]
        return any(one > no_effect for one in figures) and any(one < no_effect for one in figures)

    def amount(self, spot: float) -> Amount:
        """Return a place on the working scale as an amount, to three figures."""
        value = SCALES[self.measure.scale].back(spot)
        return Amount(round_figures(value), self.unit.kind, self.unit.unit)


def round_figures(value: float) -> float:
    """Return a number to three significant figures."""
    return float(f"{value:.{DIGITS}g}")


def weigh(register: Register, name: str, where: str = "evidence") -> Weighed:
    """Return what the register says of a measure.

    Independent findings of grade A or B set the centre where there are any; others are then shown alone.
    Findings that rest on the same data count once, the best of them.

    Raises
    ------
    InputError
        When there is no such measure.
    """
    measure = register.measure(name, where)
    entries = register.findings_on(name)
    distinct, aside = _drop_repeated(register, name, entries)
    trials = [entry for entry in distinct if is_trial(entry)]
    counting = trials or distinct
    aside += [Aside(entry, BESIDE_TRIALS) for entry in distinct if entry not in counting]
    if not counting:
        unit = read_amount(measure.assumed.value) if measure.assumed else Amount(0.0, "number")
        return Weighed(name, measure, (), (), None, unit)
    studies, spread = make_studies(name, measure, counting)
    posterior = combine(studies, spread)
    shares = _share_weights(studies, posterior)
    counted = tuple(map(Counted, counting, studies, shares))
    return Weighed(name, measure, counted, tuple(aside), posterior, _read_unit(name, counting[0]))


def is_trial(entry: Entry) -> bool:
    """Return whether a finding may set the centre: independent, and of grade A or B."""
    return entry.reported == "independent" and entry.grade in ("A", "B")


def make_studies(name: str, measure: Measure, entries: Sequence[Entry]) -> tuple[list[Study], float]:
    """Return findings on the working scale of their measure, and by how much places may differ there."""
    effects = [entry.effects[name] for entry in entries]
    size = find_size(effects, measure.scale)
    spread = measure.spread or SCALES[measure.scale].spread * size
    figures = [read_figure(effect, measure.scale) for effect in effects]
    return [
        Study(
            value,
            _error(error, spread),
            find_shift(measure, entry, value),
            find_doubt(entry) * spread,
            entry.effects[name].places or 1,
        )
        for entry, (value, error) in zip(entries, figures, strict=True)
    ], spread


def _error(error: float | None, spread: float) -> float:
    return max(UNKNOWN_ERROR * spread if error is None else error, LEAST_ERROR * spread)


def find_shift(measure: Measure, entry: Entry, value: float) -> float:
    """Return the bias that is expected in what a finding reports, on the working scale.

    Where a figure can say that there is no effect, it is a share of an effect in the model's favour; where it
    cannot, a share of the figure, towards the claim, for findings that are not adverse; else none.
    """
    share = EXAGGERATION[entry.grade] + (OWN_EXAGGERATION if entry.reported == "by itself" else 0.0)
    if measure.better == "neither":
        return 0.0
    towards = 1.0 if measure.better == "higher" else -1.0
    no_effect = SCALES[measure.scale].no_effect
    if no_effect is not None:
        effect = value - no_effect
        return share * effect if effect * towards > 0.0 else 0.0
    return 0.0 if entry.adverse == "yes" else share * towards


def find_doubt(entry: Entry) -> float:
    """Return the standard deviation of the bias of a finding, in spreads."""
    own = OWN_DOUBT if entry.reported == "by itself" else 0.0
    return float((DOUBT[entry.grade] ** 2 + own**2) ** 0.5)


def _share_weights(studies: Sequence[Study], posterior: Posterior) -> list[float]:
    """Return each study's weight in the mean, averaged over the posterior of tau."""
    return [
        float(posterior.weights @ (posterior.variances / study.full_variance(posterior.taus)))
        for study in studies
    ]


def _drop_repeated(
    register: Register, name: str, entries: Sequence[Entry]
) -> tuple[list[Entry], list[Aside]]:
    """Return the best finding of each set of data, and the others with the one that counts in their place."""
    sets: dict[str, list[Entry]] = {}
    for entry in entries:
        sets.setdefault(_find_data(register, entry), []).append(entry)
    best = {key: min(found, key=lambda entry: _rank(name, entry)) for key, found in sets.items()}
    aside = [
        Aside(entry, SAME_DATA.format(best[key].id))
        for key, found in sets.items()
        for entry in found
        if entry is not best[key]
    ]
    return list(best.values()), aside


def _rank(name: str, entry: Entry) -> tuple[bool, int, bool]:
    return entry.reported != "independent", GRADES.index(entry.grade), entry.effects[name].interval is None


def _find_data(register: Register, entry: Entry) -> str:
    """Return the id of the finding at the end of the chain of those that rest on the same data."""
    seen = {entry.id}
    while entry.same_data_as and entry.same_data_as not in seen:
        entry = register.find(entry.same_data_as)
        seen.add(entry.id)
    return min(seen) if entry.same_data_as else entry.id


def _read_unit(name: str, entry: Entry) -> Amount:
    effect = entry.effects[name]
    return read_amount(effect.value or (effect.span or ("",))[0])
