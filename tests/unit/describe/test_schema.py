"""The schema accepts what people write as editors see it, and the stored copies are current."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from opmodels.describe.library import find_library, list_services
from opmodels.describe.schema import grammar_reference, schema_text, service_schema, store_copies
from opmodels.describe.write import find_schema
from tests import services

SCHEMA = service_schema()
TEXTS = [services.mmc(), services.erlang_a(), services.tandem(), services.surgery(), services.SPLIT]


class CoreLoader(yaml.SafeLoader):
    """Reads plain values as YAML 1.2 and editors do: only true and false are truth values, 12:30 is text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))


def as_editors_see(text: str, loader: type[yaml.SafeLoader] = CoreLoader) -> Any:
    """Return a YAML text as JSON values, dates as text."""
    return json.loads(json.dumps(yaml.load(text, loader), default=str))


def list_errors(tree: Any) -> list[str]:
    """Return what the schema finds wrong with a tree."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(tree)]


def test_schema_is_a_schema() -> None:
    """It obeys the rules of JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", TEXTS)
def test_valid_services_pass(text: str) -> None:
    """Every service that reads is valid to an editor too."""
    assert list_errors(as_editors_see(text)) == []


@pytest.mark.parametrize("name", list_services())
def test_library_services_pass(name: str) -> None:
    """Every library service is valid to an editor."""
    text = (find_library() / name / "service.yaml").read_text(encoding="utf-8")
    assert list_errors(as_editors_see(text)) == []


def test_yes_and_no_may_be_truth_values() -> None:
    """Editors of the older YAML take no for a truth value; the schema does not mind."""
    tree = as_editors_see(services.surgery())
    tree["guardrails"][1]["hard"] = False
    tree["facts"]["same_day can wait"]["holds"] = True
    tree["story"] = None
    assert list_errors(tree) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pays: practice}", "pay: practice}"),
        ("order: shortest", "order: shortets"),
        ("measure: worse_off", "measure: worse"),
        ("provider: public", "provider: pubic"),
        ("lognormal: {mean: 9.2 min", "lognormal: {mn: 9.2 min"),
        ("advised: met", "advised: mat"),
        ("opmodels: 1", "opmodels: 2"),
        ("staff: 2,", "staff: [2],"),
    ],
)
def test_mistakes_are_underlined(old: str, new: str) -> None:
    """Unknown keys, unknown words and wrong shapes do not pass."""
    text = services.surgery().replace("role: receptionist", "role: receptionist, provider: public")
    assert old in text
    assert list_errors(as_editors_see(text.replace(old, new, 1)))


def test_every_key_has_a_meaning() -> None:
    """Editors can explain every key, for each has a description."""
    silent = [
        f"{name}.{key}"
        for name, part in {"Service": SCHEMA, **SCHEMA["$defs"]}.items()
        for key, inside in part.get("properties", {}).items()
        if not inside.get("description") and name != "Sourced"
    ]
    assert silent == []


def test_every_reference_is_defined() -> None:
    """No part of the schema points to something that is not in it."""
    wanted = set(re.findall(r'"#/\$defs/([A-Za-z]+)"', schema_text()))
    assert wanted <= set(SCHEMA["$defs"])


def test_stored_schema_is_current() -> None:
    """The copy that ships is the one that the code makes."""
    assert find_schema().read_text(encoding="utf-8") == schema_text(), (
        "run python -m opmodels.describe.schema"
    )


def test_reference_is_current(repo_root: Path) -> None:
    """The page in docs is the one that the code makes."""
    page = repo_root / "docs" / "reference" / "service-file.md"
    command = "python -m opmodels.describe.schema docs/reference/service-file.md"
    assert page.read_text(encoding="utf-8") == grammar_reference(), f"run {command}"


def test_copies_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command writes the schema, and the reference where its place is given."""
    monkeypatch.setattr("opmodels.describe.schema.find_schema", lambda: tmp_path / "library" / "schema.json")
    written = store_copies(tmp_path / "page.md")
    assert [path.name for path in written] == ["schema.json", "page.md"]
    assert json.loads(written[0].read_text(encoding="utf-8")) == json.loads(json.dumps(SCHEMA))
