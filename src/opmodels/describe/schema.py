"""The JSON Schema of service files, by which editors complete and check them.

Editors read YAML their own way: ``no`` may be a truth value to them and ``2024`` a number, while here all is
text. The schema therefore allows everything that a valid file may look like to them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from opmodels.describe.coming import TIMES_SCHEMA, Timetable
from opmodels.describe.distributions.base import Parameter
from opmodels.describe.distributions.catalogue import FamilyReference, describe_families
from opmodels.describe.exchanges import Rounds
from opmodels.describe.gathering import Together
from opmodels.describe.grammar import SECTIONS, grammar_reference
from opmodels.describe.part import Part
from opmodels.describe.pathway import Clause, End, Missed, Until
from opmodels.describe.service import Service
from opmodels.describe.serving import AllOf
from opmodels.describe.sourced import NUMBER_SCHEMA, Grade
from opmodels.describe.write import find_schema

__all__ = ["grammar_reference", "schema_text", "service_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = ["string", "number", "boolean", "null"]
"""What a text may look like to an editor."""
NUMBER: dict[str, Any] = {"type": ["string", "number"]}
NAMES: dict[str, Any] = {"type": "array", "items": {"type": "string"}, "minItems": 1}
TOLD: dict[str, Any] = {
    "source": {"type": "string"},
    "grade": {"enum": list(get_args(Grade))},
    "note": {"type": "string"},
}
HIDDEN_PARTS: tuple[type[Part], ...] = (AllOf, Clause, End, Missed, Rounds, Timetable, Together, Until)
"""Parts that have a short form too, behind which pydantic does not see them."""
MAPS = frozenset({"properties", "$defs", "patternProperties"})
"""Keywords whose keys are names, not keywords."""


def service_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of service files."""
    core = _generate(Service)
    core["properties"]["include"] = {
        "description": "Other files whose sections belong to this service.",
        "anyOf": [{"type": "string"}, NAMES],
    }
    # Any section may stand in a file that this one includes.
    core["required"] = ["opmodels"]
    core["$defs"] = {**core["$defs"], **_define_parts(), **_define_forms()}
    cleaned: dict[str, Any] = _clean(core)
    return {"$schema": DIALECT, "title": "A service, as opmodels reads it", **cleaned}


