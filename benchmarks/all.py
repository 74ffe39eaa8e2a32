"""Every benchmark, one after the other, in processes of their own; what they print goes to the screen and to a file.

    python benchmarks/all.py [--runs 3]

About an hour. A benchmark that needs what is not installed says so and the next one begins. The first lines tell machine and
versions.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import rounds

FOLDER = Path(__file__).parent
SCRIPTS = (
    *("build_report", "whole_command", "growth", "refresh", "edit_sheet", "write_table", "read_table"),
    *("functions", "calc_addin", "store", "panel", "panel_engines", "server"),
)
NO_ROUNDS = {"panel_engines", "server"}
"""Benchmarks that measure so many seconds, or once, and not rounds."""
PACKAGES = (
    *(
        "openpyxl",
        "lxml",
        "pandas",
        "numpy",
        "python-calamine",
        "SQLAlchemy",
        "psycopg",
        "duckdb",
        "ibis-framework",
    ),
    *("XlsxWriter", "rustpy-xlsxwriter", "PyExcelerate", "polars", "fastexcel", "xlwings"),
)
RESULTS = FOLDER / "results.txt"


def versions() -> str:
    """The packages that are installed, with their versions."""
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return ", ".join(found)


def main() -> None:
    options = rounds.options(__doc__ or "", runs=3)
    with RESULTS.open("w", encoding="utf-8") as file:

        def tell(text: str) -> None:
            print(text, flush=True)
            file.write(f"{text}\n")

        tell(f"{rounds.machine()}, {platform.platform()}\n{versions()}\n")
        for name in SCRIPTS:
            script = FOLDER / f"{name}.py"
            tell(f"== {script.name}")
            runs = [] if name in NO_ROUNDS else ["--runs", str(options.runs)]
            command = [sys.executable, str(script), *runs]
            done = subprocess.run(
                command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            tell(
                done.stdout if done.returncode == 0 else f"failed: {done.stdout.strip().splitlines()[-1:]}\n"
            )


if __name__ == "__main__":
    main()
