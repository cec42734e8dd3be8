"""What a service uses beyond what most services use; it decides which build of the kernel runs it (E6.1)."""

from __future__ import annotations

from opmodels.simulate import columns as c
from opmodels.simulate.program import Names, Program


def list_features(program: Program, names: Names) -> tuple[str, ...]:
    """Return the rules that only the full build of the kernel knows and this program uses, by name."""
    used = {
        "event log": bool(program.clock[c.TRACING]),
        "workers told apart": bool(program.clock[c.TRACK_WORKERS]),
        "areas": bool(names.areas),
        "several requirements": names.most_at_once > 1,
        "kept places": len(program.keep_pool) > 0,
        "same worker": names.wanted_again > 0,
        "outages and calls": len(program.process) > 0,
        "planned visits": len(program.repeat) > 0,
        "batches": len(program.gathering) > 0,
        "exchanges": bool(names.exchanges),
        "parts side by side": len(program.fork) > 0,
        "parties": bool((program.stream[:, [c.PARTY_BEFORE, c.PARTY_AFTER]] >= 0).any()),
        "severity": bool((program.stream[:, [c.LEVEL_BEFORE, c.LEVEL_AFTER]] >= 0).any()),
        "needs of some people": len(program.need_trait) > 0,
        "effects on people": names.effects > 0,
        "decisions while it runs": len(program.turn_time) > 0,
        "choices": bool(names.alternatives),
        "campaigns": names.chosen_needs > 0,
        "speed": bool(program.pool[:, c.HAS_SPEED].any()),
        "absence that answers to work": bool((program.pool_absence[:, [c.RISE, c.RISE_AFTER]] > 0).any()),
    }
    return tuple(name for name, holds in used.items() if holds)
