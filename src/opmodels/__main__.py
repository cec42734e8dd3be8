"""Run the command line with ``python -m opmodels``."""

from __future__ import annotations

from opmodels.show.cli.main import run

if __name__ == "__main__":
    run()
