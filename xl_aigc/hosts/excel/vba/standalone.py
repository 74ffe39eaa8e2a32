"""The VBA project of xlwings' standalone workbook, which calls Python without an add-in."""

from __future__ import annotations

import re
from importlib import resources
from typing import Final

from xl_aigc.errors import HostError, Place, WorkbookError
from xl_aigc.files.archive import Archive
from xl_aigc.hosts.excel.vba.project import read_sources

ENTRY_MODULES: Final = ("xlwings", "Dictionary")
"""The modules of xlwings that our own calls."""

_TEMPLATE: Final = "quickstart_standalone.xlsm"
_PROJECT: Final = "xl/vbaProject.bin"
_ENTRY_POINT: Final = re.compile(r"^Function XLPy\(\)", re.MULTILINE)


def standalone_project() -> bytes:
    """Read the VBA project that the installed xlwings ships for workbooks that need no add-in.

    Raises:
        HostError: there is none, or its way of calling Python is another.
    """
    remedy = "Install xlwings 0.37 or newer: pip install --upgrade xlwings"
    template = resources.files("xlwings").joinpath(_TEMPLATE)
    try:
        with Archive(template.read_bytes()) as archive:
            project = archive.read(_PROJECT)
    except (OSError, WorkbookError) as error:
        raise HostError("xlwings ships no standalone workbook.", Place(_TEMPLATE), remedy=remedy) from error
    if not _ENTRY_POINT.search(read_sources(project).get("xlwings", "").replace("\r\n", "\n")):
        raise HostError(
            "xlwings' VBA module calls Python in another way.",
            Place(_TEMPLATE),
            expected="a function XLPy.",
            remedy=remedy,
        )
    return project
