"""The card of an operating model: what it claims, where it failed, what it does to staff and citizens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from opmodels.describe.part import Part, as_list, refuse
from opmodels.describe.sourced import Grade
from opmodels.describe.words import Names
from opmodels.models.evidence import Register, shipped_register
from opmodels.models.finding import Finding, sort_adverse_first

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


def _read_cited(node: Any) -> Finding | str:
    """Let the id of an entry of the evidence register stand for a finding."""
    return node if isinstance(node, str) and node else Finding.model_validate(node)


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
    evidence: tuple[Annotated[Finding | str, PlainValidator(_read_cited)], ...] = ()
    """What was found, adverse or not: ids of the evidence register, or findings written out."""
    relies_on: Annotated[tuple[dict[str, Any], ...], BeforeValidator(_read_predicates)] = ()
    """What must be true of a service, by predicate."""

    def cite(self, register: Register, where: str = "evidence") -> Card:
        """Return the card with each id that it cites replaced by its finding, each finding once.

        Raises
        ------
        InputError
            When the register has no finding of that id; it names the nearest.
        """
        cited = [one if isinstance(one, Finding) else register.find(one, where) for one in self.evidence]
        each = tuple(one for place, one in enumerate(cited) if one not in cited[:place])
        return self.model_copy(update={"evidence": each})

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The evidence with the adverse findings first, the best grade first among them.

        Ids that are still to be resolved are looked up in the register of the package.
        """
        if any(isinstance(one, str) for one in self.evidence):
            return self.cite(shipped_register(), f"the card '{self.idea}'").findings
        return sort_adverse_first(tuple(one for one in self.evidence if isinstance(one, Finding)))

    @property
    def grade(self) -> Grade | None:
        """The best grade among its findings, or None when there are none."""
        return min((finding.grade for finding in self.findings if len(finding.grade) == 1), default=None)

    @property
    def is_adverse(self) -> bool:
        """Whether anything that was found speaks against it."""
        return any(finding.adverse == "yes" for finding in self.findings)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What a complete card would say and this one does not."""
        wanted = ("worked", "failed", "breaks", "left_out", "needs_first", "evidence", "relies_on")
        missing = [name for name in wanted if not getattr(self, name)]
        return tuple([*missing, *([] if self.staff.roles else ["staff"])])
