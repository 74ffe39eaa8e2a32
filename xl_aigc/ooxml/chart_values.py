"""Values of the cells that charts show, found in the skeleton and in the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.plan import CellValue, FinishPlan, SheetPlan, Stream
from xl_aigc.ooxml.references import cell_name, split_cell, split_sheet
from xl_aigc.ooxml.styles import PART as STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from xl_aigc.ooxml.parts import Parts


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Cells of the skeleton and values of the plan, by address; each stream with the column of its first cell."""

    cells: Mapping[str, _Element]
    cached: Mapping[str, CellValue]
    streams: Sequence[tuple[Stream, int]]

    def value(self, row: int, column: int) -> CellValue | None:
        for stream, left in self.streams:
            if 0 <= row - stream.row < stream.count and 0 <= column - left < len(stream.columns):
                return stream.columns[column - left].values[row - stream.row]
        name = cell_name(row, column)
        cell = self.cells.get(name)
        return self.cached[name] if name in self.cached else None if cell is None else _plain(cell)

    def style(self, row: int, column: int) -> int:
        inside = (stream.row for stream, _ in self.streams if 0 <= row - stream.row < stream.count)
        cell = self.cells.get(cell_name(next(inside, row), column))
        return 0 if cell is None else int(cell.get("s", "0"))


class ChartValues:
    """Looks up the cells of a range.

    Args:
        parts: the skeleton's parts.
        plan: what is added to them.
    """

    def __init__(self, parts: Parts, plan: FinishPlan) -> None:
        self._parts = parts
        self._plan = plan
        self._names = parts.sheets()
        self._sheets: dict[str, _Sheet] = {}
        self._formats = _format_codes(parts.tree(STYLES))

    def values(self, reference: str) -> list[CellValue | None]:
        """Values of a range's cells, row by row; None for an empty cell.

        Raises:
            WorkbookError: it is no range on a sheet of the workbook.
        """
        name, area = split_sheet(reference)
        sheet = self._sheet(name, reference)
        return [sheet.value(row, column) for row, column in area.cells()]

    def format_code(self, reference: str) -> str:
        """Number format of a range's first cell."""
        name, area = split_sheet(reference)
        return self._formats[self._sheet(name, reference).style(area.top, area.left)]

    def _sheet(self, name: str, reference: str) -> _Sheet:
        if name not in self._names:
            raise WorkbookError(
                f"The chart shows {reference}, a sheet that is not there.",
                expected=f"one of {', '.join(self._names)}.",
            )
        if name not in self._sheets:
            part = self._names[name]
            plan = self._plan.sheets.get(name, SheetPlan())
            self._sheets[name] = _read(self._parts.tree(part), plan)
        return self._sheets[name]


def _read(sheet: _Element, plan: SheetPlan) -> _Sheet:
    cells = {cell.get("r", ""): cell for cell in sheet.iter(main("c"))}
    firsts = {row.get("r"): row[0].get("r", "") for row in sheet.iter(main("row")) if len(row)}
    lefts = [split_cell(firsts.get(str(stream.row), "A1"))[1] for stream in plan.streams]
    return _Sheet(cells, plan.cached, list(zip(plan.streams, lefts, strict=True)))


def _plain(cell: _Element) -> CellValue | None:
    """Return the value of a cell of the skeleton, unless it holds a formula."""
    if cell.find(main("f")) is not None:
        return None
    inline = cell.find(main("is"))
    if inline is not None:
        return "".join(part.text or "" for part in inline.iter(main("t")))
    value = cell.findtext(main("v"))
    return float(value) if value and cell.get("t", "n") == "n" else None


def _format_codes(styles: _Element) -> list[str]:
    """Number formats of the cell styles, in their order."""
    own = {fmt.get("numFmtId"): fmt.get("formatCode", "General") for fmt in styles.iter(main("numFmt"))}
    ids = [xf.get("numFmtId", "0") for xf in styles.findall(f"{main('cellXfs')}/{main('xf')}")]
    return [own.get(number) or BUILTIN_FORMATS.get(int(number), "General") for number in ids]
