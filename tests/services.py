"""Services as YAML text for tests: small theory models, and a surgery that uses the whole grammar."""

from __future__ import annotations

from pathlib import Path


def mmc(
    rate: str = "48 per hour",
    staff: int = 3,
    takes: str = "{exponential: 3 min}",
    *,
    run: str = "4 weeks",
    warm_up: str = "1 week",
    more: str = "",
) -> str:
    """Return a queue with `staff` servers that never close; `more` are further keys of its step."""
    return f"""\
opmodels: 1
service: A queue with {staff} servers
time: {{start: 2025-01-06, run: {run}, warm_up: {warm_up}, zone: UTC}}
groups: {{everyone: {{people: 1000}}}}
needs: {{call: {{rate: {rate}, starts_at: answer}}}}
pools: {{desk: {{staff: {staff}, hours: always}}}}
steps:
  answer: {{serve: desk, takes: {takes}, {more + ", " if more else ""}then: done}}
ends: {{done: met, lost: unmet}}
"""


def mm1(rate: str = "12 per hour", mean: str = "4 min") -> str:
    """Return a queue with one server, exponential times between arrivals and of service."""
    return mmc(rate, 1, f"{{exponential: {mean}}}")


def lifts(matches: str = "at once", more: str = "") -> str:
    """Return an exchange of lifts between drivers with room for two and people who need one."""
    return f"""\
opmodels: 1
service: Lifts
time: {{start: 2025-01-06, run: 4 weeks, warm_up: 1 week, zone: UTC}}
groups: {{drivers: {{people: 100}}, riders: {{people: 300}}}}
areas: {{north: 40 %, town: rest}}
distances: {{north: {{town: 12 min}}}}
needs:
  offer: {{rate: {{drivers: 2 per hour, others: 0 per hour}}, starts_at: give}}
  trip: {{rate: {{riders: 5 per hour, others: 0 per hour}}, starts_at: ask}}
exchanges: {{lifts: {{matches: {matches}{", " + more if more else ""}}}}}
steps:
  give: {{match: lifts, side: giver, room_for: 2, patience: 40 min, gives_up_to: alone, then: drove}}
  ask: {{match: lifts, side: taker, patience: 25 min, gives_up_to: bus, then: rode}}
ends: {{drove: met, alone: met elsewhere, rode: met, bus: met elsewhere}}
"""


def erlang_a(rate: str = "60 per hour", staff: int = 3, mean: str = "3 min", patience: str = "5 min") -> str:
    """Return a queue whose callers give up after an exponential time."""
    more = f"patience: {{exponential: {patience}}}, gives_up_to: lost"
    return mmc(rate, staff, f"{{exponential: {mean}}}", more=more)


def tandem() -> str:
    """Return two queues in a row, with a delay between them and some cases going back."""
    return """\
opmodels: 1
service: Two desks
time: {start: 2025-01-06, run: 8 weeks, warm_up: 2 weeks, zone: UTC}
groups: {young: {people: 400}, old: {people: 100}}
needs: {form: {rate: {young: 9 per hour, old: 3 per hour}, starts_at: first}}
pools:
  front: {staff: 2, hours: always}
  back: {staff: 3, hours: always}
steps:
  first: {serve: front, takes: {young: {exponential: 4 min}, others: {exponential: 6 min}},
    then: {pause: 80 %, done: rest}}
  pause: {wait: {exponential: 30 min}, then: second}
  second: {serve: back, takes: {gamma: {mean: 9 min, sd: 5 min}},
    then: {first: {old: 20 %, others: 10 %}, done: rest}}
ends: {done: met}
"""


