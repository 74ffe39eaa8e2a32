"""Relationships: what leads from one part of a package to others, and from cells to the web (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.namespaces import PACKAGE
from xl_aigc.ooxml.parser import parse, written

HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def relationships_of(part: str) -> str:
    """Name the part that holds the relationships of a part.

    Example:
        >>> relationships_of("xl/worksheets/sheet1.xml")
        'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, base = posixpath.split(part)
    return f"{folder}/_rels/{base}.rels"


def related_parts(content: bytes, source: str, kind: str | None = None) -> dict[str, str]:
    """List the parts that a part relates to, by relationship id; links to the outside are left out.

    Args:
        content: the relationships.
        source: the part that they belong to.
        kind: the last word of the type of those to list, such as `table`; None for all.

    Raises:
        WorkbookError: the relationships are not well-formed.
    """
    links = (
        link
        for link in parse(content, relationships_of(source))
        if link.get("TargetMode") != "External"
        and (kind is None or link.get("Type", "").rpartition("/")[2] == kind)
    )
    folder = posixpath.dirname(source)
    return {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip(
            "/"
        )
        for link in links
    }


def with_relationship(
    content: bytes | None, kind: str, target: str, *, identity: str | None = None, external: bool = False
) -> tuple[bytes, str]:
    """Add a relationship to those of a part.

    Args:
        content: the relationships; None where there are none yet.
        kind: the type of the new one.
        target: what it leads to.
        identity: its id; None for the first that is free.
        external: whether the target is outside the workbook.

    Returns:
        The relationships, and the id of the new one.
    """
    root = parse(content or f'<Relationships xmlns="{PACKAGE}"/>'.encode(), "relationships")
    taken = {link.get("Id") for link in root}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    id_ = identity or free
    link = etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=id_, Type=kind, Target=target)
    if external:
        link.set("TargetMode", "External")
    return written(root), id_


def check_web_address(address: str, place: Place) -> None:
    """Refuse to link a cell to anything but a web page.

    Args:
        address: the address.
        place: the cell, for the error.

    Raises:
        WorkbookError: the address is not http or https.
    """
    if not address.startswith(("https://", "http://")):
        raise WorkbookError(
            f"The link {address!r} is no web address.", place, expected="an http or https address."
        )
