"""Native Excel charts, as plans of what each shows: ranges, axes, colours. The title of a chart is a cell above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final = 150
"""Pixels of names beside bars, where none of them needs more."""

Kind = Literal["column", "bar", "stacked", "piled", "shares", "scatter", "bubble"]
"""`stacked` is 100% columns, `shares` 100% bars, `piled` columns on one another."""

Look = Literal["bars", "dots", "labelled", "squares", "dash", "line", "words"]
"""`labelled` are dots on other dots, `squares` stand below dots and are larger, `dash` is a short stroke across a bar, `line` is dashed and has no points; `words` are labels of points that are not drawn themselves."""

LabelPlace = Literal["t", "b", "l", "r", "ctr", "outEnd", "inEnd", "inBase"]


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """One series of a chart.

    Attributes:
        name: its name, for readers of the file.
        values: range of its values (y of a scatter).
        categories: range of its categories (x of a scatter).
        colour: six hexadecimal digits; blank for bars that only carry labels.
        look: how it is drawn.
        labels: range of the labels of its points.
        label_texts: what these cells show.
        shown: points, from 0, that carry a label.
        label_place: where a label stands to its point.
        label_places: where single labels stand instead; in white on the colour of their bar, where they stand in it.
        value_format: number format of the values that every point shows; None where they are not shown.
        secondary: it is measured on an axis of its own.
        point_colours: colours of single points, by their place.
        sizes: range of the sizes of bubbles.
        label_colour: colour of its labels; None for that of text.
        name_cell: the cell that shows its name, so that it follows the limits; None for a name that stays.
    """

    name: str
    values: str
    categories: str
    colour: str
    look: Look = "bars"
    labels: str | None = None
    label_texts: tuple[str, ...] = ()
    shown: frozenset[int] = frozenset()
    label_place: LabelPlace = "r"
    label_places: Mapping[int, LabelPlace] = field(default_factory=dict)
    value_format: str | None = None
    secondary: bool = False
    point_colours: Mapping[int, str] = field(default_factory=dict)
    sizes: str | None = None
    label_colour: str | None = None
    name_cell: str | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a chart.

    Attributes:
        title: what it measures, with its unit.
        number_format: how its numbers are shown.
        log: it is logarithmic.
        bounds: lowest and highest number; None, also for one of them, where the program chooses.
        numbered: its numbers or categories are written along it.
        drawn: it is there; bars that carry their values need no axis.
    """

    title: str
    number_format: str = "General"
    log: bool = False
    bounds: tuple[float | None, float | None] | None = None
    numbered: bool = True
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart and where it stands.

    Attributes:
        kind: what is drawn.
        anchor: address of its upper left cell.
        columns: how many columns of the sheet it takes.
        rows: how many rows.
        x: category or x axis.
        y: value axis.
        series: the series: bars, then those drawn as points or lines, then those on the second axis; points that cover others first.
        second: the second value axis.
        overlaid: bars of one category stand on one another, since each has but one that is not zero.
        headed: row and column of the cell with its title.
        font: font of every text.
        figures: font of every number.
        names: pixels that names beside bars take.
    """

    kind: Kind
    anchor: str
    columns: int
    rows: int
    x: Axis
    y: Axis
    series: tuple[SeriesPlan, ...]
    second: Axis | None = None
    overlaid: bool = False
    headed: tuple[int, int] = (0, 0)
    font: str = "Arial"
    figures: str = "Arial"
    names: int = NAMES
