"""The hidden sheets of every macro workbook: help for the functions, and settings of xlwings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from xl_aigc.hosts.excel import intellisense, settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def hidden_sheets(language: Literal["en", "zh"] = "en") -> Mapping[str, Sequence[Sequence[str]]]:
    """The rows of each hidden sheet, by its name.

    Args:
        language: of the help texts.

    Example:
        >>> list(hidden_sheets())
        ['_IntelliSense_', 'xlwings.conf']
    """
    return {intellisense.SHEET: intellisense.intellisense_rows(language), settings.SHEET: settings.ROWS}
