"""Writes what `xl-aigc build` prints into docs/reporter.md. Run: python docs/make_reporter.py."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parent / "reporter.md"
BEGIN: Final = "prints a summary:\n\n```\n"
END: Final = "```"
FOLDER: Final = "/home/me/story"
"""The folder in which the reader of the page builds."""
SHEETS: Final = 4
"""Names of sheets that fit on the line of the page."""


def page(printed: str, folder: str) -> str:
    """The page as it must be.

    Args:
        printed: what the command printed.
        folder: the folder in which it ran.
    """
    lines = "".join(f"{_short(line)}\n" for line in printed.replace(folder, FOLDER).splitlines())
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{lines}{END}{rest.partition(END)[2]}"


def _short(line: str) -> str:
    """A line whose list of sheets ends where the page does."""
    names = line.split(", ")
    return ", ".join((*names[:SHEETS], "...")) if line.lstrip().startswith("sheets") else line


def main() -> None:
    """Build the bundled basket, which no store of this machine may change, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        without_store = {key: value for key, value in os.environ.items() if key != "XL_AIGC_STORE"}
        done = subprocess.run(
            [sys.executable, "-m", "xl_aigc", "build"],
            cwd=folder,
            env={**without_store, "XDG_DATA_HOME": folder, "XL_AIGC_LANG": "en"},
            capture_output=True,
            text=True,
            check=True,
        )
        PAGE.write_text(page(done.stdout, os.path.realpath(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
