"""The VBA project of a macro workbook.

`functions_project` is the one way in. Below it lie the layers of the format: `files.compound_file` holds streams ([MS-CFB]), `ovba`
compresses source text ([MS-OVBA] 2.4.1), `project` lists modules ([MS-OVBA] 2.3), `wrappers` writes the text of our own,
and `standalone` reads the project that xlwings ships.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.hosts.excel.vba.project import rebuilt
from xl_aigc.hosts.excel.vba.standalone import ENTRY_MODULES, standalone_project
from xl_aigc.hosts.excel.vba.wrappers import document, module, ribbon_module

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOK_NAME: Final = "ThisWorkbook"
"""The code name of the workbook, which Excel pairs with its module."""

__all__ = ["BOOK_NAME", "functions_project"]


def functions_project(sheets: Mapping[str, str], base: bytes | None = None, *, addin: bool = False) -> bytes:
    """Write the VBA project of a workbook that carries the functions.

    Args:
        sheets: the code name of each sheet, in the order of the tabs, with its kind: worksheet or chartsheet.
        base: the `vbaProject.bin` to build on; None for that of the installed xlwings.
        addin: whether it is the project of an add-in, with what stands behind its buttons.

    Returns:
        The content of `vbaProject.bin`, which depends on the sheets and on xlwings alone.

    Raises:
        WorkbookError: a code name is none that VBA takes, or the base is damaged.
        HostError: the installed xlwings has no standalone project that fits.
    """
    book = document(BOOK_NAME, "workbook", addin=addin)
    documents = [book, *(document(name, kind) for name, kind in sheets.items())]
    own = standalone_project() if base is None else base
    return rebuilt(own, ENTRY_MODULES, [*documents, module(), *([ribbon_module()] if addin else ())])
