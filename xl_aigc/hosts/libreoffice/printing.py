"""Printed pages of a workbook: some of its sheets as one PDF, or every page as a picture."""

from __future__ import annotations

import hashlib
import io
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree
from openpyxl.utils import quote_sheetname

from xl_aigc.errors import HostError
from xl_aigc.files.archive import write_edited
from xl_aigc.hosts.libreoffice.office import print_pdf, require_office
from xl_aigc.ooxml import order
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.parser import written
from xl_aigc.ooxml.parts import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SEAL: Final = b"%xl_aigc sha256="
"""Start of the last line of a PDF that this program wrote; a comment of the format, before the hash of what precedes it."""
_TOLD: Final = ("/Title", "/Subject", "/Keywords")
"""Properties of the workbook's document that its PDF has too."""
_POINTS: Final = 72
"""Points of an inch, the unit of a PDF."""

_PRINTED: Final = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
"""Names of what a sheet prints, and of what each of its pages repeats."""
_BLANK: Final = "$XFD$1048576"
"""The last cell of a sheet, in which nobody writes."""


class Picture(NamedTuple):
    """A printed page: its number, the sheet that it belongs to, and the bytes of a PNG file."""

    page: int
    sheet: str
    png: bytes


def check_printing() -> None:
    """Refuse to print where something is missing, before time is spent on what should be printed.

    Raises:
        HostError: LibreOffice or pypdf is missing.
    """
    require_office()
    _require("pypdf")


def sheets_as_pdf(workbook: Path, sheets: Collection[str]) -> bytes:
    """Print sheets of a workbook through LibreOffice, in the workbook's order, with a bookmark for each.

    Args:
        workbook: the file; it is not changed, and its formulas are not recalculated.
        sheets: titles of the sheets; the others are left out.

    Returns:
        The PDF, with a last line by which `is_as_written` knows it.

    Raises:
        HostError: LibreOffice or pypdf is missing, or the workbook can't be printed.
    """
    check_printing()
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  an extra

    with TemporaryDirectory() as folder:
        alone = Path(folder) / f"alone{workbook.suffix}"
        _print_only(workbook, sheets, alone)
        writer = PdfWriter(PdfReader(print_pdf(alone, Path(folder))), full=True)
        told = {key: str(text) for key, text in (writer.metadata or {}).items() if key in _TOLD}
        writer.metadata = {"/Title": workbook.stem, **told, "/Creator": "xl_aigc"}
        content = io.BytesIO()
        writer.write(content)
    pdf = content.getvalue()
    return pdf + _SEAL + hashlib.sha256(pdf).hexdigest().encode() + b"\n"


def _print_only(workbook: Path, sheets: Collection[str], target: Path) -> None:
    """Write a copy that prints nothing of its other sheets: a blank page has no number, so that pages are counted without them."""
    with Book(workbook) as book:
        root = book.tree(WORKBOOK)
    names = root.find(main("definedNames"))
    if names is None:
        names = etree.Element(main("definedNames"))
        order.insert(root, names, order.WORKBOOK)
    others = {
        str(place) for place, sheet in enumerate(root.iter(main("sheet"))) if sheet.get("name") not in sheets
    }
    for name in names.findall(main("definedName")):
        if name.get("localSheetId") in others and name.get("name") in _PRINTED:
            names.remove(name)
    for place, sheet in enumerate(root.iter(main("sheet"))):
        if str(place) in others:
            area = etree.SubElement(names, main("definedName"), name=_PRINTED[0], localSheetId=str(place))
            area.text = f"{quote_sheetname(sheet.get('name', ''))}!{_BLANK}"
    with target.open("wb") as file:
        write_edited(workbook, file, {WORKBOOK: lambda: [written(root)]}, ())


def is_as_written(file: Path) -> bool:
    """Return whether a file is a PDF of `sheets_as_pdf` that nothing changed since."""
    pdf, seal, digest = file.read_bytes().rpartition(_SEAL)
    return bool(seal) and digest.strip().decode("latin-1") == hashlib.sha256(pdf).hexdigest()


def pictures(workbook: Path, dpi: int) -> Iterator[Picture]:
    """Print every page of a workbook through LibreOffice, and draw it.

    Args:
        workbook: the file; it is not changed, and its formulas are not recalculated.
        dpi: dots of an inch.

    Raises:
        HostError: LibreOffice, pypdfium2 or Pillow is missing, or the workbook can't be printed.
    """
    _require("pypdfium2", "PIL")
    from pypdfium2 import PdfDocument  # noqa: PLC0415  an extra

    with TemporaryDirectory() as folder, PdfDocument(print_pdf(workbook, Path(folder))) as document:
        sheets = {item.get_dest().get_index(): item.get_title() for item in document.get_toc()}
        sheet = ""
        for place in range(len(document)):
            sheet = sheets.get(place, sheet)
            png = io.BytesIO()
            document[place].render(scale=dpi / _POINTS).to_pil().save(png, "PNG")
            yield Picture(place + 1, sheet, png.getvalue())


def _require(*modules: str) -> None:
    for module in modules:
        if find_spec(module) is None:
            raise HostError(
                f"{'Pillow' if module == 'PIL' else module} is not installed.",
                remedy='Install it: python -m pip install "xl-aigc[print]".',
            )
