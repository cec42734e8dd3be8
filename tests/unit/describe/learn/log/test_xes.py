"""XES: traces and events with their attributes; extensions that nobody knows do not disturb."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from opmodels.describe.learn.log import xes
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


def write(folder: Path, data: bytes, name: str = "log.xes") -> Path:
    """Write a file and return its path."""
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("packed", [False, True])
def test_events_are_read_with_the_attributes_of_their_trace(tmp_path: Path, packed: bool) -> None:
    """A case called NA stays NA; unknown extensions and lists are left unread."""
    data = gzip.compress(XES.encode()) if packed else XES.encode()
    rows = read_xes(write(tmp_path, data, "log.xes.gz" if packed else "log.xes"))
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
    """Never half a log."""
    with pytest.raises(InputError) as caught:
        read_xes(write(tmp_path, data))
    assert found in str(caught.value)


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small it is when packed."""
    monkeypatch.setattr(xes, "MOST_BYTES", 1_000)
    data = gzip.compress(XES.replace("</log>", f"<!--{'x' * 5_000}--></log>").encode())
    with pytest.raises(InputError, match="a larger file"):
        read_xes(write(tmp_path, data, "log.xes.gz"))
