"""``opmodels show``: a picture of a service, in the terminal or as SVG."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from opmodels.show.cli.options import File, Force, Json, check_free, read_file
from opmodels.show.cli.outcome import print_json

EXAMPLE = "Example: opmodels show gp-surgery --svg surgery.svg"
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE.svg", help="Draw it into this file.")]


def show(file: File, svg: Svg = None, force: Force = False, json: Json = False) -> None:
    """Show a picture of a service, in the terminal or as SVG."""
    from opmodels.show.picture import list_lines, make_tree

    service = read_file(file)
    if json:
        print_json(make_tree(service))
    elif svg is None:
        sys.stdout.write("\n".join(list_lines(service)) + "\n")
    if svg is not None:
        from opmodels.describe.write import save_text
        from opmodels.show.drawing import draw_service

        check_free(svg, force)
        save_text(draw_service(service), svg, force)
        sys.stderr.write(f"Drawn: {svg}\n")
