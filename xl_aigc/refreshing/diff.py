"""Differences between two workbooks: figures, measures and limits, company by company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xl_aigc.data.limits import LIMITS
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.corrections import BESIDE
from xl_aigc.refreshing.found import FoundBook, find
from xl_aigc.refreshing.restored import restored
from xl_aigc.refreshing.sameness import same_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


Kind = Literal["figure", "source", "measure", "limit", "company"]
Value = float | str | bool | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two workbooks show otherwise.

    Attributes:
        kind: a figure of Data, its kind or its sources beside it, a measure of Companies, a limit, or a company that only one of them has.
        ticker: the company; empty for a limit.
        what: the heading of the column in the second workbook, or the name of the limit.
        first: what the first workbook shows; None where it shows nothing.
        second: what the second one shows.
    """

    kind: Kind
    ticker: str
    what: str
    first: Value
    second: Value


def diff(first: Path, second: Path) -> list[Difference]:
    """Compare two workbooks.

    Args:
        first: a workbook that `xl-aigc build` wrote.
        second: another, or the same at a later time.

    Raises:
        WorkbookError: one can't be read or is none of ours.
    """
    with (
        restored(first) as before,
        restored(second) as after,
        Book(before.file, first) as one,
        Book(after.file, second) as other,
    ):
        return list(_differences(find(one), find(other)))


def _differences(first: FoundBook, second: FoundBook) -> Iterator[Difference]:
    yield from _companies(first, second)
    data = [key for key in second.tables["Data"].columns if key != "row"]
    yield from _table("Data", "figure", first, second, [key for key in data if not key.endswith(BESIDE)])
    yield from _table("Data", "source", first, second, [key for key in data if key.endswith(BESIDE)])
    measures = [key for key in second.tables["Companies"].columns if key != "row"]
    yield from _table("Companies", "measure", first, second, measures)
    for name in LIMITS:
        values = [_named(found, name) for found in (first, second)]
        if not same_value(*values):
            yield Difference("limit", "", name, *values)


def _companies(first: FoundBook, second: FoundBook) -> Iterator[Difference]:
    before, after = first.tables["Data"].rows, second.tables["Data"].rows
    yield from (Difference("company", ticker, "", ticker, None) for ticker in before if ticker not in after)
    yield from (Difference("company", ticker, "", None, ticker) for ticker in after if ticker not in before)


def _table(
    name: str, kind: Kind, first: FoundBook, second: FoundBook, columns: Iterable[str]
) -> Iterator[Difference]:
    before, after = first.tables[name], second.tables[name]
    cells, others = first.cells(before.sheet), second.cells(after.sheet)
    keys = [key for key in columns if key in before.columns]
    for ticker, row in after.rows.items():
        if ticker not in before.rows:
            continue
        for key in keys:
            old = cells.get(cell_name(before.rows[ticker], before.columns[key]))
            new = others.get(cell_name(row, after.columns[key]))
            values = None if old is None else old.value, None if new is None else new.value
            if not same_value(*values):
                yield Difference(kind, ticker, after.headings[key], *values)


def _named(found: FoundBook, name: str) -> Value:
    held = found.book.named(name)
    return held[2].value if held and held[2] else None
