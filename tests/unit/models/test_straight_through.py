"""Decided by the rule: what the recipe that ships does to a planning service."""

from __future__ import annotations

import pytest

from opmodels.describe.library import find_service
from opmodels.describe.pathway import Branch, Wait
from opmodels.describe.read import read
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.catalogue import find_model
from opmodels.models.red_lines import check_red_lines

MODEL = find_model("straight_through")
COUNCILS = ("service", "neighbour-moor", "neighbour-quay", "neighbour-vale")


@pytest.fixture(params=COUNCILS)
def service(request: pytest.FixtureRequest) -> Service:
    """Return the planning service that ships, or one of its neighbours."""
    return council(request.param)


def council(name: str) -> Service:
    """Return one of the four councils."""
    return read(find_service("building-permits").with_name(f"{name}.yaml"))


def test_the_new_way_holds_together(service: Service) -> None:
    """In each of four councils every name is known, every step is reached, every case has a way out."""
    redesign = MODEL.plan(service)
    assert find_problems(redesign.after) == []
    assert not redesign.changes_nothing


def test_only_householders_who_can_use_the_form_begin_there(service: Service) -> None:
    """Others begin where they did, and who lacks the internet is sent to the tray from the form."""
    after = MODEL.plan(service).after
    starts = {name: need.starts_at for name, need in after.needs.items()}
    assert starts == {**{name: need.starts_at for name, need in service.needs.items()}, "householder": "form"}
    form = after.steps["form"]
    assert isinstance(form, Branch)
    barred, others = form.branch
    assert (barred.when.lacks, list(barred.to.to)) == ("online", ["tray"])
    assert others.to.shares() == pytest.approx({"tell_neighbours": 0.35, "tray": 0.65})


def test_neighbours_keep_their_weeks_and_their_say() -> None:
    """The wait is the notice; the share that objects is assessed as today."""
    after = MODEL.plan(council("service"), {"notice": "30 days", "objected": "20 %"}).after
    step = after.steps["tell_neighbours"]
    assert isinstance(step, Wait)
    assert step.then.shares() == pytest.approx({"assess": 0.2, "picked": 0.8})
    assert step.wait.everyone.distribution.mean() == pytest.approx(30 * 24 * 60)


def test_an_officer_issues_and_looks_at_a_sample_again() -> None:
    """Fifteen minutes for each, an hour for one in ten, of which one in twenty is assessed after all."""
    steps = MODEL.plan(council("service")).after.steps
    issue, look, picked = steps["issue"], steps["look_again"], steps["picked"]
    assert isinstance(issue, Serve) and isinstance(look, Serve) and isinstance(picked, Branch)
    assert issue.requirements == look.requirements == (("officers",),)
    assert (issue.takes.everyone.distribution.mean(), look.takes.everyone.distribution.mean()) == (15.0, 60.0)
    assert picked.branch[-1].to.shares() == pytest.approx({"look_again": 0.1, "issue": 0.9})
    assert look.then.shares() == pytest.approx({"assess": 0.05, "issue": 0.95})
    assert list(issue.then.to) == ["granted"]


@pytest.mark.parametrize(("kept", "left"), [("100 %", 6), ("85 %", 6), ("83 %", 5), ("60 %", 4)])
def test_officers_are_whole_and_rounded_up(kept: str, left: int) -> None:
    """Of six, 85 % are still six."""
    after = MODEL.plan(council("service"), {"officers_kept": kept}).after
    assert after.pools["officers"].size == left


def test_the_form_is_paid_for_beside_what_was_paid_before() -> None:
    """The council pays £40k a year more, and its other fixed costs stand."""
    before = council("service")
    fixed = MODEL.plan(before).after.money.fixed
    assert set(fixed) == {*before.money.fixed, "rules_and_form"}
    assert (fixed["rules_and_form"].pays, fixed["rules_and_form"].cost.written) == (
        "council",
        "£40k per year",
    )


def test_no_red_line_is_crossed(service: Service) -> None:
    """Nobody loses a post at the default settings."""
    assert "broken" not in {line.state for line in check_red_lines(MODEL.plan(service))}


def test_the_card_opens_against_it_and_says_what_nobody_measured() -> None:
    """The study of homes allowed by a rule comes first, unverified; every setting is an assumption."""
    first = MODEL.card.findings[0]
    assert (first.adverse, first.verified, first.grade) == ("yes", "no", "B")
    assert "22 %" in first.finding and "73 %" in first.finding
    assert any("nobody has measured" in line for line in MODEL.card.failed)
    assert {setting.grade for setting in MODEL.settings.values.values()} == {"assumption"}


def test_it_does_not_fit_a_contact_centre() -> None:
    """And says what is missing, with the line of the recipe."""
    centre = read("contact-centre")
    assert "fails" in {fit.state for fit in MODEL.judge(centre)}
    with pytest.raises(DoesNotFit, match=r"straight_through\.recipe\.yaml, line \d+: found 'householder'"):
        MODEL.plan(centre)
