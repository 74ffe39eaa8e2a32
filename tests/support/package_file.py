"""A workbook's file as a dictionary of parts, for tests that write what other programs write."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKBOOK, CONTENT_TYPES = "xl/workbook.xml", "[Content_Types].xml"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def q(tag: str) -> str:
    """A tag of the spreadsheet's namespace."""
    return f"{{{MAIN}}}{tag}"


@dataclass
class PackageFile:
    """Parts by name, in the order of the archive."""

    parts: dict[str, bytes]

    @classmethod
    def read(cls, path: Path) -> PackageFile:
        with zipfile.ZipFile(path) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def write(self, path: Path) -> None:
        """Write the file as Excel does: one date for all parts, the usual compression."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

    def tree(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def put(self, part: str, root: etree._Element | str) -> None:
        """Write a part: a tree, or text that gets the XML declaration."""
        if isinstance(root, str):
            root = etree.fromstring(root)
        body = etree.tostring(root, encoding="UTF-8")
        body = body.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>\n")
        self.parts[part] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + body

    @staticmethod
    def links_of(part: str) -> str:
        folder, base = posixpath.split(part)
        return f"{folder}/_rels/{base}.rels".lstrip("/")

    def related(self, part: str) -> dict[str, str]:
        """Parts that a part relates to, by id."""
        name = self.links_of(part)
        if name not in self.parts:
            return {}
        folder = posixpath.dirname(part)
        return {
            link.get("Id"): posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")
            for link in self.tree(name)
            if link.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Relate a part to another; a kind without a scheme is one of the usual namespace. The new id."""
        name = self.links_of(part)
        root = etree.fromstring(self.parts.get(name, f'<Relationships xmlns="{PACKAGE}"/>'.encode()))
        key = f"rId{len(root) + 100}"
        kind = kind if ":" in kind else f"{OFFICE}/{kind}"
        shown = target if external else f"/{target}"
        link = etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=key, Type=kind, Target=shown)
        if external:
            link.set("TargetMode", "External")
        self.put(name, root)
        return key

    def declare(self, part: str, content_type: str) -> None:
        root = self.tree(CONTENT_TYPES)
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        self.put(CONTENT_TYPES, root)

    def declare_extension(self, extension: str, content_type: str) -> None:
        root = self.tree(CONTENT_TYPES)
        if not any(each.get("Extension") == extension for each in root):
            root.insert(
                0, etree.Element(f"{{{TYPES}}}Default", Extension=extension, ContentType=content_type)
            )
        self.put(CONTENT_TYPES, root)

    def add(self, part: str, content: str | bytes, content_type: str | None, source: str, kind: str) -> str:
        """Add a part that another relates to; the id of the relationship."""
        if isinstance(content, bytes):
            self.parts[part] = content
        else:
            self.put(part, content)
        if content_type:
            self.declare(part, content_type)
        return self.relate(source, kind, part)

    def sheets(self) -> dict[str, str]:
        """Names of the sheets' parts, by name of the sheet."""
        related = self.related(WORKBOOK)
        return {
            sheet.get("name"): related[sheet.get(f"{{{OFFICE}}}id")]
            for sheet in self.tree(WORKBOOK).iter(q("sheet"))
        }

    def add_sheet(self, name: str, xml: str) -> str:
        """Add a sheet as the last; the name of its part."""
        root = self.tree(WORKBOOK)
        sheets = root.find(q("sheets"))
        number = max(int(sheet.get("sheetId")) for sheet in sheets) + 1
        part = f"xl/worksheets/own{number}.xml"
        key = self.add(part, xml, f"{SPREADSHEET}worksheet+xml", WORKBOOK, "worksheet")
        etree.SubElement(sheets, q("sheet"), {"name": name, "sheetId": str(number), f"{{{OFFICE}}}id": key})
        self.put(WORKBOOK, root)
        return part

    def table(self, name: str) -> tuple[str, str]:
        """Parts of a table and of its sheet."""
        for sheet in self.sheets().values():
            for part in self.related(sheet).values():
                if "/tables/" in part and self.tree(part).get("displayName") == name:
                    return part, sheet
        raise KeyError(name)
