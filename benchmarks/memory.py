"""How much memory this process takes, and has taken at most since it was last asked to forget.

Linux can forget the highest mark; elsewhere it stands from the start of the process, and what a run takes
below it is not seen.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path

STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
FORGET_PEAK = "5"


def _read_status(field: str) -> float | None:
    if not STATUS.exists():
        return None
    found = re.search(rf"^{field}:\s+(\d+) kB$", STATUS.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found.group(1)) / 2**10 if found else None


def read_peak() -> float:
    """Return the most megabytes since `forget_peak`, or since the start where that cannot be forgotten."""
    peak = _read_status("VmHWM")
    if peak is not None:
        return peak
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def forget_peak() -> float:
    """Forget the highest mark so far, if that can be done; return the megabytes from which it counts anew."""
    with suppress(OSError):
        FORGET.write_text(FORGET_PEAK, encoding="utf-8")
    return read_peak()
