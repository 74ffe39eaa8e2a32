"""The parts of a skeleton in memory: looked up by relationship, declared, and put in a fixed order for the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import Archive
from xl_aigc.ooxml.namespaces import MAIN, OFFICE, TYPES
from xl_aigc.ooxml.parser import parse, written
from xl_aigc.ooxml.relationships import related_parts, relationships_of, with_relationship

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

CONTENT_TYPES: Final = "[Content_Types].xml"
WORKBOOK: Final = "xl/workbook.xml"
WORKBOOK_RELATIONSHIPS: Final = "xl/_rels/workbook.xml.rels"

_FIRST: Final = (CONTENT_TYPES, "_rels/.rels", WORKBOOK, WORKBOOK_RELATIONSHIPS)


class Parts:
    """The parts of a skeleton by name, and what relates them.

    Args:
        skeleton: an .xlsx as openpyxl writes it.

    Raises:
        WorkbookError: it is no .xlsx.
    """

    def __init__(self, skeleton: bytes) -> None:
        with Archive(skeleton) as archive:
            self.content = {name: archive.read(name) for name in archive.names}
        for name in (CONTENT_TYPES, WORKBOOK, WORKBOOK_RELATIONSHIPS):
            if name not in self.content:
                raise WorkbookError("The skeleton is no workbook: a part is missing.", Place(name))

    def tree(self, name: str) -> _Element:
        """Parse a part as a tree."""
        return parse(self.content[name], name)

    def related(self, source: str) -> dict[str, str]:
        """List the parts that a part relates to, by relationship id; links to the outside are left out."""
        name = relationships_of(source)
        return related_parts(self.content[name], source) if name in self.content else {}

    def relate(
        self, source: str, kind: str, target: str, *, identity: str | None = None, external: bool = False
    ) -> str:
        """Add a relationship of a part; arguments and result as of `with_relationship`."""
        name = relationships_of(source)
        self.content[name], made = with_relationship(
            self.content.get(name), kind, target, identity=identity, external=external
        )
        return made

    def sheets(self) -> dict[str, str]:
        """Return the names of the sheets' parts by name of the sheet, in the order of the tabs."""
        related = self.related(WORKBOOK)
        listed = self.tree(WORKBOOK).findall(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
        return {sheet.get("name", ""): related[sheet.get(f"{{{OFFICE}}}id", "")] for sheet in listed}

    def declare(self, name: str, content_type: str) -> None:
        """Declare the content type of a new part.

        Raises:
            WorkbookError: there is a part of that name.
        """
        types = self.tree(CONTENT_TYPES)
        if name in self.content or any(part.get("PartName") == f"/{name}" for part in types):
            raise WorkbookError("The workbook has this part already.", Place(name))
        self.content[CONTENT_TYPES] = with_type(self.content[CONTENT_TYPES], name, content_type)

    def add(self, name: str, content_type: str, relationship: str, content: bytes | None = None) -> None:
        """Declare a part of the workbook; without content, it is to be written later.

        Raises:
            WorkbookError: there is a part of that name.
        """
        self.declare(name, content_type)
        self.relate(WORKBOOK, relationship, f"/{name}")
        if content is not None:
            self.content[name] = content


def with_type(types: bytes, part: str, content_type: str) -> bytes:
    """Add a part to the content types."""
    root = parse(types, CONTENT_TYPES)
    etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
    return written(root)


def entry_order(names: Iterable[str]) -> list[str]:
    """Sort the names of the parts for the zip: the content types first, then the workbook, then by name.

    Example:
        >>> entry_order(["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
        ['[Content_Types].xml', 'xl/workbook.xml', 'xl/styles.xml']
    """
    places = {name: place for place, name in enumerate(_FIRST)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))
