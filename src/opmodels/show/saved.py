"""Results as JSON: writing them, reading them back, saying what differs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from opmodels.foundation.errors import InputError, Problem, find_nearest

MOST_BYTES = 500_000_000
KEYS = ("service", "replications", "verb", "warm_up_weeks", "asked")
WHO_AND_WHEN = frozenset({"created", "command"})
"""What may differ between two results that are the same."""
MACHINE = frozenset({"python", "platform", "packages", "version"})


def make_plain(node: Any) -> Any:
    """Return a tree that JSON can hold: numbers that are not finite become null, tuples become lists."""
    if isinstance(node, Mapping):
        return {str(key): make_plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [make_plain(value) for value in node]
    if isinstance(node, bool | str | int) or node is None:
        return node
    number = float(node)
    return number if math.isfinite(number) else None


def write_json(tree: Any) -> str:
    """Return a tree as JSON text, indented, ending in a line break."""
    return json.dumps(make_plain(tree), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read_result(path: Path) -> dict[str, Any]:
    """Read a result that ``--json`` or ``--out`` has written.

    Raises
    ------
    InputError
        When there is no such file, or it is no result that can be made again.
    """
    if not path.is_file():
        there = [other.name for other in path.parent.glob("*.json")] if path.parent.is_dir() else []
        raise InputError(
            Problem(str(path), "no such file", "a result in JSON", find_nearest(path.name, there))
        )
    if path.stat().st_size > MOST_BYTES:
        raise InputError(
            Problem(str(path), f"a file of {path.stat().st_size / 1e6:,.0f} MB", "a result of at most 500 MB")
        )
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(
            Problem(f"{path.name}, line {line}", "text that is not JSON", "a result in JSON")
        ) from None
    _check_result(result, path.name)
    return result  # type: ignore[no-any-return]


def _check_result(result: Any, name: str) -> None:
    step = "opmodels compare FILE --models trim --out result.json writes one"
    told = result.get("provenance") if isinstance(result, Mapping) else None
    settings = told.get("settings") if isinstance(told, Mapping) else None
    if not isinstance(settings, Mapping) or not isinstance(told, Mapping) or "seed" not in told:
        raise InputError(
            Problem(name, "no provenance in it", "a result of opmodels run or compare", next=step)
        )
    missing = [key for key in KEYS if key not in settings]
    if missing:
        raise InputError(
            Problem(
                name, f"provenance without {missing[0]}", "a result of opmodels run or compare", next=step
            )
        )


def find_differences(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield where two results differ, as dotted names; who made them, when and on what machine aside."""
    if path[-2:-1] == ("provenance",) and path[-1] in WHO_AND_WHEN | MACHINE:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from find_differences(old.get(key), new.get(key), (*path, str(key)))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (first, second) in enumerate(zip(old, new, strict=True)):
            yield from find_differences(first, second, (*path, str(place + 1)))
    elif old != new or type(old) is not type(new):
        yield ".".join(path)


def tell_machines(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return in words how the two were made on different software or machines."""
    before, after = old["provenance"], new["provenance"]
    told = [
        f"{key}: {before.get(key)} then, {after.get(key)} now"
        for key in ("version", "python", "platform")
        if before.get(key) != after.get(key)
    ]
    packages = {
        name for name in after["packages"] if before.get("packages", {}).get(name) != after["packages"][name]
    }
    return [
        *told,
        *(
            f"{name}: {before['packages'].get(name)} then, {after['packages'][name]} now"
            for name in sorted(packages)
        ),
    ]