def surgery() -> str:
    """Return a surgery in which every part of the grammar is used at least once; its figures are made up."""
    return """\
opmodels: 1
service: Test surgery
story: >
  A surgery for tests. Its figures are made up.
example: for tests only
time: {start: 2025-04-07, run: 12 weeks, warm_up: 4 weeks, holidays: England, go_live: 2025-04-28}
gap: {amount: £120k per year, by: 2027-03-31, payer: practice}
red_lines: [free at need, no compulsory redundancy]
groups:
  children: {people: 1900, online: 96 %, deprivation: 4}
  working_age:
    people: 6100
    online: 97 %
    phone: 99 %
    income: {lognormal: {median: £27k, gini: 0.33}}
    traits: {carer: 12 %}
  over_75:
    people: 900
    online: {value: 58 %, range: [50 %, 66 %], source: "made up", grade: A}
    frailty: {gamma: {mean: 1, sd: 0.7}}
needs:
  same_day:
    per_person_per_year: {children: 2.2, working_age: 1.9, over_75: 3.4}
    week:
      days: {Mon: 28 %, Tue: 20 %, Wed: 18 %, Thu: 17 %, Fri: 17 %}
      hours: {08:00-08:30: 30 %, 08:30-12:00: 40 %, 12:00-18:30: 30 %}
    busy_days: 9 %
    on_holidays: 0 %
    starts_at: phone
  review:
    per_person_per_year: {working_age: 0.3, over_75: {value: 2.0, range: [1.5, 2.5], grade: assumption}}
    week: Mon-Fri 09:00-17:00
    year: {Jan: 1.1, Feb: 1, Mar: 1, Apr: 1, May: 1, Jun: 1,
      Jul: 0.9, Aug: 0.8, Sep: 1, Oct: 1, Nov: 1, Dec: 1}
    priority: {over_75: 3, others: 5}
    starts_at: ask_review
pools:
  reception: {staff: 3, role: receptionist, hours: Mon-Fri 08:00-18:30, grade: A4, layer: 1,
    cost: £15.20 per hour, pays: practice}
  gp:
    staff: 5
    people: 7
    hours: [Mon-Fri 08:30-12:30, Mon-Fri 14:00-18:00]
    exceptions:
    - {on: 2025-05-01, hours: 09:00-12:00}
    - {on: 2025-05-26, until: 2025-05-27}
    decides: [who is seen]
    skills: [prescribing, triage]
    cost: £96 per hour
    on_costs: 24 %
    overtime: 1.5
    absence: 4 %
    shift_end: finish
    pays: practice
  nurse: {staff: 2, hours: Mon-Fri 08:30-17:30, cost: £24 per hour, pays: practice, on_holidays: closed}
  room: {places: 6, hours: Mon-Fri 08:00-18:30}
  manager: {staff: 1, layer: 2, hours: Mon-Fri 09:00-17:00, cost: £31 per hour, pays: practice}
diaries:
  on_day: {pool: gp, slot: 10 min, per_session: 6, opens: 08:00 same day}
  routine: {pool: gp, slot: 10 min, per_session: 14, opens: 14 days ahead,
    held_back: {share: 20 %, until: 08:00}, overbook: 5 %}
steps:
  phone:
    serve: reception
    takes: {lognormal: {mean: 4 min, sd: 3 min}, source: "made up", grade: C}
    patience: {exponential: 12 min}
    gives_up_to: {phone_again: 60 %, a_and_e: 8 %, unmet: rest}
    room: 30
    turned_away_to: phone_again
    then: {fork: 80 %, pharmacy: 8 %, advised: rest}
  phone_again: {wait: {uniform: [20 min, 1 day]}, then: {phone: 90 %, unmet: rest}}
  fork:
    branch:
    - {if: {been_at: phone_again, times: 3}, to: a_and_e}
    - {if: {queue: consult, at_least: 20}, to: ask_routine}
    - {if: {group: over_75, lacks: online}, to: {ask_on_day: 70 %, ask_routine: rest}}
    - {to: {ask_on_day: {same_day: 55 %, others: 10 %}, ask_routine: rest}}
  ask_review: {serve: [nurse, reception], takes: 3 min, order: shortest, priority: 4, then: ask_routine}
  ask_on_day: {book: on_day, full: {ask_routine: 70 %, unmet: rest}, no_show: 2 %, then: night}
  night: {wait: {until: 08:00}, then: consult}
  ask_routine:
    book: routine
    wanted: {empirical: {values: [1 day, 3 days, 7 days], weights: [2, 2, 1]}}
    longest: 3 weeks
    full: unmet
    no_show: {after: {0 days: 2 %, 1 day: 4 %, 7 days: 8 %}, to: phone_again}
    cancels: {share: 6 %, notice: {uniform: [1 hour, 5 days]}, to: phone_again}
    then: consult
  consult:
    serve: {all: [[gp, nurse], room]}
    takes: {over_75: {lognormal: {mean: 12 min, sd: 6 min}},
      others: {lognormal: {mean: 9.2 min, sd: 5 min}, at_most: 60 min}}
    travel: 0 min
    costs: {nhs: £2}
    then: seen
ends:
  seen: met
  advised: met
  pharmacy: {as: met elsewhere, costs: {nhs: £5}}
  a_and_e: {as: met elsewhere, costs: {nhs: £150}}
  unmet: unmet
at_start:
- {step: ask_routine, need: review, cases: 40}
payers: {practice: {budget: £1.31m per year}, nhs: {}, patients: {}}
money:
  fixed: {building: {cost: £52k per year, pays: practice, stays: 100 %}}
  income:
    list: {amount: £1.2m per year, pays: nhs, to: practice}
    fees: {per_case: {seen: £1}, pays: nhs, to: practice}
outcomes:
  helped: {unit: people, per: {seen: 1, advised: 0.8}, better: more}
observed:
- {measure: wait, step: phone, quantile: 50 %, value: 6 min, tolerance: 20 %, source: "made up", grade: C}
- {measure: end, end: seen, value: {value: 70 %, range: [60 %, 80 %]}, source: "made up", matters: no}
guardrails:
- {measure: wait, step: ask_routine, quantile: 90 %, at_most: 12 days}
- {measure: worse_off, group: any, at_most: 5 %, hard: no}
- {measure: utilisation, pool: gp, at_most: 90 %}
- {measure: budget, payer: practice, at_most: £1.31m per year}
- {measure: within, step: phone, time: 10 min, at_least: 60 %}
facts:
  same_day can wait: {holds: no, source: "made up", grade: assumption}
"""


