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
        underlined: a line below the text, as links have where they are black.
        colour: a colour of the theme; None for the colour of what the cell rests on.
        fill: a colour of the theme.
        align: horizontal alignment.
        wrap: long text takes several lines.
        rule: a line below: a hair between rows, or one of ink.
        above: a line of ink above.
        indented: texts stand off the cell to the left.
        upright: vertical alignment.
    """

    size: str = "body"
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str | None = "formula"
    fill: str | None = None
    align: str | None = None
    wrap: bool = False
    rule: Literal["hair", "ink"] | None = None
    above: Literal["thin", "medium"] | None = None
    indented: bool = False
    upright: Literal["center", "top", "bottom"] = "center"


_HEAD: Final = {
    "size": "label",
    "bold": True,
    "colour": "title",
    "wrap": True,
    "rule": "ink",
    "upright": "bottom",
}
STYLES: Final = {
    "title": Style(size="title", bold=True, colour="title"),
    "question": Style(colour="note"),
    "strip_label": Style(size="label", colour="note", wrap=True, above="thin"),
    "strip_value": Style(bold=True, wrap=True, align="left"),
    "strip_days": Style(size="label", bold=True, align="left"),
    "heading": Style(size="heading", bold=True, colour="heading", above="thin"),
    "header": Style(align="right", **_HEAD),  # type: ignore[arg-type]  # the keys of a style
    "header_left": Style(align="left", **_HEAD),  # type: ignore[arg-type]  # as above
    "header_word": Style(align="left", indented=True, **_HEAD),  # type: ignore[arg-type]  # as above
    "indented_header": Style(align="right", indented=True, **_HEAD),  # type: ignore[arg-type]  # as above
    "table_header": Style(align="right", **_HEAD | {"size": "body"}),  # type: ignore[arg-type]  # as above
    "table_header_left": Style(align="left", **_HEAD | {"size": "body"}),  # type: ignore[arg-type]  # as above
    "table_header_word": Style(align="left", indented=True, **_HEAD | {"size": "body"}),  # type: ignore[arg-type]  # as above
    "body": Style(colour=None, rule="hair"),
    "text": Style(rule="hair"),
    "word": Style(colour=None, rule="hair", indented=True),
    "plain": Style(),
    "wrapped": Style(colour=None, rule="hair", wrap=True),
    "wrapped_word": Style(colour=None, rule="hair", wrap=True, indented=True),
    "total": Style(bold=True, colour=None, rule="hair", above="thin"),
    "input": Style(colour="input", fill="input_fill", rule="hair"),
    "data_input": Style(colour="input", rule="hair"),
    "article": Style(italic=True, colour="article", rule="hair", wrap=True),
    "note": Style(size="label", colour="note", wrap=True),
    "paragraph": Style(wrap=True),
    "kpi_label": Style(size="label", colour="note", wrap=True, align="left", above="medium"),
    "kpi_value": Style(size="title", bold=True, colour="title", align="left"),
    "kpi_note": Style(size="label", colour="note", wrap=True, align="left"),
    "addin": Style(colour="addin", rule="hair"),
    "hyperlink": Style(colour="hyperlink", rule="hair"),
    "black_link": Style(underlined=True, rule="hair"),
    "source": Style(size="label", rule="hair", wrap=True),
    "source_link": Style(size="label", colour="hyperlink", rule="hair"),
    "good": Style(bold=True, colour="good", rule="hair"),
    "bad": Style(bold=True, colour="bad", rule="hair"),
    "feed": Style(size="label", colour="note"),
    "rule": Style(fill="title"),
    "kicker": Style(size="label", colour="note"),
    "kicker_right": Style(size="label", colour="note", align="right"),
    "finding": Style(size="title", bold=True, colour="title"),
    "standfirst": Style(colour="note"),
    "standfirst_lines": Style(colour="note", wrap=True),
    "tile_label": Style(size="label", colour="note", above="medium"),
    "tile_value": Style(size="number", bold=True, colour="formula", align="left"),
    "tile_word": Style(size="title", bold=True, colour="formula", align="left"),
    "tile_note": Style(size="label", colour="note"),
    "exhibit": Style(size="heading", bold=True, colour="heading", above="thin"),
    "line": Style(size="label", colour="note", upright="top"),
    "small": Style(size="note", colour="note", wrap=True, rule="hair"),
    "small_word": Style(size="note", colour="note", wrap=True, rule="hair", indented=True),
    "remark": Style(size="note", colour="note", wrap=True, upright="top"),
}


class Wardrobe:
    """Makes each style once and dresses cells in it."""

    def __init__(self, theme: Theme, language: str, unit: str) -> None:
        self._theme = theme
        self._language = language
        self._unit = unit
        self._made: dict[tuple[str, str | None, Basis, bool, bool], StyleArray] = {}

    def dress(
        self,
        cell: SheetCell | MergedCell,
        style: str,
        number_format: str | None,
        basis: Basis,
        *,
        fits: bool = False,
        spare: bool = False,
    ) -> None:
        """Give a cell its style.

        Args:
            cell: the cell.
            style: a style of `STYLES`.
            number_format: a number format of the theme; None for text.
            basis: origin of the cell.
            fits: it is never cut, but has smaller letters where it has no room.
            spare: there is no line below it.
        """
        key = (style, number_format, basis, fits, spare)
        made = self._made.get(key)
        if made is None:
            self._make(cell, style, number_format, basis)
            if fits and not STYLES[style].wrap:
                cell.alignment = copy(cell.alignment) + Alignment(shrink_to_fit=True)
            if spare:
                cell.border = Border(top=copy(cell.border.top))
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
    ) -> None:
        style, theme = STYLES[name], self._theme
        figures = number_format is not None and number_format != "text"
        cell.font = Font(
            name=theme.figures if figures else theme.fonts[self._language],
            size=theme.size(style.size, self._language),
            bold=style.bold,
            italic=style.italic,
            underline="single" if style.underlined else None,
            color=getattr(theme.colours, style.colour or basis),
        )
        if style.fill:
            cell.fill = PatternFill("solid", start_color=getattr(theme.colours, style.fill))
        align = style.align or ("right" if figures else "left")
        cell.alignment = Alignment(
            horizontal=align,
            vertical=style.upright,
            wrap_text=style.wrap,
            indent=int(style.indented),
        )
        lines: dict[str, tuple[Literal["dotted", "thin"], str]] = {
            "hair": ("dotted", theme.colours.rule),
            "ink": ("thin", theme.colours.title),
        }
        below = lines.get(style.rule or "")
        cell.border = Border(
            bottom=Side(below[0], color=below[1]) if below else None,
            top=Side(style.above, color=theme.colours.title) if style.above else None,
        )
        cell.number_format = (
            theme.number_format(number_format, self._language, self._unit) if number_format else "General"
        )
