"""The hidden sheets of every macro workbook: help for the functions, and the settings of xlwings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.hosts.excel import intellisense

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SETTINGS: Final = "xlwings.conf"
"""The sheet that xlwings' VBA reads before it starts Python."""
# By default Python would look for modules in the workbook's own folder first. That fails where OneDrive or SharePoint hold
# the workbook and its address can't be mapped to a folder, and it would run a file that somebody has put beside a workbook.
# The functions are an installed package, so the folder is not needed. Other settings are looked up as before: in
# `xlwings.conf` beside the workbook, then in the user's own.
_ROWS: Final = (("ADD_WORKBOOK_TO_PYTHONPATH", "false"),)


def hidden_sheets(
    language: Literal["en", "zh"] = "en", interpreter: str | None = None
) -> Mapping[str, Sequence[Sequence[str]]]:
    """Give the rows of each hidden sheet, by its name.

    Args:
        language: of the help texts.
        interpreter: the Python that xlwings starts; None for that of the person's own settings.

    Example:
        >>> list(hidden_sheets())
        ['_IntelliSense_', 'xlwings.conf']
    """
    settings = [*_ROWS, *([("INTERPRETER_WIN", interpreter)] if interpreter else [])]
    return {intellisense.SHEET: intellisense.intellisense_rows(language), SETTINGS: settings}
