"""The styles of cells: a table of what each looks like, and the one place that makes them for openpyxl."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.cell import MergedCell
    from openpyxl.styles.cell_style import StyleArray

    from xl_aigc.report.theme import Theme

Basis = Literal["input", "formula", "link", "addin"]
"""Origin of a cell; finance staff read it off the colour of the text."""


@dataclass(frozen=True, slots=True)
class Style:
    """Style of a kind of cell.

    Attributes:
        size: a size of the theme.
        bold: bold text.
        italic: italic text.
        colour: a colour of the theme; None for the colour of what the cell rests on.
        fill: a colour of the theme.
        align: horizontal alignment.
        wrap: long text takes several lines.
        rule: a thin rule below.
    """

    size: str = "body"
    bold: bool = False
    italic: bool = False
    colour: str | None = "formula"
    fill: str | None = None
    align: str | None = None
    wrap: bool = False
    rule: bool = False


STYLES: Final = {
    "title": Style(size="title", bold=True, colour="title"),
    "question": Style(italic=True, colour="note"),
    "strip_label": Style(size="note", colour="note", fill="strip_fill", wrap=True),
    "strip_value": Style(bold=True, fill="strip_fill", wrap=True, align="left"),
    "heading": Style(size="heading", bold=True, colour="heading"),
    "header": Style(bold=True, colour="header_text", fill="header_fill", align="right", wrap=True, rule=True),
    "header_left": Style(
        bold=True, colour="header_text", fill="header_fill", align="left", wrap=True, rule=True
    ),
    "body": Style(colour=None, rule=True),
    "text": Style(rule=True),
    "plain": Style(),
    "wrapped": Style(colour=None, rule=True, wrap=True),
    "total": Style(bold=True, colour=None, fill="total_fill", rule=True),
    "input": Style(colour="input", fill="input_fill", rule=True),
    "data_input": Style(colour="input", rule=True),
    "article": Style(italic=True, colour="article", rule=True, wrap=True),
    "note": Style(size="note", colour="note", wrap=True),
    "paragraph": Style(wrap=True),
    "kpi_label": Style(size="note", colour="note", fill="strip_fill", wrap=True, align="left"),
    "kpi_value": Style(size="title", bold=True, colour="title", fill="strip_fill", align="left"),
    "kpi_input": Style(size="title", bold=True, colour="input", fill="strip_fill", align="left"),
    "kpi_note": Style(size="note", colour="note", fill="strip_fill", wrap=True, align="left"),
    "addin": Style(colour="addin", rule=True),
    "hyperlink": Style(colour="hyperlink", rule=True),
    "good": Style(bold=True, colour="good", rule=True),
    "bad": Style(bold=True, colour="bad", rule=True),
    "feed": Style(size="note", colour="note"),
}


class Wardrobe:
    """Makes each style once and dresses cells in it."""

    def __init__(self, theme: Theme, language: str) -> None:
        self._theme = theme
        self._language = language
        self._made: dict[tuple[str, str | None, Basis, str | None], StyleArray] = {}

    def dress(
        self,
        cell: SheetCell | MergedCell,
        style: str,
        number_format: str | None,
        basis: Basis,
        tint: str | None,
    ) -> None:
        """Give a cell its style."""
        key = (style, number_format, basis, tint)
        made = self._made.get(key)
        if made is None:
            self._make(cell, style, number_format, basis, tint)
            # A copy, since what is later set on this cell alone, such as its quote prefix, changes its style in place.
            self._made[key] = copy(cell._style)  # type: ignore[union-attr]  # noqa: SLF001  as below
        else:
            cell._style = copy(made)  # type: ignore[union-attr]  # noqa: SLF001  making each anew takes six times as long

    def _make(
        self,
        cell: SheetCell | MergedCell,
        name: str,
        number_format: str | None,
        basis: Basis,
        tint: str | None,
    ) -> None:
        style, theme = STYLES[name], self._theme
        cell.font = Font(
            name=theme.fonts[self._language],
            size=getattr(theme.sizes, style.size),
            bold=style.bold,
            italic=style.italic,
            color=getattr(theme.colours, style.colour or basis),
        )
        fill = (
            theme.status_fill(tint, self._language)
            if tint
            else style.fill and getattr(theme.colours, style.fill)
        )
        if fill:
            cell.fill = PatternFill("solid", start_color=fill)
        align = style.align or ("right" if number_format and number_format != "text" else "left")
        indent = 1 if align == "left" and style.rule else 0
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=style.wrap, indent=indent)
        if style.rule:
            cell.border = Border(bottom=Side("thin", color=theme.colours.rule))
        cell.number_format = theme.number_format(number_format) if number_format else "General"
