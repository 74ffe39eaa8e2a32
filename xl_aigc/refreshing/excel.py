"""Features of Excel on Windows alone: a copy of an open workbook, its custom XML part, quiet mode, charts.

xlwings hands Excel's own objects out as `.api`; no other of its engines has these.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_aigc.errors import HostError, Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import xlwings

    from xl_aigc.ooxml.edits.plan import ChartEdit


def check_excel(book: xlwings.Book) -> None:
    """Refuse a program that can't keep a workbook's record of its making while the workbook is open.

    Raises:
        HostError: it is not Excel on Windows.
    """
    if getattr(book.api, "CustomXMLParts", None) is None:
        raise HostError(
            "A workbook can be refreshed while it is open in Excel on Windows only.",
            Place(book.name),
            remedy=f"Save and close it, and run: xl-aigc refresh --workbook {book.name}",
        )


def home_of(book: xlwings.Book) -> Path:
    """Return the file of an open workbook, beside which its copy from before is kept.

    Raises:
        WorkbookError: it was never saved, or not into a folder of this PC.
    """
    path = Path(book.fullname)
    if not path.is_absolute() or not path.exists():
        raise WorkbookError(
            "The open workbook has no file on this PC, so no copy from before the refresh can be kept.",
            Place(book.fullname),
            remedy="Save it into a folder of this PC, and refresh it there.",
        )
    return path


def save_copy(book: xlwings.Book, target: Path) -> Path:
    """Write an open workbook as it is now, unsaved changes included, to another file."""
    book.api.SaveCopyAs(str(target))
    return target


def check_unprotected(book: xlwings.Book, sheets: Iterable[str]) -> None:
    """Refuse sheets that Excel would not let us write to.

    Raises:
        WorkbookError: one is protected.
    """
    for title in sheets:
        if book.sheets[title].api.ProtectContents:
            raise WorkbookError(
                "The sheet is protected.",
                Place(book.name, sheet=title),
                remedy="Take the protection off (Review, Unprotect Sheet), refresh, and protect it again.",
            )


@contextmanager
def quiet(app: xlwings.App) -> Iterator[None]:
    """Excel draws nothing, runs no macros of events and computes nothing meanwhile."""
    with app.properties(screen_updating=False, enable_events=False, calculation="manual"):
        yield


@contextmanager
def no_filling(app: xlwings.App) -> Iterator[None]:
    """Excel does not spread a formula that is entered into a table over the whole column meanwhile."""
    corrections = app.api.AutoCorrect
    before = corrections.AutoFillFormulasInLists
    corrections.AutoFillFormulasInLists = False
    try:
        yield
    finally:
        corrections.AutoFillFormulasInLists = before


@contextmanager
def status_line(app: xlwings.App) -> Iterator[Callable[[str], None]]:
    """Says in Excel's status line what is being done; afterwards the line is Excel's own again."""

    def say(text: str) -> None:
        app.status_bar = f"xl_aigc: {text}"

    try:
        yield say
    finally:
        app.status_bar = False


def recalculate(app: xlwings.App) -> None:
    """Compute every formula anew."""
    app.api.CalculateFullRebuild()


def move_charts(
    book: xlwings.Book, held: Mapping[str, Iterable[str]], edits: Mapping[str, ChartEdit]
) -> None:
    """Have the series of charts draw their new ranges.

    Excel does not tell the name of a chart's part, so that a chart is known by what its series draw. Labels of points and
    titles that come from cells are no part of a series' formula, and stay.

    Args:
        book: the open workbook.
        held: the ranges of each chart, by the name of its part.
        edits: what changes, by the same.
    """
    moving = [(frozenset(held[part]), edit.ranges) for part, edit in edits.items() if edit.ranges]
    if not moving:
        return
    for sheet in book.sheets:
        for chart in sheet.charts:
            series = _series(chart)
            for ranges, moves in moving:
                if any(set(moves) & _named(one.Formula, ranges) for one in series) and all(
                    _named(one.Formula, ranges) for one in series
                ):
                    for one in series:
                        one.Formula = moved_series(one.Formula, moves)
                    break


def _series(chart: xlwings.Chart) -> list[Any]:
    collection = chart.api[1].SeriesCollection()
    return [collection.Item(number) for number in range(1, collection.Count + 1)]


def _named(formula: str, ranges: Iterable[str]) -> set[str]:
    """Find the ranges, of those given, that a series draws."""
    return {text for text in ranges if re.search(rf"(?<=[(,]){re.escape(text)}(?=[,)])", formula)}


def moved_series(formula: str, moves: Mapping[str, str]) -> str:
    """Return the formula of a series with new ranges.

    Args:
        formula: as Excel gives it.
        moves: new ranges by the old.

    Example:
        >>> moved_series("=SERIES(A!$A$1,A!$B$1:$B$9,A!$C$1:$C$9,1)", {"A!$C$1:$C$9": "A!$C$2:$C$10"})
        '=SERIES(A!$A$1,A!$B$1:$B$9,A!$C$2:$C$10,1)'
    """
    either = "|".join(map(re.escape, sorted(moves, key=len, reverse=True)))
    return re.sub(rf"(?<=[(,])(?:{either})(?=[,)])", lambda match: moves[match[0]], formula)
