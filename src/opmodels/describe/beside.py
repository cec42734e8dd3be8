"""Files that a description names: they lie beside it or below, and nowhere else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from opmodels.foundation.errors import InputError, Problem, find_nearest


def find_beside(name: str, folder: Path | None, home: Path | None, where: str) -> Path:
    """Return the file `name` of a folder.

    Parameters
    ----------
    name
        As it is written, relative to the folder.
    folder
        The folder of the file that names it; None where the description was not read from a file.
    home
        The folder that may not be left.
    where
        File and line, for messages.

    Raises
    ------
    InputError
        When it is outside the home folder (``..``, an absolute path, a link), or there is no such file.
    """
    if folder is None or home is None:
        raise InputError(
            Problem(where, f"the file '{name}'", "no other file: this description was not read from a folder")
        )
    path = _resolve(name, folder, home, where)
    if path.is_file():
        return path
    if path.is_dir():
        raise InputError(Problem(where, f"'{name}', which is a folder", "a file"))
    there = sorted(one.name for one in path.parent.iterdir() if one.is_file()) if path.parent.is_dir() else []
    near = find_nearest(path.name, there)
    nearest = str(PurePosixPath(name.strip()).with_name(near)) if near else None
    raise InputError(
        Problem(
            where,
            f"'{name}', which is not there",
            "a file beside this one",
            nearest,
            None if near else "check its name",
        )
    )


def _resolve(name: str, folder: Path, home: Path, where: str) -> Path:
    written = PurePosixPath(name.strip().replace("\\", "/"))
    outside = written.is_absolute() or ":" in name or ".." in written.parts
    try:
        path = (folder / written).resolve()
        path.is_file()  # a name that is too long fails here
    except (OSError, ValueError, RuntimeError):
        raise InputError(Problem(where, f"{name!r}", "the name of a file beside this one")) from None
    if outside or not path.is_relative_to(home.resolve()):
        step = "copy the file into the folder of the service file"
        raise InputError(
            Problem(
                where,
                f"'{name}', which is outside the folder",
                "a file in the folder of the service file",
                next=step,
            )
        )
    return path
