"""Those whom campaigns chose, before and after, beside the same people in a run in which nobody was.

People are chosen in a bad year, and most of them have a better one next whatever is done. So what they had
before, less what they had after, is no effect; the untreated run of the same citizens says what they would
have had.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from opmodels.appraise.subject import Subject, prepare_as_is, prepare_redesign
from opmodels.describe.service import Service
from opmodels.foundation import codes
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list
from opmodels.models.base import Redesign
from opmodels.simulate import columns as c
from opmodels.simulate.replicate import Progress
from opmodels.simulate.run import run_once


@dataclass(frozen=True)
class Fate:
    """What became of those of a group who were chosen, in a mean run.

    Parameters
    ----------
    asked
        How many were chosen by a campaign.
    took_part
        How many of them came to an end that leaves an effect on them.
    followed
        How many of these can be followed for the whole time on both sides; the rest counts these alone.
    before, after
        Cases that those had in the time before, and in the time after.
    untreated
        Cases that they would have had in the time after, had nobody been chosen.
    false_alarms
        How many of those would have had no case in that time anyway.
    """

    asked: float = 0.0
    took_part: float = 0.0
    followed: float = 0.0
    before: float = 0.0
    after: float = 0.0
    untreated: float = 0.0
    false_alarms: float = 0.0

    @property
    def seems_saved(self) -> float:
        """What before and after alone would have one believe."""
        return self.before - self.after

    @property
    def saved(self) -> float:
        """What was truly saved; below nothing where there were more cases than without."""
        return self.untreated - self.after

    @property
    def needed_for_one(self) -> float | None:
        """How many took part for each case saved; None where none was."""
        return self.followed / self.saved if self.saved > 0 else None

    def __add__(self, other: Fate) -> Fate:
        return Fate(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def over(self, runs: int) -> Fate:
        """Return the mean of so many runs."""
        return Fate(*(getattr(self, one.name) / runs for one in fields(self)))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        told = ("seems_saved", "saved", "needed_for_one")
        return {
            **{one.name: getattr(self, one.name) for one in fields(self)},
            **{name: getattr(self, name) for name in told},
        }


def follow_chosen(
    redesign: Redesign,
    need: str,
    weeks: int = 26,
    replications: int = 20,
    seed: int = 1,
    warm_weeks: int = 0,
    progress: Progress | None = None,
) -> dict[str, Fate]:
    """Follow those whom the campaigns of a redesign choose, with and without it, by group.

    Parameters
    ----------
    redesign
        A redesign that brings campaigns.
    need
        The cases that are counted.
    weeks
        How long before and after taking part.
    replications, seed, warm_weeks, progress
        As for any comparison.

    Raises
    ------
    InputError
        When the redesign brings no campaign, or there is no such need.
    """
    _check_question(redesign, need)
    arms = prepare_redesign(redesign, warm_weeks), prepare_as_is(redesign.before, warm_weeks)
    total = dict.fromkeys(redesign.before.groups, Fate())
    for replication in range(replications):
        logs = [run_once(arm.compiled, seed, replication, traced=True).log for arm in arms]
        fates = _follow(arms, logs, need, weeks * c.WEEK_MS)
        total = {group: total[group] + fate for group, fate in fates.items()}
        if progress is not None:
            progress(replication + 1, replications)
    return {group: fate.over(replications) for group, fate in total.items()}


def list_new_invited(before: Service, after: Service) -> tuple[str, ...]:
    """Return the needs that are new in a service and that a campaign starts."""
    return tuple(name for name, need in after.needs.items() if need.campaign and name not in before.needs)


def _check_question(redesign: Redesign, need: str) -> None:
    where = f"{redesign.label} on {redesign.before.service}"
    if not list_new_invited(redesign.before, redesign.after):
        raise InputError(Problem(where, "a redesign that chooses nobody", "one that brings a campaign"))
    if need not in redesign.before.needs:
        known = list(redesign.before.needs)
        near = find_nearest(need, known)
        raise InputError(Problem(where, f"the need '{need}'", f"one of {name_list(known, 12)}", near))


def _follow(arms: tuple[Subject, ...], logs: list[Any], need: str, span: int) -> dict[str, Fate]:
    treated = arms[0]
    asked, joined = _list_chosen(treated, logs[0])
    had = [_list_cases(arm, log, need) for arm, log in zip(arms, logs, strict=True)]
    horizon = treated.compiled.timeline.horizon
    edges = np.cumsum(treated.names.people).tolist()
    fates: dict[str, Fate] = {}
    for number, group in enumerate(treated.names.groups):
        low, high = (edges[number] - treated.names.people[number]), edges[number]
        whose = [(person, time) for person, time in joined if low <= person < high]
        whole = [(person, time) for person, time in whose if span <= time <= horizon - span]
        counts = [_count(had, person, time, span) for person, time in whole]
        before, after, untreated = (sum(part) for part in zip(*counts, strict=True)) if counts else (0, 0, 0)
        free = sum(1 for _, _, would in counts if not would)
        fates[group] = Fate(
            sum(low <= person < high for person in asked), len(whose), len(whole), before, after, untreated,
            free,
        )  # fmt: skip
    return fates


def _count(had: list[dict[int, list[int]]], person: int, time: int, span: int) -> tuple[int, int, int]:
    """Return the cases of a person in the time before, in that after, and in that after without the offer."""
    with_it, without = (np.array(one.get(person, []), np.int64) for one in had)
    before = int(((time - span <= with_it) & (with_it < time)).sum())
    after, untreated = (int(((time <= one) & (one < time + span)).sum()) for one in (with_it, without))
    return before, after, untreated


def _list_cases(subject: Subject, log: np.ndarray, need: str) -> dict[int, list[int]]:
    """Return the times of every case of a need by person."""
    streams = [n for n, (name, _) in enumerate(subject.names.streams) if name == need]
    rows = log[(log[:, c.LOG_CODE] == codes.LOG_ARRIVE) & np.isin(log[:, c.LOG_SEGMENT], streams)]
    cases: dict[int, list[int]] = {}
    for person, time in rows[:, [c.LOG_PERSON, c.LOG_TIME]].tolist():
        cases.setdefault(person, []).append(time)
    return cases


def _list_chosen(subject: Subject, log: np.ndarray) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the persons chosen, and person and time of those who came to an end that leaves an effect."""
    names, before, after = subject.names, subject.before, subject.after
    new = list_new_invited(before, after)
    streams = [n for n, (name, _) in enumerate(names.streams) if name in new]
    lasting = [len(names.rows) + n for n, end in enumerate(names.ends) if _leaves_effect(subject, end)]
    mine = log[np.isin(log[:, c.LOG_SEGMENT], streams)]
    asked = mine[mine[:, c.LOG_CODE] == codes.LOG_ARRIVE][:, c.LOG_PERSON].tolist()
    ended = mine[(mine[:, c.LOG_CODE] == codes.LOG_END) & np.isin(mine[:, c.LOG_STEP], lasting)]
    return asked, [(int(row[c.LOG_PERSON]), int(row[c.LOG_TIME])) for row in ended]


def _leaves_effect(subject: Subject, end: str) -> bool:
    made = subject.after.ends.get(end)
    return made is not None and bool(made.effects)
