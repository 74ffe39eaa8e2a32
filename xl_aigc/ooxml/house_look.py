"""The look of a person's own workbook: its named styles, the colours of its theme, its table style, and its first picture."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.styles import builtins
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from xl_aigc.ooxml.namespaces import DRAWING, main
from xl_aigc.ooxml.package import Package
from xl_aigc.ooxml.parts import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml.etree import _Element

_IN_CELLS: Final = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{place}" for place in range(1, 7)),
    "hlink",
    "folHlink",
)
"""Colours of a theme in the order that cells number them."""


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A named style; None for what it leaves to the program.

    Attributes:
        font: name of the font.
        size: in points.
        colour: of the text, six hexadecimal digits.
        fill: of the cell, as above.
        number_format: Excel's own.
    """

    font: str | None = None
    size: float | None = None
    colour: str | None = None
    fill: str | None = None
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class HouseLook:
    """The look of a workbook.

    Attributes:
        styles: named styles by Excel's number of them, such as 15 for Title; those that a person named are left out.
        accents: the accent colours of its theme, six hexadecimal digits each; empty where it has no theme.
        table_style: name of the style that new tables get; None where the file names none.
        picture: bytes of its first picture; None where it has none.
    """

    styles: Mapping[int, NamedStyle]
    accents: tuple[str, ...]
    table_style: str | None
    picture: bytes | None


def read_look(path: Path) -> HouseLook:
    """Read the look of a workbook.

    Raises:
        WorkbookError: the file is no workbook, or is damaged.
    """
    with Package(path) as package:
        theme = _theme(package)
        root = package.tree(next(iter(package.related(WORKBOOK, "styles").values())))
        tables = root.find(main("tableStyles"))
        return HouseLook(
            _named(root, theme),
            tuple(theme[f"accent{place}"] for place in range(1, 7)) if theme else (),
            None if tables is None else tables.get("defaultTableStyle"),
            _picture(package),
        )


def _theme(package: Package) -> dict[str, str]:
    """Return the colours of the theme by their names."""
    for part in package.related(WORKBOOK, "theme").values():
        scheme = package.tree(part).find(f".//{{{DRAWING}}}clrScheme")
        return {
            str(one.tag).rpartition("}")[2]: str(one[0].get("lastClr") or one[0].get("val")).upper()
            for one in (() if scheme is None else scheme)
        }
    return {}


def _picture(package: Package) -> bytes | None:
    for sheet in package.related(WORKBOOK, "worksheet").values():
        for drawing in package.related(sheet, "drawing").values():
            for image in package.related(drawing, "image").values():
                return package.content(image)
    return None


def _named(root: _Element, theme: Mapping[str, str]) -> dict[int, NamedStyle]:
    """Return the built-in styles that a file holds, known by their number, or by Excel's name where a program wrote no number."""
    formats = {int(one.get("numFmtId", 0)): str(one.get("formatCode")) for one in root.iter(main("numFmt"))}
    fonts, fills, looks = (_listed(root, tag) for tag in ("fonts", "fills", "cellStyleXfs"))
    found = {}
    for style in root.iter(main("cellStyle")):
        name, own = style.get("name", ""), style.get("builtinId")
        known = builtins.styles.get(name.replace("Heading", "Headline"))  # openpyxl's own word for it
        kind = known.builtinId if own is None and known is not None else own
        if kind is not None:
            look = looks[int(style.get("xfId", 0))]
            number = int(look.get("numFmtId", 0))
            found[int(kind)] = _style(
                fonts[int(look.get("fontId", 0))],
                fills[int(look.get("fillId", 0))],
                formats.get(number, BUILTIN_FORMATS.get(number)),
                theme,
            )
    return found


def _listed(root: _Element, tag: str) -> list[_Element]:
    found = root.find(main(tag))
    return [] if found is None else list(found)


def _style(font: _Element, fill: _Element, number_format: str | None, theme: Mapping[str, str]) -> NamedStyle:
    name, size = font.find(main("name")), font.find(main("sz"))
    pattern = fill.find(main("patternFill"))
    solid = pattern is not None and pattern.get("patternType") == "solid"
    return NamedStyle(
        None if name is None else name.get("val"),
        None if size is None else float(size.get("val", 0)),
        _colour(font.find(main("color")), theme),
        _colour(pattern.find(main("fgColor")), theme) if pattern is not None and solid else None,
        None if number_format == "General" else number_format,
    )


def _colour(element: _Element | None, theme: Mapping[str, str]) -> str | None:
    """Return a colour as six hexadecimal digits; None for the program's own."""
    if element is None:
        return None
    if (text := element.get("rgb")) is not None:
        return text[-6:].upper()
    if (place := element.get("theme")) is not None:
        colour = theme.get(_IN_CELLS[int(place)]) if int(place) < len(_IN_CELLS) else None
        return None if colour is None else tinted(colour, float(element.get("tint", 0)))
    indexed = int(element.get("indexed", len(COLOR_INDEX)))
    return COLOR_INDEX[indexed][-6:] if indexed < len(COLOR_INDEX) else None


def tinted(colour: str, tint: float) -> str:
    """Return a colour made darker (down to -1) or lighter (up to 1), as Excel does by its lightness.

    Args:
        colour: six hexadecimal digits.
        tint: as the file holds it (ECMA-376, 18.8.3).

    Example:
        >>> tinted("4472C4", 0), tinted("808080", -0.5), tinted("000000", 0.5)
        ('4472C4', '404040', '808080')
    """
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))
