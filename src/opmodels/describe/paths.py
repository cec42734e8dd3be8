"""Places in a description, as dotted names: ``pools.gp.staff``, ``pools.*.cost``, ``guardrails.2``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import Problem, find_nearest, name_list

Path: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = Mapping[str, Any]

ANY = "*"
NAMING_KEYS = ("name", "measure", "step", "pool", "need", "to")


class EditError(ValueError):
    """A change that cannot be made to this description.

    Parameters
    ----------
    found, expected
        What was asked for, and what would fit.
    nearest
        The valid name closest to what was asked for, if any.
    next
        What to do now, if there is something to say.
    """

    def __init__(
        self, found: str, expected: str, nearest: str | None = None, next: str | None = None
    ) -> None:
        super().__init__(f"found {found}; expected {expected}")
        self.found = found
        self.expected = expected
        self.nearest = nearest
        self.next = next

    def at(self, where: str) -> Problem:
        """Return the problem as the reader of `where` sees it."""
        return Problem(where, self.found, self.expected, self.nearest, self.next)


def split_path(text: str) -> tuple[str, ...]:
    """Split a dotted path into its names; a name that holds a dot stands in double quotes.

    Raises
    ------
    EditError
        When a name is empty or a quotation mark is not closed.
    """
    names: list[str] = []
    rest = text.strip()
    while rest:
        name, rest = _take_name(rest, text)
        names.append(name)
    if not names or text.strip().endswith("."):
        raise EditError(f"the path '{text}'", "dotted names, e.g. pools.gp.staff")
    return tuple(names)


def _take_name(rest: str, text: str) -> tuple[str, str]:
    if not rest.startswith('"'):
        name, _, after = rest.partition(".")
        if not name.strip():
            raise EditError(f"the path '{text}'", "dotted names, e.g. pools.gp.staff")
        return name.strip(), after
    end = rest.find('"', 1)
    while rest[end : end + 2] == '""':
        end = rest.find('"', end + 2)
    if end < 0 or rest[end + 1 : end + 2] not in ("", "."):
        raise EditError(f"the path '{text}'", "a closing quotation mark before the next dot")
    return '"' + rest[1:end].replace('""', '"'), rest[end + 2 :]


def write_path(path: Path) -> str:
    """Write a path as `split_path` reads it; items of lists are counted from 1."""
    return ".".join(_write_name(step) for step in path)


def _write_name(step: str | int) -> str:
    if isinstance(step, int):
        return str(step + 1)
    if step and step == step.strip() and step != ANY and not set(step) & {".", '"'}:
        return step
    return '"' + step.replace('"', '""') + '"'


def find_paths(tree: Tree, text: str) -> list[Path]:
    """Return every place that `text` names; there is at least one.

    Parameters
    ----------
    tree
        A description as nested mappings, lists and texts.
    text
        Dotted names; ``*`` stands for every part that has what follows.

    Raises
    ------
    EditError
        When there is no such place; it names the nearest.
    """
    found, errors = _follow(tree, split_path(text), (), text)
    if not found:
        raise errors[0]
    return found


def _follow(node: Any, names: tuple[str, ...], done: Path, text: str) -> tuple[list[Path], list[EditError]]:
    if not names:
        return [done], []
    if names[0] != ANY:
        try:
            step = _take_step(node, names[0], done)
        except EditError as error:
            return [], [error]
        return _follow(node[step], names[1:], (*done, step), text)
    children = list(list_children(node))
    walks = [_follow(node[step], names[1:], (*done, step), text) for step in children]
    found = [path for paths, _ in walks for path in paths]
    nothing = EditError(f"'{text}', which fits nothing", f"a path below {_name_place(done)}")
    return found, [error for _, errors in walks for error in errors] or [nothing]


def list_children(node: Any) -> Iterator[str | int]:
    """Yield the keys of a mapping or the numbers of a list, from 0; nothing for a text."""
    if isinstance(node, Mapping):
        yield from node
    elif isinstance(node, list | tuple):
        yield from range(len(node))


def _take_step(node: Any, name: str, done: Path) -> str | int:
    plain = name.removeprefix('"')
    if isinstance(node, Mapping):
        return _take_key(node, plain, done)
    if isinstance(node, list | tuple):
        return _take_item(node, plain, done)
    raise EditError(
        f"'{plain}' below {_name_place(done)}, which is '{node}'",
        "a part with names of its own",
        next="change the whole of it",
    )


def _take_key(node: Tree, name: str, done: Path) -> str:
    if name in node:
        return name
    raise EditError(
        f"'{name}', which {_name_place(done)} does not have",
        f"one of {name_list(list(node), 20)}" if node else "nothing: it is empty",
        find_nearest(name, node),
    )


def _take_item(items: list[Any] | tuple[Any, ...], name: str, done: Path) -> int:
    if name.isdecimal() and 1 <= int(name) <= len(items):
        return int(name) - 1
    named = [number for number, item in enumerate(items) if name in _names_of(item)]
    if len(named) == 1:
        return named[0]
    known = [known for item in items for known in _names_of(item)]
    raise EditError(
        f"'{name}', which {'is said more than once' if named else 'is not'} in {_name_place(done)}",
        f"a number from 1 to {len(items)}, or a name that only one item has",
        None if named else find_nearest(name, known),
    )


def _names_of(item: Any) -> list[str]:
    if isinstance(item, Mapping):
        return [item[key] for key in NAMING_KEYS if isinstance(item.get(key), str)]
    return [item] if isinstance(item, str) else []


def _name_place(path: Path) -> str:
    return write_path(path) or "the service"


def get_node(tree: Any, path: Path) -> Any:
    """Return what stands at a path that is known to exist."""
    for step in path:
        tree = tree[step]
    return tree


def put_node(tree: Any, path: Path, node: Node) -> Any:
    """Return `tree` with `node` at `path`; `tree` itself and all its parts stay as they are."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree)
        items[step : step + 1] = [put_node(items[step] if rest else None, rest, node)]
        return items
    return {**tree, step: put_node(tree[step] if rest else None, rest, node)}


def drop_node(tree: Any, path: Path) -> Any:
    """Return `tree` without what stands at `path`; `tree` itself stays as it is."""
    step, rest = path[0], path[1:]
    if rest:
        return put_node(tree, (step,), drop_node(tree[step], rest))
    if isinstance(step, int):
        return [item for number, item in enumerate(tree) if number != step]
    return {key: value for key, value in tree.items() if key != step}
