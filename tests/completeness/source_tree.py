"""The source as the completeness tests see it: files, syntax trees, functions and classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "opmodels"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = Function | ast.ClassDef


@dataclass(frozen=True)
class Definition:
    """A function or class at the top of a module, or a method: what a caller can reach."""

    file: str
    name: str
    node: Documented
    owner: ast.ClassDef | None

    @property
    def where(self) -> str:
        """Return file, line and full name, for messages."""
        owner = f"{self.owner.name}." if self.owner else ""
        return f"{self.file}:{self.node.lineno} {owner}{self.name}"

    @property
    def is_public(self) -> bool:
        """Say whether neither it nor its class has a name that begins with an underscore."""
        names = [self.name, *([self.owner.name] if self.owner else [])]
        return not any(name.startswith("_") for name in names)


@cache
def list_sources() -> tuple[str, ...]:
    """Return all Python files of the package, relative to it, in order."""
    files = (path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
    return tuple(sorted(path.as_posix() for path in files if not path.name.startswith(".")))


@cache
def read_source(file: str) -> str:
    """Return the text of a source file."""
    return (PACKAGE / file).read_text(encoding="utf-8")


@cache
def parse_source(file: str) -> ast.Module:
    """Return the syntax tree of a source file."""
    return ast.parse(read_source(file), filename=file)


def list_functions(file: str) -> Iterator[Function]:
    """Return every function of a file: methods and functions inside functions too."""
    return (node for node in ast.walk(parse_source(file)) if isinstance(node, Function))


def list_classes() -> Iterator[ast.ClassDef]:
    """Return every class at the top of a module of the package."""
    return (
        node for file in list_sources() for node in parse_source(file).body if isinstance(node, ast.ClassDef)
    )


@cache
def list_definitions() -> tuple[Definition, ...]:
    """Return all functions and classes at the top of modules and all methods."""
    return tuple(found for file in list_sources() for found in _walk_module(file))


def _walk_module(file: str) -> Iterator[Definition]:
    for node in parse_source(file).body:
        if isinstance(node, Documented):
            yield Definition(file, node.name, node, None)
        if isinstance(node, ast.ClassDef):
            methods = (inner for inner in node.body if isinstance(inner, Function))
            yield from (Definition(file, inner.name, inner, node) for inner in methods)


def name_of(node: ast.expr | None) -> str:
    """Return the last word of a name: ``Base`` for ``base.Base``, ``Base[int]`` and ``Base(...)``."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Subscript():
            return name_of(node.value)
        case ast.Call():
            return name_of(node.func)
        case ast.Constant(value=str()):
            return str(node.value)
    return ""


def docstring_length(node: Documented) -> int:
    """Return how many lines the docstring takes, 0 without one."""
    if ast.get_docstring(node) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1
