"""The rows of the hidden sheet `_IntelliSense_`, from which Excel-DNA's IntelliSense add-in shows help while a person types.

The macro `AIGC_Register` reads the same rows for the function wizard, so that its texts may be in any language: VBA's own
source text holds the letters of one code page only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.functions import CATALOGUE, Function

if TYPE_CHECKING:
    from collections.abc import Sequence


SHEET: Final = "_IntelliSense_"
_OPENING: Final = ("FunctionInfo", "1.0")


def intellisense_rows(language: Literal["en", "zh"] = "en", help_link: str = "") -> list[Sequence[str]]:
    """Return the rows, the opening one first; then name, description, help link, and name and text of each argument.

    Args:
        language: of the texts.
        help_link: where help on a function is found; the function's name in small letters follows a `#`.

    Example:
        >>> intellisense_rows()[1][0], intellisense_rows()[1][3::2]
        ('AIGC_YOY', ('current', 'prior'))
    """
    return [_OPENING, *(_row(each, language, help_link) for each in CATALOGUE.values())]


def _row(function: Function, language: Literal["en", "zh"], help_link: str) -> tuple[str, ...]:
    name = function.name()
    link = f"{help_link}#{name.lower()}" if help_link else ""
    arguments = (
        text
        for each in function.arguments
        for text in (f"[{each.name}]" if each.optional else each.name, getattr(each, language))
    )
    return name, getattr(function, language), link, *arguments
