"""Writes docs/trust.md: every promise beside the tests that hold it, and the mutants that tests found. Run: python docs/make_trust.py."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER: Final = Path(__file__).parent
PAGE: Final = FOLDER / "trust.md"
INTRODUCTION: Final = """\
# Trust

<!-- Written by docs/make_trust.py from docs/promises.csv, docs/mutants.csv and docs/survivors.csv; change these. -->

This page lists what the program promises, with the tests that hold it. The numbers count test functions; many of them run over tables of cases.
`.ci/run` runs all of them with LibreOffice, Gnumeric, PostgreSQL, Node, Pyodide and Chromium in place, and skips none.
"""
MUTANTS: Final = """
## Mutants

`benchmarks/mutants.py` draws mutants at random: small faults that [mutmut](https://github.com/boxed/mutmut) puts into functions, such as `<` for `<=`,
another text or `None` for an argument. Each runs against the fast tests of its own package; what these do not find is tried again in a process of its own, against slower
tests too, such as those that open LibreOffice. Drawn with seed 14 in proportion to the mutants of each module, on 29 November 2026; now means after tests were added.
Of `functions` 64 of 80 that were drawn are tried, and 60 more, drawn with seed 27 on 30 November; of `refreshing` 29 in two draws, 12 of them against one to three files of tests that reach the function.
[survivors.csv](survivors.csv) lists each survivor with its reason. Inputs made at random: [security](security.md#tried-at-random).

"""
REST: Final = """
## Workbooks of others

`tests/support/other_books.py FOLDER` edits one cell of each workbook in a folder, and looks at every other part and, through calamine, at every other cell.
On 29 November 2026 it went through 2,667 workbooks: the test files of ClosedXML, Apache POI, NPOI, XlsxWriter, PhpSpreadsheet, the Open XML SDK,
SheetJS, calamine, ExcelJS, openpyxl, EPPlus and excelize. None of them is kept here.

| workbooks | edited, every other part byte for byte the same | refused | tracebacks | hangs |
|---|---|---|---|---|
| 2,667 | 2,571 | 96 | 0 | 0 |

In 2,557 calamine saw that cell alone changed; 13 it does not open; one holds two parts whose names differ in case alone, of which it reads the other. Refused were 29 saved as
Strict Open XML, 17 with a password, 16 that are no workbook or cut off, 14 without the parts of a workbook where Excel puts them, 4 signed, 4 with a document
type, 11 damaged or made to do harm, and one beside which a lock file says that Excel has it open.

## Kills

`python -m support.kill_refresh` and `python -m support.kill_store`, run in `tests`, kill a process 500 times at random moments. On 29 November 2026, with seed 24:
500 refreshes and undos, workbook and store whole each time; 500 writes into a store, whole each time. Lost: 0.

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

This program is under the MIT licence. What it requires is under MIT, BSD, ISC, PSF or Apache licences, and parts of NumPy under others as free
(a test reads them as installed); `pip install pip-licenses && pip-licenses` lists them. `xlwings.pro`, the part of xlwings that its Server and Lite use, and `xlwings-server`, an extra, are free for noncommercial
use only. `packaging/sbom.sh` writes a bill of materials (SBOM).

Figures of companies are facts, each with its source (`xl_aigc/data/reference/README.md`); no sentence or table of somebody else's is carried in,
but the pairs of traditional and simplified characters by which words and names are compared: `xl_aigc/data/tables/traditional.csv`, made by `docs/make_traditional.py`
from a table of OpenCC (Apache 2.0, `LICENSES/OpenCC.txt`). It is a table of 17 KB and not the package, since OpenCC is compiled (xlwings Lite has no such build), `zhconv` is
under the GPL, and the pairs of Unicode's Unihan lack characters that names have (崑, 週, 遊, 湧). Two texts are alike when they become the same simplified text.
Nothing here is investment advice.
"""


def page() -> str:
    """The page as it must be."""
    return "".join([INTRODUCTION, *_sections(), MUTANTS, *_mutants(), REST])


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _mutants() -> Iterator[str]:
    """A line a package: mutants drawn and found, survivors by reason."""
    survivors = Counter((row["package"], row["reason"]) for row in _rows("survivors.csv"))
    reasons = sorted({reason for _, reason in survivors})
    yield f"| package | mutants | drawn | found at first | found now | {' | '.join(reasons)} |\n"
    yield f"|---|---|---|---|---|{'---|' * len(reasons)}\n"
    for row in _rows("mutants.csv"):
        drawn = int(row["drawn"])
        left = [survivors[row["package"], reason] for reason in reasons]
        now = drawn - sum(left)
        first = int(row["first"])
        cells = [
            row["package"],
            f"{int(row['mutants']):,}",
            drawn,
            f"{first / drawn:.0%}",
            f"{now / drawn:.0%}",
            *left,
        ]
        yield f"| {' | '.join(map(str, cells))} |\n"


def _sections() -> Iterator[str]:
    for about, group in groupby(_rows("promises.csv"), key=lambda row: row["about"]):
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
