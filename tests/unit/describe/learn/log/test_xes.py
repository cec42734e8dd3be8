"""XES: traces and events with their attributes; extensions that nobody knows do not disturb."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from opmodels.describe.learn import csv_text
from opmodels.describe.learn.log import xes
from opmodels.describe.learn.log.columns import find_columns
from opmodels.describe.learn.log.rows import MOST_COLUMNS, Rows
from opmodels.describe.learn.log.xes import is_xes, read_xes
from opmodels.foundation.errors import InputError

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org">
  <extension name="Unknown" prefix="odd" uri="http://nowhere.invalid/odd.xesext"/>
  <global scope="event"><string key="concept:name" value="name"/></global>
  <trace><string key="concept:name" value="NA"/>
    <event>
      <string key="concept:name" value="ask"/>
      <date key="time:timestamp" value="2025-01-06T09:00:00+00:00"/>
      <odd:thing xmlns:odd="urn:odd" key="odd:mood" value="sunny"/>
      <list key="l"><string key="inner" value="x"/></list>
    </event>
    <event>
      <string key="concept:name" value="answer"/>
      <date key="time:timestamp" value="2025-01-06T09:10:00+00:00"/>
    </event>
  </trace>
  <trace><string key="concept:name" value="2"/></trace>
</log>
"""


def read(path: Path, given: Mapping[str, str] | None = None) -> Rows:
    """Read a log with the attributes of case, activity and time."""
    return read_xes(path, lambda header: find_columns(header, given or {}, path.name), given)


def write(folder: Path, data: bytes, name: str = "log.xes") -> Path:
    """Write a file and return its path."""
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("packed", [False, True])
def test_events_are_read_with_the_attributes_of_their_trace(tmp_path: Path, packed: bool) -> None:
    """A case called NA stays NA; unknown extensions and lists are left unread."""
    data = gzip.compress(XES.encode()) if packed else XES.encode()
    rows = read(write(tmp_path, data, "log.xes.gz" if packed else "log.xes"))
    assert rows.header == ("case:concept:name", "concept:name", "time:timestamp")
    assert rows.cells[1] == ("NA", "answer", "2025-01-06T09:10:00+00:00")


def test_a_file_is_known_by_its_name_or_its_first_bytes(tmp_path: Path) -> None:
    """XML under another name is XES too; a table is not, nor a file that is not there."""
    assert is_xes(write(tmp_path, XES.encode(), "log.dat"))
    assert is_xes(tmp_path / "absent.xes.gz")
    assert not is_xes(write(tmp_path, b"case,activity\n", "log.csv"))
    assert not is_xes(tmp_path / "absent.csv")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (XES.encode()[:500], "XML that breaks off"),
        (b"<log></log>", "no event"),
        (gzip.compress(XES.encode())[:-10], "damaged"),
        (
            b'<?xml version="1.0"?><!--' + b"x" * 9_000 + b'-->\n<!DOCTYPE log [<!ENTITY a "b">]>\n<log/>',
            "a document type of its own",
        ),
        (b'<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "b">]>\n<log/>', "a document type of its own"),
    ],
    ids=["cut", "no events", "cut gzip", "entities after a comment", "entities"],
)
def test_what_is_no_log_is_told(tmp_path: Path, data: bytes, found: str) -> None:
    """Never half a log, and with what to do."""
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, data))
    assert found in str(caught.value)
    assert "\n  next: " in str(caught.value)


def test_a_name_typed_wrong_is_told_with_the_nearest(tmp_path: Path) -> None:
    """Of the files that lie beside it."""
    write(tmp_path, XES.encode(), "permits.xes")
    with pytest.raises(InputError, match=r"nearest: +permits\.xes"):
        read(tmp_path / "pemits.xes")


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small it is when packed."""
    monkeypatch.setattr(xes, "MOST_BYTES", 1_000)
    monkeypatch.setattr(csv_text, "MOST_BYTES", 1_000)
    data = gzip.compress(XES.replace("</log>", f"<!--{'x' * 5_000}--></log>").encode())
    with pytest.raises(InputError, match="a larger file"):
        read(write(tmp_path, data, "log.xes.gz"))
    path = write(tmp_path, XES.encode())
    with path.open("ab") as file:
        file.truncate(5_000)
    with pytest.raises(InputError, match="a larger file"):
        read(path)


ATTRIBUTE = '<string key="{}" value="{}"/>'


@pytest.mark.parametrize(
    "inside",
    [
        ATTRIBUTE.format("long", "x" * 11_000_000),
        ATTRIBUTE.format("again", "x" * 90) * 100_000,
        "<list key='deep'>" * 700_000,
        f"<!--{'x' * 11_000_000}-->",
    ],
    ids=["a long value", "many attributes", "deep", "a long comment"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_an_event_without_end_is_told(tmp_path: Path, inside: str, packed: bool) -> None:
    """Before it is read whole, whatever it is made of."""
    data = XES.replace("<event>", f"<event>{inside}", 1).encode()
    path = write(tmp_path, gzip.compress(data, 1) if packed else data, "log.xes.gz" if packed else "log.xes")
    with pytest.raises(InputError, match="more than 10 MB without the end of an event"):
        read(path)


def test_attributes_without_number_are_told(tmp_path: Path) -> None:
    """Where every event has attributes of its own, nothing can be told from them."""
    named = '<string key="concept:name" value="a"/><date key="time:timestamp" value="2025-01-06"/>'
    event = f"<event>{{}}{named}</event>"
    events = "".join(event.format(ATTRIBUTE.format(f"k{i}", i)) for i in range(MOST_COLUMNS))
    with pytest.raises(InputError, match="10,000 kinds of attribute"):
        read(write(tmp_path, XES.replace("<event>", f"{events}<event>", 1).encode()))


def test_of_personal_attributes_nothing_is_kept(tmp_path: Path) -> None:
    """Neither of events nor of traces; two events that differ in nothing else are the same."""
    event = XES[XES.index("<event>") : XES.index("</event>") + 8]
    twins = "".join(
        event.replace("<event>", f"<event>{ATTRIBUTE.format('First name', name)}") for name in "JK"
    )
    text = XES.replace(event, twins).replace("<trace>", f"<trace>{ATTRIBUTE.format('applicant', 'Zoë')}", 1)
    rows = read(write(tmp_path, text.encode()))
    assert rows.columns is not None
    assert set(rows.columns.personal) == {"First name", "case:applicant"}
    assert rows.marks[0] == rows.marks[1] != rows.marks[2]
    assert not any(name in repr(rows) for name in ("'J'", "'K'", "Zoë"))
    mapped = read(write(tmp_path, text.encode()), {"case": "case:applicant"})
    assert mapped.columns is not None and mapped.columns.personal == ("First name",)
    assert {row[mapped.header.index("case:applicant")] for row in mapped.cells} == {"Zoë"}
