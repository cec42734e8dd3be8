"""Where compiled code is kept: one folder for each version of the kernel's source.

Numba's own cache looks at one file at a time, so a function that calls another in an edited file would go on
giving the old answer. Here the folder's name is a hash of every file that the kernel reads its rules from.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CACHE_VARIABLE = "OPMODELS_CACHE"

_PACKAGE = Path(__file__).resolve().parent.parent
KERNEL_FOLDER = _PACKAGE / "simulate" / "kernel"
SHARED_FILES = (
    _PACKAGE / "foundation" / "codes.py",
    *(
        _PACKAGE / "simulate" / name
        for name in ("columns.py", "plain_columns.py", "program.py", "table_layout.py")
    ),
)
"""What the kernel imports from outside its folder: nothing but constants."""


def hash_sources(folder: Path = KERNEL_FOLDER, shared: tuple[Path, ...] = SHARED_FILES) -> str:
    """Return 16 hex digits that change with any source file of the kernel."""
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.py")), *shared]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def find_cache_base() -> Path:
    """Return the folder for caches of this package: ``$OPMODELS_CACHE``, or the user's cache folder."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("opmodels", appauthor=False))


def make_cache_folder(name: str) -> Path:
    """Return the cache folder `name`, made if need be; a temporary one where we may not write."""
    folder = find_cache_base() / name
    return folder if _make_writable(folder) else _make_temporary(name)


def _make_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _make_temporary(name: str) -> Path:
    # Cached code is run as it is found, so a folder that somebody else could have filled is not used.
    whose = os.getuid() if hasattr(os, "getuid") else None
    folder = Path(tempfile.gettempdir()) / f"opmodels-{whose}" / name
    if whose is not None and _own_alone(folder.parent, whose) and _make_writable(folder):
        return folder
    return Path(tempfile.mkdtemp(prefix="opmodels-"))


def _own_alone(folder: Path, whose: int) -> bool:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return False
    return not folder.is_symlink() and status.st_uid == whose and not status.st_mode & 0o077


@contextmanager
def keyed_cache(
    folder: Path = KERNEL_FOLDER, shared: tuple[Path, ...] = SHARED_FILES, build: str = ""
) -> Iterator[Path]:
    """Let Numba keep what is decorated inside this block in the cache folder of the present sources.

    Parameters
    ----------
    folder, shared
        The sources that the compiled code depends on: every module of a folder, and single files.
    build
        Which build of them it is, where there are several.
    """
    import numba

    settings: Any = numba.config
    before = settings.CACHE_DIR
    kept = make_cache_folder(
        "-".join(filter(None, ("kernel", hash_sources(folder, shared), numba.__version__, build)))
    )
    settings.CACHE_DIR = str(kept)
    try:
        yield kept
    finally:
        settings.CACHE_DIR = before
