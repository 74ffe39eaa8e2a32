"""The edits of a refresh: the sheets, tables, charts and names of ours, merged with what the person made of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from xl_aigc.ooxml.edits.plan import ChartEdit, Content, EditPlan, TableEdit
from xl_aigc.refreshing.canonical import canonical
from xl_aigc.refreshing.cells import SheetMerge, merge_cells
from xl_aigc.refreshing.charts import merge_charts
from xl_aigc.refreshing.followers import Renamed, followed, following
from xl_aigc.refreshing.rows import Columns, merge_rows

if TYPE_CHECKING:
    from xl_aigc.ooxml.book import BookTable
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.report.drawing import Drawing, DrawnTable


def merge_drawings(
    found: FoundBook, written: Drawing, fresh: Drawing, *, overwrite: bool
) -> tuple[EditPlan, dict[str, list[str]]]:
    """Merge the drawings of two editions into a workbook.

    Args:
        found: the workbook, as the person left it (theirs).
        written: the report as it was last written into it (base).
        fresh: the report with the new figures (ours).
        overwrite: also inputs that the person corrected.

    Returns:
        The edits of every sheet, table, chart and name of ours; and by sheet, the cells of ours that the person changed
        and that stay as they are.
    """
    merges: dict[str, SheetMerge] = {}
    tables: dict[str, TableEdit] = {}
    for key, title in found.titles.items():
        merges[title] = merge_cells(found.cells(title), written.cells(key), fresh.cells(key))
    renamed: Renamed = {}
    drawn = {**fresh.tables, "Companies": _with_places(found, fresh.tables["Companies"])}
    for name, table in found.tables.items():
        rows = merge_rows(
            table, found.cells(table.sheet), written.tables[name], drawn[name], overwrite=overwrite
        )
        _join(merges.setdefault(table.sheet, SheetMerge()), rows.sheet)
        if table.ids:
            tables[name] = rows.table
        elif rows.table.ref is not None:
            merges[table.sheet].grown[table.area.name] = rows.table.ref
        renamed[name] = rows.renamed
    if any(renamed.values()):
        for title in found.book.sheets:
            merge = merges.setdefault(title, SheetMerge())
            for at, content in following(found.cells(title), renamed).items():
                if at not in merge.contents:
                    merge.values.pop(at, None)
                    merge.contents[at] = content
    _calculate(found, written, fresh, tables, renamed)
    _write_taken(found, merges)
    sheets = {title: merge.edit() for title, merge in merges.items()}
    foreign = {title: merge.kept for title, merge in merges.items() if merge.kept}
    names = {**_followed_names(found, renamed), **_names(found, written, fresh)}
    return EditPlan(sheets, tables, _charts(found, written, fresh), names), foreign


def _calculate(
    found: FoundBook, written: Drawing, fresh: Drawing, tables: dict[str, TableEdit], renamed: Renamed
) -> None:
    """Have the formulas of calculated columns follow: ours what is written now, all others the headings that they name."""
    for table in found.book.tables:
        ours = _new_calculations(found, written, fresh, table) if table.name in found.tables else {}
        theirs = {number: followed(text, renamed) for number, text in table.calculated.items()}
        changed = {
            number: text for number, text in {**theirs, **ours}.items() if text != table.calculated[number]
        }
        if changed:
            tables[table.name] = replace(tables.get(table.name, TableEdit()), calculated=changed)


def _new_calculations(found: FoundBook, written: Drawing, fresh: Drawing, table: BookTable) -> dict[int, str]:
    """Return the fresh formulas of our columns whose calculation is still the one last written."""
    before, after = (Columns.of(drawing.tables[table.name]).formulas for drawing in (written, fresh))
    return {
        number: new
        for key, number in found.tables[table.name].ids.items()
        if (old := before.get(key)) is not None
        and (new := after.get(key)) is not None
        and number in table.calculated
        and canonical(table.calculated[number]) == canonical(old)
    }


def _write_taken(found: FoundBook, merges: dict[str, SheetMerge]) -> None:
    """Write the cells of our tables that are taken for something else than they show."""
    for one in found.findings:
        if one.value is not None:
            merges[one.sheet].contents.setdefault(one.cell, Content(one.value))


def _names(found: FoundBook, written: Drawing, fresh: Drawing) -> dict[str, str]:
    """Return the defined names that stand for something else now, where they still are what was last written."""
    before = written.names
    return {
        name: now
        for name, now in fresh.names.items()
        if name in before
        and now != before[name]
        and canonical(found.book.names.get(name, "")) == canonical(before[name])
    }


def _with_places(found: FoundBook, companies: DrawnTable) -> DrawnTable:
    """Return the table Companies with each company's place in Data as the person sorted that; new ones come last."""
    data = found.tables["Data"]
    places = {ticker: row - data.area.top for ticker, row in data.rows.items()}
    tickers = next(
        content.values
        for column, content in zip(companies.table.columns, companies.contents, strict=True)
        if column.key == "ticker"
    )
    last = count(data.area.bottom - data.area.top + 1)
    values = [places[str(ticker)] if ticker in places else next(last) for ticker in tickers]
    contents = tuple(
        replace(content, values=values) if column.key == "row" else content
        for column, content in zip(companies.table.columns, companies.contents, strict=True)
    )
    return replace(companies, stream=replace(companies.stream, columns=contents))


def _followed_names(found: FoundBook, renamed: Renamed) -> dict[str, str]:
    """Return the person's defined names that name a renamed heading, with their new texts."""
    names = {name: followed(text, renamed) for name, text in found.book.names.items() if "[" in text}
    return {name: text for name, text in names.items() if text != found.book.names[name]}


def _join(merge: SheetMerge, other: SheetMerge) -> None:
    merge.values |= other.values
    merge.contents |= other.contents
    merge.rows |= other.rows
    merge.forgotten |= other.forgotten
    merge.kept += other.kept
    merge.grown |= other.grown


def _charts(found: FoundBook, written: Drawing, fresh: Drawing) -> dict[str, ChartEdit]:
    """Return the edits of the charts that draw what was last written into them."""
    held: dict[str, list[str]] = {}
    for part, text in found.book.chart_references():
        held.setdefault(part, []).append(text)
    if len(written.charts) != len(fresh.charts):
        return {}
    values = {text: fresh.values(text) for ranges in fresh.charts for text in ranges}
    texts = {part: tuple(texts) for part, texts in held.items()}
    return merge_charts(texts, written.charts, fresh.charts, values)
