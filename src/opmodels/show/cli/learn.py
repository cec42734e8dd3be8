"""``opmodels learn``: a service from its event log, from appointment counts, and choices from answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from opmodels.foundation.errors import InputError, Problem, find_nearest
from opmodels.show.cli.options import Force, Json, check_free
from opmodels.show.cli.outcome import print_json
from opmodels.show.cli.progress import show_stages

if TYPE_CHECKING:
    from opmodels.describe.learn.log.event_log import EventLog

LOG_EXAMPLE = (
    "Example: opmodels learn permits.csv.gz --column case=Ref --zone Europe/Amsterdam --out permits.yaml"
)
SERVICE_ENDINGS = (".yaml", ".yml")
DAY_FIRST = {"day-first": True, "month-first": False}
EXAMPLE = (
    "Example: opmodels learn appointments devon.csv.gz --list-size 9724 --months 2019-03..2019-08 --out"
    " my-practice.yaml"
)
Log = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Appointments in General Practice, one region: .csv or .csv.gz."),
]
ListSize = Annotated[int, typer.Option("--list-size", min=1, help="Registered patients of the practice.")]
Months = Annotated[
    str, typer.Option("--months", metavar="A..B", help="Months to learn from, e.g. 2019-03..2019-08.")
]
Region = Annotated[
    int | None,
    typer.Option(
        "--region-list-size", min=1, help="Registered patients of the whole region; it is not in the file."
    ),
]
Name = Annotated[str | None, typer.Option("--name", help="Name of the service.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.yaml", help="Write the description to this file.")
]


Judged = Annotated[
    bool,
    typer.Option(
        "--judge/--no-judge", help="Learn from the first four fifths too, and judge that on the rest."
    ),
]
FitReport = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE.html", help="Write what was learned, with pictures, as a page."),
]
LogFile = Annotated[
    Path, typer.Argument(metavar="LOG", help="An event log: CSV, XES or Parquet, plain or gzipped.")
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="PART=NAME",
        help="Which column is case, activity, start, end, resource, lifecycle, class or outcome.",
    ),
]
Zone = Annotated[str, typer.Option("--zone", help="Time zone of times that name none.")]
Dates = Annotated[
    str | None, typer.Option("--dates", help="day-first or month-first, where both would fit every date.")
]


class Learners(TyperGroup):
    """Takes what is no name of a command for a log: ``opmodels learn permits.csv``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is named or nearly so, or else the one that reads logs."""
        word = args[0] if args else "-"
        is_slip = find_nearest(word, self.commands) is not None and not Path(word).exists()
        if not word.startswith("-") and word not in self.commands and not is_slip:
            args = ["log", *args]
        return super().resolve_command(ctx, args)


def log(
    file: LogFile,
    column: Column = None,
    zone: Zone = "Europe/London",
    dates: Dates = None,
    out: Out = None,
    report: FitReport = None,
    name: Name = None,
    judged: Judged = True,
    force: Force = False,
    json: Json = False,
) -> None:
    """Tell what is in a service's event log, and learn the service from it with --out."""
    from opmodels.describe.learn.log.event_log import read_log
    from opmodels.describe.learn.log.summary import summarise, tell_log

    _check_service_name(out)
    _check_files(out, report, force)
    learns, name = bool(out or report), name or _name_service(file)
    with show_stages("learning" if learns else "reading") as tell:
        tell(f"reading {file.name}")
        found = read_log(file, _split_columns(column), zone=_check_zone(zone), day_first=_read_order(dates))
        told = _learn(found, out, name, judged, force, tell) if learns else {}
    text = told.pop("text", "")
    tree = summarise(found) | (_describe_learned(found, told, out, report) if learns else {})
    if report:
        from opmodels.describe.write import save_text
        from opmodels.show.report.fit_page import write_fit_page

        save_text(write_fit_page(tree, name, file.name), report, force)
    if json:
        print_json(tree)
        return
    sys.stdout.write(tell_log(found))
    sys.stdout.write(f"\n{text}\n" if learns else "\n")
    sys.stdout.write("".join(f"{line}\n" for line in _list_next(out, report)))


def _check_files(out: Path | None, report: Path | None, force: bool) -> None:
    """See before long work that both files can be written, and are two."""
    for path in (out, report):
        check_free(path, force)
    if out is not None and report is not None and out.resolve() == report.resolve():
        expected = "another file than that of --out"
        raise InputError(Problem("--report", f"'{report}'", expected, next="name it e.g. fit.html"))


def _describe_learned(
    log: EventLog, told: dict[str, Any], out: Path | None, report: Path | None
) -> dict[str, Any]:
    """Return what is told beside what is in the file: when cases came, what was learned, what was written."""
    from opmodels.describe.learn.judging.event_table import to_table
    from opmodels.describe.learn.judging.profile import profile_table

    came = profile_table(to_table(log), log.only_dates).as_dict()
    files = {key: None if path is None else str(path) for key, path in (("file", out), ("report", report))}
    return {"came": came, "learned": told, **files}


def _list_next(out: Path | None, report: Path | None) -> Iterator[str]:
    """Yield what was written, and what to do next."""
    if report:
        yield f"Report: {report}"
    if out:
        yield f"Written: {out}"
        yield f"Next: opmodels check {out}, then opmodels run {out}"
    else:
        yield "Next: the same with --out my-service.yaml learns the service"