def write_split_surgery(folder: Path) -> Path:
    """Write a surgery in three YAML files and three tables, and return the file that includes the others."""
    (folder / "parts").mkdir()
    (folder / "parts" / "staff.yaml").write_text(
        "pools:\n  reception: {staff: 3, hours: Mon-Fri 08:00-18:30}\ninclude: later.yaml\n"
    )
    (folder / "parts" / "later.yaml").write_text("pools:\n  gp: {staff: 5, hours: Mon-Fri 08:30-18:00}\n")
    (folder / "week.csv").write_text(week_csv())
    (folder / "year.csv").write_text(year_csv())
    (folder / "leads.csv").write_text("value,weight\n1 day,3\n2 days,1\n")
    path = folder / "service.yaml"
    path.write_text(SPLIT)
    return path


def week_csv() -> str:
    """Return the shape of a week as a table: mornings on weekdays, nothing at the weekend."""
    rows = [f"{day},08:00-12:00,20 %" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")]
    return "\n".join(["day,time,share", *rows, "Sat,00:00-24:00,0 %", "Sun,00:00-24:00,0 %"]) + "\n"


def year_csv() -> str:
    """Return the shape of a year as a table: busier winters."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    factors = ("1.2", "1.1", "1", "1", "1", "0.9", "0.8", "0.8", "1", "1", "1.1", "1.1")
    rows = [f"{month},{factor}" for month, factor in zip(months, factors, strict=True)]
    return "\n".join(["month,factor", *rows]) + "\n"


SPLIT = """\
opmodels: 1
service: Split surgery
include: [parts/staff.yaml]
time: {start: 2025-04-07, run: 4 weeks}
groups: {all: {people: 9000}}
needs: {visit: {per_person_per_year: 3, week: week.csv, year: year.csv, starts_at: phone}}
steps:
  phone: {serve: reception, takes: 4 min, then: rest_up}
  rest_up: {wait: {empirical: leads.csv}, then: consult}
  consult: {serve: gp, takes: 9 min, then: seen}
ends: {seen: met}
"""


def night_out() -> str:
    """Return a service in which people choose how to travel at night."""
    return """\
opmodels: 1
service: Late-night travel
story: A night bus beside cars by app. Its figures are made up.
currency: £
time: {start: 2025-06-02, run: 2 weeks, warm_up: 1 day, zone: UTC}
groups:
  workers: {people: 800, smartphone: 80 %, income: {lognormal: {mean: £24k, sd: £8k}}}
  out_late: {people: 2000, smartphone: 95 %, income: {lognormal: {mean: £34k, sd: £20k}}}
needs:
  trip: {per_person_per_year: 20, starts_at: how, week: {hours: {21:00-24:00: 60 %, 00:00-03:00: 40 %}}}
pools:
  buses: {places: 2, hours: always}
  cars: {staff: 3, hours: always, pays: firm}
  drivers: {staff: 1, hours: Mon-Fri 09:00-17:00}
  desk: {staff: 1, hours: always}
diaries: {seats: {pool: drivers, per_session: 4}}
steps:
  how:
    choose:
      bus: {to: stop, price: £2, quote: {queue: stop}, pays_to: council}
      car:
        to: hail
        price: {workers: £9, others: £12}
        pays_to: firm
        quote: {last: hail}
        needs: smartphone
        appeal: 0.4
        income_at_least: £12k
      minibus: {to: seat, quote: {exact: seat}}
      phone: {to: call, quote: {published: call, every: 3 days, at_first: 10 min}}
      walk: {to: walked, takes: 40 min, if: {group: [out_late]}}
    tastes: {pound: -0.09, hour_waited: -1.8, hour_spent: -0.9, income_elasticity: 0.5, lasting: 60 %}
    nests: {motor: {of: [bus, car], scale: 0.6}}
    nothing: gone_without
  stop: {serve: buses, takes: 20 min, travel: 2 min, then: there}
  hail: {serve: cars, takes: {exponential: 15 min}, then: there}
  seat: {book: seats, full: gone_without, then: there}
  call: {serve: desk, takes: {workers: 5 min, others: 6 min}, then: there}
ends: {there: met, walked: partly met, gone_without: unmet}
payers: {council: {}, firm: {}}
"""


def walk_in() -> str:
    """Return a walk-in centre in which areas, urgency, continuity, help and failures all play a part."""
    return """\
opmodels: 1
service: A walk-in centre
story: A centre for tests. Its figures are made up.
currency: £
time: {start: 2025-06-02, run: 2 weeks, warm_up: 1 week, zone: UTC}
areas: {north: 40 %, south: rest}
groups: {young: {people: 300, smartphone: 95 %, car: 40 %}, old: {people: 200}}
needs:
  injury:
    rate: {young: 3 per hour, old: 2 per hour}
    starts_at: door
    severity: {minor: 70 %, serious: 25 %, critical: rest}
    worsens:
      minor: {after: {exponential: 3 h}, to: serious}
      serious: {after: {old: 1 h, others: 2 h}, to: critical, goes_to: hospital}
    party: {1: 70 %, 2: 20 %, 4: rest}
  check_up:
    planned:
      times: [Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]
      early: 10 min
      late: {exponential: 12 min}
      comes: 90 %
    party: 2
    starts_at: clinic
pools:
  north_nurses:
    staff: 2
    hours: 7 days 08:00-20:00
    speed: 1.2
    speeds_differ: 20 %
    absence: 5 %
    absence_rises: {above: 80 %, by: 0.2}
  south_nurses:
    staff: 2
    hours: always
    on_call: {staff: 2, queue: door, at_least: 3, after: 20 min, stays: 2 h}
  beds:
    places: 6
    provider: voluntary
    hours: always
    outages: {every: {exponential: 3 days}, lasts: {exponential: 5 h}, takes: 2}
steps:
  door:
    serve: {north: [north_nurses, south_nurses], others: south_nurses}
    takes: {critical: 20 min, others: {exponential: 15 min}}
    priority: {critical: 1, serious: 2, others: 5}
    gives_way: resume
    same_worker: 10 min
    then: {ward: {serious: 80 %, critical: 100 %, others: 10 %}, done: rest}
  ward:
    serve: beds
    takes: 1 h
    keeps: {beds: leave}
    then: look
  look: {serve: {all: [[south_nurses, north_nurses], beds]}, takes: 10 min, then: rest_up}
  rest_up: {wait: {serious: 5 h, others: 2 h}, then: leave}
  leave:
    branch:
    - {if: {severity: critical, area: north}, to: hospital}
    - {if: {has: car}, to: done}
    - {to: {done: 90 %, hospital: rest}}
  clinic: {serve: [north_nurses, south_nurses], takes: 10 min, priority: 2, then: done}
ends: {done: met, hospital: met elsewhere}
facts: {walk_in can wait: {holds: yes, up_to: 4 hours, source: "made up", note: for tests}}
"""


def home_teams() -> str:
    """Return three teams that share their people, the posts of one of which follow its cases."""
    return """\
opmodels: 1
service: Home teams
story: Teams for tests. Its figures are made up.
time: {start: 2025-06-02, run: 4 weeks, warm_up: 0 days, zone: UTC}
areas: {north_side: 40 %, south_side: 35 %, centre: rest}
groups: {patients: {people: 900}}
needs: {visit: {rate: 1.5 per hour, week: Mon-Fri 08:00-18:00, starts_at: visit, busy_days: 60 %}}
pools:
  north: {staff: 3, hours: Mon-Fri 08:00-18:00, cost: £20 per hour, funded_by: {MONEY}}
  south: {staff: 2, hours: Mon-Fri 08:00-18:00, cost: £20 per hour}
  town: {staff: 2, hours: Mon-Fri 08:00-18:00, cost: £30 per hour}
consults:
  morning: {at: 07:30, days: Mon-Fri, planner: share_staff, pools: [north, south, town], least: 1}
  noon: {at: 13:00, planner: share_staff, pools: [north, south, town], keeps_until: 16:00}
steps:
  visit:
    serve: {north_side: north, south_side: south, centre: town}
    takes: 45 min
    travel: 15 min
    then: done
ends: {done: met}
""".replace(
        "MONEY",
        "per_post: 40, at_least: 1, at_most: 5, moves_at_most: 2, every: 7 days, need: visit,"
        " group: patients, ends: done",
    )


def day_hospital() -> str:
    """Return a service with every kind of step, and all that can be decided or left on people."""
    return """\
opmodels: 1
service: A day hospital
story: A hospital for tests. Its figures are made up.
currency: £
time: {start: 2025-06-02, run: 4 weeks, warm_up: 1 week, zone: UTC}
areas: {north: 40 %, south: rest}
distances: {north: {south: 12 min}}
groups:
  young: {people: 300, income: {lognormal: {mean: £30k, sd: £9k}}}
  old: {people: 200, income: {lognormal: {mean: £20k, sd: £5k}}, frailty: {gamma: {mean: 1, sd: 0.7}}}
needs:
  lump:
    rate: 1.2 per hour
    starts_at: how
    severity: {mild: 60 %, grave: rest}
    worsens: {mild: {after: {exponential: 8 h}, to: grave}}
  recall: {campaign: invitations, starts_at: ask}
  lift: {rate: 0.3 per hour, starts_at: give_lift}
campaigns:
  invitations:
    every: 7 days
    up_to: 9
    who: {group: old, had: {need: lump, within: 4 weeks}}
    first: score
    correlation: 50 %
    not_again_for: 2 weeks
pools:
  nurses:
    staff: 3
    hours: 7 days 08:00-18:00
    shift_end: pause
    outages: {every: {exponential: 5 days}, lasts: 3 h, takes: 1}
  porters:
    staff: 3
    hours: 7 days 08:00-18:00
    cost: £14 per hour
    funded_by: {per_post: 60, at_least: 2, at_most: 5, every: 7 days, moves_at_most: 2, need: lump}
  doctors: {staff: 2, hours: Mon-Fri 09:00-17:00}
  machine: {places: 1, hours: always}
diaries: {clinic: {pool: doctors, per_session: 12, opens: 7 days ahead}}
consults: {morning: {at: 07:00, planner: share_staff, pools: [nurses, porters], least: 1}}
exchanges: {lifts: {matches: at once, order: nearest, longest_way: 15 min}}
steps:
  how:
    choose:
      private: {to: paid, price: £150, takes: 20 min, appeal: 0.5}
      public: {to: sort, quote: {queue: blood}, if: {area: [north, south]}}
      abroad: {to: paid, quote: {exact: ask}, income_at_least: £25k}
    tastes: {pound: -0.01, hour_waited: -0.4, hour_spent: -0.3, income_elasticity: 0.5}
    nothing: unmet
  sort: {branch: [{if: {severity: grave}, to: tests}, {to: {ask: 50 %, need_lift: 30 %, tests: rest}}]}
  ask:
    book: clinic
    full: tests
    no_show: {share: 10 %, to: ring}
    cancels: {share: 10 %, notice: 1 day, to: ring}
    then: see
  ring: {wait: 2 h, then: sort}
  see: {serve: doctors, takes: 10 min, then: course}
  give_lift: {match: lifts, side: giver, room_for: 2, patience: 5 h, gives_up_to: drove, then: drove}
  need_lift: {match: lifts, side: taker, patience: 3 h, gives_up_to: unmet, then: bus}
  bus: {batch: 3, longest: 4 h, fewest: 2, too_few: unmet, then: tests}
  tests: {side_by_side: [blood, xray, look], joins_at: results, waits_for: 2}
  blood:
    serve: [nurses, porters]
    takes: {exponential: 20 min}
    gives_way: restart
    priority: 5
    then: results
  look: {serve: nurses, takes: 20 min, then: results}
  xray: {serve: {all: [machine, porters]}, takes: 15 min, room: 4, turned_away_to: results, then: results}
  results: {serve: doctors, takes: 10 min, patience: 3 days, gives_up_to: unmet,
    then: {course: 30 %, cured: rest}}
  course:
    serve: nurses
    takes: 30 min
    priority: 1
    repeat: {visits: {young: 2, others: {poisson: 4}}, every: {exponential: 2 days}, due_within: 8 h}
    effects: {lump: {factor: {old: 0.6, others: 0.8}, after: 1 week, lasts: 26 weeks, fades: 13 weeks}}
    then: cured
ends:
  cured: met
  drove: met
  paid: met elsewhere
  unmet: {as: unmet, effects: {lump: {factor: 1.2, lasts: 8 weeks}}}
"""


def rush_line(facts: str = "question can wait: {holds: yes, up_to: 8 hours}") -> str:
    """Return a telephone line to which people come mostly at eleven, with reviews that can be early."""
    return f"""\
opmodels: 1
service: A line with a rush
time: {{start: 2025-06-02, run: 4 weeks, warm_up: 1 week, zone: UTC}}
groups: {{residents: {{people: 20000, phone: 97 %}}}}
needs:
  question:
    rate: 4 per hour
    week: {{days: {{Mon: 20 %, Tue: 20 %, Wed: 20 %, Thu: 20 %, Fri: 20 %}},
      hours: {{09:00-09:30: 4 %, 09:30-10:00: 4 %, 10:00-10:30: 6 %, 10:30-11:00: 10 %, 11:00-11:30: 12 %,
        11:30-12:00: 10 %, 12:00-12:30: 6 %, 12:30-13:00: 4 %}}}}
    starts_at: line
  alarm: {{rate: 0.2 per hour, week: Mon-Fri 09:00-13:00, priority: 1, starts_at: line}}
  review:
    rate: 0.3 per hour
    week: Mon-Fri 09:00-13:00
    year: {{Jan: 2, Feb: 1, Mar: 1, Apr: 1, May: 1, Jun: 1, Jul: 1, Aug: 1, Sep: 1, Oct: 1, Nov: 1, Dec: 1}}
    starts_at: pause
pools:
  advisers: {{staff: 5, hours: Mon-Fri 09:00-13:00, cost: £16 per hour}}
steps:
  pause: {{wait: 1 day, then: line}}
  line:
    serve: advisers
    takes: {{exponential: 6 min}}
    patience: {{exponential: 30 min}}
    gives_up_to: lost
    then: done
ends: {{done: met, lost: unmet}}
facts:
  {facts}
  review may be done early: {{holds: yes, up_to: 60 days}}
"""
