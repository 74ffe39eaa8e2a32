"""Is a workbook's file what it shows? Errors, values that are out of date, broken references, checks that failed."""

from __future__ import annotations

import math
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.errors import WorkbookError
from xl_aigc.formula_tokens import called, tokens
from xl_aigc.functions.spelling import is_own
from xl_aigc.ooxml.book import Book, BookTable
from xl_aigc.ooxml.references import Area, cell_name, split_sheet
from xl_aigc.report.excel_limits import beyond_limits
from xl_aigc.report.failed_checks import failed_checks
from xl_aigc.report.own_values import own_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from xl_aigc.ooxml.book_cells import BookCell

TOLERANCE: Final = 1e-9
"""Largest accepted difference of two numbers, relative to the larger."""

Kind = Literal["error", "stale", "reference", "limit", "check", "input"]
Values = dict[tuple[str, str], "float | str | bool"]
At = tuple[str, str]
"""Sheet and address of a cell."""

_OF_A_TABLE: Final = re.compile(r"(?<![\w.'\]])([^\W\d][\w.]*)\[")
_NEVER_THE_SAME: Final = frozenset(
    {"NOW", "TODAY", "RAND", "RANDBETWEEN", "_XLFN.RANDARRAY", "RANDARRAY", "CELL", "INFO"}
)
_UNKNOWN_FUNCTION: Final = "#NAME?"
_LEFT_OUT: Final = "#N/A"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        kind: what sort of thing.
        sheet: its sheet; empty where it is about the whole workbook.
        cell: its cell, or the name of the table, defined name or part.
        says: a sentence.
    """

    kind: Kind
    sheet: str
    cell: str
    says: str


@dataclass(frozen=True, slots=True)
class FileCheck:
    """Result of the check of a file.

    Attributes:
        by: what recomputed the values: a program and its version, our own measures, or None where nothing could.
        formulas: how many cells hold a formula.
        compared: how many cells were recomputed and compared.
        problems: what is wrong, inputs first, then by kind, each as in the file.
        checks: how many of the report's own checks pass, and of how many; None where it has none.
        unknown: cells that LibreOffice can't compute because it lacks a function; those that call AIGC functions among
            them, since they run elsewhere.
        left_out: columns of the Companies table that our own measures could not compute.
        ours: whether it has the tables of a workbook of this program.
    """

    by: str | None
    formulas: int
    compared: int
    problems: tuple[Problem, ...]
    checks: tuple[int, int] | None
    unknown: int = 0
    left_out: tuple[str, ...] = ()
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Recalculation:
    """A program that recalculates workbooks.

    Attributes:
        program: its name and version.
        run: loads a workbook, recalculates every formula, and saves the result in an empty folder. Gives the result.
    """

    program: str
    run: Callable[[Path, Path], Path]


def check_file(path: Path, recalculation: Recalculation | None = None) -> FileCheck:
    """Recompute a workbook and list what is wrong in it. The file is only read.

    Args:
        path: the workbook.
        recalculation: the program that recomputes it; None to recompute the Companies table alone, with our own measures.

    Raises:
        WorkbookError: the file can't be read.
        HostError: the program fails.
    """
    with Book(path) as book:
        cells = {(sheet, name): cell for sheet in book.sheets for name, cell in book.cells(sheet).items()}
        formulas = sum(cell.formula is not None for cell in cells.values())
        elsewhere: set[At] = set()
        left_out: tuple[str, ...] = ()
        by: str | None
        if recalculation is not None and formulas:
            by = recalculation.program
            expected, elsewhere = _recalculated(path, cells, recalculation)
        else:
            by, expected, left_out = _by_ourselves(book)
        unknown = {at for at, value in expected.items() if _lacks(value, cells.get(at))}
        compared = {at: value for at, value in expected.items() if at not in unknown}
        stale = [*_stale(cells, compared), *_never_computed(cells, elsewhere)]
        limits = (Problem("limit", *found) for found in beyond_limits(book, cells))
        problems = [*_errors(cells), *stale, *_references(book, cells), *limits]
        checks = checks_passed(book, compared)
        if checks is not None and checks[0] < checks[1]:
            problems += (Problem("check", *one) for one in failed_checks(book, checks, compared))
        ours = {table.name for table in book.tables} >= {"Data", "Companies"}
    lacking = len(unknown | elsewhere)
    return FileCheck(by, formulas, len(compared), tuple(problems), checks, lacking, left_out, ours)


def checks_passed(
    book: Book, recomputed: Mapping[tuple[str, str], float | str | bool]
) -> tuple[int, int] | None:
    """Return how many of the report's own checks pass, and of how many: as recomputed, else as the file shows it."""
    counts: list[int] = []
    for name in ("checks_passed", "checks_total"):
        found = book.named(name)
        if found is None or found[2] is None:
            return None
        value = recomputed.get(found[:2], found[2].value)
        if isinstance(value, str):
            return None
        counts.append(int(value))
    return counts[0], counts[1]


def _recalculated(
    path: Path, cells: Mapping[At, BookCell], recalculation: Recalculation
) -> tuple[Values, set[At]]:
    """Values of formulas as a program computes them, and the cells that call AIGC functions, which stay as stored."""
    from xl_aigc.ooxml.freeze import freeze  # noqa: PLC0415  a build counts checks, and must not wait for the editor

    with tempfile.TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as folder:
        frozen = Path(folder) / f"frozen{path.suffix}"
        called = freeze(path, frozen, is_own, blanks=True).cells
        fresh = _read(recalculation.run(frozen if called else path, Path(folder) / "recalculated"))
    ours = {(sheet, name): cells[sheet, name] for sheet, names in called.items() for name in names}
    elsewhere = set(_computed(ours))
    computed = (at for at in _computed(cells) if at not in elsewhere)
    return {at: fresh[at].value if at in fresh else "" for at in computed}, elsewhere


