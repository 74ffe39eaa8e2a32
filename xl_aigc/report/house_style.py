"""A theme from a person's own workbook: the named styles that it holds, as `house_styles.csv` maps them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.labels import LANGUAGES
from xl_aigc.ooxml.house_look import read_look
from xl_aigc.report.fonts import is_untouched
from xl_aigc.report.format_parts import has_brackets, in_parts
from xl_aigc.report.inks import LEAST, contrast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.house_look import HouseLook

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
"""Endings of files whose look can be taken."""
STYLES: Final = Path(__file__).with_name("house_styles.csv")
_OWN_TABLES: Final = "TableStyle"
"""Start of the names of Excel's own table styles; others are defined in the file that has them."""


NORMAL: Final = 0
"""Excel's number of the style Normal."""
UNTOUCHED: Final = 11.0
"""Points of texts in new workbooks of Excel: a Normal of their font and size, which nobody changed, says nothing of a house."""


def house_theme(path: Path) -> dict[str, Any]:
    """Return what a workbook's look says of a theme, as `theme.yaml` would.

    Args:
        path: the workbook, with the named styles that it was given in Excel.

    Raises:
        WorkbookError: the file is no workbook, or is damaged.
    """
    return theme_of(read_look(path))


def pale_texts(path: Path | None) -> list[LayoutError]:
    """Return a warning of each style of a workbook whose texts would be too pale to read; none of a theme in words."""
    if path is None or path.suffix.lower() not in WORKBOOKS:
        return []
    styles = read_look(path).styles
    pale = {
        row["style"]: str(colour)
        for row in bundled_table(STYLES)
        if (look := styles.get(int(row["builtin"]))) and _is_pale(row, colour := getattr(look, row["part"]))
    }
    return [
        LayoutError(
            f"The colour {colour} of the style {style} has a contrast of {contrast(colour):.1f} with white.",
            Place(path),
            expected=f"at least {LEAST} for texts.",
            remedy="Choose a darker one; until then the bundled colour is used.",
        )
        for style, colour in pale.items()
    ]


def _is_pale(row: Mapping[str, str], value: object) -> bool:
    """Return whether a part of a style is the colour of texts that could not be read."""
    return row["part"] == "colour" and value is not None and contrast(str(value)) < LEAST


def theme_of(look: HouseLook) -> dict[str, Any]:
    """Return a look as a theme's keys; a part that a style leaves to the program is left to the bundled theme.

    Where the first number format has no brackets around what is below 0, no format of the theme has them.

    Example:
        >>> from xl_aigc.ooxml.house_look import HouseLook, NamedStyle
        >>> theme_of(HouseLook({15: NamedStyle(size=20.0, colour="003366")}, (), "TableStyleMedium2", None))
        {'sizes': {'title': 20.0}, 'colours': {'title': '003366'}, 'table_style': 'TableStyleMedium2'}
    """
    found: dict[str, Any] = {}
    usual = look.styles.get(NORMAL)
    untouched = usual is not None and usual.size == UNTOUCHED and is_untouched(usual.font or "")
    for row in bundled_table(STYLES):
        number = int(row["builtin"])
        style = None if number == NORMAL and untouched else look.styles.get(number)
        value = None if style is None else getattr(style, row["part"])
        if _is_pale(row, value):
            value = None  # it could not be read: the bundled theme has ink
        if value is not None and row["most"]:
            value = min(value, float(row["most"]))  # of the letters that the columns are measured for
        if value is not None:
            group, _, key = row["key"].partition(".")
            if key:
                found.setdefault(group, {})[key] = value
            else:
                found[group] = value
    formats = found.get("number_formats", {})
    formats |= {key: in_parts(own) for key, own in formats.items()}
    if not next((has_brackets(own) for own in formats.values()), True):
        found["minus"] = list(LANGUAGES)
    if look.accents:
        found["palette"] = list(look.accents[:3])
    if (look.table_style or "").startswith(_OWN_TABLES):
        found["table_style"] = look.table_style
    return found
