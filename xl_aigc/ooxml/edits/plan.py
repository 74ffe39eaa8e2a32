"""The plan of `apply_edits`: changes of sheets, tables, charts, names and whole parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.ooxml.references import Area


@dataclass(frozen=True, slots=True)
class Content:
    """New content of a cell; its style stays.

    Attributes:
        value: None for an empty cell. Beside a formula, its cached value; None there is a formula not yet calculated.
        formula: without `=`.
        fills: the range that the formula fills as a dynamic array.
        style_of: the cell whose style it takes where there is no cell yet; None for that of its row or column.
    """

    value: CellValue | None = None
    formula: str | None = None
    fills: str | None = None
    style_of: str | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row below a table, where there is none or an empty one.

    Attributes:
        like: number of the row whose height and styles it takes.
        contents: by the number of the column. A calculated column of a table that is not named gets its formula, any
            other an empty cell with a style.
    """

    like: int
    contents: Mapping[int, Content] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """Changes of a sheet. A cell is named once.

    Attributes:
        values: new cached values by cell: of formulas, and of the cells that an array fills. The formula stays.
        contents: cells that get another content.
        rows: new rows by number.
        forgotten: cells with a formula whose cached value goes.
        links: web addresses (http, https) by cell.
        grown: ranges that have become longer: old to new, such as `{"A6:F61": "A6:F64"}`. Rules, lists of choices,
            filters and print areas that cover their rows grow with them. Tables do so by their `TableEdit`.
        frozen: cells whose formula goes and whose value stays as it is stored.
        lines: texts in the lines above and below a printed page that become others: old to new.
    """

    values: Mapping[str, CellValue] = field(default_factory=dict)
    contents: Mapping[str, Content] = field(default_factory=dict)
    rows: Mapping[int, NewRow] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    grown: Mapping[str, str] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableEdit:
    """Changes of a table.

    Attributes:
        ref: its new range, longer than the old; None for the old one.
        renamed: new names of columns by their id. The cells of the header are contents of their sheet, and formulas
            that name a column are not followed: whoever renames one rewrites them.
        calculated: new formulas of calculated columns by their id.
        uncalculated: ids of columns that no longer give new rows a formula.
    """

    ref: str | None = None
    renamed: Mapping[int, str] = field(default_factory=dict)
    calculated: Mapping[int, str] = field(default_factory=dict)
    uncalculated: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table over cells that are there.

    Attributes:
        name: its name.
        sheet: the name of its sheet.
        area: its range; the first row holds the headings.
        columns: the heading of each column by its id, from left to right.
        calculated: formulas of calculated columns by their id.
        style: the name of a table style.
    """

    name: str
    sheet: str
    area: Area
    columns: Mapping[int, str]
    calculated: Mapping[int, str] = field(default_factory=dict)
    style: str = "TableStyleLight1"


@dataclass(frozen=True, slots=True)
class ChartEdit:
    """Changes of a chart.

    Attributes:
        ranges: new ranges by the text of the old, as the chart spells it.
        caches: new values by the text of the (new) range.
    """

    ranges: Mapping[str, str] = field(default_factory=dict)
    caches: Mapping[str, Sequence[CellValue | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditPlan:
    """Everything that changes in a workbook.

    Attributes:
        sheets: by name.
        tables: by name (`displayName`).
        charts: by name of the part.
        names: texts of defined names of the whole workbook; one that it does not have is added.
        parts: new bytes of whole parts, by name; each is there already.
        hidden: texts of new sheets that no menu shows, by name; each text is a cell of the first column.
        recalculate: have the spreadsheet program recalculate everything when it loads the file.
        added: new tables.
    """

    sheets: Mapping[str, SheetEdit] = field(default_factory=dict)
    tables: Mapping[str, TableEdit] = field(default_factory=dict)
    charts: Mapping[str, ChartEdit] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    hidden: Mapping[str, Sequence[str]] = field(default_factory=dict)
    recalculate: bool = False
    added: Sequence[NewTable] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """Names of the parts that are other than before.

    Attributes:
        changed: parts with new bytes.
        added: parts that were not there.
        removed: parts that are gone.
    """

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
