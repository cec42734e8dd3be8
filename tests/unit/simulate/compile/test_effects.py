"""Effects on people as numbers: which places leave what, and how far the field has to reach (E2.10)."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.compile.effects import FOR_GOOD, list_slots
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: effects
time: {start: 2025-06-02, run: 1 week, warm_up: 0 days, zone: UTC}
groups: {young: {people: 2}, old: {people: 2}}
needs: {fall: {rate: 1 per hour, starts_at: see}, call: {rate: 1 per hour, starts_at: see}}
pools: {nurse: {staff: 9, hours: always}}
steps: {see: {serve: nurse, takes: 1 min, effects: SEE, then: done}}
ends: {done: {as: met, effects: DONE}}
"""
MINUTE_MS, WEEK_MS = 60_000, 7 * 86_400_000


def service(see: str = "{}", done: str = "{}") -> Service:
    return parse_service(TEXT.replace("SEE", see).replace("DONE", done))


def compiled(see: str = "{}", done: str = "{}") -> Compiled:
    return compile_service(service(see, done))


def test_without_effects_nothing_is_kept() -> None:
    """No array grows with people or steps where no step leaves anything."""
    program, names, *_ = compiled()
    assert names.effects == 0
    assert [len(array) for array in (program.effect_from, program.effect_slot, program.effect_of)] == [0] * 3
    assert program.effect_most.tolist() == [1.0] * 4


def test_each_place_and_need_is_one_effect() -> None:
    """Steps come before ends, the effects on a need lie together, and both versions share them."""
    first = service("{call: {factor: 2}}", "{fall: {factor: 0.5}, call: {factor: 0.5}}")
    second = service("{fall: {factor: 0.9}}", "{fall: {factor: 0.8}}")
    expected = (("see", "fall"), ("done", "fall"), ("see", "call"), ("done", "call"))
    assert list_slots([first, second]) == expected
    program, names, *_ = compile_service(first, second)
    assert names.effects == 4
    assert program.effect_slot.tolist() == [2, 1, 3, 0, 1]
    spans = {tuple(row) for row in program.effect_of[:, [c.EFFECT_FIRST, c.EFFECT_END]].tolist()}
    assert spans == {(0, 2), (2, 4)}


def test_times_and_factors_are_by_kind_of_case() -> None:
    """Who is not named leaves nothing; what is not said begins at once and holds for good."""
    program = compiled("{fall: {factor: {old: 0.5, call: 3}, after: 1 week, lasts: 2 weeks}}").program
    assert program.effect_rule[0].tolist() == [-1, 0, 1, 0]
    assert program.effect_factor.tolist() == [0.5, 3.0]
    assert program.effect_law.tolist() == [[WEEK_MS, 2 * WEEK_MS, 0]] * 2
    assert compiled("{fall: {factor: 0.5}}").program.effect_law.tolist() == [[0, FOR_GOOD, 0]]


def test_field_reaches_as_far_as_effects_can() -> None:
    """Factors above 1 of different places multiply; those below 1 ask for nothing more."""
    low, high = (
        compiled("{fall: {factor: 0.2}}"),
        compiled("{fall: {factor: 3}}", "{fall: {factor: {old: 2}}}"),
    )
    assert low.program.effect_most.tolist() == [1.0] * 4
    assert high.program.effect_most.tolist() == [3.0, 6.0, 1.0, 1.0]
    octaves = [
        one.program.source[one.program.source[:, c.SOURCE_STREAM] == 1, c.OCTAVE].max() for one in (low, high)
    ]
    assert octaves == [-2, 1]


def test_onset_stay_and_fading_are_those_of_the_rule() -> None:
    """A call at midnight takes all falls of its person away from 20 h to 30 h later, then ever fewer of them.

    Of 100 falls in ten hours about half come while it fades; each bound is over 3.5 standard errors off.
    """
    text = TEXT.replace("people: 2", "people: 1").replace("DONE", "{}")
    text = text.replace("fall: {rate: 1 per hour", "fall: {rate: {old: 10 per hour}")
    text = text.replace("rate: 1 per hour", "planned: [[2025-06-02 00:00, old]]")
    text = text.replace("SEE", "{fall: {factor: {call: 0}, after: 20 h, lasts: 10 h, fades: 10 h}}")
    run = run_once(compile_service(parse_service(text)), traced=True)
    assert run.log is not None
    came = run.log[run.log[:, c.LOG_CODE] == codes.LOG_ARRIVE, c.LOG_TIME] - MINUTE_MS
    count = [
        int(((came >= low) & (came < low + 10 * c.HOUR_MS)).sum())
        for low in range(0, 60 * c.HOUR_MS, 10 * c.HOUR_MS)
    ]
    assert count[2] == 0
    assert 25 < count[3] < 75
    assert min(count[:2] + count[4:]) > 64
