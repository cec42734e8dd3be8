"""How a command ends: its exit code, its JSON, and what is told when something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from opmodels.foundation.errors import Interrupted, OpmodelsError, Problem, find_nearest, name_list
from opmodels.show.saved import write_json

DONE, FAILED, BAD_INPUT, STOPPED = 0, 1, 2, 3
"""Exit codes: done; a guardrail or verdict failed under --strict; bad input; stopped by the user."""

JSON_FLAG = "--json"
STOPPED_BY_TYPER = 130
"""With what typer leaves after Ctrl-C."""


def print_json(tree: Any) -> None:
    """Print a tree as JSON on standard output."""
    sys.stdout.write(write_json(tree))


def error_tree(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what ``--json`` prints on bad input: the first problem by its five keys, and all of them."""
    return {"error": {**problems[0].as_dict(), "problems": [problem.as_dict() for problem in problems]}}


def say(text: str = "") -> None:
    """Tell the user something that is no result, on standard error."""
    sys.stderr.write(text + "\n")


class Verbs(TyperGroup):
    """The commands, ended the same way everywhere: no traceback for what the user can mend."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command and leave with its exit code.

        Raises
        ------
        SystemExit
            Always; its code is one of those named above.
        """
        words = list(sys.argv[1:] if args is None else args)
        options["standalone_mode"] = False
        try:
            code = super().main(words, *rest, **options)
        except Exception as error:
            code = _explain(error, self, words)
        except KeyboardInterrupt:
            code = STOPPED_BY_TYPER
        if code == STOPPED_BY_TYPER:
            code = _stop(words)
        _flush()
        raise SystemExit(code if isinstance(code, int) else DONE)


def _explain(error: Exception, group: TyperGroup, words: Sequence[str]) -> int:
    if isinstance(error, OpmodelsError):
        _tell(error.problems, str(error), words)
        return error.exit_code
    if isinstance(error, typer.Abort):
        return _stop(words)
    if not hasattr(error, "format_message"):
        raise error
    return _explain_usage(error, group, words)


def _explain_usage(error: Any, group: TyperGroup, words: Sequence[str]) -> int:
    """Tell what is wrong with the words that were typed."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(context.get_help() + "\n" if context else "")
        return DONE if words else BAD_INPUT
    problem = _read_usage(error, group, words, context)
    _tell([problem], str(problem), words)
    return BAD_INPUT


def _read_usage(error: Any, group: TyperGroup, words: Sequence[str], context: Any) -> Problem:
    path = context.command_path if context is not None else "opmodels"
    message = error.format_message().strip().rstrip(".")
    help_ = f"{path} --help"
    typed = getattr(error, "option_name", None)
    if type(error).__name__ == "NoSuchOption" and typed:
        known = [name for param in context.command.params for name in param.opts if name.startswith("--")]
        return Problem(
            path, f"the option {typed}", f"one of {name_list(known, 30)}", find_nearest(typed, known), help_
        )
    if message.startswith("No such command"):
        here = getattr(context.command, "commands", group.commands)
        word = message.split("'")[1] if "'" in message else ""
        return Problem(
            path,
            f"the command '{word}'",
            f"one of {name_list(list(here), 30)}",
            find_nearest(word, here),
            help_,
        )
    return Problem(path, message[:1].lower() + message[1:], "a command as its help shows it", next=help_)


def _stop(words: Sequence[str]) -> int:
    problem = Problem(
        "opmodels", "Ctrl-C", "the end of the work", next="start it again; the results are the same"
    )
    _tell([problem], "stopped", words)
    return Interrupted.exit_code


def _tell(problems: Sequence[Problem], text: str, words: Sequence[str]) -> None:
    say(text)
    if JSON_FLAG in words and problems:
        print_json(error_tree(problems))


def _flush() -> None:
    """Write out what is left; a reader that has gone away, as in ``opmodels ... | head``, is no mistake."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
