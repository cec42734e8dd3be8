"""A small recipe to try things on."""

from __future__ import annotations

RECIPE = """\
opmodels-recipe: 1
model: fewer_calls
card:
  idea: Those who ring about the same thing twice are told once.
  home: a shop
  mechanism: a letter
  worked: there
  failed: here
  breaks: [letters nobody reads]
  staff: {reception: loses repeat calls, consult: no}
  left_out: those who cannot read
  needs_first: a printer
  evidence_level: 1
  evidence:
    - {finding: it fell, source: Doe, year: 2020, grade: C}
  relies_on:
    - has step: phone
    - demand can wait: {need: same_day, for: $window}
settings:
  kept: {value: 80 %, range: [60 %, 95 %], source: Doe, grade: C}
  window: {value: 60 min, range: [30 min, 2 hours], grade: assumption}
changes:
  - scale: {needs.same_day.per_person_per_year: $kept}
    why: only $kept ring again
  - set: {steps.phone.takes: {lognormal: {mean: 3 min, sd: 2 min}}, steps.phone.patience: $window}
  - reroute: {from: phone, to: {ask_on_day: $kept, ask_routine: 5 %, pharmacy: rest}}
transition:
  set_up: {value: £1k, range: [£0, £5k], grade: assumption}
  adoption: {from: 10 %, to: 90 %, over: 4 weeks}
"""
