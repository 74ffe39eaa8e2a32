"""The parts of a workbook: read from a skeleton, looked up by relationship, written as a zip that is always the same."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.trees import MAIN, OFFICE, PACKAGE, TYPES, parse, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

CONTENT_TYPES: Final = "[Content_Types].xml"
WORKBOOK: Final = "xl/workbook.xml"
WORKBOOK_RELATIONSHIPS: Final = "xl/_rels/workbook.xml.rels"
LEVEL: Final = 3
"""Deflate level: beyond it a sheet of 5,500 rows shrinks little and takes twice as long."""

_FIRST: Final = (CONTENT_TYPES, "_rels/.rels", WORKBOOK, WORKBOOK_RELATIONSHIPS)


class Parts:
    """The parts of a skeleton by name, and what relates them.

    Args:
        skeleton: an .xlsx as openpyxl writes it.

    Raises:
        WorkbookError: it is no .xlsx.
    """

    def __init__(self, skeleton: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(skeleton)) as archive:
                self.content = {name: archive.read(name) for name in archive.namelist()}
        except zipfile.BadZipFile as error:
            raise WorkbookError("The skeleton is no .xlsx file.", expected="what openpyxl saves.") from error
        for name in (CONTENT_TYPES, WORKBOOK, WORKBOOK_RELATIONSHIPS):
            if name not in self.content:
                raise WorkbookError("The skeleton is no workbook: a part is missing.", Place(name))

    def tree(self, name: str) -> _Element:
        """A part as a tree."""
        return parse(self.content[name], name)

    def related(self, source: str) -> dict[str, str]:
        """Names of the parts that a part relates to, by relationship id; links to the outside are left out."""
        folder, base = posixpath.split(source)
        name = f"{folder}/_rels/{base}.rels"
        if name not in self.content:
            return {}
        inside = (link for link in self.tree(name) if link.get("TargetMode") != "External")
        return {
            link.get("Id", ""): posixpath.normpath(
                posixpath.join("/", folder, link.get("Target", ""))
            ).lstrip("/")
            for link in inside
        }

    def sheets(self) -> dict[str, str]:
        """Names of the sheets' parts by name of the sheet, in the order of the tabs."""
        related = self.related(WORKBOOK)
        listed = self.tree(WORKBOOK).findall(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
        return {sheet.get("name", ""): related[sheet.get(f"{{{OFFICE}}}id", "")] for sheet in listed}

    def declare(self, name: str, content_type: str) -> None:
        """Say what a new part holds.

        Raises:
            WorkbookError: there is a part of that name.
        """
        types = self.tree(CONTENT_TYPES)
        if name in self.content or any(part.get("PartName") == f"/{name}" for part in types):
            raise WorkbookError("The workbook has this part already.", Place(name))
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.content[CONTENT_TYPES] = written(types)

    def add(self, name: str, content_type: str, relationship: str, content: bytes | None = None) -> None:
        """Declare a part of the workbook; without content, it is to be written later.

        Raises:
            WorkbookError: there is a part of that name.
        """
        self.declare(name, content_type)
        links = self.tree(WORKBOOK_RELATIONSHIPS)
        taken = {link.get("Id") for link in links}
        number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        etree.SubElement(
            links, f"{{{PACKAGE}}}Relationship", Type=relationship, Target=f"/{name}", Id=f"rId{number}"
        )
        self.content[WORKBOOK_RELATIONSHIPS] = written(links)
        if content is not None:
            self.content[name] = content


def entry_order(names: Iterable[str]) -> list[str]:
    """Names of the parts in the order of the zip: the content types first, then the workbook, then by name.

    Example:
        >>> entry_order(["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
        ['[Content_Types].xml', 'xl/workbook.xml', 'xl/styles.xml']
    """
    places = {name: place for place, name in enumerate(_FIRST)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def write_zip(file: IO[bytes], parts: Iterable[tuple[str, bytes | Iterator[str]]]) -> None:
    """Write parts as a zip whose bytes depend on nothing but them.

    Args:
        file: where to; it must be seekable.
        parts: name and content of each part, in order; text is written as it comes.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, content in parts:
            # A name in place of a ZipInfo gives every entry the date 1980-01-01 and the archive's level.
            with archive.open(name, "w") as entry:
                if isinstance(content, bytes):
                    entry.write(content)
                else:
                    for chunk in content:
                        entry.write(chunk.encode())
        for info in archive.infolist():
            info.create_system, info.external_attr = 0, 0  # else they tell Windows from the rest
