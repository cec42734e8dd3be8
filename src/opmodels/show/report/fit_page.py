"""The fit report as one HTML file that asks for nothing from outside: a picture of what `learn` found."""

from __future__ import annotations

from opmodels.foundation.provenance import VERSION
from opmodels.show.report.fit_sections import MAKERS
from opmodels.show.report.fit_words import Tree, tell_finding
from opmodels.show.report.templates import load_template

TEMPLATE = "fit.html.j2"


def write_fit_page(tree: Tree, name: str, source: str) -> str:
    """Return the fit report.

    Parameters
    ----------
    tree
        What ``opmodels learn LOG --json`` prints; every figure of the page is taken from it.
    name
        What the service is called.
    source
        The file of the log, without its folder.
    """
    sections = [make(tree) for make in MAKERS]
    return str(
        load_template(TEMPLATE).render(
            title=f"{name}: a service learned from its records",
            finding=tell_finding(tree),
            sections=[section for section in sections if section.blocks],
            source=source,
            zone=tree["zone"],
            version=VERSION,
        )
    )
