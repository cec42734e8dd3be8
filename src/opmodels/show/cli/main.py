"""The command ``opmodels``: its verbs, one file each."""

from __future__ import annotations

import typer

from opmodels.show.cli import (
    again,
    check,
    chosen,
    compare,
    demo,
    evidence,
    explain,
    export,
    learn,
    library,
    matrix,
    merge,
    models,
    new,
    picture,
)
from opmodels.show.cli import run as run_verb
from opmodels.show.cli.outcome import Verbs

STORY = """A laboratory for the operating models of public services.

Describe a service, or take one from the library, and compare it as it is with other ways of working,
on the same citizens.

\b
Begin with:
  opmodels demo                       page one and a report for a library service
  opmodels new --workbook mine.xlsx   describe your own service in Excel
  opmodels check mine.xlsx            see whether it makes sense
  opmodels compare mine.xlsx --models trim,call_back_first

Exit codes: 0 done, 1 a guardrail fails under --strict, 2 bad input, 3 stopped with Ctrl-C.
"""

app = typer.Typer(
    name="opmodels", cls=Verbs, help=STORY, no_args_is_help=True, rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)  # fmt: skip
learners = typer.Typer(
    cls=learn.Learners,
    help="Read a service's own records: opmodels learn LOG tells what is in an event log.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("demo", epilog=demo.EXAMPLE)(demo.demo)
app.command("new", epilog=new.EXAMPLE)(new.new)
app.command("check", epilog=check.EXAMPLE)(check.check)
app.command("show", epilog=picture.EXAMPLE)(picture.show)
app.command("run", epilog=run_verb.EXAMPLE)(run_verb.run)
app.command("compare", epilog=compare.EXAMPLE)(compare.compare)
app.command("matrix", epilog=matrix.EXAMPLE)(matrix.matrix)
app.command("merge", epilog=merge.EXAMPLE)(merge.merge)
app.command("again", epilog=again.EXAMPLE)(again.again)
app.command("library", epilog=library.EXAMPLE)(library.library)
app.command("models", epilog=models.EXAMPLE)(models.models)
app.command("evidence", epilog=evidence.EXAMPLE)(evidence.evidence)
app.command("chosen", epilog=chosen.EXAMPLE)(chosen.chosen)
app.command("explain", epilog=explain.EXAMPLE)(explain.explain)
app.command("export", epilog=export.EXAMPLE)(export.export)
learners.command("log", epilog=learn.LOG_EXAMPLE)(learn.log)
learners.command("appointments", epilog=learn.EXAMPLE)(learn.appointments)
learners.command("choices", epilog=learn.CHOICES_EXAMPLE)(learn.choices)
app.add_typer(learners, name="learn")


@app.callback(invoke_without_command=False)
def _begin(
    version: bool = typer.Option(
        False,
        "--version",
        help="Print the version.",
        is_eager=True,
        callback=lambda asked: _print_version(asked),
    ),
) -> None:
    return


def _print_version(asked: bool) -> None:
    if asked:
        from opmodels.foundation.provenance import VERSION

        typer.echo(VERSION)
        raise typer.Exit(0)


def run() -> None:
    """Run the command line.

    Raises
    ------
    SystemExit
        Always, with the exit code.
    """
    app(prog_name="opmodels")