def _read(path: Path) -> dict[tuple[str, str], BookCell]:
    """Return every cell of a file by sheet and address."""
    with Book(path) as book:
        return {(sheet, name): cell for sheet in book.sheets for name, cell in book.cells(sheet).items()}


def _computed(cells: Mapping[tuple[str, str], BookCell]) -> Iterator[tuple[str, str]]:
    """Yield every cell that a formula gives a value that can be foreseen; with the cells that an array formula fills."""
    for (sheet, name), cell in cells.items():
        if cell.formula is None or _NEVER_THE_SAME & called(cell.formula):
            continue
        yield sheet, name
        if cell.fills:
            filled = (cell_name(*at) for at in Area.parse(cell.fills).cells())
            yield from ((sheet, other) for other in filled if other != name)


def _by_ourselves(book: Book) -> tuple[str | None, Values, tuple[str, ...]]:
    """Values of the Companies table as our own measures compute them."""
    own = own_values(book)
    if own is None:
        return None, {}, ()
    return "our own measures", {(own.sheet, name): value for name, value in own.values.items()}, own.left_out


def _lacks(value: float | str | bool, cell: BookCell | None) -> bool:  # noqa: FBT001  a cell's value may be a truth
    return value == _UNKNOWN_FUNCTION and cell is not None and cell.kind != "error"


def _errors(cells: Mapping[tuple[str, str], BookCell]) -> Iterator[Problem]:
    """Yield cells that show an error, but for #N/A that a formula asks for: it is the one value that charts leave out."""
    for (sheet, name), cell in cells.items():
        asked = cell.value == _LEFT_OUT and "NA" in called(cell.formula or "")
        if cell.kind == "error" and not asked:
            yield Problem("error", sheet, name, f"shows the error {cell.value}.")


def _stale(cells: Mapping[tuple[str, str], BookCell], expected: Values) -> Iterator[Problem]:
    for at, value in expected.items():
        cell = cells.get(at)
        if cell is None or cell.kind == "blank":
            yield Problem("stale", *at, f"holds no value; recalculated it is {_in_words(value)}.")
        elif not _same(cell.value, value):
            yield Problem(
                "stale", *at, f"shows {_in_words(cell.value)}; recalculated it is {_in_words(value)}."
            )


def _never_computed(cells: Mapping[At, BookCell], elsewhere: Iterable[At]) -> Iterator[Problem]:
    for at in elsewhere:
        if at not in cells or cells[at].kind == "blank":
            yield Problem("stale", *at, "holds no value.")


def _same(shown: float | str | bool, value: float | str | bool) -> bool:  # noqa: FBT001  a cell's value may be a truth
    if isinstance(shown, str) or isinstance(value, str):
        return shown == value
    return math.isclose(shown, value, rel_tol=TOLERANCE, abs_tol=1e-12)


def _in_words(value: float | str | bool) -> str:  # noqa: FBT001  a cell's value may be a truth
    return f"'{value}'" if isinstance(value, str) else str(value)


def _references(book: Book, cells: Mapping[tuple[str, str], BookCell]) -> Iterator[Problem]:
    tables = {table.name.casefold() for table in book.tables}
    for (sheet, name), cell in cells.items():
        named = [token.text for token in tokens(cell.formula or "") if token.kind in {"range", "error"}]
        if any("#REF!" in text for text in named):
            yield Problem("reference", sheet, name, f"its formula refers to what is gone: ={cell.formula}")
        for table in {match[1] for text in named for match in _OF_A_TABLE.finditer(text)}:
            if table.casefold() not in tables:
                yield Problem(
                    "reference", sheet, name, f"its formula refers to a table {table} that is not there."
                )
    for name, text in book.names.items():
        if "#REF!" in text or _gone(book, text):
            yield Problem("reference", "", name, f"the defined name stands for what is gone: {text}")
    for part, text in book.chart_references():
        if "#REF!" in text or _gone(book, text):
            yield Problem("reference", "", part, f"the chart draws what is gone: {text}")
    yield from _tables(book)


def _gone(book: Book, text: str) -> bool:
    """Return whether a reference leads to a sheet that is not there."""
    try:
        return split_sheet(text)[0] not in book.sheets
    except WorkbookError:  # a formula or a constant: it leads to no sheet
        return False


def _tables(book: Book) -> Iterator[Problem]:
    counts = Counter(table.name.casefold() for table in book.tables)
    for table in book.tables:
        if counts[table.name.casefold()] > 1:
            yield Problem("reference", table.sheet, table.name, "two tables have this name.")
        misfit = _misfit(book, table)
        if misfit:
            yield Problem(
                "reference", table.sheet, table.name, f"its range {table.ref} does not fit: {misfit}."
            )


def _misfit(book: Book, table: BookTable) -> str | None:
    """Why a table does not fit its range, None where it does."""
    try:
        area = Area.parse(table.ref)
    except WorkbookError as error:
        return str(error).rstrip(".")
    width = area.right - area.left + 1
    if width != len(table.columns):
        return f"it is {width} columns wide and has {len(table.columns)}"
    if area.bottom == area.top:
        return "it has a heading and no row"
    cells = book.cells(table.sheet)
    for offset, name in enumerate(table.columns):
        at = cell_name(area.top, area.left + offset)
        shown = str(cells[at].value) if at in cells else ""
        if " ".join(shown.split()) != " ".join(name.split()):
            return f"the heading in {at} is '{shown}', the table's column '{name}'"
    return None
