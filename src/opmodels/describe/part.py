"""The base of every described thing: frozen, no unknown keys, errors that a reader of the file can act on."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, model_validator
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.numerals import quote

REST = "rest"
QUOTE_COMMAS = "a comma ends a text inside { }: put a text with commas in it in quotes"


def refuse(
    found: str,
    expected: str,
    nearest: str | None = None,
    next_step: str | None = None,
    key: str | None = None,
) -> PydanticCustomError:
    """Return the validation error that `read` turns into a `Problem` with file and line.

    Parameters
    ----------
    found, expected, nearest, next_step
        The parts of the message.
    key
        The key below the place of the error that is meant, when it is not the place itself.
    """
    parts = {"found": found, "expected": expected, "nearest": nearest, "next": next_step, "key": key}
    return PydanticCustomError("opmodels", "found {found}; expected {expected}", parts)


def refuse_alone(part: Part, one: str, other: str) -> None:
    """Refuse a part that says one of two keys without the other.

    Raises
    ------
    PydanticCustomError
        When it does.
    """
    if (getattr(part, one) is None) != (getattr(part, other) is None):
        have, lack = (one, other) if getattr(part, other) is None else (other, one)
        expected = f"both {one} and {other}, or neither"
        raise refuse(f"{have} without {lack}", expected, next_step=f"add {lack}:", key=have)


def show(node: object) -> str:
    """Return what stands in the file, short enough for a message."""
    if isinstance(node, Mapping):
        return f"a mapping with {name_list([str(key) for key in node], 6)}" if node else "an empty mapping"
    if isinstance(node, list | tuple):
        return f"a list of {len(node)}" if node else "an empty list"
    return quote(str(node)) if str(node) else "nothing"


class Faults:
    """Gathers the faults of several parts, so that they are told together."""

    def __init__(self) -> None:
        self._lines: list[InitErrorDetails] = []

    @contextmanager
    def at(self, *place: str | int) -> Iterator[None]:
        """Keep the faults raised inside, as faults of this place below the part."""
        try:
            yield
        except PydanticCustomError as error:
            self.add(error, *place)
        except ValidationError as error:
            for line in error.errors(include_url=False):
                self.add_line(line, *place)

    def add(self, error: PydanticCustomError, *place: str | int) -> None:
        """Keep one fault."""
        self._lines.append(InitErrorDetails(type=error, loc=place, input=None))

    def add_line(self, line: ErrorDetails, *place: str | int) -> None:
        """Keep one line of an error that was raised below this place."""
        context = line.get("ctx", {})
        kind = refuse(**_arguments(context)) if line["type"] == "opmodels" else line["type"]
        loc = (*place, *line["loc"])
        self._lines.append(InitErrorDetails(type=kind, loc=loc, input=line["input"], ctx=context))

    def raise_any(self) -> None:
        """Raise what was kept, if anything was.

        Raises
        ------
        pydantic.ValidationError
            With all faults that were kept.
        """
        if self._lines:
            raise self.gather()

    def gather(self) -> ValidationError:
        """Return one error with all that was kept."""
        return ValidationError.from_exception_data("description", self._lines)


def _arguments(context: Mapping[str, Any]) -> dict[str, Any]:
    return {("next_step" if name == "next" else name): value for name, value in context.items()}


class WrittenAs:
    """Gives a field the JSON Schema of what a person may write there."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return dict(self.schema)


class Part(BaseModel):
    """One part of a description: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _tell_every_fault(cls, data: Any, handler: ValidatorFunctionWrapHandler) -> Self:
        if isinstance(data, cls):
            return data
        if not isinstance(data, Mapping):
            raise refuse(show(data), f"key: value, with {name_list(cls.known_keys(), 30)}")
        faults, known = Faults(), cls.known_keys()
        unknown = [key for key in data if key not in known]
        for key in unknown:
            near = find_nearest(str(key), [name for name in cls.known_keys() if name not in data])
            expected = f"one of {name_list(sorted(cls.known_keys()), 30)}"
            next_step = QUOTE_COMMAS if " " in str(key) and not data[key] else None
            faults.add(refuse(f"the unknown key '{key}'", expected, near, next_step, key=str(key)))
        try:
            made: Self = handler({key: value for key, value in data.items() if key not in unknown})
        except ValidationError as error:
            for line in error.errors(include_url=False):
                cls._add_in_words(line, faults, bool(unknown))
        faults.raise_any()
        return made

    @classmethod
    def _add_in_words(cls, line: ErrorDetails, faults: Faults, is_misspelt: bool) -> None:
        """Tell what is missing with its meaning, unless an unknown key is likely to be meant for it."""
        if line["type"] != "missing" or len(line["loc"]) != 1:
            faults.add_line(line)
        elif not is_misspelt:
            key = str(line["loc"][0])
            told = f"'{key}': {cls.meaning(key).rstrip('.')}"
            faults.add(refuse(f"no '{key}'", told, next_step=f"add {key}:"))

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """Return the keys that can be written, in order."""
        return _list_keys(cls)

    @classmethod
    def meaning(cls, key: str) -> str:
        """Return what a key means, as the docstring below its field says."""
        names = {field.alias or name: name for name, field in cls.model_fields.items()}
        return _read_meanings(cls).get(names[key], "")

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated again."""
        fields = type(self).model_fields
        kept = {name: value for name, value in dict(self).items() if name in self.model_fields_set}
        merged = {**kept, **changes}
        return type(self).model_validate({fields[name].alias or name: v for name, v in merged.items()})


@cache
def _list_keys(kind: type[Part]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in kind.model_fields.items())


@cache
def _read_meanings(part: type[Part]) -> dict[str, str]:
    """Return the docstring of every field; read from the source when asked, for it takes long."""
    meanings: dict[str, str] = {}
    for base in reversed([base for base in part.__mro__ if issubclass(base, Part)]):
        try:
            (body,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        except (OSError, TypeError, SyntaxError):  # without its source a part has no meanings, but works
            continue
        assert isinstance(body, ast.ClassDef)
        for line, after in pairwise(body.body):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                meanings |= _find_text(line.target.id, after)
    return meanings


def _find_text(name: str, after: ast.stmt) -> dict[str, str]:
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
        return {name: inspect.cleandoc(str(after.value.value))}
    return {}


def as_list(value: Any) -> list[Any]:
    """Return a list as it is and anything else as a list of one."""
    return list(value) if isinstance(value, list | tuple) else [value]
