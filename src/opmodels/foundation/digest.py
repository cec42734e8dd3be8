"""Short names for contents: equal contents have equal digests on every machine, changed contents do not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opmodels.foundation.errors import InputError, Problem, find_nearest

if TYPE_CHECKING:
    import numpy as np

SHOWN_DIGITS = 16


def digest_tree(tree: object) -> str:
    """Return the SHA-256 of a nested structure of dict, list, str, number, bool and None, as 64 hex digits.

    The order of keys does not matter; the order of list items does. A tuple counts as a list. Numbers are
    written as Python writes them, so ``1``, ``1.0``, ``True`` and ``"1"`` all differ.

    Parameters
    ----------
    tree
        What to digest. Keys are strings.

    Raises
    ------
    TypeError
        When the tree holds anything else; the message says where.
    """
    _refuse_other_types(tree, "tree")
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _refuse_other_types(tree: object, where: str) -> None:
    """Walk the tree and refuse what JSON would bend into another shape, such as a number used as a key."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if not isinstance(key, str):
                raise TypeError(f"{where} has the key {key!r}; keys of a digested tree are strings")
            _refuse_other_types(value, f"{where}[{key!r}]")
    elif isinstance(tree, list | tuple):
        for place, value in enumerate(tree):
            _refuse_other_types(value, f"{where}[{place}]")
    elif not (tree is None or isinstance(tree, str | int | float)):
        raise TypeError(f"{where} is a {type(tree).__name__}, which a digest does not cover")


def digest_arrays(arrays: Mapping[str, np.ndarray[Any, Any]]) -> str:
    """Return the SHA-256 of named arrays (any shape and any dtype but objects), as 64 hex digits.

    Name, dtype, shape and values count; the order of names, the memory layout and the byte order do not.
    The fields of a record array are digested one by one, so padding between them does not count.

    Raises
    ------
    TypeError
        When an array holds Python objects.
    """
    hasher = hashlib.sha256()
    for name in sorted(arrays):
        _feed_array(hasher, [name], arrays[name])
    return hasher.hexdigest()


def _feed_array(hasher: hashlib._Hash, path: list[str], array: np.ndarray[Any, Any]) -> None:
    """Add one array; the header fixes how many bytes follow, so no two lists of arrays look alike."""
    if array.dtype.names is not None:
        for field in array.dtype.names:
            _feed_array(hasher, [*path, field], array[field])
        return
    if array.dtype.hasobject:
        raise TypeError(f"array {'.'.join(path)!r} holds Python objects, which a digest does not cover")
    little_endian = array.astype(array.dtype.newbyteorder("<"), copy=False)
    hasher.update(json.dumps([path, little_endian.dtype.str, list(array.shape)]).encode("ascii") + b"\n")
    hasher.update(little_endian.tobytes(order="C"))


def digest_file(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file, as 64 hex digits.

    Raises
    ------
    InputError
        When the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise InputError(_describe_unreadable(path, fault)) from fault


def _describe_unreadable(path: Path, fault: OSError) -> Problem:
    """Say why a file cannot be read and which one nearby may be meant."""
    folder = path.parent
    names = [entry.name for entry in folder.iterdir() if entry.is_file()] if folder.is_dir() else []
    return Problem(
        where=str(path),
        found=(fault.strerror or str(fault)).lower(),
        expected="a file that can be read",
        nearest=None if path.name in names else find_nearest(path.name, names),
        next="check the name and the permissions of the file",
    )


def shorten_digest(digest: str) -> str:
    """Return the first 16 digits, which is what people are shown; results keep all 64."""
    return digest[:SHOWN_DIGITS]
