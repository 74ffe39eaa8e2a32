"""Shared parts of chart blocks: room on the sheet, words for title and axes, colours by word."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field as Option

from xl_aigc.report.block_spec import BlockSpec
from xl_aigc.report.charts import Axis, ChartPlan, Kind, SeriesPlan
from xl_aigc.report.digits import SUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.charts import LabelPlace
    from xl_aigc.report.page import Page
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

AXIS_FORMATS: Final = {
    "percent": "axis_percent",
    "money": "axis_money",
    SUM: "axis_money",
    "points": "axis_money",
    "ratio": "ratio",
}
COUNT_FORMAT: Final = "#,##0"
PART_FORMAT: Final = "#,##0;;"
"""Counts in the parts of a bar: a part of none is not written, since it has no place of its own."""
WHITE: Final = "FFFFFF"
STEPS, MOST_PLACES = 10, 3
"""Steps of an axis at most, and decimals of its percentages."""

SHADES: Final = {
    **dict.fromkeys(
        ("turned_profitable", "increased", "loss_narrowed", "both_up", "price_above_20pct"), "up"
    ),
    **dict.fromkeys(("from_0_to_20pct",), "up"),
    **dict.fromkeys(("decreased", "loss_widened", "turned_to_loss", "both_down"), "down"),
    **dict.fromkeys(("from_minus_40_to_minus_20", "minus_40_or_worse"), "down"),
    **dict.fromkeys(("unchanged", "loss_unchanged", "profit_only_up", "revenue_only_up"), "grey"),
    **dict.fromkeys(("from_minus_20_to_0", "undecided", "not_testable", "article_only"), "grey"),
    **dict.fromkeys(("reproduced", "differs"), "ink"),
}
"""Words that say a direction or a verdict, and the colour that each takes."""


class ChartedSpec(BlockSpec):
    """Options of every chart."""

    height: int = Option(20, ge=4, le=60, description="rows of the sheet that the chart takes")


LEAST_HEIGHT = 4
"""Rows of the lowest chart."""


@dataclass(frozen=True, slots=True)
class Room:
    """A free rectangle of the sheet, and the cell of the title above it."""

    anchor: str
    columns: int
    rows: int
    headed: tuple[int, int]


def reserve(page: Page, height: int) -> Room:
    """Keep the rows of a chart free."""
    ((_, width),) = page.places([page.width])
    room = Room(page.address(page.row, page.left), width, height, page.headed)
    page.row += height
    return room


def height_of(spec: ChartedSpec, page: Page, bars: int) -> int:
    """Return the rows of a chart of bars that lie: few bars need no more than a row and a half each."""
    return page.room(spec, "height", min(spec.height, max(LEAST_HEIGHT, bars + bars // 2 + 2)))


def above_note(height: int) -> int:
    """Return the rows of a chart that leaves one of its own to a note below."""
    return max(height - 1, LEAST_HEIGHT)


def drawn(spec: ChartedSpec, page: Page, *, possible: bool, lacks: str = "nothing") -> bool:
    """Return whether a chart is drawn; says so where it is not.

    A workbook that has its place keeps it when the figures go, and one without a place gets none when they come.

    Args:
        spec: the block.
        page: the page.
        possible: there is something to draw.
        lacks: the label that says why there is nothing.
    """
    if page.room(spec, "chart", int(possible)):
        return True
    page.paragraph(page.report.text(f"charts.{'no_room' if possible else lacks}"))
    return False


def place_chart(
    page: Page,
    room: Room,
    kind: Kind,
    axes: tuple[Axis, Axis],
    series: Sequence[SeriesPlan],
    **options: Any,
) -> None:
    """Put a chart into its room.

    Args:
        page: the page.
        room: where it stands.
        kind: what is drawn.
        axes: the category or x axis, and the value axis.
        series: the series.
        options: further attributes of the plan.
    """
    x, y = axes
    plan = ChartPlan(
        kind,
        room.anchor,
        room.columns,
        room.rows,
        x,
        y,
        tuple(series),
        headed=room.headed,
        font=page.report.theme.fonts[page.report.language],
        figures=page.report.theme.figures,
        **options,
    )
    page.charts.append(plan)


def part_of(
    report: Report,
    placed: Placed,
    part: str,
    colour: str,
    shows: str,
    *,
    text: str | None = None,
    place: LabelPlace = "ctr",
) -> SeriesPlan:
    """Return one series of a chart whose bars have parts.

    Args:
        report: the report.
        placed: the feed, with a column for each part and one for the labels of bars.
        part: the column, named by the label of the same key.
        colour: of its bars.
        shows: number format of its labels.
        text: colour of its labels; None for the usual one.
        place: where its labels stand.
    """
    return SeriesPlan(
        report.text(f"charts.{part}"),
        placed.range(part),
        placed.range("label"),
        colour,
        value_format=shows,
        label_place=place,
        label_colour=text,
    )


def shows_of(report: Report, key: str) -> str:
    """Return the number form of a measure of a company or of the basket."""
    measure = report.table.measures.get(key) or report.table.basket.get(key)
    return measure.shows if measure else "count"


def measure_label(report: Report, key: str) -> str:
    """Return the name of a measure of a company or of the basket, money with its unit."""
    return report.label(key) if key in report.table.measures else report.basket_label(key)


def axis_of(report: Report, key: str, **options: Any) -> Axis:
    """Return the axis of a measure: its name, its unit, its number format."""
    shows = shows_of(report, key)
    words = report.text(
        f"charts.axis.{'percent' if shows == 'percent' else 'plain'}", measure=measure_label(report, key)
    )
    return Axis(words, axis_format(report, shows), **options)


def fine(axis: Axis, numbers: Sequence[float]) -> Axis:
    """Return an axis whose percentages have the decimals that tell its steps apart.

    Example:
        >>> fine(Axis("", "0%"), [-0.34, -0.26]).number_format, fine(Axis("", "0%"), [-0.3, 0.4]).number_format
        ('0.0%', '0%')
    """
    spread = max(numbers, default=0.0) - min(numbers, default=0.0)
    places = min(math.ceil(-math.log10(spread / STEPS)) - 2, MOST_PLACES) if spread else 0
    return (
        replace(axis, number_format=axis.number_format.replace("0%", f"0.{'0' * places}%"))
        if places > 0
        else axis
    )


def axis_format(report: Report, shows: str | None) -> str:
    """Return the number format of an axis."""
    return report.theme.number_format(AXIS_FORMATS.get(shows or "", "axis_count"))


def shade(report: Report, word: str) -> str | None:
    """Return the colour of a word that says a direction or a verdict; None for any other."""
    if word not in SHADES:
        return None
    theme = report.theme
    ways, colours = theme.directions[report.language], theme.colours
    return {"up": ways.up, "down": ways.down, "grey": colours.grey, "ink": colours.title}[SHADES[word]]


def text_on(word: str) -> str | None:
    """Return the colour of text on the colour of a word, where black would not be read."""
    return None if SHADES.get(word, "grey") == "grey" else WHITE