def _learn(
    log: EventLog, out: Path | None, name: str, judged: bool, force: bool, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Learn a service, write it where it is asked for, and return what is told of it."""
    from opmodels.appraise.likeness import judge_log
    from opmodels.describe.learn.judging.later_slice import FEWEST
    from opmodels.describe.learn.process.discover import discover
    from opmodels.describe.learn.process.learned import learn_process
    from opmodels.describe.learn.process.service_tree import build_service
    from opmodels.describe.learn.process.told import describe_process, tell_process
    from opmodels.describe.read import parse_tree
    from opmodels.describe.write import save_text, write

    process = learn_process(log, tell)
    findings = discover(log, process, tell)
    service = parse_tree(build_service(process, name, f"learned: {name}").tree, name)
    few = log.cases < FEWEST
    likeness = judge_log(log, name, tell=tell) if judged and not few else None
    if out is not None:
        save_text(write(service), out, force)
    told = {**describe_process(process, findings), "judged": likeness.as_dict() if likeness else None}
    judgement = likeness.text() if likeness else f"Not judged{': too few cases' if few else ''}\n"
    return {**told, "text": f"{tell_process(process, findings)}\n{judgement}"}


def _check_service_name(out: Path | None) -> None:
    """See that what is written will be read as a service file.

    Raises
    ------
    InputError
        When its name ends otherwise.
    """
    if out is not None and out.suffix.casefold() not in SERVICE_ENDINGS:
        step = f"--out {out.with_suffix('.yaml') if out.name else 'my-service.yaml'}"
        raise InputError(Problem("--out", f"'{out}'", "the name of a file that ends in .yaml", next=step))


def _name_service(file: Path) -> str:
    """Return the name of a file without its endings."""
    return file.name.split(".")[0]


def _split_columns(given: list[str] | None) -> dict[str, str]:
    columns: dict[str, str] = {}
    for text in given or []:
        part, sign, name = text.partition("=")
        if not sign or not part.strip() or not name.strip():
            raise InputError(Problem("--column", f"'{text}'", "part=NAME, e.g. --column case=Ref"))
        columns[part.strip()] = name.strip()
    return columns


def _check_zone(zone: str) -> str:
    from zoneinfo import available_timezones

    if zone not in available_timezones():
        near = find_nearest(zone, available_timezones())
        raise InputError(Problem("--zone", f"'{zone}'", "a time zone such as Europe/London", near))
    return zone


def _read_order(dates: str | None) -> bool | None:
    if dates is not None and dates not in DAY_FIRST:
        near = find_nearest(dates, DAY_FIRST)
        raise InputError(Problem("--dates", f"'{dates}'", "day-first or month-first", near))
    return None if dates is None else DAY_FIRST[dates]


def appointments(
    file: Log, list_size: ListSize, months: Months, region_list_size: Region = None, name: Name = None,
    out: Out = None, force: Force = False, json: Json = False,
) -> None:  # fmt: skip
    """Learn a practice from NHS England's counts of appointments."""
    from opmodels.describe.learn.from_appointments import learn_appointments
    from opmodels.describe.read import parse_tree
    from opmodels.describe.write import save_text, write

    _check_service_name(out)
    check_free(out, force)
    learned = learn_appointments(file, list_size, months, region_list_size, name)
    service = parse_tree(learned.service_tree, f"learned from {file.name}")
    if out is not None:
        save_text(write(service), out, force)
    if json:
        print_json({**learned.report.as_dict(), "file": None if out is None else str(out)})
        return
    sys.stdout.write(learned.report.text() + "\n")
    sys.stdout.write(
        f"\nWritten: {out}\nNext: opmodels run {out}\n"
        if out
        else "\nNext: the same with --out my-practice.yaml\n"
    )


CHOICES_EXAMPLE = "Example: opmodels learn choices survey.csv.gz --spec survey.yaml --out choice.yaml"
ChoiceFile = Annotated[Path, typer.Argument(metavar="FILE", help="A row for each choice: .csv or .csv.gz.")]
Spec = Annotated[
    Path,
    typer.Option("--spec", metavar="SPEC.yaml", help="Alternatives, columns and utilities: what is asked."),
]
StepOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE.yaml", help="Write a choose step with what was learned here."),
]


def choices(
    file: ChoiceFile, spec: Spec, out: StepOut = None, force: Force = False, json: Json = False
) -> None:
    """Learn from recorded choices what weighs how much, by multinomial or nested logit."""
    from opmodels.describe.learn.choices.choose_words import write_step
    from opmodels.describe.learn.choices.fit import fit_choices
    from opmodels.describe.learn.choices.recorded import read_choices
    from opmodels.describe.learn.choices.specification import read_specification
    from opmodels.describe.learn.choices.summary import summarise_fit, tell_fit
    from opmodels.describe.write import save_text

    _check_service_name(out)
    check_free(out, force)
    written = read_specification(spec)
    recorded = read_choices(file, written)
    fit = fit_choices(recorded, written)
    if out is not None:
        save_text(write_step(fit, written, file.name), out, force)
    if json:
        summary = summarise_fit(fit, recorded, written)
        print_json({**summary, "file": None if out is None else str(out)})
        return
    sys.stdout.write(tell_fit(fit, recorded, written))
    step = f"Written: {out}\nNext: put its step into a service file" if out else "Next: --out choice.yaml"
    sys.stdout.write(f"\n{step}\n")
