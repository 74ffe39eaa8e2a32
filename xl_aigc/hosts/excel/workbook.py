"""Macro workbooks: an .xlsx becomes an .xlsm that carries the functions.

The VBA project is that of xlwings' standalone workbook, with our module in place of its sample and a document module for
each sheet. Excel pairs sheets and modules by the sheets' code names, so that every sheet gets one.
"""

from __future__ import annotations

import re
import zipfile
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import HostError, Place, WorkbookError
from xl_aigc.hosts.excel.button import add_button, refresh_button
from xl_aigc.hosts.excel.project import read_sources, rebuilt
from xl_aigc.hosts.excel.wrappers import document, module
from xl_aigc.ooxml.parts import CONTENT_TYPES, WORKBOOK, Parts, entry_order, write_zip
from xl_aigc.ooxml.replace import replacing
from xl_aigc.ooxml.trees import MAIN, written

if TYPE_CHECKING:
    import pathlib

    from xl_aigc.hosts.excel.button import Button
    from xl_aigc.hosts.excel.project import Source

_TEMPLATE: Final = "quickstart_standalone.xlsm"
_KEPT: Final = ("xlwings", "Dictionary")
_PROJECT: Final = "xl/vbaProject.bin"
_PROJECT_TYPE: Final = "application/vnd.ms-office.vbaProject"
_PROJECT_LINK: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BOOK_NAME: Final = "ThisWorkbook"
_HEAD: Final = 8192  # the properties of a sheet stand before its first cell
_ROOT: Final = re.compile(rb"<(worksheet|chartsheet)\b[^>]*?(/?)>")
_PROPERTIES: Final = re.compile(rb"<sheetPr\b([^>]*?)(/?)>")
_CODE_NAME: Final = re.compile(rb'\bcodeName="([^"]*)"')
_ENTRY_POINT: Final = re.compile(r"^Function XLPy\(\)", re.MULTILINE)


def write_macro_workbook(xlsx: bytes, target: pathlib.Path, *, refresh_in: str | None = None) -> None:
    """Write a workbook with the functions inside.

    It is written beside the target and then put in its place, so that there is always a whole file.

    Args:
        xlsx: the finished workbook, or a skeleton of openpyxl.
        target: the .xlsm to write; one that is there is replaced.
        refresh_in: the language of a button Refresh on its first sheet; None for no button.

    Raises:
        WorkbookError: it is no workbook, has macros already, or the target can't be written.
        HostError: the installed xlwings has no standalone project that fits.
    """
    if target.suffix.lower() != ".xlsm":
        raise WorkbookError("Excel opens macros from .xlsm only.", Place(target), expected="a name in .xlsm.")
    content = macro_workbook(xlsx, button=refresh_button(refresh_in) if refresh_in else None)
    with replacing(target) as file:
        file.write(content)


def macro_workbook(xlsx: bytes, project: bytes | None = None, *, button: Button | None = None) -> bytes:
    """A workbook with the functions inside, as bytes that depend on nothing but workbook and xlwings.

    Args:
        xlsx: the finished workbook, or a skeleton of openpyxl.
        project: the `vbaProject.bin` to build on; that of the installed xlwings for None.
        button: a button on its first sheet; None for none.

    Raises:
        WorkbookError: it is no workbook, or has macros already.
        HostError: the installed xlwings has no standalone project that fits.
    """
    parts = Parts(xlsx)
    sources = [document(_BOOK_NAME, "workbook"), *_named_sheets(parts)]
    _name_book(parts)
    own = standalone_project() if project is None else project
    parts.add(_PROJECT, _PROJECT_TYPE, _PROJECT_LINK, rebuilt(own, _KEPT, [*sources, module()]))
    if button is not None:
        add_button(parts, button)
    _declare_macros(parts)
    file = BytesIO()
    write_zip(file, ((name, parts.content[name]) for name in entry_order(parts.content)))
    return file.getvalue()


def standalone_project() -> bytes:
    """The VBA project that the installed xlwings ships for workbooks that need no add-in.

    Raises:
        HostError: there is none, or its way of calling Python is another.
    """
    remedy = "Install xlwings 0.37 or newer: pip install --upgrade xlwings"
    template = resources.files("xlwings").joinpath(_TEMPLATE)
    try:
        with zipfile.ZipFile(BytesIO(template.read_bytes())) as archive:
            project = archive.read(_PROJECT)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise HostError("xlwings ships no standalone workbook.", Place(_TEMPLATE), remedy=remedy) from error
    if not _ENTRY_POINT.search(read_sources(project).get("xlwings", "").replace("\r\n", "\n")):
        raise HostError(
            "xlwings' VBA module calls Python in another way.",
            Place(_TEMPLATE),
            expected="a function XLPy.",
            remedy=remedy,
        )
    return project


def _named_sheets(parts: Parts) -> list[Source]:
    """The document modules of the sheets; each sheet keeps its code name or gets one."""
    held = {name: _head(parts, part) for name, part in parts.sheets().items()}
    given = {name: match[1].decode() for name, head in held.items() if (match := _CODE_NAME.search(head))}
    free = (
        f"Sheet{number}" for number in range(1, 2 * len(held) + 1) if f"Sheet{number}" not in given.values()
    )
    sources = []
    for name, part in parts.sheets().items():
        kind = _ROOT.search(held[name])
        if kind is None:
            raise WorkbookError("The sheet's part is no sheet.", Place(part, sheet=name))
        if name not in given:
            given[name] = next(free)
            parts.content[part] = _with_code_name(parts.content[part], given[name])
        sources.append(document(given[name], kind[1].decode()))
    return sources


def _head(parts: Parts, part: str) -> bytes:
    """The beginning of a sheet's part up to its own element and properties."""
    head = parts.content[part][:_HEAD]
    properties = _PROPERTIES.search(head)
    root = _ROOT.search(head)
    end = properties.end() if properties else root.end() if root else 0
    return head[:end]


def _with_code_name(content: bytes, name: str) -> bytes:
    """A sheet's part with a code name, nothing else changed."""
    attribute = f' codeName="{name}"'.encode()
    properties = _PROPERTIES.search(content, 0, _HEAD)
    if properties:
        at = properties.start() + len(b"<sheetPr")
        return content[:at] + attribute + content[at:]
    root = _ROOT.search(content, 0, _HEAD)
    if root is None or root[2]:
        raise WorkbookError("A sheet without content can't carry a code name.", Place(key=name))
    return content[: root.end()] + b"<sheetPr" + attribute + b"/>" + content[root.end() :]


def _name_book(parts: Parts) -> None:
    """Give the workbook the code name of its module."""
    book = parts.tree(WORKBOOK)
    properties = book.find(f"{{{MAIN}}}workbookPr")
    if properties is None:
        properties = book.makeelement(f"{{{MAIN}}}workbookPr")
        version = book.find(f"{{{MAIN}}}fileVersion")
        book.insert(0 if version is None else book.index(version) + 1, properties)
    properties.set("codeName", _BOOK_NAME)
    parts.content[WORKBOOK] = written(book)


def _declare_macros(parts: Parts) -> None:
    """Declare the workbook as one with macros.

    Raises:
        WorkbookError: it is no plain workbook.
    """
    types = parts.tree(CONTENT_TYPES)
    book = next((each for each in types if each.get("PartName") == f"/{WORKBOOK}"), None)
    if book is None or book.get("ContentType") != _PLAIN:
        raise WorkbookError("The workbook is no plain .xlsx.", Place(WORKBOOK), expected=_PLAIN)
    book.set("ContentType", _WITH_MACROS)
    parts.content[CONTENT_TYPES] = written(types)
