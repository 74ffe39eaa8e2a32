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
    "docs/make_api.py",
    "docs/make_baskets.py",
    "docs/make_blocks.py",
    "docs/make_commands.py",
    "docs/make_messages.py",
    "docs/make_mistakes.py",
    "docs/make_notebook.py",
    "docs/make_trust.py",
)


def main() -> None:
    """Run one after the other; a failure ends it."""
    for command in COMMANDS:
        run(command)
    (ROOT / "docs" / "functions.md").write_bytes(run("-m xl_aigc.functions.reference"))


def run(command: str) -> bytes:
    """Run a command of Python, and return what it prints."""
    sys.stderr.write(f"python {command}\n")
    done = subprocess.run([sys.executable, *command.split()], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout


if __name__ == "__main__":
    main()
