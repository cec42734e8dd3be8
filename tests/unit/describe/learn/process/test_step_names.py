"""Names of steps are words, and each is used once."""

from __future__ import annotations

from opmodels.describe.learn.process.routes import BEGIN
from opmodels.describe.learn.process.step_names import LONGEST_NAME, StepNames, make_word


def test_words_have_no_accents_blanks_or_signs() -> None:
    """A name can be typed on any keyboard."""
    assert make_word("T02 Prüfung: Einspruch (§ 4)") == "t02_prufung_einspruch_4"
    assert make_word("Opłata ŁÓDŹ, Straße, Ærø, cœur, Þórður") == "oplata_lodz_strasse_aero_coeur_thordur"
    assert make_word("受付") == "step"
    assert make_word("50 %") == "step_50"


def test_no_two_steps_have_the_same_name() -> None:
    """Long names that differ only at their end, and names without letters, are numbered."""
    names = StepNames((*(f"{'very ' * 20}long {number}" for number in range(30)), "受付", "決定"))
    given = [names.of_state((number,)) for number in range(32)]
    given += [names.of_delay((number,), ()) for number in range(32)]
    given += [names.of_end(number) for number in range(32)]
    assert len(set(given)) == len(given)
    assert max(len(name) for name in given) <= LONGEST_NAME


def test_the_same_state_keeps_its_name() -> None:
    """Asked again, a state has the name that it had, and it tells what went before."""
    names = StepNames(("Ask", "Pay"))
    assert names.of_state((0, 1)) == names.of_state((0, 1)) == "pay_after_ask"
    assert names.of_state((1,)) == "pay"
    assert names.of_state((BEGIN, 0)) == "ask_after_begin"
    assert StepNames(("Arrive",)).of_state((0,)) != "arrive"
    assert names.of_delay((1,), (0,)) == "before_pay_if_ask"
