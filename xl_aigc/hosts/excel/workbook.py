"""Macro workbooks: an .xlsx becomes an .xlsm that carries the functions.

The VBA project is that of xlwings' standalone workbook, with our module in place of its sample and a document module for
each sheet. Excel pairs sheets and modules by the sheets' code names, so that every sheet gets one.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import write_archive
from xl_aigc.hosts.excel.button import Button, add_button, refresh_button
from xl_aigc.hosts.excel.vba import BOOK_NAME, functions_project
from xl_aigc.ooxml import order
from xl_aigc.ooxml.namespaces import VBA_PROJECT, main
from xl_aigc.ooxml.parser import written
from xl_aigc.ooxml.parts import CONTENT_TYPES, WORKBOOK, Parts, entry_order
from xl_aigc.ooxml.replace import replacing
from xl_aigc.ooxml.seal import SEAL, sealing

if TYPE_CHECKING:
    import pathlib


PROJECT: Final = "xl/vbaProject.bin"
_PROJECT_TYPE: Final = "application/vnd.ms-office.vbaProject"
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN: Final = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_HEAD: Final = 8192  # the properties of a sheet stand before its first cell
_ROOT: Final = re.compile(rb"<(worksheet|chartsheet)\b[^>]*?(/?)>")
_PROPERTIES: Final = re.compile(rb"<sheetPr\b([^>]*?)(/?)>")
_CODE_NAME: Final = re.compile(rb'\bcodeName="([^"]*)"')


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
    """Return a workbook with the functions inside, as bytes that depend on nothing but workbook and xlwings.

    Args:
        xlsx: the finished workbook, or a skeleton of openpyxl.
        project: the `vbaProject.bin` to build on; that of the installed xlwings for None.
        button: a button on its first sheet; None for none.

    Raises:
        WorkbookError: it is no workbook, or has macros already.
        HostError: the installed xlwings has no standalone project that fits.
    """
    parts = with_functions(xlsx, project)
    if button is not None:
        add_button(parts, button)
    return packed(parts)


def with_functions(xlsx: bytes, project: bytes | None = None, *, addin: bool = False) -> Parts:
    """Return the parts of a workbook with the functions inside.

    Args:
        xlsx: the finished workbook, or a skeleton of openpyxl.
        project: the `vbaProject.bin` to build on; that of the installed xlwings for None.
        addin: whether it becomes an add-in, with what stands behind its buttons.

    Raises:
        WorkbookError: it is no workbook, or has macros already.
        HostError: the installed xlwings has no standalone project that fits.
    """
    parts = Parts(xlsx)
    written_project = functions_project(_named_sheets(parts), project, addin=addin)
    _name_book(parts)
    parts.add(PROJECT, _PROJECT_TYPE, VBA_PROJECT, written_project)
    _declare(parts, _ADDIN if addin else _WITH_MACROS)
    return parts


def packed(parts: Parts) -> bytes:
    """Return the parts of a macro workbook as its file."""
    file = BytesIO()
    parts.content.pop(SEAL, None)
    entries = ((name, parts.content[name]) for name in entry_order(parts.content))
    write_archive(file, entries, seal=sealing("output"))
    return file.getvalue()


def _named_sheets(parts: Parts) -> dict[str, str]:
    """Return the kind of each sheet by its code name; a sheet without one gets one."""
    held = {name: _head(parts, part) for name, part in parts.sheets().items()}
    given = {name: match[1].decode() for name, head in held.items() if (match := _CODE_NAME.search(head))}
    free = (
        f"Sheet{number}" for number in range(1, 2 * len(held) + 1) if f"Sheet{number}" not in given.values()
    )
    kinds: dict[str, str] = {}
    for name, part in parts.sheets().items():
        kind = _ROOT.search(held[name])
        if kind is None:
            raise WorkbookError("The sheet's part is no sheet.", Place(part, sheet=name))
        if name not in given:
            given[name] = next(free)
            parts.content[part] = _with_code_name(parts.content[part], given[name])
        kinds[given[name]] = kind[1].decode()
    return kinds


def _head(parts: Parts, part: str) -> bytes:
    """Return the beginning of a sheet's part up to its own element and properties."""
    head = parts.content[part][:_HEAD]
    properties = _PROPERTIES.search(head)
    root = _ROOT.search(head)
    end = properties.end() if properties else root.end() if root else 0
    return head[:end]


def _with_code_name(content: bytes, name: str) -> bytes:
    """Return a sheet's part with a code name, nothing else changed."""
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
    properties = book.find(main("workbookPr"))
    if properties is None:
        properties = book.makeelement(main("workbookPr"))
        order.insert(book, properties, order.WORKBOOK)
    properties.set("codeName", BOOK_NAME)
    parts.content[WORKBOOK] = written(book)


def _declare(parts: Parts, content_type: str) -> None:
    """Declare the workbook as one with macros, or as an add-in.

    Raises:
        WorkbookError: it is no plain workbook.
    """
    types = parts.tree(CONTENT_TYPES)
    book = next((each for each in types if each.get("PartName") == f"/{WORKBOOK}"), None)
    if book is None or book.get("ContentType") != _PLAIN:
        raise WorkbookError("The workbook is no plain .xlsx.", Place(WORKBOOK), expected=_PLAIN)
    book.set("ContentType", content_type)
    parts.content[CONTENT_TYPES] = written(types)
