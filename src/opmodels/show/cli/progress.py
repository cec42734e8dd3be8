"""A bar on standard error for long work, with the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[int, int | None], None]
"""Called with how much is done and how much there is in all, None where that is open."""


def tell_first_start() -> None:
    """Say so when the engine must be compiled first, as on the first start on a machine."""
    from opmodels.simulate.kernel import CACHE_FOLDER

    if not any(CACHE_FOLDER.rglob("*.nbi")):
        sys.stderr.write("First start: the engine is compiled, once, which takes about half a minute.\n")
        sys.stderr.flush()


@contextmanager
def show_progress(what: str) -> Iterator[Tell]:
    """Show a bar while the work inside goes on; nothing where nobody looks at a terminal.

    Parameters
    ----------
    what
        What is being done, in a few words.
    """
    tell_first_start()
    if not sys.stderr.isatty():
        yield lambda done, whole: None
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
