"""A workbook as xlwings' remote engine takes it, and the actions that it hands back carried out on the cells of the file.

The engine is xlwings' own, the one of xlwings Server: it takes a book as JSON and lists what Excel is to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlwings

from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import Area, cell_name, column_letters, split_sheet

if TYPE_CHECKING:
    from pathlib import Path

Cells = dict[str, dict[str, object]]
"""By sheet and address: a formula behind `=`, or a value; a text keeps nothing before it."""


def opened(
    path: Path,
    *,
    active: str | None = None,
    selection: str | None = "A1",
    kinds: tuple[type[dict[str, Any]], type[dict[str, Any]]] = (dict, dict),
) -> xlwings.Book:
    """The workbook in xlwings' remote engine; `kinds` are what the engine hands out as `api` of book and sheet."""
    of_book, of_sheet = kinds
    held = payload(path, active=active, selection=selection)
    held["sheets"] = [of_sheet(sheet) for sheet in held["sheets"]]
    return xlwings.Book(json=of_book(held))


def payload(path: Path, *, active: str | None = None, selection: str | None = "A1") -> dict[str, Any]:
    """The workbook as xlwings' JavaScript sends it to a script that reads no cells; `selection` is None where a shape is selected."""
    with Book(path) as book:
        titles = list(book.sheets)
        return {
            "version": xlwings.__version__,
            "client": "Office.js",
            "book": {
                "name": str(path),
                "active_sheet_index": titles.index(active) if active else 0,
                "selection": selection,
            },
            "names": [_name(titles, name, text) for name, text in book.names.items()],
            "sheets": [
                {
                    "name": title,
                    "values": [],
                    "pictures": [],
                    "charts": [],
                    "print_area": None,
                    "tables": [_table(t.name, t.ref) for t in book.tables if t.sheet == title],
                }
                for title in titles
            ],
        }


def _name(titles: list[str], name: str, text: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": name, "refers_to": f"={text}", "book_scope": True}
    entry |= {"scope_sheet_name": None, "scope_sheet_index": None, "sheet_index": None, "address": None}
    try:
        sheet, area = split_sheet(text)
    except Exception:  # noqa: BLE001  a name of a formula has no address
        return entry
    return entry | {"sheet_index": titles.index(sheet), "address": area.name}


def _table(name: str, ref: str) -> dict[str, Any]:
    area = Area.parse(ref)
    return {
        "name": name,
        "range_address": ref,
        "header_row_range_address": Area(area.top, area.left, area.top, area.right).name,
        "data_body_range_address": Area(area.top + 1, area.left, area.bottom, area.right).name,
        "total_row_range_address": None,
        "show_headers": True,
        "show_totals": False,
    }


def cells_of(path: Path) -> Cells:
    """What the cells of a file hold."""
    with Book(path) as book:
        return {
            title: {
                at: cell.value if cell.formula is None else f"={cell.formula}"
                for at, cell in book.cells(title).items()
                if cell.formula is not None or cell.value != ""
            }
            for title in book.sheets
        }


class Done:
    """What Excel would hold after the actions of a remote book.

    Attributes:
        cells: contents by sheet and address.
        tables: new ranges of tables by sheet.
        formats: pairs of ranges, from and to, by sheet.
        names: new texts of names.
        alerts: what a person is told.
        calls: how many writes Excel is asked for.
    """

    def __init__(self, before: Cells, book: xlwings.Book) -> None:
        self.cells = {sheet: dict(cells) for sheet, cells in before.items()}
        self.tables: dict[str, str] = {}
        self.formats: dict[str, tuple[str, str]] = {}
        self.names: dict[str, str] = {}
        self.alerts: list[str] = []
        self._titles = list(before)
        actions = book.json()["actions"]
        self.calls = len(actions)
        for action in actions:
            getattr(self, f"_{action['func']}")(action)

    def _area(self, action: dict[str, Any]) -> tuple[str, int, int]:
        return self._titles[action["sheet_position"]], action["start_row"] + 1, action["start_column"] + 1

    def _setFormula(self, action: dict[str, Any]) -> None:  # noqa: N802  the names are xlwings' own
        sheet, top, left = self._area(action)
        rows = action["values"]
        assert len(rows) == action["row_count"], action
        for down, row in enumerate(rows):
            assert len(row) == action["column_count"], action
            for right, value in enumerate(row):
                at = cell_name(top + down, left + right)
                if value == "":
                    self.cells[sheet].pop(at, None)
                else:
                    self.cells[sheet][at] = self.entered(value)

    @staticmethod
    def entered(value: object) -> object:
        """What Excel makes of what is typed: an apostrophe in front makes a text, and is no part of it."""
        if not isinstance(value, str):
            return value
        if value.startswith("'"):
            return value[1:]
        if value.startswith("="):
            return value
        assert not set(value[0]) & set("0123456789+-@"), f"Excel would read {value!r} as something else"
        return value

    def _resizeTable(self, action: dict[str, Any]) -> None:  # noqa: N802
        self.tables[self._titles[action["sheet_position"]]] = action["args"][1].replace("$", "")

    def _rangeAutofill(self, action: dict[str, Any]) -> None:  # noqa: N802
        sheet, top, left = self._area(action)
        right = left + action["column_count"] - 1
        assert action["row_count"] == 1
        source = f"{column_letters(left)}{top}:{column_letters(right)}{top}"
        self.formats[sheet] = (source, action["args"][0].replace("$", ""))

    def _setNameRefersTo(self, action: dict[str, Any]) -> None:  # noqa: N802
        self.names[action["args"][0]] = action["args"][3]

    def _alert(self, action: dict[str, Any]) -> None:
        self.alerts.append(action["args"][0])
