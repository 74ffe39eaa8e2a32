"""Files of `xl-aigc addin excel`: the add-in of a person, a workbook that carries the functions, and the module by itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.excel.addin_file import addin_file
from xl_aigc.hosts.excel.examples import examples_workbook
from xl_aigc.hosts.excel.interpreter import interpreter_setting
from xl_aigc.hosts.excel.vba.wrappers import module_text
from xl_aigc.hosts.excel.workbook import write_macro_workbook
from xl_aigc.ooxml.replace import replacing

if TYPE_CHECKING:
    from xl_aigc.hosts.office_js import Language

ADDIN: Final = "xl_aigc.xlam"
BOOK: Final = "xl_aigc.xlsm"
MODULE_FILE: Final = "xl_aigc.bas"
_TICK: Final = "In Excel: File, Options, Add-ins, Go; tick Xl_Aigc{browse}. The tab AIGC appears."
_STEPS: Final = (
    "Press the button Check of the tab AIGC: it says what Python answers.",
    "{book} is for files that travel: it carries the functions itself, and every example. Enable its macros; on that PC run once: xlwings config create",
    "{module} is the same module for a workbook of your own (docs/excel.md).",
)


def addin_excel(folder: Path, language: Language = "en", *, install: bool = False) -> list[str]:
    """Write the add-in, the macro workbook and the module into a folder.

    Args:
        folder: where to; it is made if it is not there.
        language: of the help texts that Excel shows.
        install: whether the add-in also goes where Excel lists the add-ins of this person.

    Returns:
        The steps that remain for a person, in order.

    Raises:
        HostError: the folder or a file in it can't be written, there is no Excel on Windows here to install into, or
            the installed xlwings does not fit.
        WorkbookError: a workbook can't be written.
    """
    shelf = _addins_of_excel() if install else None
    book, text, addin = folder / BOOK, folder / MODULE_FILE, folder / ADDIN
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
    content = addin_file(language, interpreter_setting())
    for target in (addin, *([shelf / ADDIN] if shelf else [])):
        with replacing(target) as file:
            file.write(content)
    tick = _TICK.format(browse="" if install else f" after Browse to {addin}")
    return [tick, *(step.format(book=book, module=text) for step in _STEPS)]


def _addins_of_excel() -> Path:
    """Return the folder whose files Excel lists as add-ins; it is made if it is not there."""
    roaming = os.environ.get("APPDATA")
    if not roaming:
        raise HostError(
            "The add-in can be installed on the PC with Excel for Windows only.",
            remedy="Run the command there, or leave out --install and add the file in Excel.",
        )
    folder = Path(roaming, "Microsoft", "AddIns")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HostError(f"The folder can't be made: {error.strerror or error}.", Place(folder)) from error
    return folder
