"""Our sheets and columns in a workbook that another program saved: by number, name and content.

LibreOffice numbers sheets and columns anew, openpyxl sheets, ExcelJS columns; people rename and move both.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.references import Area, cell_name
from xl_aigc.report.canonical import Keys, plain
from xl_aigc.report.prints import held_print
from xl_aigc.report.record import is_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xl_aigc.ooxml.book import Book, BookTable
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.report.ledger import Ledger
    from xl_aigc.report.prints import Prints

_FEWEST: Final = 3
_SHARE: Final = 0.1
"""A sheet is ours where it still holds so many texts of ours, and such a share of its cells."""
_NAMED: Final = 0.4
_NUMBERED: Final = 0.2
_HEADING: Final = 2.0
_CONTENT: Final = 2.0
_NUMBER: Final = 1.0
_ENOUGH: Final = 1.5
"""Score that a column needs: its heading, or three quarters of its content, or half of it and its number."""
_HALF: Final = 0.5
_NO_KEYS: Final = Keys({}, {})
_UNDO: Final = "Take the workbook as it was before that program saved it, or rename what you renamed back."


def matched_sheets(book: Book, ledger: Ledger, prints: Prints | None) -> dict[str, str]:
    """Return the present titles of the report's sheets by key; a deleted sheet is left out.

    Args:
        book: the workbook.
        ledger: what it remembers.
        prints: what was last written into it; None where nothing tells, so that numbers decide alone.

    Raises:
        WorkbookError: two sheets could be the same one of ours.
    """
    named = {number: title for title, number in book.sheet_ids.items() if title in book.sheets}
    by_number = {key: named[number] for key, number in ledger.sheets.items() if number in named}
    if prints is None or not ledger.titles:
        return by_number
    sure = {key: title for key, title in by_number.items() if ledger.titles.get(key) == title}
    free = [title for title in book.sheets if title not in sure.values() and not is_record(title)]
    missing = [key for key in ledger.sheets if key not in sure]
    scores: dict[tuple[str, str], float] = {}
    for title in free if missing else ():
        texts = _texts(book.cells(title))
        for key in missing:
            ours = Counter(prints.sheets.get(key, {}).values())
            common = (texts & ours).total()
            if common >= max(_FEWEST, _SHARE * ours.total()):
                hints = _NAMED * (title == ledger.titles.get(key)) + _NUMBERED * (by_number.get(key) == title)
                scores[key, title] = common + hints
    return {**sure, **_best(book, scores)}


def _texts(cells: Mapping[str, BookCell]) -> Counter[bytes]:
    texts = (cell for cell in cells.values() if cell.kind == "text" and cell.formula is None)
    return Counter(held_print(cell, _NO_KEYS) for cell in texts)


def _best(book: Book, scores: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the pairs that score most, each sheet once."""
    found: dict[str, str] = {}
    for (key, title), score in sorted(scores.items(), key=lambda one: -one[1]):
        if key in found or title in found.values():
            continue
        equal = [t for (k, t), s in scores.items() if k == key and s == score and t not in found.values()]
        if len(equal) > 1:
            raise WorkbookError(
                f"Two sheets hold what was written into one: {equal[0]} and {equal[1]}.",
                Place(book.path),
                remedy=f"Delete the copy, or give the other its name of before. {_UNDO}",
            )
        found[key] = title
    return found


@dataclass(frozen=True)
class ColumnMatch:
    """The columns of one of our tables, before it is known which is which.

    Attributes:
        table: the table in the file.
        keys: keys of its columns, in the order of their numbers.
        headings: the headings last written, by key; empty where nothing tells, so that numbers decide alone.
        prints: what was last written into the columns, by key.
        cells: the cells of the sheet.
        sheets: the key of each sheet by its title.
    """

    table: BookTable
    keys: Sequence[str]
    headings: Mapping[str, str]
    prints: Mapping[str, bytes | Sequence[bytes]]
    cells: Mapping[str, BookCell]
    sheets: Mapping[str, str]

    def places(self) -> dict[str, int]:
        """Return the place of each column within the table, from 0; those that are lost are left out."""
        numbered = {number: place for place, number in enumerate(self.table.ids)}
        by_number = {key: numbered[n] for n, key in enumerate(self.keys, 1) if n in numbered}
        if not self.headings:
            return by_number
        found = {key: place for key, place in by_number.items() if self._headed(key, place)}
        for content in (False, True):
            scores = dict(self._scores(found, by_number, content=content))
            for (key, place), score in sorted(scores.items(), key=lambda one: -one[1]):
                if score >= _ENOUGH and key not in found and place not in found.values():
                    self._refuse_equal(scores, found, key, place)
                    found[key] = place
        return {key: found[key] for key in self.keys if key in found}

    def _headed(self, key: str, place: int) -> bool:
        return plain(self.table.columns[place]) == plain(self.headings.get(key, ""))

    def _scores(
        self, found: Mapping[str, int], by_number: Mapping[str, int], *, content: bool
    ) -> Iterator[tuple[tuple[str, int], float]]:
        """Yield how well each column that is left fits each key that is left."""
        places = [place for place in range(len(self.table.columns)) if place not in found.values()]
        keys = self._known(found)
        for place in places:
            held = self._held(place, keys) if content else Counter[bytes]()
            for key in self.keys:
                if key not in found:
                    score = _HEADING * self._headed(key, place) + _NUMBER * (by_number.get(key) == place)
                    yield (key, place), score + _CONTENT * self._same(held, key)

    def _known(self, found: Mapping[str, int]) -> Keys:
        columns = {(self.table.name, self.table.columns[place]): key for key, place in found.items()}
        return Keys(self.sheets, columns)

    def _held(self, place: int, keys: Keys) -> Counter[bytes]:
        area = Area.parse(self.table.ref)
        rows = range(area.top + 1, area.bottom + 1)
        return Counter(held_print(self.cells.get(cell_name(row, area.left + place)), keys) for row in rows)

    def _same(self, held: Counter[bytes], key: str) -> float:
        """Return the share of a column that is what was written, from 0 to 1; 0 below a half."""
        written = self.prints.get(key, ())
        if isinstance(written, bytes):
            share = held[written] / max(held.total(), 1)
        else:
            share = (held & Counter(written)).total() / max(len(written), 1)
        return share if share >= _HALF else 0.0

    def _refuse_equal(
        self, scores: Mapping[tuple[str, int], float], found: Mapping[str, int], key: str, place: int
    ) -> None:
        score = scores[key, place]
        equal = [
            other
            for (k, other), s in scores.items()
            if k == key and other != place and s == score and other not in found.values()
        ]
        if equal:
            shown = " and ".join(repr(self.table.columns[one]) for one in (place, equal[0]))
            raise WorkbookError(
                f"The columns {shown} hold the same, and either could be {self.headings.get(key, key)!r}.",
                Place(sheet=self.table.sheet, key=self.table.name),
                remedy=f"Give one of them its heading of before. {_UNDO}",
            )
