"""The shared strings of a workbook: every text of a cell is written once and called by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.escape import string_item
from xl_aigc.ooxml.namespaces import MAIN
from xl_aigc.ooxml.parser import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
PART: Final = "xl/sharedStrings.xml"

_BATCH: Final = 2000


class SharedStrings:
    """Numbers for the texts of a workbook, in the order in which they are first met.

    Example:
        >>> strings = SharedStrings()
        >>> strings.index("a"), strings.index("b"), strings.index("a")
        (0, 1, 0)
    """

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._items: dict[str, int] = {}
        self._uses = 0

    def index(self, text: str) -> int:
        """Number of a text.

        Raises:
            WorkbookError: it is longer than a cell can hold.
        """
        number = self._texts.get(text)
        if number is None:
            number = self._texts[text] = self._number(string_item(text))
        self._uses += 1
        return number

    def item(self, xml: str) -> int:
        """Number of a rich text, given as the XML within its `<is>` element."""
        self._uses += 1
        return self._number(xml)

    def _number(self, xml: str) -> int:
        return self._items.setdefault(xml, len(self._items))

    def xml(self) -> Iterator[str]:
        """Yield the part, piece by piece."""
        yield f'{DECLARATION}<sst xmlns="{MAIN}" count="{self._uses}" uniqueCount="{len(self._items)}">'
        batch: list[str] = []
        for item in self._items:
            batch.append(f"<si>{item}</si>")
            if len(batch) == _BATCH:
                yield "".join(batch)
                batch.clear()
        yield "".join(batch)
        yield "</sst>"
