"""What a caller can reach is explained, and what it raises on purpose is told."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from tests.completeness.source_tree import (
    Definition,
    Function,
    list_classes,
    list_definitions,
    list_sources,
    name_of,
    parse_source,
)

PUBLIC = [found for found in list_definitions() if found.is_public]


@cache
def errors_to_tell() -> frozenset[str]:
    """Return the names of ValueError, of the errors of `foundation.errors` and of their heirs."""
    parents = {node.name: {name_of(base) for base in node.bases} for node in list_classes()}
    in_tree = {
        node.name for node in parse_source("foundation/errors.py").body if isinstance(node, ast.ClassDef)
    }
    known = {"ValueError"} | {name for name in in_tree if name != "Problem"}
    while more := {name for name, bases in parents.items() if bases & known} - known:
        known |= more
    return frozenset(known)


@cache
def error_makers() -> frozenset[str]:
    """Return the names of functions that return such an error for another function to raise."""
    return frozenset(
        found.name
        for found in list_definitions()
        if isinstance(found.node, Function) and name_of(found.node.returns) in errors_to_tell()
    )


def walk_own(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Walk statements, but not the functions and classes defined inside them."""
    for node in body:
        yield node
        if not isinstance(node, Function | ast.ClassDef | ast.Lambda):
            yield from walk_own(ast.iter_child_nodes(node))


def raised_names(node: Function) -> set[str]:
    """Return the names of the errors that a function raises in its own lines and that have to be told."""
    raised = {name_of(inner.exc) for inner in walk_own(node.body) if isinstance(inner, ast.Raise)}
    return raised & (errors_to_tell() | error_makers())


def find_docstring(found: Definition) -> str:
    """Return the docstring; that of a method may stand at the method of the same name in a base class."""
    return ast.get_docstring(found.node) or next(inherited_docstrings(found), "")


def inherited_docstrings(found: Definition) -> Iterator[str]:
    """Return the docstrings of the methods that a method overrides, nearest base class first."""
    classes = {node.name: node for node in list_classes()}
    todo = [name_of(base) for base in found.owner.bases] if found.owner else []
    while todo:
        base = classes.get(todo.pop(0))
        if base is None:
            continue
        methods = (inner for inner in base.body if isinstance(inner, Function) and inner.name == found.name)
        yield from (text for text in map(ast.get_docstring, methods) if text)
        todo += [name_of(name) for name in base.bases]


def test_public_names_have_docstrings() -> None:
    """Every public function, method and class says what it is; a method may leave that to its base class."""
    missing = [found.where for found in PUBLIC if not find_docstring(found)]
    assert not missing, "without a docstring:\n" + "\n".join(missing)


def test_raises_are_told() -> None:
    """A public function that raises an error of opmodels or a ValueError has a Raises section."""
    functions = [(found, raised_names(found.node)) for found in PUBLIC if isinstance(found.node, Function)]
    missing = [
        f"{found.where} raises {', '.join(sorted(raised))}"
        for found, raised in functions
        if raised and "Raises\n------" not in find_docstring(found)
    ]
    assert not missing, "without a Raises section:\n" + "\n".join(missing)


def test_checker_sees_the_errors() -> None:
    """The check above knows the exception tree and what is derived from it elsewhere."""
    assert {"ValueError", "InputError", "OpmodelsError", "UnitError"} <= errors_to_tell()
    assert "Problem" not in errors_to_tell()


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        ("raise ValueError('x')", {"ValueError"}),
        ("if a:\n  raise errors.InputError(p) from None", {"InputError"}),
        ("try:\n  pass\nexcept OSError:\n  raise", set()),
        ("def inner():\n  raise ValueError", set()),
        ("raise KeyError", set()),
    ],
)
def test_checker_reads_raise(code: str, raised: set[str]) -> None:
    """The check above finds what a function raises itself, however it is written."""
    module = ast.parse("def f():\n" + "\n".join(f"  {line}" for line in code.splitlines()))
    assert isinstance(function := module.body[0], ast.FunctionDef)
    assert raised_names(function) == raised


def test_modules_have_docstrings() -> None:
    """Every module that holds any code begins with a docstring."""
    missing = [file for file in list_sources() if parse_source(file).body and not module_doc(file)]
    assert not missing, "without a docstring:\n" + "\n".join(missing)


def test_annotations_are_postponed() -> None:
    """Every module with code has ``from __future__ import annotations``."""
    missing = [file for file in list_sources() if has_code(file) and not postpones(file)]
    assert not missing, "without the import:\n" + "\n".join(missing)


def module_doc(file: str) -> str | None:
    """Return the docstring of a module."""
    return ast.get_docstring(parse_source(file))


def has_code(file: str) -> bool:
    """Say whether a module holds more than its docstring."""
    return len(parse_source(file).body) > (1 if module_doc(file) else 0)


def postpones(file: str) -> bool:
    """Say whether a module imports the postponed evaluation of annotations."""
    imports = (node for node in parse_source(file).body if isinstance(node, ast.ImportFrom))
    return any(node.module == "__future__" and node.names[0].name == "annotations" for node in imports)
