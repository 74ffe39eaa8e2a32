"""A sheet's part, rewritten row by row: cached values, dynamic arrays, streamed tables, shared strings."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.cells import cached, plain
from xl_aigc.ooxml.escape import attribute, cell_text, formula_text
from xl_aigc.ooxml.merged import with_merged_cells
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.parser import elements
from xl_aigc.ooxml.references import Area, cell_name, split_cell
from xl_aigc.ooxml.stream import Prototype, stream_area, stream_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.etree import _Element

    from xl_aigc.ooxml.plan import SheetPlan, Stream
    from xl_aigc.ooxml.strings import SharedStrings

_DATA: Final = re.compile(rb"<sheetData(?:/>|>)")
_END: Final = b"</sheetData>"
_DIMENSION: Final = re.compile(r'(<dimension ref=")([^"]*)(")')
_NAMESPACE: Final = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_FORMULA: Final = main("f")
_VALUE: Final = main("v")
_INLINE: Final = main("is")


class SheetWriter:
    """Rewrites one sheet.

    Args:
        name: the sheet's name, for errors.
        content: the skeleton's part.
        plan: what is added.
        strings: the workbook's shared strings.
    """

    def __init__(self, name: str, content: bytes, plan: SheetPlan, strings: SharedStrings) -> None:
        self._name = name
        self._content = content
        self._plan = plan
        self._strings = strings
        self._unused = set(plan.cached)
        self._arrays = {cell: self._array(cell, ref) for cell, ref in plan.arrays.items()}
        self._spilled = self._spilled_cells()
        self._streams = {stream.row: stream for stream in plan.streams}

    def chunks(self) -> Iterator[str]:
        """Yield the part, piece by piece.

        Raises:
            WorkbookError: a formula without a value, a value without a place, a stream over other rows.
        """
        opening = _DATA.search(self._content)
        end = self._content.find(_END)
        if not opening:
            raise WorkbookError("The sheet has no sheetData element.", Place(sheet=self._name))
        closed = end if end >= 0 else opening.end()
        yield self._sized(self._content[: opening.start()].decode())
        yield "<sheetData>"
        yield from self._rows()
        yield _END.decode()
        tail = self._content[closed + len(_END) if end >= 0 else closed :].decode()
        yield with_merged_cells(tail, self._plan.merged.values())

    def _skeleton_rows(self) -> Iterator[_Element]:
        return elements(BytesIO(self._content), main("row"), self._name)

    def _rows(self) -> Iterator[str]:
        last = 0  # the last row written
        pending = sorted(self._spilled)
        for row in self._skeleton_rows():
            number = int(row.get("r", "0"))
            while pending and pending[0] < number:
                last = self._after(last, pending.pop(0))
                yield self._spill_row(last)
            if pending and pending[0] == number:
                pending.pop(0)
            last = self._after(last, number)
            stream = self._streams.get(number)
            if stream:
                yield from self._stream(stream, row)
                last = number + stream.count - 1
            else:
                yield self._row(row, number)
        for number in pending:
            last = self._after(last, number)
            yield self._spill_row(number)
        self._check_everything_used()

    def _after(self, last: int, number: int) -> int:
        if number <= last:
            raise WorkbookError(
                f"Row {number} lies within rows that a stream fills, up to row {last}.",
                Place(sheet=self._name, cell=f"A{number}"),
                remedy="Leave as many rows free below the prototype row as the stream has rows.",
            )
        return number

    def _stream(self, stream: Stream, row: _Element) -> Iterator[str]:
        prototype = self._prototype(stream, row)
        del self._streams[stream.row]
        if self._spilled.get(stream.row):
            raise WorkbookError(
                "A dynamic array fills cells of a streamed row.",
                Place(sheet=self._name, cell=f"A{stream.row}"),
            )
        return stream_rows(stream, prototype, self._strings, self._name)

    def _prototype(self, stream: Stream, row: _Element) -> Prototype:
        places = [split_cell(cell.get("r", ""))[1] for cell in row]
        if not places or places != list(range(places[0], places[0] + len(places))):
            raise WorkbookError(
                "The prototype row has gaps or no cells.",
                Place(sheet=self._name, cell=f"A{stream.row}"),
                expected="cells side by side, one for each column of the stream.",
            )
        styles = [_style(cell) for cell in row]
        return Prototype(_attributes(row), places[0], styles)

    def _row(self, row: _Element, number: int) -> str:
        spilled = self._spilled.get(number, ())
        written = [self._cell(cell, cell.get("r", ""), spilled) for cell in row]
        if spilled:
            places = {cell.get("r", ""): xml for cell, xml in zip(row, written, strict=True)}
            places |= {name: self._spill_cell(name, "") for name in spilled if name not in places}
            written = [places[name] for name in sorted(places, key=split_cell)]
        return f'<row r="{number}"{_attributes(row)}>{"".join(written)}</row>'

    def _spill_row(self, number: int) -> str:
        body = "".join(self._spill_cell(name, "") for name in self._spilled[number])
        return f'<row r="{number}">{body}</row>'

    def _spill_cell(self, name: str, style: str) -> str:
        kind, text = self._cached(name)
        return f'<c r="{name}"{style}{kind}><v>{text}</v></c>'

    def _cell(self, cell: _Element, name: str, spilled: Collection[str]) -> str:
        """The cell, and the blank ones that it is merged with."""
        style = _style(cell)
        written = self._alone(cell, name, style, spilled)
        area = self._plan.merged.get(name)
        if area is None:
            return written
        blank = [f'<c r="{cell_name(area.top, column)}"{style}/>' for column in area.columns[1:]]
        return written + "".join(blank)

    def _alone(self, cell: _Element, name: str, style: str, spilled: Collection[str]) -> str:
        content = cell[0] if len(cell) else None  # openpyxl writes a formula before its value
        if content is not None and content.tag == _FORMULA:
            return self._formula_cell(content, name, style)
        if name in self._plan.arrays:
            raise WorkbookError("A dynamic array has no formula here.", Place(sheet=self._name, cell=name))
        if name in spilled:
            return self._spill_cell(name, style)
        if content is None:
            return f'<c r="{name}"{style}/>'
        value = content.text if content.tag == _VALUE else None
        if name in self._unused and value is not None and cell.get("t", "n") == "n":
            return self._number_cell(name, style, value)
        return f'<c r="{name}"{style}{self._kept(cell, content)}'

    def _formula_cell(self, formula: _Element, name: str, style: str) -> str:
        kind, text = self._cached(name)
        try:
            body = formula_text(formula.text or "=")
        except WorkbookError as error:
            raise error.at(Place(sheet=self._name, cell=name)) from error
        array = self._arrays.get(name)
        if array:
            return f'<c cm="1" r="{name}"{style}{kind}><f t="array" ref="{array.name}">{body}</f><v>{text}</v></c>'
        extra = "".join(f' {key!s}="{attribute(str(value))}"' for key, value in formula.attrib.items())
        return f'<c r="{name}"{style}{kind}><f{extra}>{body}</f><v>{text}</v></c>'

    def _number_cell(self, name: str, style: str, rounded: str) -> str:
        kind, text = self._cached(name)
        # openpyxl 3.1.5 writes `%.16g`: the skeleton's number may differ in its last digit, and in no more.
        if kind or abs(float(text) - float(rounded)) > 1e-14 * abs(float(rounded)):
            raise WorkbookError(
                f"The cell holds the number {rounded}, the plan another value, {text}.",
                Place(sheet=self._name, cell=name),
                remedy="Give cached values to formulas only, or the same number.",
            )
        return f'<c r="{name}"{style}><v>{text}</v></c>'

    def _kept(self, cell: _Element, content: _Element) -> str:
        """Type and content of a cell without a formula, as the skeleton has them."""
        if content.tag == _INLINE:
            typed, text = self._inline(content)
            return f"{typed}><v>{text}</v></c>"
        value = content.text if content.tag == _VALUE else None
        if not value:
            return "/>"
        kind = cell.get("t", "n")
        if kind == "s":
            raise WorkbookError(
                "The skeleton has shared strings of its own.",
                Place(sheet=self._name, cell=cell.get("r")),
                expected="inline strings, as openpyxl 3.1.5 writes them.",
            )
        typed = "" if kind == "n" else f' t="{attribute(str(kind))}"'
        return f"{typed}><v>{cell_text(value)}</v></c>"

    def _inline(self, inline: _Element) -> tuple[str, str]:
        # openpyxl 3.1.5 writes inline strings, which Excel moves to shared strings on its next save (a change of
        # the sheet's part that nobody made).
        runs = [child for child in inline if child.tag != main("t")]
        if not runs:
            return plain(inline.findtext(main("t")) or "", self._strings)
        parts = (etree.tostring(child, encoding="unicode", with_tail=False) for child in inline)
        return ' t="s"', str(self._strings.item("".join(_NAMESPACE.sub("", part) for part in parts)))

    def _cached(self, name: str) -> tuple[str, str]:
        if name not in self._plan.cached:
            raise WorkbookError(
                "The formula has no cached value.",
                Place(sheet=self._name, cell=name),
                expected="a value in the sheet's plan.",
                remedy="Give every formula, and every cell that a dynamic array fills, its value.",
            )
        self._unused.discard(name)
        try:
            return cached(self._plan.cached[name])
        except WorkbookError as error:
            raise error.at(Place(sheet=self._name, cell=name)) from error

    def _array(self, cell: str, ref: str) -> Area:
        area = Area.parse(ref)
        if (area.top, area.left) != split_cell(cell):
            raise WorkbookError(
                f"The range {ref} does not begin at the formula's cell.", Place(sheet=self._name, cell=cell)
            )
        return area

    def _spilled_cells(self) -> Mapping[int, list[str]]:
        """Return the names of the cells that arrays fill beyond their first, from left to right, by row."""
        cells = {
            place
            for area in self._arrays.values()
            for place in area.cells()
            if place != (area.top, area.left)
        }
        spilled: dict[int, list[str]] = {}
        for row, column in sorted(cells):
            spilled.setdefault(row, []).append(cell_name(row, column))
        return spilled

    def _check_everything_used(self) -> None:
        if self._streams:
            number = min(self._streams)
            raise WorkbookError("There is no prototype row here.", Place(sheet=self._name, cell=f"A{number}"))
        if self._unused:
            raise WorkbookError(
                "The plan has a value for a cell that holds no formula and no number.",
                Place(sheet=self._name, cell=min(self._unused, key=split_cell)),
                remedy="Leave it out of the plan.",
            )

    def _sized(self, head: str) -> str:
        """Return the part up to its rows, its `dimension` grown to what streams and arrays fill."""
        found = _DIMENSION.search(head)
        if not found:
            return head
        area = Area.parse(found[2])
        for spill in (*self._arrays.values(), *self._plan.merged.values()):
            area = area.joined(spill)
        for row in self._skeleton_rows() if self._streams else ():
            stream = self._streams.get(int(row.get("r", "0")))
            if stream:
                area = area.joined(stream_area(stream, self._prototype(stream, row)))
        return f"{head[: found.start()]}{found[1]}{area.name}{found[3]}{head[found.end() :]}"


def _style(cell: _Element) -> str:
    style = cell.get("s")
    return f' s="{int(style)}"' if style else ""


def _attributes(row: _Element) -> str:
    # `spans` is only a hint, and no longer true of a row that arrays have widened.
    return "".join(
        f' {key!s}="{attribute(str(value))}"'
        for key, value in sorted(row.attrib.items())
        if key not in {"r", "spans"}
    )
