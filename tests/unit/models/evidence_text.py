"""A small file of the evidence register to try things on."""

from __future__ import annotations

EVIDENCE = """\
opmodels-evidence: 1
model: letters
measures:
  repeat calls:
    what: calls about the same thing, as a multiple of those without a letter
    scale: ratio
    better: lower
  share who read it:
    what: of those who get a letter
    scale: share
    better: higher
    assumed: {value: 60 %, range: [20 %, 90 %], note: nobody has asked}
findings:
  - id: doe-2020
    finding: It fell by a fifth
    source: Doe
    year: 2020
    grade: B
    effects:
      repeat calls: {value: 0.8, interval: [0.6, 1.0], n: 1200}
    verified: yes
  - id: roe-2021
    finding: It did not fall
    source: Roe
    year: undated
    grade: A
    adverse: yes
    effects:
      repeat calls: {span: [0.9, 1.2]}
    same_data_as: doe-2020
    also: [trim]
"""
