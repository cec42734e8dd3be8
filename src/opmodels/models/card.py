"""The card of an operating model: what it claims, where it failed, what it does to staff and citizens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from opmodels.describe.part import Part, as_list, refuse
from opmodels.describe.sourced import Grade
from opmodels.describe.words import Names

EffectWord = Literal["gains", "loses", "created", "ended", "changed", "skills"]
WORDS: tuple[EffectWord, ...] = ("gains", "loses", "created", "ended", "changed", "skills")
LEVELS: Mapping[str, str] = {
    "1": "described: it can be said why it should work",
    "2": "measured: something got better, nobody knows because of what",
    "3": "compared: it worked against a control group, once",
    "4": "repeated: it worked in more than one place, independently evaluated",
    "5": "ready: it works everywhere it is done by the book",
}
"""The Nesta standards of evidence, in a line each."""


class Finding(Part):
    """One thing that was found about this model somewhere."""

    finding: str
    """What was found, with its figure."""
    source: str
    """Who found it and where it is written."""
    year: Annotated[str, Field(pattern=r"^\d{4}$")]
    """When it was published."""
    place: str = ""
    """Where it was found."""
    design: str = ""
    """How it was found: a trial, a before and after, a model."""
    grade: Grade
    """How good the evidence is."""
    adverse: Literal["yes", "no"] = "no"
    """Whether it speaks against the model."""
    verified: Literal["yes", "no"] = "no"
    """Whether the figure was seen in the source or its abstract; if not, it is yet to be checked."""

    def __str__(self) -> str:
        marks = [f"grade {self.grade}", *(["adverse"] if self.adverse == "yes" else [])]
        marks += [] if self.verified == "yes" else ["not verified"]
        return f"{self.finding} ({self.source}, {self.year}; {', '.join(marks)})"


def _read_effect(node: Any) -> Any:
    """Let ``gains first decisions, loses quiet mornings`` stand for ``{gains: ..., loses: ...}``."""
    if not isinstance(node, str):
        return node
    effect: dict[str, list[str]] = {}
    word = ""
    for piece in (piece.strip() for piece in node.split(",")):
        head, _, rest = piece.partition(" ")
        word = head if head in WORDS else word
        if not word:
            raise refuse(f"'{node}'", f"words that begin with one of {', '.join(WORDS)}")
        effect.setdefault(word, []).append((rest.strip() or "the post") if head in WORDS else piece)
    return effect


class StaffEffect(Part):
    """What the model does to one role."""

    gains: Names = ()
    """Decisions that become theirs."""
    loses: Names = ()
    """Decisions, or work, that stop being theirs."""
    created: Names = ()
    """Posts that are new."""
    ended: Names = ()
    """Posts that end."""
    changed: Names = ()
    """How the work changes."""
    skills: Names = ()
    """What they need to learn."""

    def __str__(self) -> str:
        told = [(word, getattr(self, word)) for word in WORDS]
        return "; ".join(f"{word} {', '.join(items)}" for word, items in told if items)


Effect = Annotated[StaffEffect, BeforeValidator(_read_effect)]


class OnStaff(Part):
    """What the model does to those who work in the service."""

    roles: dict[str, Effect] = Field(default_factory=dict)
    """The effect by role or pool."""
    consult: Literal["yes", "no"]
    """Whether staff must be formally consulted."""
    transfer: str = ""
    """Duties when staff move to another employer; none unless said."""


def _gather_roles(node: Any) -> Any:
    """Let roles stand beside ``consult``: ``{reception: gains first decisions, consult: yes}``."""
    if not isinstance(node, Mapping) or "roles" in node:
        return node
    fixed = {key: node[key] for key in ("consult", "transfer") if key in node}
    return {**fixed, "roles": {key: value for key, value in node.items() if key not in fixed}}


def _read_predicates(node: Any) -> Any:
    return tuple({one: {}} if isinstance(one, str) else one for one in as_list(node))


class Card(Part):
    """What a reader should know of an operating model before it is simulated."""

    idea: str
    """The idea in one sentence."""
    home: str
    """The sector it comes from."""
    mechanism: str
    """Why it should work."""
    worked: Names = ()
    """Where it has worked."""
    failed: Names = ()
    """Where it has failed or disappointed."""
    breaks: Names
    """What would break it here."""
    staff: Annotated[OnStaff, BeforeValidator(_gather_roles)]
    """What it does to staff."""
    left_out: Names
    """Which citizens it may leave out."""
    needs_first: Names = ()
    """What must be there first: data, law, partners, cash."""
    evidence_level: Literal["1", "2", "3", "4", "5"]
    """The Nesta standard of evidence it has reached."""
    evidence: tuple[Finding, ...] = ()
    """What was found, adverse or not."""
    relies_on: Annotated[tuple[dict[str, Any], ...], BeforeValidator(_read_predicates)] = ()
    """What must be true of a service, by predicate."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The evidence with the adverse findings first, the best grade first among them."""
        grades = ("A", "B", "C", "borrowed", "assumption")
        return tuple(sorted(self.evidence, key=lambda one: (one.adverse == "no", grades.index(one.grade))))

    @property
    def grade(self) -> Grade | None:
        """The best grade among its findings, or None when there are none."""
        return min((finding.grade for finding in self.evidence if len(finding.grade) == 1), default=None)

    @property
    def is_adverse(self) -> bool:
        """Whether anything that was found speaks against it."""
        return any(finding.adverse == "yes" for finding in self.evidence)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What a complete card would say and this one does not."""
        wanted = ("worked", "failed", "breaks", "left_out", "needs_first", "evidence", "relies_on")
        missing = [name for name in wanted if not getattr(self, name)]
        return tuple([*missing, *([] if self.staff.roles else ["staff"])])
