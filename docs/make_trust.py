"""Writes docs/trust.md: every promise beside the tests that hold it. Run: python docs/make_trust.py."""

from __future__ import annotations

import ast
import csv
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER: Final = Path(__file__).parent
PAGE: Final = FOLDER / "trust.md"
INTRODUCTION: Final = """\
# Trust

<!-- Written by docs/make_trust.py from docs/promises.csv; change these. -->

What this program promises, and the tests that hold it. The numbers count test functions; many of them run over tables of cases.
`.ci/run` runs all of them with LibreOffice, Gnumeric, PostgreSQL, Node, Pyodide and Chromium in place, and skips none.
"""
REST: Final = """
## Where expected values come from

The article, filings and the files in `xl_aigc/data/reference` with their sources, calculations shown in a test, pandas and SciPy, LibreOffice and
Gnumeric. Where two programs differ, the reason stands in the test.

## What is not proved

No test runs Microsoft Excel. Its rules are known from its documentation and file format: limits of formulas and names, functions
of each version, error codes, how it compares logical values with numbers. What only Excel can show is a list to go through by hand, in
some ten minutes a version: [Excel](excel.md), [xlwings Server](server.md), [xlwings Lite](lite.md). Nor are seen: Excel on a Mac, WPS,
Google Sheets, printers.

## Threats

[security.md](security.md) says who can give what, what is bounded, and what is not: formulas from data, hostile files, the server,
credentials, macros.

## Licences

This program is under the MIT licence. What it requires is under MIT, BSD or PSF licences; `pip install pip-licenses && pip-licenses` lists
them as installed. `xlwings.pro`, the part of xlwings that its Server and Lite use, and `xlwings-server`, an extra, are free for noncommercial
use only. `pip install cyclonedx-bom && cyclonedx-py environment`
writes a bill of materials (SBOM).

Figures of companies are facts, each with its source (`xl_aigc/data/reference/README.md`); no sentence or table of somebody else's is carried in.
Nothing here is investment advice.
"""


def page() -> str:
    """The page as it must be."""
    return "".join([INTRODUCTION, *_sections(), REST])


def _sections() -> Iterator[str]:
    with (FOLDER / "promises.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for about, group in groupby(rows, key=lambda row: row["about"]):
        yield f"\n## {about}\n\n| promise | tests | held by |\n|---|---|---|\n"
        for row in group:
            files = row["tests"].split()
            held = ", ".join(f"`{name.removeprefix('tests/')}`" for name in files)
            yield f"| {row['promise']} | {count(files)} | {held} |\n"


def count(files: Sequence[str]) -> int:
    """Test functions in some files."""
    trees = [ast.parse((FOLDER.parent / name).read_text(encoding="utf-8")) for name in files]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return sum(function.name.startswith("test_") for function in functions)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
