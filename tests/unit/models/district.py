"""A small district of home nursing with an office, leads, nurses and assistants; its figures are made up."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service

DISTRICT = """\
opmodels: 1
service: Nursing in two valleys
time: {start: 2025-01-06, run: 8 weeks, warm_up: 4 weeks, zone: UTC}
red_lines: [no compulsory redundancy]
areas: {north: 40 %, south: rest}
groups: {older: {people: 5000}}
needs:
  wound: {rate: 0.05 per hour, starts_at: refer, week: Mon-Fri 09:00-15:00}
  insulin: {rate: 0.01 per hour, starts_at: refer, week: Mon-Fri 09:00-15:00}
pools:
  office: {staff: 2, people: 3, layer: 2, role: planner, hours: Mon-Fri 08:00-16:00,
    cost: £15 per hour, pays: trust, decides: [who goes where]}
  leads: {staff: 3, people: 3, layer: 2, role: lead, hours: Mon-Fri 08:00-16:00,
    cost: £30 per hour, pays: trust, decides: [rota]}
  manager: {staff: 1, people: 1, layer: 3, hours: Mon-Fri 08:00-16:00, cost: £40 per hour, pays: trust}
  nurses_north: {staff: 4, people: 6, layer: 1, role: nurse, skills: [wound, insulin],
    hours: 7 days 08:00-16:00, cost: £24 per hour, pays: trust,
    absence: 10 %, decides: [treatment]}
  nurses_south: {staff: 6, people: 9, layer: 1, role: nurse, skills: [wound, insulin],
    hours: 7 days 08:00-16:00, cost: £24 per hour, pays: trust,
    absence: 10 %, decides: [treatment]}
  assistants: {staff: 5, people: 8, layer: 1, role: assistant, skills: insulin, hours: 7 days 08:00-16:00,
    cost: £16 per hour, pays: trust}
  doctor: {staff: 1, layer: 1, hours: 7 days 08:00-16:00, cost: £90 per hour, pays: trust}
steps:
  refer: {serve: office, takes: 30 min, then: care}
  care:
    serve:
      north: [assistants, nurses_north]
      south: [assistants, nurses_south]
    repeat: {visits: {wound: 10, insulin: 40}, every: 1 day, due_within: 4 h}
    takes: 30 min
    travel: 10 min
    then: {done: 90 %, ask_doctor: rest}
  ask_doctor: {serve: doctor, takes: 20 min, patience: {exponential: 10 h}, gives_up_to: hospital, then: done}
ends: {done: met, hospital: {as: met elsewhere, costs: {hospital: £3k}}}
payers: {trust: {}, hospital: {}}
observed: [{measure: utilisation, pool: office, value: 40 %, source: made up}]
guardrails: [{measure: utilisation, pool: office, at_most: 90 %}, {measure: late, step: care, at_most: 5 %}]
facts: {turnover of assistants: {holds: yes, up_to: 26 %, source: made up}}
"""


def district(old: str = "", new: str = "") -> Service:
    """Return the district, with one part of its text in the place of another."""
    assert old in DISTRICT
    return parse_service(DISTRICT.replace(old, new) if old else DISTRICT, "district.yaml")


UNLIKE = """\
opmodels: 1
service: Short and long jobs
time: {start: 2025-01-06, run: 30000 hours, warm_up: 1 week, zone: UTC}
groups: {people: {people: 1000}}
needs:
  quick: {rate: 49.8 per hour, starts_at: short_job}
  slow: {rate: 4.98 per hour, starts_at: long_job}
pools:
  short: {staff: 1, role: clerk, hours: always}
  long: {staff: 1, role: clerk, hours: always}
steps:
  short_job: {serve: short, takes: {exponential: 1 min}, then: done}
  long_job: {serve: long, takes: {exponential: 10 min}, then: done}
ends: {done: met}
"""


def unlike_jobs() -> Service:
    """Return a desk for jobs of a minute and one for jobs of ten, ten short ones to each long one."""
    return parse_service(UNLIKE, "unlike.yaml")
