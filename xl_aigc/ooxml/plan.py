"""The plan of `finish`: values, dynamic arrays and streamed tables for each sheet, labels for charts, properties."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from xl_aigc.cell_errors import CellError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.ooxml.references import Area

CellValue = float | int | str | bool | CellError
"""Value of a cell. A number is finite; a text is never taken for a formula."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a streamed table.

    Attributes:
        values: a value per row; None is an empty cell that keeps its style.
        formula: the text that every row carries beside its value (structured references such as
            `tData[[#This Row],[Revenue]]` make one text right for every row), with or without a leading `=`.
        array: the formula is written once, in the first row, as a dynamic array that spills over all rows.
    """

    values: Sequence[CellValue | None]
    formula: str | None = None
    array: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """A table whose rows are written straight into the file.

    Attributes:
        row: number of the prototype row of the skeleton's sheet, from 1. `count` rows take its place, its styles and
            its height; the rows that follow it must be free.
        columns: one for each cell of the prototype row, in their order.
        count: number of rows, at least 1.
    """

    row: int
    columns: Sequence[Column]
    count: int


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Additions to one sheet.

    Attributes:
        cached: the value of a cell: of every formula; of every cell that a dynamic array fills; and, where wanted, of
            a plain number, which openpyxl rounds to 16 digits and which is so written exactly.
        arrays: the range that the formula of a cell fills, such as `{"C2": "C2:D9"}`: it becomes a dynamic array.
        streams: the tables that are streamed.
        links: web addresses by cell, for cells that the skeleton does not hold.
        merged: the cells of one row that a cell is merged with; they are blank, in its style, and the skeleton holds
            neither them nor merged cells of its own.
    """

    cached: Mapping[str, CellValue] = field(default_factory=dict)
    arrays: Mapping[str, str] = field(default_factory=dict)
    streams: Sequence[Stream] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, Area] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Properties:
    """The document's properties. `created` is the only date in the file; one without a zone is taken as UTC."""

    title: str = ""
    subject: str = ""
    creator: str = ""
    description: str = ""
    keywords: str = ""
    created: datetime = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PointLabels:
    """Labels of one series' points, taken from cells.

    Attributes:
        cells: the range that holds the labels, one per point, such as `'Overview'!$A$2:$A$9`.
        texts: what these cells show.
        shown: indexes, from 0, of the points that carry a label.
        places: where a label stands to its point (`r`, `l`, `t`, `b`, `ctr`), for those that stand elsewhere than the
            series' labels do.
    """

    cells: str
    texts: Sequence[str]
    shown: frozenset[int]
    places: Mapping[int, str] = field(default_factory=dict)


ChartKey = tuple[str, int]
"""Name of a sheet, and the place of the chart among the sheet's charts, from 0, in the order they were added."""


@dataclass(frozen=True, slots=True)
class ExtraPart:
    """A part that openpyxl can't write, related to the workbook.

    Attributes:
        name: its name in the package, such as `customXml/item1.xml`.
        content: its bytes.
        content_type: its content type.
        relationship: the type of the workbook's relationship to it.
    """

    name: str
    content: bytes
    content_type: str
    relationship: str


@dataclass(frozen=True, slots=True)
class FinishPlan:
    """Everything that `finish` adds to a skeleton.

    Attributes:
        sheets: by the name of the sheet. A sheet that is not named must hold no formula.
        properties: the document's properties.
        charts: for a chart, the labels of its series in their order (None: as the skeleton has them).
        descriptions: the alternative text of a chart, for those who do not see it.
        parts: further parts.
        recalculate: ask the spreadsheet program to recalculate on load: only where the cached values are known to
            be stale.
    """

    sheets: Mapping[str, SheetPlan] = field(default_factory=dict)
    properties: Properties = field(default_factory=Properties)
    charts: Mapping[ChartKey, Sequence[PointLabels | None]] = field(default_factory=dict)
    descriptions: Mapping[ChartKey, str] = field(default_factory=dict)
    parts: Sequence[ExtraPart] = ()
    recalculate: bool = False
