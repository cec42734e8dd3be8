"""Small services whose runs can be worked out by hand: constant times, a backlog instead of arrivals."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.journey import list_happenings
from opmodels.simulate.run import Run, run_once

HEAD = """
opmodels: 1
service: by hand
time: {start: 2025-01-06, run: 2 days, warm_up: 0 days, zone: UTC}
groups: {all: {people: 100}}
needs: {job: {rate: 0 per hour, starts_at: START}}
"""
MINUTE = 60_000


def run_script(body: str, cases: int, start: str, *, need: str = "") -> tuple[Run, Compiled]:
    """Run a service that starts with a backlog of some cases at a step."""
    text = HEAD.replace("START", start) + body + f"at_start: [{{step: {start}, need: job, cases: {cases}}}]\n"
    compiled = compile_service(parse_service(text + need, "script.yaml"))
    return run_once(compiled, traced=True), compiled


def minutes_of(run: Run, compiled: Compiled, code: int, step: str) -> list[float]:
    """Return when something happened at a step, in minutes, sorted."""
    found = [
        h.milliseconds / MINUTE for h in list_happenings(run, compiled) if h.code == code and h.step == step
    ]
    return sorted(found)


STARTS, ENDS, LEAVES = codes.LOG_START, codes.LOG_END, codes.LOG_LEAVE
