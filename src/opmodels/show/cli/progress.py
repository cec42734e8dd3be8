"""A bar on standard error for long work, with the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opmodels.describe.service import Service

Tell = Callable[[int, int | None], None]
"""Called with how much is done and how much there is in all, None where that is open."""


def tell_first_start() -> None:
    """Say so when the engine must be compiled first, as on the first start on a machine."""
    from opmodels.simulate.builds import is_compiled

    if not is_compiled():
        sys.stderr.write("First start: the engine is compiled, once, which takes about half a minute.\n")
        sys.stderr.flush()


def tell_size(service: Service) -> bool:
    """Say how large a run is that is far larger than usual; returns whether it is."""
    from opmodels.describe.notes_demand import LARGE
    from opmodels.describe.volume import count_run

    cases = count_run(service)
    if cases <= LARGE:
        return False
    from opmodels.foundation.units import format_count

    sys.stderr.write(
        f"Large: about {format_count(cases / 1e6)} million cases in each replication, where a usual run"
        " has fewer"
        " than one million.\nThis may take many minutes; Ctrl-C stops it, opmodels check tells where they"
        " come from.\n"
    )
    sys.stderr.flush()
    return True


@contextmanager
def show_progress(what: str, service: Service | None = None) -> Iterator[Tell]:
    """Show a bar while the work inside goes on; nothing where nobody looks at a terminal.

    Parameters
    ----------
    what
        What is being done, in a few words.
    service
        What is run; where it is far larger than usual that is said first, and lines tell how far the work
        is even where nobody looks.
    """
    tell_first_start()
    large = service is not None and tell_size(service)
    if not sys.stderr.isatty():
        yield _tell_lines(what) if large else lambda done, whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)


@contextmanager
def show_stages(what: str) -> Iterator[Callable[[str], None]]:
    """Show on standard error which stage of some work is at hand; nothing where nobody looks at a terminal.

    Parameters
    ----------
    what
        What is being done, in a few words.
    """
    tell_first_start()
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda stage: progress.update(task, description=f"{what}: {stage}")


def _tell_lines(what: str) -> Tell:
    def tell(done: int, whole: int | None) -> None:
        sys.stderr.write(f"{what}: {done}{f' of {whole}' if whole else ''} done\n")
        sys.stderr.flush()

    return tell
