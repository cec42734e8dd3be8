"""The compiled kernel: arrays in, arrays out, nothing else.

Everything compiled lives in this folder. Numba decides where a function's machine code is cached when it is
decorated, so the modules are imported here, once, with the cache folder set to that of these sources.
"""

from __future__ import annotations

from importlib import import_module

from opmodels.simulate.compile_cache import keyed_cache

MODULES = (
    "build",
    "draws",
    "randoms",
    "heap",
    "tournament",
    "addressed",
    "memory",
    "arrivals",
    "clocks",
    "slots",
    "taking",
    "people",
    "quotes",
    "queues",
    "shifts",
    "leaving",
    "delays",
    "bookings",
    "effects",
    "visits",
    "conditions",
    "choices",
    "gatherings",
    "matching",
    "urgency",
    "turns",
    "parts",
    "journeys",
    "campaigns",
    "admission",
    "loop",
    "wide",
    "agenda",
    "ahead",
    "accounts",
    "plain",
)
"""The modules with compiled functions; a new one is added here."""

with keyed_cache() as CACHE_FOLDER:
    for _module in MODULES:
        import_module(f"{__name__}.{_module}")
