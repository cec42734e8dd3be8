"""A small service for the tests of what is shown: two groups, a queue, a diary, money and lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from opmodels.appraise.compare import compare
from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.show.page import write_page

GOLDEN = Path(__file__).with_name("page_one.txt")
MODELS = ("keep", "trim(cut=30 %)", "withdraw", "call_back_first")
DESK = """\
opmodels: 1
service: Desk & counter
example: for tests
story: A desk that answers, and a counter that books.
time: {start: 2025-01-06, run: 3 weeks, warm_up: 1 week, zone: UTC}
gap: {amount: £40k per year, by: 2027-03-31, payer: council}
red_lines: [free at need, no compulsory redundancy]
groups:
  young: {people: 800, online: 97 %}
  old: {people: 200, online: {value: 58 %, range: [50 %, 66 %], source: "made up", grade: assumption}}
needs:
  question:
    per_person_per_year: {young: {value: 14, source: "made up", grade: C}, old: 40}
    week: Mon-Fri 09:00-17:00
    starts_at: ask
  form: {per_person_per_year: 6, week: Mon-Fri 09:00-12:00, starts_at: book_counter}
pools:
  desk:
    staff: 3
    people: 3
    role: adviser
    decides: [who is helped]
    hours: Mon-Fri 09:00-17:00
    cost: £20 per hour
    pays: council
  counter: {staff: 1, hours: Mon-Fri 09:00-17:00, cost: £18 per hour, pays: council}
diaries:
  slots: {pool: counter, slot: 20 min, per_session: 22, opens: 14 days ahead}
steps:
  ask:
    serve: desk
    takes:
      lognormal:
        mean: {value: 12 min, range: [10 min, 15 min], source: "made up", grade: assumption}
        sd: 8 min
    patience: {exponential: {mean: 30 min}}
    gives_up_to: {ask_again: 60 %, lost: rest}
    then: {helped: 90 %, book_counter: rest}
  ask_again: {wait: {uniform: [20 min, 60 min]}, then: ask}
  book_counter: {book: slots, full: lost, no_show: {share: 5 %, to: lost}, then: at_counter}
  at_counter: {serve: counter, takes: {lognormal: {mean: 15 min, sd: 5 min}}, then: helped}
ends: {helped: met, lost: {as: unmet, costs: {nhs: £12}}}
payers: {council: {}, nhs: {}}
money:
  fixed: {rent: {cost: £20k per year, pays: council, stays: 80 %}}
  income: {grant: {amount: £250k per year, pays: nhs, to: council}}
outcomes: {people_helped: {unit: people helped, per: {helped: 1}}}
observed:
  - {measure: wait, step: ask, value: 4 min, tolerance: 90 %, source: "made up"}
  - {measure: end, end: helped, value: 20 %, source: "made up", matters: no}
guardrails:
  - {measure: wait, step: ask, quantile: 90 %, at_most: 25 min}
  - {measure: worse_off, group: any, at_most: 20 %}
"""


@cache
def describe_desk() -> Service:
    """Return the service."""
    return parse_service(DESK, "desk.yaml")


@cache
def compare_desk() -> Comparison:
    """Return the comparison of four models, of which one does not fit; four replications, with drop-one."""
    return compare(
        describe_desk(), MODELS, replications=4, drop_one=True, command="opmodels compare desk.yaml"
    )


def renew_golden() -> None:
    """Write the golden page anew: ``PYTHONPATH=src:. python -m tests.unit.show.desk``, then read it."""
    GOLDEN.write_text(write_page(compare_desk(), "report.html", "opmodels show desk.yaml"), encoding="utf-8")


if __name__ == "__main__":
    renew_golden()