def schema_text() -> str:
    """Return the schema as it is stored in the library."""
    return json.dumps(service_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _generate(part: type[Part]) -> dict[str, Any]:
    """Return the schema that pydantic makes of a part, with the meaning of every key."""
    core = part.model_json_schema(by_alias=True)
    by_name = {one.__name__: one for _, one in SECTIONS}
    for name, inside in [(part.__name__, core), *core.get("$defs", {}).items()]:
        for key, schema in inside.get("properties", {}).items():
            schema["description"] = by_name[name].meaning(key)
    return core


def _define_parts() -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    for part in HIDDEN_PARTS:
        core = _generate(part)
        definitions |= {**core.pop("$defs", {}), part.__name__: core}
    return definitions


def _define_forms() -> dict[str, Any]:
    """Return the schemas of what can be written in several ways."""
    share = {"anyOf": [{"const": "rest"}, {"x-form": "Varied"}]}
    return {
        "Sourced": _mapping({"value": NUMBER, "range": _list_of(NUMBER), **TOLD}, ["value"]),
        "Varied": {"anyOf": [*NUMBER_SCHEMA["anyOf"], _by_name(NUMBER_SCHEMA)]},
        "Spread": {"anyOf": [{"x-form": "Distribution"}, _by_name({"x-form": "Distribution"})]},
        "Distribution": _define_distribution(),
        "Parts": _by_name(share),
        "Timetabled": {"anyOf": [TIMES_SCHEMA, {"x-form": "Timetable"}]},
        "Onward": {"anyOf": [{"type": "string"}, _by_name(share)]},
        "Fork": {"anyOf": [{"x-form": "Onward"}, _list_of({"x-form": "Clause"}), {"x-form": "Clause"}]},
        "Delay": {"anyOf": [{"x-form": "Spread"}, {"x-form": "Until"}]},
        "Team": {"anyOf": [{"type": "string"}, NAMES, {"x-form": "AllOf"}]},
        "Servers": {"anyOf": [{"x-form": "Team"}, _by_name({"x-form": "Team"})]},
        "NoShow": {"anyOf": [{"x-form": "Varied"}, {"x-form": "Missed"}]},
        "Rounds": {"anyOf": [{"type": "string"}, {"x-form": "Rounds"}]},
        "Gathering": {"anyOf": [*NUMBER_SCHEMA["anyOf"], {"x-form": "Together"}]},
        "Ending": {"anyOf": [End.model_json_schema()["properties"]["as"], {"x-form": "End"}]},
        "Week": _define_week(),
        "Year": {"anyOf": [{"type": "string"}, _by_name(NUMBER)]},
    }


def _define_week() -> dict[str, Any]:
    parts = _mapping({"days": _by_name(NUMBER), "hours": _by_name(NUMBER)}, [])
    table = _mapping({"table": _list_of(_list_of({"type": "string"}))}, ["table"])
    return {"anyOf": [{"type": "string"}, NAMES, parts, table]}


def _define_distribution() -> dict[str, Any]:
    families = [_define_family(family) for family in describe_families()]
    return {"anyOf": [*NUMBER_SCHEMA["anyOf"], *families]}


def _define_family(family: FamilyReference) -> dict[str, Any]:
    parameters = {name: _define_parameter(parameter) for name, parameter in family.parameters.items()}
    forms = [_mapping(parameters, []), *([NUMBER_SCHEMA] if family.bare else [])]
    is_list = family.listed or any(parameter.many for parameter in family.parameters.values())
    forms += [_list_of({**NUMBER_SCHEMA})] if is_list else []
    forms += [{"type": "string"}] if family.family == "empirical" else []
    written = {family.family: {"description": family.meaning, "anyOf": forms}}
    return _mapping({**written, "at_most": NUMBER_SCHEMA, **TOLD}, [family.family])


def _define_parameter(parameter: Parameter) -> dict[str, Any]:
    one: dict[str, Any] = {"x-form": "Distribution"} if parameter.kind == "distribution" else NUMBER_SCHEMA
    return {**(_list_of(one) if parameter.many else one), "description": parameter.meaning}


def _mapping(properties: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def _by_name(inside: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": dict(inside), "minProperties": 1}


def _list_of(inside: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(inside), "minItems": 1}


def _clean(node: Any) -> Any:
    """Return a schema without what only Python knows, and as lax on plain values as editors need."""
    if isinstance(node, list):
        return [_clean(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    cleaned = {
        key: _clean_below(key, value)
        for key, value in node.items()
        if key not in ("title", "default", "x-form")
    }
    if "x-form" in node:
        cleaned["$ref"] = f"#/$defs/{node['x-form']}"
    if cleaned.get("type") == "string":
        cleaned["type"] = PLAIN
    if cleaned.get("const") == "1":
        cleaned["enum"] = [cleaned.pop("const"), 1]
        del cleaned["type"]
    if "enum" in cleaned:
        cleaned.pop("type", None)
        cleaned["enum"] += [word == "yes" for word in cleaned["enum"] if word in ("yes", "no")]
    if "patternProperties" in cleaned:
        cleaned["additionalProperties"] = False
    return cleaned


def _clean_below(key: str, value: Any) -> Any:
    if key in MAPS:
        return {name: _clean(inside) for name, inside in value.items()}
    return list(value) if key in ("enum", "required", "type") and isinstance(value, list) else _clean(value)


def store_copies(reference: Path | None = None) -> list[Path]:
    """Write the stored copies: the schema in the library, and the reference page where its place is given."""
    copies = {find_schema(): schema_text()}
    if reference is not None:
        copies[reference] = grammar_reference()
    for path, text in copies.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(copies)


if __name__ == "__main__":
    for written in store_copies(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(written)
