"""The report as one HTML file that asks for nothing from outside."""

from __future__ import annotations

from collections.abc import Callable

from opmodels.appraise.comparison import Comparison
from opmodels.show import findings
from opmodels.show.finding import tell_finding
from opmodels.show.page import write_page
from opmodels.show.report import background, results
from opmodels.show.report.blocks import Section
from opmodels.show.report.templates import load_template
from opmodels.show.words import write_day

TEMPLATE = "page.html.j2"


MAKERS: tuple[Callable[[Comparison], Section], ...] = (
    results.make_differences,
    results.make_waits,
    results.make_winners,
    results.make_money,
    results.make_staff,
    results.make_lines,
    results.make_changes,
    background.make_elements,
    background.make_check,
    background.make_load,
    background.make_service,
    background.make_cards,
    background.make_assumptions,
    background.make_origin,
    background.make_stress,
)
"""The sections in the order of the report."""


def write_report(comparison: Comparison) -> str:
    """Return the report of a comparison: one HTML file, with its style and its drawings inside."""
    return str(
        load_template(TEMPLATE).render(
            title=findings.tell_title(comparison),
            question=findings.tell_question(comparison),
            finding=tell_finding(comparison),
            page=write_page(comparison),
            sections=list_sections(comparison),
            made=comparison.provenance.created,
            run=f"{comparison.service.time.run.written} from {write_day(comparison.service.time.start)}",
        )
    )


def list_sections(comparison: Comparison) -> list[Section]:
    """Return the sections that have something to say, in the order of the report."""
    sections = [make(comparison) for make in MAKERS]
    return [section for section in sections if section.blocks]
