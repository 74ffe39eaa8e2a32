"""Native Excel charts, from a plan of what each shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["column", "bar", "stacked", "scatter", "line"]


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """One series of a chart.

    Attributes:
        name: its name in the legend.
        values: range of its values (y of a scatter).
        categories: range of its categories (x of a scatter).
        colour: six hexadecimal digits.
        kind: how it is drawn where that differs from the chart.
        labels: range of the labels of its points.
        label_texts: what these cells show.
        shown: points, from 0, that carry a label.
        secondary: it is measured on an axis of its own.
        point_colours: colours of single points, by their place.
    """

    name: str
    values: str
    categories: str
    colour: str
    kind: Kind | None = None
    labels: str | None = None
    label_texts: tuple[str, ...] = ()
    shown: frozenset[int] = frozenset()
    secondary: bool = False
    point_colours: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart and where it stands.

    Attributes:
        kind: what is drawn.
        title: title, with what it covers and n.
        anchor: address of its upper left cell.
        columns: how many columns of the sheet it takes.
        rows: how many rows.
        x_title: title of the category or x axis, with its unit.
        y_title: title of the value axis, with its unit.
        x_format: number format of the x axis.
        y_format: number format of the value axis.
        log: the value axis is logarithmic.
        series: the series.
        secondary_title: title of the second value axis.
        secondary_format: its number format.
        legend: a legend is shown.
    """

    kind: Kind
    title: str
    anchor: str
    columns: int
    rows: int
    x_title: str
    y_title: str
    x_format: str
    y_format: str
    series: tuple[SeriesPlan, ...]
    log: bool = False
    secondary_title: str = ""
    secondary_format: str = "General"
    legend: bool = True
    font: str = "Calibri"
