"""Which services are plain, and how the plain loop reads their steps."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.plain import NARROWEST_BUCKET, is_plain, lay_rules, lay_ways, width_of_buckets
from tests import services


def _compile(text: str) -> Compiled:
    return compile_service(parse_service(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (services.erlang_a(), True),
        (services.tandem(), True),
        (services.mmc(more="order: last_come"), False),
        (services.mmc(more="order: random"), False),
        (
            services.mmc()
            .replace("serve: desk", "serve: [desk, night]")
            .replace("pools: {", "pools: {night: {staff: 1, hours: always}, "),
            False,
        ),
        (services.mmc(more="same_worker: 5 min"), False),
        (services.lifts(), False),
    ],
)
def test_a_service_is_plain_or_not(text: str, expected: bool) -> None:
    """One pool for each step, first come first served, and nothing that only the full build knows."""
    compiled = _compile(text)
    assert is_plain(compiled.program, compiled.names) is expected


def test_rules_say_what_the_program_says() -> None:
    """A rule holds the tables, the queue and the ways of its step; an end holds where it is recorded."""
    compiled = _compile(services.erlang_a())
    program, names = compiled.program, compiled.names
    rules = lay_rules(program, names)
    assert rules.shape == (len(program.step) * program.rule.shape[1], p.PLAIN_COLS)
    serve, done = (rules[list(program.step[:, c.KIND]).index(kind)] for kind in (codes.SERVE, codes.END))
    takes, bears = program.rule[0, 0, [c.TAKES, c.PATIENCE]]
    assert serve[p.TAKES_FROM] == program.table_offset[takes]
    assert serve[p.BEARS_FROM] == program.table_offset[bears]
    assert serve[p.PLACES_BEFORE_LAST] == 0
    assert done[p.MOVES_INTO] == len(names.rows) + done[p.PLAIN_ROW]
    assert done[p.BEARS_KIND] == p.NO_TABLE


def test_few_ways_out_of_a_step_are_laid_as_rules() -> None:
    """Shares summed up and the rules they lead to stand side by side; of many ways there are none."""
    many = ", ".join(f"e{k}: 10 %" for k in range(6))
    ends = ", ".join(f"e{k}: met" for k in range(6))
    text = services.mmc().replace("then: done", f"then: {{{many}, done: rest}}")
    compiled = _compile(text.replace("ends: {", f"ends: {{{ends}, "))
    rules = lay_rules(compiled.program, compiled.names)
    cumulative, onward = lay_ways(compiled.program, rules)
    served = list(rules[:, p.PLAIN_KIND]).index(codes.SERVE)
    assert rules[served, p.PLACES_BEFORE_LAST] == 6 > p.FEW_WAYS
    assert (cumulative[served] == 2).all()
    assert (onward[served] == -1).all()
    three = _compile(
        services.mmc()
        .replace("then: done", "then: {gone: 20 %, left: 30 %, done: rest}")
        .replace("ends: {", "ends: {gone: unmet, left: unmet, ")
    )
    rules = lay_rules(three.program, three.names)
    cumulative, onward = lay_ways(three.program, rules)
    served = list(rules[:, p.PLAIN_KIND]).index(codes.SERVE)
    assert cumulative[served].tolist() == pytest.approx([0.2, 0.5, 2.0, 2.0])
    places = [three.names.ends[rules[by, p.PLAIN_ROW]] for by in onward[served, :3]]
    assert places == ["gone", "left", "done"]
    assert (onward[served, 3:] == -1).all()


def test_buckets_are_half_of_the_shorter_half_of_patience() -> None:
    """The median of an exponential of 40 minutes is 27.7: half of it, down to a power of two in ms."""
    compiled = _compile(services.erlang_a(patience="40 min"))
    assert width_of_buckets(compiled.program, lay_rules(compiled.program, compiled.names)) == 19


def test_buckets_are_neither_too_narrow_nor_needed_without_patience() -> None:
    """Very short patience goes to the heap at once; where nobody gives up, one bucket outlasts a run."""
    hasty, patient = _compile(services.erlang_a(patience="1 s")), _compile(services.mmc())
    assert width_of_buckets(hasty.program, lay_rules(hasty.program, hasty.names)) == NARROWEST_BUCKET
    width = width_of_buckets(patient.program, lay_rules(patient.program, patient.names))
    assert width == p.WIDEST_BUCKET
    assert 1 << width > 17 * 366 * c.DAY_MS
