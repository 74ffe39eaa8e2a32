"""Shared parts of chart blocks: room on the sheet, words for title and axes, colours by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.data.model import LAYERS
from xl_aigc.report.block_spec import BlockSpec
from xl_aigc.report.blocks.draw import words_of
from xl_aigc.report.charts import Axis, ChartPlan, Kind, SeriesPlan
from xl_aigc.report.theme import tint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

AXIS_FORMATS: Final = {
    "percent": "axis_percent",
    "money": "axis_money",
    "points": "axis_money",
    "ratio": "ratio",
}
COUNT_FORMAT: Final = "#,##0;;"
"""Counts on bars: none is not written."""
WHITE: Final = "FFFFFF"
DARK: Final = 0.6
"""From this share of its colour on, a bar carries white text."""

SHADES: Final = {
    "turned_profitable": ("up", 1.0),
    "increased": ("up", 0.65),
    "loss_narrowed": ("up", 0.3),
    "unchanged": ("none", 0.35),
    "loss_unchanged": ("none", 0.8),
    "decreased": ("down", 0.3),
    "loss_widened": ("down", 0.65),
    "turned_to_loss": ("down", 1.0),
    "both_up": ("up", 1.0),
    "profit_only_up": ("up", 0.45),
    "revenue_only_up": ("down", 0.45),
    "both_down": ("down", 1.0),
    "price_above_20pct": ("up", 1.0),
    "from_0_to_20pct": ("up", 0.5),
    "from_minus_20_to_0": ("down", 0.3),
    "from_minus_40_to_minus_20": ("down", 0.65),
    "minus_40_or_worse": ("down", 1.0),
    "reproduced": ("good", 0.8),
    "differs": ("bad", 0.8),
    "undecided": ("none", 0.7),
    "not_testable": ("none", 0.4),
    "article_only": ("none", 0.2),
}
"""Words that say a direction or a verdict, and how much of its colour each takes, so that they differ from one another."""


class ChartedSpec(BlockSpec):
    """Options of every chart."""

    headed: ClassVar[bool] = False

    height: int = Option(20, ge=8, le=60, description="rows of the sheet that the chart takes")
    half: bool = Option(False, description="takes half the width")  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class Room:
    """A free rectangle of the sheet."""

    anchor: str
    columns: int
    rows: int


def reserve(spec: ChartedSpec, page: Page) -> Room:
    """Keep the rows of a chart free."""
    width = page.width // 2 if spec.half else page.width
    room = Room(page.address(page.row, page.left), width, spec.height)
    page.row += spec.height
    return room


def drawn(spec: ChartedSpec, page: Page, *, possible: bool) -> bool:
    """Return whether a chart is drawn; says so where it is not.

    A workbook that has its place keeps it when the figures go, and one without a place gets none when they come.

    Args:
        spec: the block.
        page: the page.
        possible: there is something to draw.
    """
    if page.room(spec, "chart", int(possible)):
        return True
    page.paragraph(page.report.text("charts.no_room" if possible else "charts.nothing"))
    return False


def place_chart(
    page: Page,
    room: Room,
    kind: Kind,
    title: tuple[str, str | None],
    axes: tuple[Axis, Axis],
    series: Sequence[SeriesPlan],
    **options: Any,
) -> None:
    """Put a chart into its room.

    Args:
        page: the page.
        room: where it stands.
        kind: what is drawn.
        title: its title, and the cell that shows it.
        axes: the category or x axis, and the value axis.
        series: the series.
        options: further attributes of the plan.
    """
    x, y = axes
    plan = ChartPlan(
        kind,
        title[0],
        room.anchor,
        room.columns,
        room.rows,
        x,
        y,
        tuple(series),
        title_cell=title[1],
        font=page.report.theme.fonts[page.report.language],
        **options,
    )
    page.charts.append(plan)


def title_of(spec: ChartedSpec, page: Page, otherwise: str) -> str:
    """Return the words of a chart's title."""
    return words_of(spec, page, "title") or otherwise


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


def axis_format(report: Report, shows: str | None) -> str:
    """Return the number format of an axis."""
    return report.theme.number_format(AXIS_FORMATS.get(shows or "", "axis_count"))


def layer_colour(report: Report, layer: str) -> str:
    """Return the colour of a layer, the same in every chart."""
    return report.theme.palette[LAYERS.index(layer) % len(report.theme.palette)]


def shade(report: Report, word: str) -> str | None:
    """Return the colour of a word that says a direction or a verdict; None for any other."""
    if word not in SHADES:
        return None
    direction, share = SHADES[word]
    theme, ways = report.theme, report.theme.directions[report.language]
    colours = {"up": ways.up, "down": ways.down, "good": theme.colours.good, "bad": theme.colours.bad}
    return tint(colours.get(direction, theme.unchanged), share)


def text_on(word: str) -> str | None:
    """Return the colour of text on the shade of a word, where black would not be read."""
    return WHITE if word in SHADES and SHADES[word][1] >= DARK else None
