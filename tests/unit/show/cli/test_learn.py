"""The verb ``learn``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.read import read

MONTHS = ("--list-size", "9724", "--months", "2019-03..2019-08")


@pytest.fixture
def devon(shared_data: Path) -> str:
    """Return the file of one region, or skip where there is none."""
    found = sorted((shared_data / "gp_appointments").glob("*evon*.csv*"))
    if not found:
        pytest.skip("no file of Devon beside the project")
    return str(found[0])


def test_learns_a_service(run: Any, ask: Any, here: Path, devon: str) -> None:
    """What is learned is written as a service that can be read, and told with what counts cannot show."""
    told = run("learn", "appointments", devon, *MONTHS, "--out", "mine.yaml")
    assert told.exit_code == 0, told.output
    assert "The counts cannot show:" in told.stdout
    assert read("mine.yaml").groups["patients"].people.value == 9724
    assert ask("learn", "appointments", devon, *MONTHS)["list_size"] == 9724


def test_wrong_file(run: Any, here: Path) -> None:
    """A file of another kind is refused with its line, and nothing is written."""
    (here / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = run("learn", "appointments", "other.csv", *MONTHS, "--out", "mine.yaml")
    assert told.exit_code == 2
    assert "other.csv" in told.stderr
    assert not (here / "mine.yaml").exists()


LOG = "case,activity,time\n1,ask,2025-01-06 09:00\n1,pay,2025-01-06 09:30\n2,ask,2025-01-07 09:00\n"


def test_a_log_is_told_without_naming_the_verb(run: Any, here: Path) -> None:
    """``learn log.csv`` and ``learn log log.csv`` are the same."""
    (here / "log.csv").write_text(LOG, encoding="utf-8")
    told = run("learn", "log.csv")
    assert told.exit_code == 0
    assert told.stdout.startswith("3 rows: 3 events of 2 cases")
    assert run("learn", "log", "log.csv").stdout == told.stdout


def test_a_log_as_json(ask: Any, here: Path) -> None:
    """The keys that programs rely on."""
    (here / "log.csv").write_text(LOG, encoding="utf-8")
    tree = ask("learn", "log.csv")
    assert (tree["rows"], tree["cases"], tree["quarantined"]) == (3, 2, {})
    assert tree["columns"] == {"case": "case", "activity": "activity", "end": "time"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("absent.csv",), "no such file"),
        (("log.csv", "--column", "case"), "'case'"),
        (("log.csv", "--column", "cse=case"), "the part 'cse'"),
        (("log.csv", "--zone", "Europe/Londn"), "'Europe/Londn'"),
        (("log.csv", "--dates", "dayfirst"), "'dayfirst'"),
        (("log.csv", "--out", "mine.txt"), "--out mine.yaml"),
        (("log.csv", "--out", "mine"), "--out mine.yaml"),
        (("log.csv", "--column", "activity=Name"), "no column 'Name'"),
    ],
)
def test_mistakes_with_logs(run: Any, here: Path, words: tuple[str, ...], found: str) -> None:
    """Each ends with 2 and says what was found."""
    (here / "log.csv").write_text(LOG, encoding="utf-8")
    told = run("learn", *words)
    assert told.exit_code == 2
    assert found in told.stderr
    assert {path.name for path in here.iterdir()} == {"desk.yaml", "log.csv"}


SPEC = """\
choices: 1
chosen: took
alternatives:
  bus: {chosen_as: b, utility: {a_bus: 1, price: bus_price}}
  car: {chosen_as: c, utility: {price: car_price}}
