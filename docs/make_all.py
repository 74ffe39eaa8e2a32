"""Writes everything that is made from code and tables anew: python docs/make_all.py.

Pictures are not among it: docs/make_pictures.py draws them, with LibreOffice and Chromium.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
COMMANDS: Final = (
    "-m xl_aigc.measures.claims.export",
    "-m xl_aigc.functions.compile_measures",
    "-m pytest tests/expressions/test_formulas.py --rewrite-formulas -q -n0 -p no:cacheprovider",
    "-m xl_aigc layout schema --output templates/layout.schema.json",
    "-m xl_aigc layout schema --measures --output templates/measures.schema.json",
    "docs/make_expressions.py",
    "docs/make_functions.py",
    "docs/make_api.py",
    "docs/make_baskets.py",
    "docs/make_blocks.py",
    "docs/make_commands.py",
    "docs/make_messages.py",
    "docs/make_mistakes.py",
    "docs/make_notebook.py",
    "docs/make_reporter.py",
    "docs/make_trust.py",
)


def main() -> None:
    """Run one after the other; a failure ends it."""
    for command in COMMANDS:
        run(command)


def run(command: str) -> None:
    """Run a command of Python."""
    sys.stderr.write(f"python {command}\n")
    subprocess.run([sys.executable, *command.split()], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
