"""Charts drawn from a table of the same sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import Field as Option

from xl_aigc.errors import LayoutError, Place
from xl_aigc.report.block_spec import Key, Word, register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.digits import SUM
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page
from xl_aigc.report.theme import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed

COUNTS: Final = frozenset({"count", "rank"})
CATEGORIES: Final = ("label", "name")
"""Columns that can name the rows of a table: groups, or companies."""


@register("chart")
class ChartSpec(chart_parts.ChartedSpec):
    """Columns of a table that stands above on the same sheet, as bars, with dots for others on a second axis."""

    rests_on: ClassVar[tuple[str, ...]] = ("series",)
    source: ClassVar[str] = "table"

    kind: Literal["column", "bar", "stacked"] = "column"
    table: Word = Option(description="id of the block that holds the table")
    series: tuple[Annotated[str, Key("column")], ...] = Option(
        min_length=1, description="columns of the table, as bars"
    )
    dots: tuple[Annotated[str, Key("column")], ...] = Option(
        (), description="columns of the table, as dots on a second axis"
    )
    log: bool = Option(False, description="the axis of the bars is logarithmic")  # noqa: FBT003
    colours_by_word: bool = Option(False, description="bars in the colour of the word that names them")  # noqa: FBT003
    values: bool = Option(False, description="each bar shows its number")  # noqa: FBT003


@draw_kind.register(ChartSpec)
def _chart(spec: ChartSpec, page: Page) -> None:
    table = _table(spec, page)
    complete = _complete_rows(spec, page, table)
    if not chart_parts.drawn(spec, page, possible=bool(complete)):
        return
    room = chart_parts.reserve(page, spec.height)
    if _never_lacks(spec, page, table):
        _place(spec, page, room, table, feeds.drawn_from(page, table, len(complete)))
    else:
        page.later.append(partial(_from_feed, spec, page, room, table, complete))


def _never_lacks(spec: ChartSpec, page: Page, table: Placed) -> bool:
    """Return whether every row has its numbers whatever the figures are: counts do, so that no feed is needed."""
    columns = (table.columns[key] for key in (*spec.series, *spec.dots))
    return not spec.log and all(page.cells[table.first, c].number_format in COUNTS for c in columns)


def _table(spec: ChartSpec, page: Page) -> Placed:
    place = Place(sheet=page.key, key=spec.id or spec.block)
    if spec.table not in page.placed:
        raise LayoutError(
            f"No table '{spec.table}' stands above the chart.",
            place,
            expected=f"one of {', '.join(page.placed)}."
            if page.placed
            else "a table above it on the same sheet.",
        )
    if spec.kind == "bar" and spec.dots:
        raise LayoutError("Horizontal bars can't be drawn with dots.", place, remedy="Make it kind: column.")
    table = page.placed[spec.table]
    for key in (*spec.series, *spec.dots):
        if key not in table.columns:
            raise LayoutError(
                f"The table '{spec.table}' has no column '{key}'.",
                place,
                expected=f"one of {', '.join(table.columns)}.",
            )
    return table


def _category(table: Placed) -> str:
    return next((key for key in CATEGORIES if key in table.columns), next(iter(table.columns)))


def _complete_rows(spec: ChartSpec, page: Page, table: Placed) -> list[int]:
    """Return the rows that have every number; on a logarithmic axis bars must be above zero."""
    rows = []
    for row in range(table.first, table.last + 1):
        bars, dots = (
            [page.cells[row, table.columns[key]].content.value for key in keys]
            for keys in (spec.series, spec.dots)
        )
        known = all(isinstance(value, (int, float)) for value in (*bars, *dots))
        if known and not (spec.log and any(float(value) <= 0 for value in bars)):
            rows.append(row)
    return rows


def _from_feed(spec: ChartSpec, page: Page, room: Room, table: Placed, rows: Sequence[int]) -> None:
    """The complete rows of a table, repeated where they stand together."""
    category, keys = _category(table), (*spec.series, *spec.dots)
    forms = {key: page.cells[table.first, table.columns[key]].number_format for key in keys}
    fields = [Field(category, _heading(page, table, category), span=3)]
    fields += [Field(key, _heading(page, table, key), forms[key]) for key in keys]

    def copied(k: int, _: Mapping[str, str]) -> list[Live | Shown]:
        if k > len(rows):
            return [""] * (len(keys) + 1)
        cells = [(rows[k - 1], table.columns[key]) for key in (category, *keys)]
        return [Live(page.cells[cell].content.value, page.address(*cell, sheet=True)) for cell in cells]

    feeds.open_feed(page)
    placed = feeds.draw_feed(page, fields, table.last - table.first + 1, copied)
    _place(spec, page, room, table, feeds.drawn_from(page, placed, len(rows)))


def _heading(page: Page, table: Placed, key: str) -> str:
    return str(page.cells[table.heading, table.columns[key]].content.value)


def _heading_cell(page: Page, table: Placed, key: str) -> str | None:
    """Return the cell of a heading that follows limits; None for a heading that stays."""
    at = table.heading, table.columns[key]
    live = page.cells[at].content.native is not None
    return page.address(*at, sheet=True) if live else None


def _place(spec: ChartSpec, page: Page, room: Room, table: Placed, source: Placed) -> None:
    report, category = page.report, _category(table)
    series = [_bars(spec, page, table, source, place) for place in range(len(spec.series))]
    colours = report.theme.palette[1:]
    series += [
        SeriesPlan(
            _heading(page, table, key),
            source.range(key),
            source.range(category),
            colours[place % len(colours)],
            look="dots",
            secondary=True,
            name_cell=_heading_cell(page, table, key),
        )
        for place, key in enumerate(spec.dots)
    ]
    axes = Axis(_heading(page, table, category)), _axis(spec, page, table, spec.series)
    second = _axis(spec, page, table, spec.dots) if spec.dots else None
    chart_parts.place_chart(page, room, spec.kind, axes, series, second=second)


def _bars(spec: ChartSpec, page: Page, table: Placed, source: Placed, place: int) -> SeriesPlan:
    report, key, palette = page.report, spec.series[place], page.report.theme.palette
    word = next(
        (word for word in chart_parts.SHADES if key == word or (spec.colours_by_word and key.endswith(word))),
        "",
    )
    stacked = spec.kind == "stacked"
    rows = spec.colours_by_word and len(spec.series) == 1
    return SeriesPlan(
        _heading(page, table, key),
        source.range(key),
        source.range(_category(table)),
        chart_parts.shade(report, word) or palette[place % len(palette)],
        value_format=_value_format(page, table, key) if spec.values else None,
        label_place="ctr" if stacked else "outEnd",
        label_colour=chart_parts.text_on(word) if stacked else None,
        point_colours=_colours(page, source, _category(table)) if rows else {},
        name_cell=_heading_cell(page, table, key),
    )


def _value_format(page: Page, table: Placed, key: str) -> str:
    shows = page.cells[table.first, table.columns[key]].number_format
    return chart_parts.COUNT_FORMAT if shows in COUNTS else chart_parts.axis_format(page.report, shows)


def _colours(page: Page, source: Placed, category: str) -> dict[int, str]:
    """Return the colour of each row whose word says a direction."""
    shades = {
        page.report.band(word).value: chart_parts.shade(page.report, word) for word in chart_parts.SHADES
    }
    found = (
        (place, shades.get(word)) for place, word in enumerate(feeds.shown_values(page, source, category))
    )
    return {place: colour for place, colour in found if colour is not None}


def _axis(spec: ChartSpec, page: Page, table: Placed, keys: Sequence[str]) -> Axis:
    """Return the axis of some columns: the name of one alone, else what they count, and the unit."""
    report = page.report
    shows = (page.cells[table.first, table.columns[keys[0]]].number_format or "").partition(DECIMALS)[0]
    log = spec.log and keys == spec.series
    if spec.kind == "stacked":
        return Axis(report.text("charts.axis.share"), report.theme.number_format("axis_percent"))
    if shows in COUNTS:
        return Axis(report.text("charts.axis.count"), chart_parts.axis_format(report, shows), log=log)
    several = len(keys) > 1 or any(_heading_cell(page, table, key) for key in keys)
    if several and shows in {"money", SUM, "percent"}:
        unit = "%" if shows == "percent" else report.word(report.unit)
        return Axis(unit, chart_parts.axis_format(report, shows), log=log)
    names = " / ".join(_heading(page, table, key) for key in keys)
    kind = "percent" if shows == "percent" else "plain"
    return Axis(
        report.text(f"charts.axis.{kind}", measure=names), chart_parts.axis_format(report, shows), log=log
    )
