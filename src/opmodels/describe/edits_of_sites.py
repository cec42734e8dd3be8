"""Several services made one: what each of them has stands in one description, under its site's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from opmodels.describe.edit_base import AnyEdit, as_node, strokes_between
from opmodels.describe.part import as_list, refuse, show
from opmodels.describe.paths import EditError, Tree
from opmodels.describe.site_names import LINES, OWN, name_site
from opmodels.describe.strokes import Stroke
from opmodels.foundation.errors import InputError

SHARED = ("opmodels", "currency")
"""What services must have in common to become one."""


def _read_sites(node: Any) -> dict[str, Any]:
    if not isinstance(node, Mapping) or not node:
        raise refuse(show(node), "services by site: {west: west.yaml}")
    return {str(site): _read_site(str(site), one) for site, one in node.items()}


def _read_site(site: str, node: Any) -> Any:
    """Return the description of a site, from its file where it names one: the record holds it whole."""
    if not site.isidentifier():
        raise refuse(f"the site '{site}'", "a name of letters, digits and underscores")
    if not isinstance(node, str):
        return as_node(node)
    from opmodels.describe.read import read  # a change is part of what reading a service needs

    try:
        return dict(read(node).tree)
    except InputError as error:
        first = error.problems[0]
        raise refuse(f"{node}, in which {first.where} has {first.found}", first.expected, key=site) from None


class Merge(AnyEdit):
    """Puts other services beside this one: every name of theirs gets the site's before it."""

    kind: ClassVar = "merge"
    merge: Annotated[dict[str, Any], BeforeValidator(_read_sites)]
    """The other services by site: a file, or a description."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return what leads to a description in which the others stand too."""
        return strokes_between(tree, merge_services(tree, self.merge))


def merge_services(tree: Tree, sites: Mapping[str, Tree]) -> dict[str, Any]:
    """Return a description in which other services stand beside the first.

    Its own names stay as they are, those of the others begin with their site's. Payers and outcomes of the
    same name are the same. Time, gap and facts are those of the first.

    Raises
    ------
    EditError
        When they have different currencies, or any of them has areas.
    """
    made = dict(tree)
    for site, other in sites.items():
        _check_site(tree, site, other)
        made = _put_beside(made, other, name_site(other, site))
    return made


def _check_site(tree: Tree, site: str, other: Tree) -> None:
    for key in SHARED:
        one, two = tree.get(key, "£"), other.get(key, "£")
        if one != two:
            raise EditError(f"{site}, whose {key} is {two}", f"services whose {key} is {one}")
    for key in ("areas", "distances"):
        if key in other or key in tree:
            found = f"{key}, which {site if key in other else 'this service'} has"
            raise EditError(
                found, "services without areas, to be merged", None, "write one file with all areas"
            )


def _put_beside(made: Tree, other: Tree, named: Tree) -> dict[str, Any]:
    after = dict(made)
    for section in OWN:
        if section in named:
            after[section] = {**made.get(section, {}), **_name_outcomes(section, made, other, named)}
    for section in LINES:
        if section in named:
            after[section] = [*as_list(made.get(section, [])), *named[section]]
    if "payers" in other:
        after["payers"] = {**other["payers"], **made.get("payers", {})}
    if "money" in other:
        kinds = dict.fromkeys([*made.get("money", {}), *named["money"]])
        money = made.get("money", {})
        after["money"] = {kind: {**money.get(kind, {}), **named["money"].get(kind, {})} for kind in kinds}
    lines = dict.fromkeys([*as_list(made.get("red_lines", [])), *as_list(other.get("red_lines", []))])
    return {**after, "red_lines": list(lines)} if lines else after


def _name_outcomes(section: str, made: Tree, other: Tree, named: Tree) -> Mapping[str, Any]:
    """Return a section of a site; its outcomes of the same name and unit add to those that are there."""
    if section != "outcomes":
        return dict(named[section])
    joined: dict[str, Any] = {}
    for (name, told), (own, one) in zip(other["outcomes"].items(), named["outcomes"].items(), strict=True):
        there = made.get("outcomes", {}).get(name)
        alike = there is not None and there.get("unit") == told.get("unit")
        joined |= {name: {**there, "per": {**there["per"], **one["per"]}}} if alike else {own: one}
    return joined
