"""Files of `xl-aigc addin excel`: a workbook that carries the functions, and the module by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.excel.examples import examples_workbook
from xl_aigc.hosts.excel.vba.wrappers import module_text
from xl_aigc.hosts.excel.workbook import write_macro_workbook

if TYPE_CHECKING:
    from pathlib import Path

BOOK: Final = "xl_aigc.xlsm"
MODULE_FILE: Final = "xl_aigc.bas"
_STEPS: Final = (
    "On the PC with Excel, in the Python that has xl-aigc, run once: xlwings config create",
    "In the file's properties tick Unblock, if Windows shows that box. Open {book} and enable macros.",
    "Press Ctrl+Alt+F9. If nothing moves, press Alt+F8 and run AIGC_Check: it says what Python answers.",
    "For a workbook of your own, either work in a copy of {book}, or import {module} beside xlwings' module (docs/excel.md).",
)


def addin_excel(folder: Path, language: Literal["en", "zh"] = "en") -> list[str]:
    """Write the macro workbook and the module into a folder.

    Args:
        folder: where to; it is made if it is not there.
        language: of the help texts that Excel shows.

    Returns:
        The steps that remain for a person, in order.

    Raises:
        HostError: the folder or a file in it can't be written, or the installed xlwings does not fit.
        WorkbookError: the workbook can't be written.
    """
    book, text = folder / BOOK, folder / MODULE_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text.write_bytes(module_text().encode("ascii"))
    except OSError as error:
        raise HostError(
            f"The module can't be written: {error.strerror or error}.",
            Place(text),
            remedy="Choose a folder that you may write to.",
        ) from error
    write_macro_workbook(examples_workbook(language), book)
    return [step.format(book=book, module=text) for step in _STEPS]
