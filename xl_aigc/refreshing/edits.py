"""The edits of a refresh: the sheets, tables, charts and names of ours, merged with what the person made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from xl_aigc.ooxml.edits.plan import ChartEdit, Content, EditPlan, TableEdit
from xl_aigc.ooxml.references import split_cell
from xl_aigc.refreshing.cells import SheetMerge, merge_cells
from xl_aigc.refreshing.charts import merge_charts
from xl_aigc.refreshing.earlier_design import merge_earlier
from xl_aigc.refreshing.followers import Renamed, followed, followed_names, following
from xl_aigc.refreshing.moved_cells import recognisers
from xl_aigc.refreshing.own_formulas import own_formulas
from xl_aigc.refreshing.rows import Columns, WrittenTable, merge_rows
from xl_aigc.report.canonical import Shift
from xl_aigc.report.printed_lines import changed_lines
from xl_aigc.report.prints import BLANK, Prints, print_of, prints_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.ooxml.book import BookTable
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.redraw import Written
    from xl_aigc.refreshing.sameness import Recogniser
    from xl_aigc.report.drawing import Drawing, DrawnTable


@dataclass(frozen=True)
class Merged:
    """The merge of a report into a workbook.

    Attributes:
        plan: the edits of every sheet, table, chart and name of ours.
        foreign: by sheet, the cells of ours that the person changed and that stay as they are.
        prints: what the workbook is written with after the edits.
        own_formulas: how many formulas of the person's read cells.
    """

    plan: EditPlan
    foreign: dict[str, list[str]]
    prints: Prints
    own_formulas: int


def merge_report(found: FoundBook, last: Written, fresh: Drawing, *, overwrite: bool) -> Merged:
    """Merge a report into a workbook.

    Args:
        found: the workbook, as the person left it (theirs).
        last: what was last written into it (base).
        fresh: the report with the new figures (ours).
        overwrite: also inputs that the person corrected.
    """
    written = last.prints
    looks = recognisers(found, written)
    merges: dict[str, SheetMerge] = {}
    tables: dict[str, TableEdit] = {}
    for key, title in found.titles.items():
        merges[title] = _merge_sheet(found, key, written.sheets.get(key, {}), fresh, looks[title])
    stays = {key: merges[title].stays for key, title in found.titles.items()}
    renamed: Renamed = {}
    drawn = {**fresh.tables, "Companies": _with_places(found, fresh.tables["Companies"])}
    for name, table in found.tables.items():
        before, look = _written_table(found, last, name), looks[table.sheet]
        held = found.cells(table.sheet)
        inputs = found.inputs if name == "Data" else None
        rows = merge_rows(table, held, inputs, before, drawn[name], look, overwrite=overwrite)
        _join(merges.setdefault(table.sheet, SheetMerge()), rows.sheet)
        if table.ids:
            tables[name] = rows.table
        elif rows.table.ref is not None:
            merges[table.sheet].grown[table.area.name] = rows.table.ref
        renamed[name] = rows.renamed
    _follow(found, merges, renamed)
    _calculate(found, written, drawn, tables, renamed)
    _write_taken(found, merges)
    merge_earlier(found, last.report, fresh.report, merges)
    lines = changed_lines(last.report, fresh.report)
    sheets = {title: replace(merge.edit(), lines=lines) for title, merge in merges.items()}
    foreign = {title: merge.kept for title, merge in merges.items() if merge.kept}
    look = next(iter(looks.values()))  # names and charts name the sheet of each cell
    names = {**followed_names(found.book, renamed), **_names(found, written, fresh, look)}
    plan = EditPlan(sheets, tables, _charts(found, written, fresh, look), names)
    prints = _with_kept(prints_of(fresh, drawn, found.keys), written, stays)
    return Merged(plan, foreign, prints, own_formulas(found, written, looks))


def _merge_sheet(
    found: FoundBook, key: str, written: Mapping[str, bytes], fresh: Drawing, look: Recogniser
) -> SheetMerge:
    """Merge the cells of a sheet, but for the streamed table on it and its headings."""
    skipped = fresh.heading_rows(key) | _staying(fresh, key)
    cells = {at: one for at, one in fresh.cells(key).items() if split_cell(at)[0] not in skipped}
    before = {at: one for at, one in written.items() if split_cell(at)[0] not in skipped}
    moved = look.forward.get(look.sheet, Shift())
    blocks = found.ledger.blocks.items()
    last = max((end for block, (_, end) in blocks if block.startswith(f"{key}.")), default=0)
    merge = merge_cells(found.cells(look.sheet), before, cells, look, moved, last=last)
    for at in written.keys() - before.keys():
        place = moved.cell(at)
        held = found.cells(look.sheet).get(place)
        merge.stays.append(at)
        if held is not None and held.formula is not None:
            merge.forgotten.add(place)
    return merge


def _staying(fresh: Drawing, key: str) -> set[int]:
    """Return the rows of a sheet that stay as an earlier version wrote them."""
    rows = fresh.report.blocks.stays.get(key, ())
    return {row for first, last in rows for row in range(first, last + 1)}


def _with_kept(prints: Prints, written: Prints, stays: Mapping[str, Sequence[str]]) -> Prints:
    """Return the prints of a report with the old ones of the cells that stay a person's."""
    sheets = {key: dict(cells) for key, cells in prints.sheets.items()}
    for key, places in stays.items():
        for at in places:
            sheets[key][at] = written.sheets.get(key, {}).get(at, BLANK)
    return replace(prints, sheets=sheets)


