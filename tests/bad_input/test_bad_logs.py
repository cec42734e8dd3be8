"""Dirty event logs: each becomes a service with counts that add up, or is refused in plain words."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from opmodels.describe.learn.log.event_log import EventLog, read_log
from opmodels.describe.read import read
from opmodels.foundation.errors import InputError
from opmodels.show.cli.main import app

HEAD = "case,activity,start,end,resource\n"
DAYS = [f"2025-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in range(6, 26)]


def list_rows(name: str = "case {}") -> list[str]:
    """Return the rows of sixty cases that are looked at and decided on."""
    return [
        f"{name.format(number)},{what},{day} {hour}:00,{day} {hour}:{10 + number % 40},w{number % 3}"
        for number, day in enumerate(DAYS)
        for what, hour in (("look", "09"), ("decide", "11"))
    ]


ROWS = list_rows()
FILES: dict[str, tuple[str, dict[str, int]]] = {
    "end before start": (
        HEAD + "\n".join([*ROWS, "x,look,2025-01-07 10:00,2025-01-07 09:00,w1"]),
        {"end before start": 1},
    ),
    "duplicate events": (HEAD + "\n".join([*ROWS, *ROWS[:7]]), {"the same row a second time": 7}),
    "mixed formats of dates": (
        HEAD
        + "\n".join(
            [
                *ROWS,
                "m,look,25/03/2025 09:00,25.03.2025 09:30,w1",
                "m,decide,2025-03-25T10:00:00Z,25-03-2025 11:30,w1",
                "m,post,,March 25th,w1",
            ]
        ),
        {"a time that cannot be read": 1},
    ),
    "a case called NA": (HEAD + "\n".join(list_rows("NA")), {}),
    "semicolons": (HEAD.replace(",", ";") + "\n".join(row.replace(",", ";") for row in ROWS), {}),
    "one case": (HEAD + "\n".join(ROWS[:2]), {}),
    "identical times": (
        HEAD + "\n".join(f"{i},{what},,2025-01-06 09:00,w" for i in range(40) for what in ("a", "b")),
        {},
    ),
    "rows cut short and too long": (
        HEAD + "\n".join([*ROWS, "x,look", "x,look,,2025-01-06,w,more", ",look,,2025-01-06,w", "x,,,,"]),
        {"another number of cells than the header": 2, "no case": 1, "no activity": 1},
    ),
}


def make_xes(extra: str = "", kind: str = "string") -> bytes:
    """Return sixty cases as XES, each event with something that no extension explains."""
    events = [row.split(",") for row in ROWS]
    traces = "".join(
        f'<trace><string key="concept:name" value="{case}"/>'
        + "".join(
            f'<event><string key="concept:name" value="{what}"/><date key="time:timestamp" value="{end}"/>'
            f'<odd:thing xmlns:odd="urn:odd" key="odd:mood" value="?"/><{kind} key="x" value="1"/>{extra}'
            "</event>"
            for owner, what, _, end, _ in events
            if owner == case
        )
        + "</trace>"
        for case in dict.fromkeys(row[0] for row in events)
    )
    return f'<?xml version="1.0"?><log><extension name="O" prefix="odd" uri="u"/>{traces}</log>'.encode()


def learn(folder: Path, name: str, *words: str) -> Result:
    """Learn from a file of a folder into a service beside it."""
    out = folder / "mine.yaml"
    return CliRunner().invoke(
        app, ["learn", str(folder / name), "--out", str(out), "--force", *words], prog_name="opmodels"
    )


@pytest.mark.parametrize("what", FILES)
def test_dirty_tables_become_services_whose_counts_add_up(tmp_path: Path, what: str) -> None:
    """What could not be used is told with its number, and the rest is learned from."""
    text, expected = FILES[what]
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    result = learn(tmp_path, "log.csv", "--no-judge", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["quarantined"] == expected
    assert told["rows"] == told["events"] + told["merged"] + sum(expected.values())
    assert read(tmp_path / "mine.yaml").steps


@pytest.mark.parametrize("kind", ["string", "odd", "list"])
def test_unknown_extensions_of_xes_do_not_disturb(tmp_path: Path, kind: str) -> None:
    """What an extension says that nobody knows is left out; every event is there."""
    (tmp_path / "log.xes").write_bytes(make_xes(kind=kind))
    result = learn(tmp_path, "log.xes", "--no-judge", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["rows"], told["events"], told["quarantined"]) == (120, 120, {})


REFUSED = {
    "missing columns": ("log.csv", b"ref,activity\n1,ask\n", ("no column that tells when", "--column end=")),
    "truncated gzip": (
        "log.csv.gz", gzip.compress((HEAD + "\n".join(ROWS)).encode())[:-9], ("damaged gzip", "fetch"),
    ),
    "truncated gzip of xes": ("log.xes.gz", gzip.compress(make_xes())[:-9], ("damaged", "fetch")),
    "truncated xes": ("log.xes", make_xes()[:-300], ("XML that breaks off", "line 1")),
    "no header": ("log.csv", "\n".join(ROWS).encode(), ("times, numbers or addresses", "names of")),
    "an endless line": (
        "log.csv.gz", gzip.compress(HEAD.encode() + b"1,ask," + b"x" * 11_000_000),
        ("line 2", "more than 10 MB without the end of a row"),
    ),
    "an endless attribute": (
        "log.xes.gz", gzip.compress(make_xes(f'<string key="y" value="{"x" * 11_000_000}"/>')[:11_500_000]),
        ("more than 10 MB without the end of an event",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_log_is_refused_and_nothing_written(tmp_path: Path, what: str) -> None:
    """With 2, what was found, and what to do; never half a service."""
    name, data, words = REFUSED[what]
    (tmp_path / name).write_bytes(data)
    result = learn(tmp_path, name)
    assert result.exit_code == 2, result.output
    assert all(word in result.stderr for word in words), result.stderr
    assert not (tmp_path / "mine.yaml").exists()


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["log.csv", "log.xes"])
def test_a_gigabyte_without_end_is_refused(tmp_path: Path, name: str, packed: bool) -> None:
    """One line, or one value, of a gigabyte: plain or packed, with what to do."""
    path = tmp_path / (f"{name}.gz" if packed else name)
    with gzip.open(path, "wb", 1) if packed else path.open("wb") as file:
        file.write(
            (HEAD + "1,").encode() if name == "log.csv" else make_xes()[:-6] + b'<string key="a" value="'
        )
        for _ in range(1_000):
            file.write(b"x" * 1_000_000)
    result = learn(tmp_path, path.name)
    assert result.exit_code == 2
    assert ("without the end" if packed else "a larger file") in result.stderr
    assert not (tmp_path / "mine.yaml").exists()


SECRETS = ("Zaphod", "Xanthippe", "Quetzal", "Wolfeschlegel", "Ypsilanti", "Zweibruecken")
PRIVATE = "case,activity,start,end,handler,First name,e-mail,Applicant,note\n"


def list_private_rows() -> list[str]:
    """Return rows where every column that may tell who somebody is holds a name that stands out."""
    case, who, first, mail, applicant, note = SECRETS
    return [
        f"{case}{i},{what},{day} {hour}:00,{day} {hour}:{10 + i % 40},{who}{i % 3},{first},{mail}@x.org,"
        f"{applicant}{i},{note}"
        for i, day in enumerate(DAYS)
        for what, hour in (("look", "09"), ("decide", "11"))
    ]


def make_private_xes() -> bytes:
    """Return the same rows as XES, with the case and the applicant at the trace."""
    names = PRIVATE.strip().split(",")
    keys = dict(
        zip(names, ["", "concept:name", "begin", "time:timestamp", "org:resource", *names[5:]], strict=True)
    )
    traces: dict[str, str] = {}
    for row in list_private_rows():
        cells = dict(zip(names, row.split(","), strict=True))
        event = "".join(f'<string key="{keys[one]}" value="{cells[one]}"/>' for one in names[1:])
        traces[cells["case"]] = traces.get(cells["case"], "") + f"<event>{event}</event>"
    whole = "".join(
        f'<trace><string key="concept:name" value="{case}"/>'
        f'<string key="customer name" value="{SECRETS[5]}"/>{events}</trace>'
        for case, events in traces.items()
    )
    return f'<?xml version="1.0"?><log>{whole}</log>'.encode()


DIRTY = (
    "{0}1,look,soon,later,{1},{2},{3},{4},{5}",
    "{0}1,look,2025-01-07 10:00,2025-01-07 09:00,{1},{2},{3},{4},{5}",
    "{0}1,,,,{1},{2},{3},{4},{5}", "{0},{1},{2},{3}", ",look,,2025-01-07 10:00,{1},{2},{3},{4},{5}",
)  # fmt: skip
MAPPED: tuple[Sequence[str], ...] = (
    (),
    ("case=Applicant",),
    ("resource=First name",),
    ("case=e-mail", "resource=Applicant"),
    ("activity=First name",),
    ("end=Applicant",),
    ("case=Applicnt",),
    ("resource=nobody",),
)


@pytest.mark.parametrize("mapped", MAPPED, ids=lambda mapped: " ".join(mapped) or "guessed")
@pytest.mark.parametrize("way", [("--no-judge",), ("--no-judge", "--json")], ids=["words", "json"])
def test_nobody_is_named_in_anything_that_is_written(
    tmp_path: Path, mapped: Sequence[str], way: Sequence[str]
) -> None:
    """Whether it works or is refused: no value of a personal column in file, words, JSON or messages."""
    rows = [*list_private_rows(), *(row.format(*SECRETS) for row in DIRTY)]
    (tmp_path / "log.csv").write_text(PRIVATE + "\n".join(rows), encoding="utf-8")
    (tmp_path / "log.xes").write_bytes(make_private_xes())
    (tmp_path / "headless.csv").write_text("\n".join(rows), encoding="utf-8")
    columns = [word for one in mapped for word in ("--column", one)]
    for name in ("log.csv", "log.xes", "headless.csv"):
        for words in (("--out", str(tmp_path / "mine.yaml"), "--force"), ()):
            command = ["learn", str(tmp_path / name), *words, *way, *columns]
            result = CliRunner().invoke(app, command, prog_name="opmodels")
            assert result.exit_code in (0, 2), result.output
            assert name != "log.csv" or (result.exit_code == 0) == (mapped in MAPPED[:4])
            assert not [secret for secret in SECRETS if secret in result.output + result.stderr]
    for path in tmp_path.glob("*.yaml"):
        assert not [secret for secret in SECRETS if secret in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", ["log.csv", "log.xes"])
def test_nobody_is_named_in_what_is_learned_judged_and_reported(tmp_path: Path, name: str) -> None:
    """The service, the report with its pictures, words and JSON: no value of a personal column in any."""
    (tmp_path / "log.csv").write_text(PRIVATE + "\n".join(list_private_rows()), encoding="utf-8")
    (tmp_path / "log.xes").write_bytes(make_private_xes())
    mapped = ("--column", "case=Applicant") if name == "log.csv" else ()
    page = tmp_path / "fit.html"
    for way in ((), ("--json",)):
        result = learn(tmp_path, name, "--report", str(page), *mapped, *way)
        assert result.exit_code == 0, result.output
        written = [page.read_text(encoding="utf-8"), (tmp_path / "mine.yaml").read_text(encoding="utf-8")]
        told = "".join([*written, result.output, result.stderr])
        assert "judged" in told.casefold() and "First name" in told
        assert not [secret for secret in SECRETS if secret in told]


def test_a_log_that_was_read_holds_nobodys_name(tmp_path: Path) -> None:
    """Not even inside: whatever learns from it could not write a name."""
    (tmp_path / "log.csv").write_text(PRIVATE + "\n".join(list_private_rows()), encoding="utf-8")
    (tmp_path / "log.xes").write_bytes(make_private_xes())
    for name, mapped in (("log.csv", {}), ("log.csv", {"case": "Applicant"}), ("log.xes", {})):
        held = repr(vars(read_log(tmp_path / name, mapped)))
        assert not [secret for secret in SECRETS if secret in held]


def adds_up(log: EventLog) -> bool:
    """Whether every row is accounted for."""
    return log.rows == log.events + log.merged + sum(log.quarantined.values())


PIECES = (
    b'"', b",", b";", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"<", b">", b"&", b"/",
    b"</event>", b"<event>", b"<trace>", b"]]>", b"<![CDATA[", b"&#x0;", b"&lt;", b"-", b"0", b"9999", b"NA",
    b"", b"key=", b"value=", b"=", "é".encode(), "受".encode(), b"\x1f\x8b", b"start", b"complete",
    b"2025-13-45", b"T24:00", b"+99:99", b"<?xml",
)  # fmt: skip


def mutate(data: bytes, luck: random.Random) -> bytes:
    """Return data with a few pieces put in, taken out, doubled, or swapped."""
    for _ in range(luck.randint(1, 6)):
        at, length = luck.randrange(len(data) + 1), luck.choice((0, 1, 1, 2, 5, 40, 400))
        kind = luck.randrange(4)
        piece = luck.choice(PIECES) if kind else data[at : at + length] * 2
        data = data[:at] + piece + data[at + (length if kind != 1 else 0) :]
    return data


def read_mutated(folder: Path, seed: int) -> str:
    """Read a log that was made worse by chance, and return how it ended."""
    luck = random.Random(seed)
    small = HEAD + "\n".join(ROWS[:12])
    events = HEAD.replace("start,end", "lifecycle,time") + "\n".join(
        f"{i % 3},ask,{moment},2025-01-0{1 + i % 9} 09:0{place},w"
        for i in range(6)
        for place, moment in enumerate(("start", "complete"))
    )
    sources = (
        ("log.csv", small.encode()),
        ("log.csv", events.encode()),
        ("log.xes", make_xes()[:3_000] + b"</trace></log>"),
    )
    name, data = luck.choice(sources)
    data = mutate(data, luck)
    if luck.random() < 0.2:
        data = mutate(gzip.compress(data), luck) if luck.random() < 0.5 else gzip.compress(data)
    path = folder / name
    path.write_bytes(data)
    try:
        log = read_log(path, day_first=True)
    except InputError as error:
        assert all(problem.where and problem.found and problem.expected for problem in error.problems)
        return "refused"
    assert adds_up(log), seed
    return "read"


def test_whatever_is_done_to_a_file_it_is_read_or_refused(tmp_path: Path) -> None:
    """Never a fault of ours: counts that add up, or a plain message. Both come often."""
    ended = [read_mutated(tmp_path, seed) for seed in range(1_500)]
    assert min(ended.count("read"), ended.count("refused")) > 300
