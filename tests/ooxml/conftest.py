"""Skeletons as openpyxl saves them, and looks inside the finished files."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


@pytest.fixture
def saved():
    """The bytes of an openpyxl workbook."""

    def save(book: Workbook) -> bytes:
        file = BytesIO()
        book.save(file)
        return file.getvalue()

    return save


@pytest.fixture
def part():
    """The text of one part of a finished file."""

    def read(done: bytes, name: str) -> str:
        with zipfile.ZipFile(BytesIO(done)) as archive:
            return archive.read(name).decode()

    return read


@pytest.fixture
def rows(part):
    """The XML between the `sheetData` tags of a finished file's sheet."""

    def read(done: bytes, number: int = 1) -> str:
        text = part(done, f"xl/worksheets/sheet{number}.xml")
        return text.split("<sheetData>")[1].split("</sheetData>")[0]

    return read


@pytest.fixture
def prototype_book():
    """A book whose first sheet, `Data`, has headers in row 1 and a styled prototype row in row 2."""

    def make(*headers: str) -> Workbook:
        book = Workbook()
        sheet = book.active
        sheet.title = "Data"
        for column, header in enumerate(headers, 1):
            sheet.cell(1, column, header)
            cell = sheet.cell(2, column)
            cell.number_format, cell.font = "#,##0.0", Font(name="Arial", color="FF0000FF")
        return book

    return make


@pytest.fixture
def recalculated(tmp_path):
    """LibreOffice opens a file, recalculates every formula whatever its cached value, and saves."""
    office = shutil.which("soffice")
    if office is None and "libreoffice" not in os.environ.get("XL_AIGC_REQUIRE", ""):
        pytest.skip("LibreOffice is missing")
    program = Path(str(office)).resolve().with_name("soffice.bin")
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE)

    def convert(file: Path) -> Path:
        folder = tmp_path / "recalculated"
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx"]
        for _ in range(2):  # LibreOffice 7.4 exits with 81 on the first start with a new profile
            subprocess.run(
                [*command, "--outdir", folder, file], check=False, timeout=120, capture_output=True
            )
            if (folder / file.name).exists():
                return folder / file.name
        raise AssertionError(f"LibreOffice did not open {file}")

    return convert
