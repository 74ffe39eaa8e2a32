"""From a plan to the parts that change: each gets a writer of its new bytes."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from itertools import count
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml import arrays
from xl_aigc.ooxml.edits import hidden_sheet, workbook_parts
from xl_aigc.ooxml.edits.charts import edited_chart
from xl_aigc.ooxml.edits.growth import Growth
from xl_aigc.ooxml.edits.new_tables import TABLE, TABLE_TYPE, table_part
from xl_aigc.ooxml.edits.plan import EditPlan, SheetEdit, TableEdit
from xl_aigc.ooxml.edits.sheet import SheetContext, SheetEditor
from xl_aigc.ooxml.edits.tables import Table, edited_table, read_table, table_growth
from xl_aigc.ooxml.parser import whole_number
from xl_aigc.ooxml.parts import CONTENT_TYPES, WORKBOOK, WORKBOOK_RELATIONSHIPS, with_type
from xl_aigc.ooxml.references import Area
from xl_aigc.ooxml.relationships import HYPERLINK, check_web_address, relationships_of, with_relationship

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from xl_aigc.ooxml.book import Book

_NO_TABLE_EDIT: Final = TableEdit()
_NO_SHEET_EDIT: Final = SheetEdit()


class Changes:
    """The parts of a workbook that a plan changes.

    Args:
        book: the workbook.
        plan: what changes.

    Attributes:
        writers: by name of a part, what gives its new bytes.
        removed: names of parts that go.

    Raises:
        WorkbookError: the plan does not fit the workbook.
    """

    def __init__(self, book: Book, plan: EditPlan) -> None:
        self._book, self._plan = book, plan
        self._place = Place(book.path)
        self._there = {part.filename for part in book.parts}
        self._fresh: dict[str, bytes] = {}
        self.writers: dict[str, Callable[[], Iterable[bytes]]] = {}
        self.removed: list[str] = []
        self._check_named()
        self._tables = self._read_tables()
        self._growths = self._all_growths()
        self._mark = self._declare_arrays()
        self._added = self._add_tables()
        formulas_change = self._edit_sheets()
        self._edit_small_parts()
        if formulas_change:
            self._drop_chain()
        for name, content in self._fresh.items():
            self.writers[name] = _whole(content)

    def _check_named(self) -> None:
        plan = self._plan
        named = [
            ("sheet", plan.sheets, self._book.sheets),
            ("sheet", [table.sheet for table in plan.added], self._book.sheets),
            ("part", {**plan.charts, **plan.parts}, self._there),
        ]
        named.append(("table", plan.tables, {table.name for table in self._book.tables}))
        for kind, wanted, known in named:
            missing = next((name for name in wanted if name not in known), None)
            if missing is not None:
                raise WorkbookError(f"There is no such {kind}.", replace(self._place, key=missing))

    def _content(self, part: str) -> bytes:
        return self._fresh[part] if part in self._fresh else self._book.content(part)

    def _read_tables(self) -> dict[str, list[Table]]:
        """Tables by sheet."""
        return {
            sheet: [read_table(self._book.content(part), part, sheet) for part in parts]
            for sheet, parts in self._book.table_parts.items()
        }

    def _all_growths(self) -> dict[str, list[Growth]]:
        """Ranges that grow, by sheet; the tables of the sheet are from now on as they will be."""
        found: dict[str, list[Growth]] = {}
        for sheet, tables in self._tables.items():
            edit = self._plan.sheets.get(sheet, _NO_SHEET_EDIT)
            growths = [Growth(Area.parse(old), Area.parse(new)) for old, new in edit.grown.items()]
            for table in tables:
                change = self._plan.tables.get(table.name, _NO_TABLE_EDIT)
                others = [other for other in tables if other is not table]
                growth = table_growth(table, change, others, self._place)
                if growth is not None:
                    growths.append(growth)
                if table.name in self._plan.tables:
                    self._fresh[table.part] = edited_table(
                        self._book.content(table.part), change, growth, replace(self._place, key=table.part)
                    )
            if growths:
                found[sheet] = growths
        return found

    def _tables_to_be(self, sheet: str) -> list[Table]:
        refs = {name: edit.ref for name, edit in self._plan.tables.items()}
        return [
            replace(table, area=Area.parse(refs.get(table.name) or table.area.name))
            for table in self._tables[sheet]
        ]

    def _declare_arrays(self) -> int:
        """Make sure that the workbook knows dynamic arrays, where the plan or a calculated column makes any."""
        part = next(
            (p for p in self._book.related(WORKBOOK).values() if posixpath.basename(p) == "metadata.xml"),
            None,
        )
        old = self._book.content(part) if part else None
        content, mark = workbook_parts.dynamic_arrays(old)
        if not any(_makes_arrays(edit) for edit in self._plan.sheets.values()) or content == old:
            return mark
        name = part or arrays.PART
        self._fresh[name] = content
        if part is None:
            self._declare(name, arrays.CONTENT_TYPE)
            self._relate(WORKBOOK, arrays.RELATIONSHIP, f"/{name}")
        return mark

    def _add_tables(self) -> dict[str, dict[str, Area]]:
        """Add the parts of new tables: their ranges by the sheet and the id of its relationship."""
        found: dict[str, dict[str, Area]] = {}
        parts = [part for parts in self._book.table_parts.values() for part in parts]
        last = max((whole_number(self._book.tree(part).get("id"), 0) for part in parts), default=0)
        for number, table in enumerate(self._plan.added, last + 1):
            part = self._free("xl/tables/table{}.xml")
            self._fresh[part] = table_part(table, number)
            self._declare(part, TABLE_TYPE)
            made = self._relate(self._book.sheets[table.sheet], TABLE, f"/{part}")
            found.setdefault(table.sheet, {})[made] = table.area
        return found

    def _free(self, pattern: str) -> str:
        """Return the first name of a part, with a number in it, that is free."""
        names = map(pattern.format, count(1))
        return next(name for name in names if name not in self._there and name not in self._fresh)

    def _declare(self, part: str, content_type: str) -> None:
        self._fresh[CONTENT_TYPES] = with_type(self._content(CONTENT_TYPES), part, content_type)

    def _relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """Relate a part to another; return the id of the relationship."""
        name = relationships_of(source)
        old = self._content(name) if name in self._there or name in self._fresh else None
        self._fresh[name], made = with_relationship(old, kind, target, external=external)
        return made

    def _edit_sheets(self) -> bool:
        """Give every sheet that changes a writer; whether any cell wins or loses a formula."""
        changed = False
        for sheet in self._book.sheets:
            edit = self._plan.sheets.get(sheet)
            growths = self._growths.get(sheet, [])
            added = self._added.get(sheet, {})
            if (edit is None or edit == _NO_SHEET_EDIT) and not growths and not added:
                continue
            part = self._book.sheets[sheet]
            context = SheetContext(
                replace(self._place, sheet=sheet),
                self._tables_to_be(sheet),
                growths,
                self._mark,
                self._link(part, sheet, edit or _NO_SHEET_EDIT),
                added,
            )
            editor = SheetEditor(edit or _NO_SHEET_EDIT, context, self._opener(part))
            changed |= editor.formulas_change
            self.writers[part] = editor.chunks
        return changed

    def _opener(self, part: str) -> Callable[[], IO[bytes]]:
        return lambda: self._book.open_part(part)

    def _link(self, part: str, sheet: str, edit: SheetEdit) -> dict[str, str]:
        """Ids of the relationships that the links of a sheet need, by cell."""
        ids: dict[str, str] = {}
        by_address: dict[str, str] = {}
        for cell, address in edit.links.items():
            check_web_address(address, replace(self._place, sheet=sheet, cell=cell))
            if address not in by_address:
                by_address[address] = self._relate(part, HYPERLINK, address, external=True)
            ids[cell] = by_address[address]
        return ids

    def _edit_small_parts(self) -> None:
        plan = self._plan
        for part, edit in plan.charts.items():
            self._fresh[part] = edited_chart(self._content(part), part, edit)
        self._fresh |= plan.parts
        old = self._content(WORKBOOK)
        new = workbook_parts.renamed(old, plan.names, self._growths)
        new = workbook_parts.recalculated(new) if plan.recalculate else new
        for name, texts in plan.hidden.items():
            new = hidden_sheet.listed(new, name, self._add_sheet(texts))
        if new != old:
            self._fresh[WORKBOOK] = new

    def _add_sheet(self, texts: Sequence[str]) -> str:
        """Add the part of a hidden sheet; the id of the workbook's relationship to it."""
        part = self._free("xl/worksheets/sheet{}.xml")
        self._fresh[part] = hidden_sheet.sheet_part(texts)
        self._declare(part, hidden_sheet.CONTENT_TYPE)
        return self._relate(WORKBOOK, hidden_sheet.RELATIONSHIP, f"/{part}")

    def _drop_chain(self) -> None:
        """Leave out the chain of calculation: Excel makes it anew, and calls a wrong one damage."""
        part = next((p for p in self._book.related(WORKBOOK).values() if p.endswith("calcChain.xml")), None)
        if part is None:
            return
        self.removed.append(part)
        types, links = self._content(CONTENT_TYPES), self._content(WORKBOOK_RELATIONSHIPS)
        self._fresh[CONTENT_TYPES], self._fresh[WORKBOOK_RELATIONSHIPS] = workbook_parts.without_part(
            types, links, part
        )


def _makes_arrays(edit: SheetEdit) -> bool:
    contents = [
        *edit.contents.values(),
        *(each for row in edit.rows.values() for each in row.contents.values()),
    ]
    return any(content.fills for content in contents)


def _whole(content: bytes) -> Callable[[], Iterable[bytes]]:
    return lambda: (content,)
