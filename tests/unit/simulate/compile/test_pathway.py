"""Steps, routes and rules as numbers: groups, needs and priorities are told apart."""

from __future__ import annotations

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: pathway
time: {start: 2025-01-06, run: 8 weeks, warm_up: 0 days, zone: UTC}
groups: {young: {people: 1000, online: 90 %}, old: {people: 1000, online: 40 %}}
needs:
  call: {rate: 4 per hour, starts_at: how, priority: {old: 1, others: 3}}
  form: {rate: 2 per hour, starts_at: how}
pools: {desk: {staff: 2, hours: always}}
steps:
  how:
    branch:
      - {if: {need: form}, to: web}
      - {if: {has: online, group: young}, to: web}
      - {if: {been_at: answer, times: 1}, to: lost}
      - {to: answer}
  answer: {serve: desk, takes: {young: 4 min, old: 8 min}, then: {how: {old: 50 %, young: 0 %}, done: rest}}
  web: {wait: 1 hour, then: done}
ends: {done: met, lost: unmet}
"""


def test_rules_differ_by_group_and_need() -> None:
    """Times, routes and priorities follow group and need; the classes in use are ranked."""
    compiled = compile_service(parse_service(TEXT))
    program, names = compiled.program, compiled.names
    answer = names.rows.index("answer")
    streams = {pair: k for k, pair in enumerate(names.streams)}
    rules = program.rule[answer]
    assert names.priorities == 3
    assert [
        int(rules[streams[s], c.PRIORITY]) for s in (("call", "old"), ("call", "young"), ("form", "old"))
    ] == [0, 1, 2]
    assert rules[streams["call", "old"], c.TAKES] != rules[streams["call", "young"], c.TAKES]
    assert rules[streams["call", "old"], c.THEN] != rules[streams["call", "young"], c.THEN]


def test_batches_share_the_lists_of_their_names() -> None:
    """Number, times and ways out become numbers; the lists stand behind the queues, then those who go on."""
    gathers = "web: {batch: {of: 4, at: 09:30}, longest: 90 s, fewest: 2, too_few: lost, then: done}"
    service = parse_service(TEXT.replace("web: {wait: 1 hour, then: done}", gathers))
    program, names, *_ = compile_service(service, service, merge_always=True)
    row, queues = names.rows.index("web"), len(program.bundle) * names.priorities
    later = len(service.steps) + len(service.ends)
    for step in (row, row + later):
        assert program.gathering[step].tolist() == [4, 2, 90_000, 570, queues]
        assert program.rule[step, 0, c.THEN] != program.rule[step, 0, c.TOO_FEW_TO] >= 0
    assert names.lists == 2 and program.clock[c.GOING_LANE] == queues + 1
    assert compile_service(parse_service(TEXT)).program.clock[c.GOING_LANE] == -1


def test_branch_follows_need_trait_and_history() -> None:
    """Forms go to the web, so do young people who are online, always the same ones; whoever comes back is
    lost."""
    compiled = compile_service(parse_service(TEXT))
    runs = [run_once(compiled, 1, k) for k in range(4)]
    flow = np.sum([run.record.flow for run in runs], axis=0)
    rows = compiled.names.rows
    how, answer, web = (rows.index(name) for name in ("how", "answer", "web"))
    lost = len(rows) + compiled.names.ends.index("lost")
    assert flow[answer, how] == flow[how, lost] > 0
    young = sum(run.record.count[0, answer, c.STARTED] for run in runs)
    calls = sum(run.record.group[0, c.ARRIVALS_OF] for run in runs) * 2 / 3
    assert 0.05 < young / calls < 0.15, "one young person in ten is offline"
    assert flow[how, web] > 0


def test_trait_lasts_over_replications() -> None:
    """A young person is sent to the web in every replication or in none."""
    compiled = compile_service(parse_service(TEXT))
    how = []
    for k in range(6):
        log = run_once(compiled, 1, k, traced=True).log
        assert log is not None
        for stream, (need, group) in enumerate(compiled.names.streams):
            if (need, group) == ("call", "young"):
                at_desk = set(
                    log[(log[:, c.LOG_CODE] == 2) & (log[:, c.LOG_SEGMENT] == stream), c.LOG_PERSON].tolist()
                )
                everyone = set(log[log[:, c.LOG_SEGMENT] == stream, c.LOG_PERSON].tolist())
                how.append((at_desk, everyone - at_desk))
    desk, web = set().union(*(a for a, _ in how)), set().union(*(b for _, b in how))
    assert desk and web and not desk & web
