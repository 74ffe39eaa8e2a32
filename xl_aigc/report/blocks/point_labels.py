"""Sides of the points of a chart on which their labels stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.points import rows_of
from xl_aigc.report.label_places import label_places
from xl_aigc.report.widths import COLUMN_PIXELS, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.charts import LabelPlace
    from xl_aigc.report.page import Page
    from xl_aigc.report.placed import Placed

ROW_PIXELS: Final = 20
AROUND: Final = (84, 58)
"""Pixels of a chart's width and height that axes and their titles take."""


@dataclass(frozen=True, slots=True)
class Names:
    """Words that stand above the dots of a chart: their places, and the ends of its axis of x."""

    words: Sequence[str]
    spots: Sequence[tuple[float, float]]
    bounds: tuple[float, float]


def sides_of(
    page: Page, parts: Sequence[Placed], wanted: Sequence[int], room: Room, names: Names | None = None
) -> dict[int, LabelPlace]:
    """Return the side of its point on which each label stands, by row; rows are wanted in this order, one without room has none."""
    rows = rows_of(parts)
    if not rows:
        return {}
    columns = [[n for part in parts for n in feeds.numbers_of(page, part, f"{axis}_drawn")] for axis in "xy"]
    texts = [text for part in parts for text in feeds.shown_values(page, part, "label")]
    places = {row: n for n, row in enumerate(rows)}
    widths = {places[row]: text_width(str(texts[places[row]]), page.letters) for row in wanted}
    pairs = list(zip(*columns, strict=True))
    fixed, bounds = None, None
    if names:
        fixed = {n: text_width(word, page.letters) for n, word in enumerate(names.words, len(pairs))}
        pairs, bounds = [*pairs, *names.spots], names.bounds
    found = label_places(pairs, widths, plot_size(room), fixed, bounds)
    return {rows[place]: side for place, side in found.items()}


def plot_size(room: Room) -> tuple[float, float]:
    """Return the pixels of a chart's plot, without its axes."""
    return room.columns * COLUMN_PIXELS - AROUND[0], room.rows * ROW_PIXELS - AROUND[1]
