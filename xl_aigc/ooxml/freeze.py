"""Formulas that call certain functions become their values, in a copy; everything else in the file stays byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.callers import find_callers
from xl_aigc.ooxml.edits.archive import write_edited
from xl_aigc.ooxml.parts import CONTENT_TYPES, WORKBOOK, WORKBOOK_RELATIONSHIPS
from xl_aigc.ooxml.references import cell_name
from xl_aigc.ooxml.replace import replacing
from xl_aigc.ooxml.sheet_formulas import ELSEWHERE
from xl_aigc.ooxml.spans import elements, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from xl_aigc.ooxml.callers import Callers

_CHAIN: Final = "calcChain"
_WITH_FORMULAS: Final = re.compile(r"\.(?:table|chart)\+xml$")
"""Content types of parts beside the sheets that may hold a formula."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A formula outside cells that calls the functions, and stays.

    Attributes:
        where: the name of the sheet, or of the part.
        kind: the name of the element that holds it; for a defined name, the name follows.
        text: the formula.
    """

    where: str
    kind: str
    text: str


@dataclass(slots=True)
class Frozen:
    """What was frozen.

    Attributes:
        cells: addresses of the cells whose formula went, by sheet.
        kept: what still calls the functions.
    """

    cells: dict[str, list[str]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many formulas went."""
        return sum(map(len, self.cells.values()))


def freeze(source: Path, target: Path, own: Callable[[str], bool], *, blanks: bool = False) -> Frozen:
    """Write a copy of a workbook in which formulas that call certain functions are their values.

    Of a cell goes its formula, of a dynamic array its mark; the values stay as they are stored. A cell that reaches the
    functions through a defined name or a spill (`B2#`) is frozen too. The chain of calculation, which names the cells with formulas, is
    left out; spreadsheet programs make it anew. Where nothing calls the functions no file is written.

    Args:
        source: the .xlsx or .xlsm; it is only read.
        target: the copy.
        own: whether the name of a function, in capitals, is one of them.
        blanks: let a cell without a value become blank, in place of an error.

    Raises:
        WorkbookError: the file can't be read or written, or a cell has no value; nothing is then written.
    """
    with Book(source) as book:
        found, changed = _changes(book, own, blanks=blanks)
        if found.count:
            _write(book, target, changed)
    return found


def _changes(
    book: Book, own: Callable[[str], bool], *, blanks: bool
) -> tuple[Frozen, Mapping[str, bytes | None]]:
    """What is frozen, and the parts that change; None for one that goes."""
    callers, formulas = find_callers(book, own)
    found, changed = Frozen(), dict[str, bytes | None]()
    for sheet, its in formulas.items():
        if its.missing and not blanks:
            raise _no_value(book, sheet, min(its.missing))
        if its.wanted:
            part = book.sheets[sheet]
            found.cells[sheet] = [each.cell for each in its.wanted]
            changed[part] = without(book.content(part), (span for each in its.wanted for span in each.spans))
        found.kept += (Kept(sheet, e.tag, e.text) for e in its.elsewhere if callers.hold(e.text, sheet))
    _change_others(book, callers, found, changed)
    if found.count:
        changed |= _without_chain(book)
    return found, changed


def _change_others(book: Book, callers: Callers, found: Frozen, changed: dict[str, bytes | None]) -> None:
    """The formula that a table gives to new rows goes with those of its rows; names and charts stay, and are told."""
    for part in (WORKBOOK, *_parts_with_formulas(book)):
        content = book.content(part)
        hits = [each for each in elements(content, part, ELSEWHERE | {"f"}) if callers.hold(each.text)]
        going = [each.span for each in hits if each.tag == "calculatedColumnFormula"]
        if going:
            changed[part] = without(content, going)
        found.kept += (
            Kept(part, _told(each.tag, each.attributes), each.text)
            for each in hits
            if each.tag != "calculatedColumnFormula"
        )


def _told(tag: str, attributes: Mapping[str, str]) -> str:
    return f"{tag} {attributes['name']}" if tag == "definedName" and "name" in attributes else tag


def _parts_with_formulas(book: Book) -> Iterator[str]:
    """The parts of tables and charts, as the content types name them."""
    for each in elements(book.content(CONTENT_TYPES), CONTENT_TYPES, {"Override"}):
        if _WITH_FORMULAS.search(each.attributes.get("ContentType", "")):
            yield each.attributes.get("PartName", "").lstrip("/")


def _without_chain(book: Book) -> Mapping[str, bytes | None]:
    """The chain of calculation, which goes, and the two parts that tell of it."""
    types, links = book.content(CONTENT_TYPES), book.content(WORKBOOK_RELATIONSHIPS)
    declared = [
        each
        for each in elements(types, CONTENT_TYPES, {"Override"})
        if each.attributes.get("ContentType", "").endswith(f".{_CHAIN}+xml")
    ]
    if not declared:
        return {}
    related = [
        each.span
        for each in elements(links, WORKBOOK_RELATIONSHIPS, {"Relationship"})
        if each.attributes.get("Type", "").endswith(f"/{_CHAIN}")
    ]
    return {
        **dict.fromkeys(each.attributes.get("PartName", "").lstrip("/") for each in declared),
        CONTENT_TYPES: without(types, (each.span for each in declared)),
        WORKBOOK_RELATIONSHIPS: without(links, related),
    }


def _no_value(book: Book, sheet: str, place: tuple[int, int]) -> WorkbookError:
    return WorkbookError(
        "the cell has a formula to freeze and no computed value.",
        Place(book.path, sheet=sheet, cell=cell_name(*place)),
        remedy="Open the file where the functions work, let it calculate, save it, and freeze it again.",
    )


def _write(book: Book, target: Path, changed: Mapping[str, bytes | None]) -> None:
    writers = {part: partial(_whole, content) for part, content in changed.items() if content is not None}
    gone = [part for part, content in changed.items() if content is None]
    with replacing(target) as file:
        write_edited(book.path, file, writers, gone)


def _whole(content: bytes) -> tuple[bytes]:
    return (content,)
