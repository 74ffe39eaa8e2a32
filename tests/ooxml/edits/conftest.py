"""A small workbook of one sheet."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from support.package_file import MAIN, OFFICE, PACKAGE, TYPES

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"


@pytest.fixture
def small(tmp_path):
    """Writes a workbook of one sheet, `S`, given the XML inside its root; further parts by name."""

    def write(inside: str, parts: dict[str, str] | None = None, root: str = f'xmlns="{MAIN}"') -> Path:
        path = tmp_path / "small.xlsx"
        related = {name: kind for name, kind in RELATED.items() if name in (parts or {})}
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{SHEET.format(kind)}"/>'
            for name, kind in {
                "xl/workbook.xml": "sheet.main",
                "xl/worksheets/s.xml": "worksheet",
                **related,
            }.items()
        )
        links = "".join(
            f'<Relationship Id="x{place}" Type="{OFFICE}/{kind}" Target="{name.removeprefix("xl/")}"/>'
            for place, (name, kind) in enumerate(related.items())
            if kind != "table"
        )
        content = {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
            f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets>'
            '<definedNames><definedName name="top">S!$A$1</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">'
            "S!$A$1:$C$4</definedName></definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{OFFICE}/worksheet"'
            f' Target="worksheets/s.xml"/>{links}</Relationships>',
            "xl/worksheets/s.xml": f"<worksheet {root}>{inside}</worksheet>",
            **(parts or {}),
        }
        if "xl/tables/t.xml" in content:
            content["xl/worksheets/_rels/s.xml.rels"] = (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="t" Type="{OFFICE}/table" Target="/xl/tables/t.xml"/>'
                "</Relationships>"
            )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in content.items():
                archive.writestr(name, text)
        return path

    return write


RELATED = {
    "xl/calcChain.xml": "calcChain",
    "xl/metadata.xml": "sheetMetadata",
    "xl/tables/t.xml": "table",
}


@pytest.fixture
def text_of():
    """The text of a part."""

    def read(path: Path, part: str = "xl/worksheets/s.xml") -> str:
        with zipfile.ZipFile(path) as archive:
            return archive.read(part).decode()

    return read