tastes: {pound: {coefficient: price, times: 1}}
"""
CHOSEN = "took,bus_price,car_price\n" + "b,1,2\nb,2,4\nc,3,2\nc,1,2\nb,4,3\nc,5,2\nb,2,2\n" * 10


def test_choices_are_learned(run: Any, ask: Any, here: Path) -> None:
    """A table on screen, keys as JSON, and a step in a file that is not overwritten unasked."""
    (here / "spec.yaml").write_text(SPEC, encoding="utf-8")
    (here / "c.csv").write_text(CHOSEN, encoding="utf-8")
    words = ("learn", "choices", "c.csv", "--spec", "spec.yaml")
    told = run(*words, "--out", "step.yaml")
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("70 choices\n") and "Written: step.yaml" in told.stdout
    assert "choose:" in (here / "step.yaml").read_text(encoding="utf-8")
    assert run(*words, "--out", "step.yaml").exit_code == 2
    tree = ask(*words)
    assert list(tree["coefficients"]) == ["a_bus", "price"]
    assert tree["coefficients"]["price"]["estimate"] < 0
    assert tree["file"] is None


@pytest.mark.parametrize(
    ("file", "spec", "found"),
    [
        ("absent.csv", SPEC, "absent.csv: found no such file"),
        (
            "c.csv",
            SPEC.replace("car_price", "car_prize"),
            "the column 'car_prize', which c.csv does not have",
        ),
        ("c.csv", SPEC.replace("chosen_as: c", "chosen_as: d"), "c.csv, line 4: found 'c' in took"),
        ("c.csv", SPEC.replace("choices: 1\n", ""), "no 'choices'"),
    ],
)
def test_mistakes_with_choices(run: Any, here: Path, file: str, spec: str, found: str) -> None:
    """Each ends with 2, says what was found, and writes nothing."""
    (here / "spec.yaml").write_text(spec, encoding="utf-8")
    (here / "c.csv").write_text(CHOSEN, encoding="utf-8")
    told = run("learn", "choices", file, "--spec", "spec.yaml", "--out", "step.yaml")
    assert told.exit_code == 2
    assert found in told.stderr
    assert not (here / "step.yaml").exists()


def make_log(path: Path, cases: int = 60) -> None:
    """Write the log of a desk where every case is looked at and then decided on."""
    lines = ["case,activity,start,end,resource"]
    for case in range(cases):
        day = f"2025-{1 + case // 28:02d}-{1 + case % 28:02d}"
        lines += [f"{case},look,{day} 09:{case % 50:02d},{day} 10:{case % 60:02d},Jane Doe"]
        lines += [f"{case},decide,{day} 11:{case % 50:02d},{day} 11:59,John Roe"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_log_becomes_a_service(run: Any, ask: Any, here: Path) -> None:
    """With --out the service is learned, judged and written; it can be read, and names nobody."""
    make_log(here / "log.csv")
    told = run("learn", "log.csv", "--out", "mine.yaml", "--zone", "UTC")
    assert told.exit_code == 0, told.output
    assert "judged on the 12 after them" in told.stdout
    assert "What the log cannot show" in told.stdout
    service = read("mine.yaml")
    assert service.service == "log"
    assert "Jane" not in (here / "mine.yaml").read_text(encoding="utf-8")
    again = run("learn", "log.csv", "--out", "mine.yaml")
    assert again.exit_code == 2
    assert "--force" in again.stderr


def test_what_was_learned_as_json(ask: Any, here: Path) -> None:
    """The keys that programs rely on; without the judgement where it is not wanted."""
    make_log(here / "log.csv")
    tree = ask("learn", "log.csv", "--out", "mine.yaml", "--zone", "UTC", "--name", "A desk", "--no-judge")
    assert tree["file"] == "mine.yaml"
    assert tree["learned"]["judged"] is None
    assert tree["learned"]["cases"] == 60
    assert set(tree["learned"]["work"]) == {"look", "decide"}
    assert read("mine.yaml").service == "A desk"
    judged = ask("learn", "log.csv", "--out", "mine.yaml", "--zone", "UTC", "--force")["learned"]["judged"]
    assert judged["training_cases"] == 48
    assert set(judged["distances"]["arrivals"]) == {"learned", "past_drawn_anew", "ratio"}


DIRTY = {
    "one case": [("1", "ask", "2025-01-06 09:00"), ("1", "pay", "2025-01-07 09:00")],
    "one moment": [(str(i), name, "2025-01-06 09:00") for i in range(30) for name in ("ask", "pay")],
    "names of steps": [
        (str(i), name, f"2025-01-{1 + i % 28:02d} 09:{place}0")
        for i in range(30)
        for place, name in enumerate(("arrive", "done", "yes", "ended after yes"))
    ],
    "no letters": [
        (str(i), name, f"2025-01-{1 + i % 28:02d}") for i in range(30) for name in ("受付", "50 %")
    ],
    "a case called NA": [("NA", "ask", f"2025-01-{1 + i % 28:02d} 10:00") for i in range(30)],
}


@pytest.mark.parametrize("rows", DIRTY.values(), ids=DIRTY.keys())
def test_odd_logs_become_services_that_read(run: Any, here: Path, rows: list[tuple[str, str, str]]) -> None:
    """Whatever was done and however little, what is written can be read; too few cases are not judged."""
    text = "case,activity,time\n" + "".join(",".join(row) + "\n" for row in rows)
    (here / "log.csv").write_text(text, encoding="utf-8")
    told = run("learn", "log.csv", "--out", "mine.yaml", "--report", "fit.html")
    assert told.exit_code == 0, told.output
    assert "<h1>log: a service learned" in (here / "fit.html").read_text(encoding="utf-8")
    assert ("Not judged: too few cases" in told.stdout) == (len({row[0] for row in rows}) < 5)
    assert read("mine.yaml").steps


def test_a_fit_report_is_written_beside(run: Any, here: Path) -> None:
    """With --report the page is written and not overwritten unasked; without --out it is alone."""
    make_log(here / "log.csv")
    words = ("learn", "log.csv", "--zone", "UTC", "--no-judge", "--report", "fit.html")
    told = run(*words)
    assert told.exit_code == 0, told.output
    assert "Report: fit.html\nNext: the same with --out" in told.stdout
    assert sorted(path.name for path in here.glob("*.html")) == ["fit.html"]
    again = run(*words, "--out", "mine.yaml")
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert not (here / "mine.yaml").exists()
    forced = run(*words, "--out", "mine.yaml", "--force")
    assert "Report: fit.html\nWritten: mine.yaml\n" in forced.stdout


def test_report_and_service_are_two_files(run: Any, here: Path) -> None:
    """The same file for both is refused before anything is read."""
    told = run("learn", "absent.csv", "--out", "mine.yaml", "--report", "./mine.yaml")
    assert told.exit_code == 2
    assert "another file than that of --out" in told.stderr


def test_the_report_as_json(ask: Any, here: Path) -> None:
    """Both files are named; one that is not asked for is null."""
    make_log(here / "log.csv")
    tree = ask("learn", "log.csv", "--zone", "UTC", "--no-judge", "--report", "fit.html")
    assert (tree["file"], tree["report"]) == (None, "fit.html")
    assert sum(tree["came"]["weeks"]) == tree["cases"]