def _written_table(found: FoundBook, last: Written, name: str) -> WrittenTable:
    rows = {ticker: row for row, ticker in enumerate(found.ledger.facts.tickers)}
    return WrittenTable(rows, last.prints.tables[name], last.headings[name])


def _follow(found: FoundBook, merges: dict[str, SheetMerge], renamed: Renamed) -> None:
    """Have the person's formulas follow headings that change."""
    if not any(renamed.values()):
        return
    for title in found.book.sheets:
        merge = merges.setdefault(title, SheetMerge())
        for at, content in following(found.cells(title), renamed).items():
            if at not in merge.contents:
                merge.values.pop(at, None)
                merge.contents[at] = content


def _calculate(
    found: FoundBook,
    written: Prints,
    drawn: Mapping[str, DrawnTable],
    tables: dict[str, TableEdit],
    renamed: Renamed,
) -> None:
    """Have the formulas of calculated columns follow: ours what is written now, all others the headings that they name."""
    for table in found.book.tables:
        ours = _new_calculations(found, written, drawn, table) if table.name in found.tables else {}
        theirs = {number: followed(text, renamed) for number, text in table.calculated.items()}
        changed = {
            number: text for number, text in {**theirs, **ours}.items() if text != table.calculated[number]
        }
        if changed:
            tables[table.name] = replace(tables.get(table.name, TableEdit()), calculated=changed)


def _new_calculations(
    found: FoundBook, written: Prints, drawn: Mapping[str, DrawnTable], table: BookTable
) -> dict[int, str]:
    """Return the fresh formulas of our columns whose calculation is still the one last written."""
    before, after = written.tables[table.name], Columns.of(drawn[table.name]).formulas
    return {
        number: new
        for key, number in found.tables[table.name].ids.items()
        if (new := after.get(key)) is not None
        and number in table.calculated
        and print_of(None, table.calculated[number], found.keys) == before.get(key)
        and found.keys.spelled(table.calculated[number]) != found.keys.spelled(new)
    }


def _write_taken(found: FoundBook, merges: dict[str, SheetMerge]) -> None:
    """Write the cells of our tables that are taken for something else than they show."""
    for one in found.findings:
        if one.value is not None:
            merges[one.sheet].contents.setdefault(one.cell, Content(one.value))


def _names(found: FoundBook, written: Prints, fresh: Drawing, look: Recogniser) -> dict[str, str]:
    """Return the defined names that stand for something else now, where they still are what was last written, and new ones."""
    held, keys = {name: look.was(text) for name, text in found.book.names.items()}, found.keys
    new = fresh.names.keys() - held.keys() - written.names.keys()
    return {name: look.placed(fresh.names[name]) for name in sorted(new)} | {
        name: look.placed(now)
        for name, now in fresh.names.items()
        if name in held
        and print_of(None, held[name], keys) == written.names.get(name)
        and keys.spelled(held[name]) != keys.spelled(now)
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


def _join(merge: SheetMerge, other: SheetMerge) -> None:
    merge.values |= other.values
    merge.contents |= other.contents
    merge.rows |= other.rows
    merge.kept += other.kept
    merge.grown |= other.grown


def _charts(found: FoundBook, written: Prints, fresh: Drawing, look: Recogniser) -> dict[str, ChartEdit]:
    """Return the edits of the charts that draw what was last written into them."""
    held: dict[str, list[str]] = {}
    for part, text in found.book.chart_references():
        if not text.startswith('"'):  # LibreOffice's name of a series
            held.setdefault(part, []).append(text)
    texts = {part: tuple(texts) for part, texts in held.items()}
    values = {text: fresh.values(text) for ranges in fresh.charts.values() for text in ranges}
    return merge_charts(texts, written.charts, fresh.charts, values, look)
