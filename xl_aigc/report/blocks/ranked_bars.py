"""Ranked bars: every company that has a measure, in its order, beside the indices and the median."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import Field as Option

from xl_aigc.data.limits import index_name
from xl_aigc.expressions import tree as t
from xl_aigc.measures.mask import Mask, everyone, known
from xl_aigc.report.block_spec import register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import Ranked, of_company, rank, ranked_ticker, ranked_value
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

NAME: Final = 16
"""Signs of a name that stand below a bar."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line at one value across a chart."""

    words: str
    value: Live
    colour: str


@register("ranked_bars")
class RankedBarsSpec(chart_parts.ChartedSpec):
    """Every company that has a measure, in its order, as columns in the colours of up and down."""

    flags: ClassVar[Mapping[str, str]] = {"indices": "indices"}

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    indices: bool = Option(False, description="lines at the changes of the indices")  # noqa: FBT003
    median: bool = Option(False, description="a line at the median")  # noqa: FBT003
    limit: feeds.Limit = feeds.MOST


@draw_kind.register(RankedBarsSpec)
def _ranked_bars(spec: RankedBarsSpec, page: Page) -> None:
    complete = everyone(page.report.frame) & known(page.report.frame, spec.by)
    if not chart_parts.drawn(spec, page, possible=any(complete.chosen)):
        return
    page.later.append(partial(_draw_ranked, spec, page, chart_parts.reserve(spec, page), complete))


def _draw_ranked(spec: RankedBarsSpec, page: Page, room: Room, complete: Mask) -> None:
    report = page.report
    feeds.open_feed(page)
    room_below = feeds.room_of(page, spec, "bars", sum(complete.chosen), spec.limit)
    among = feeds.largest(page, complete, min(spec.limit, room_below))
    ranked = rank(report, spec.by, among.mask, ascending=spec.order == "lowest")
    lines = _lines(spec, report, among.mask)
    rows = partial(_ranked_row, report, ranked, lines, page.row + 1)
    placed = feeds.draw_feed(page, _ranked_fields(spec, report, lines), room_below, rows)
    n, _ = feeds.draw_count(page, placed, "value")
    title = feeds.draw_title(
        page, chart_parts.title_of(spec, page, report.labels.text(f"measures.{spec.by}")), n, among
    )
    axes = Axis(report.text("charts.axis.company")), chart_parts.axis_of(report, spec.by)
    bars = feeds.drawn_from(page, placed, min(among.count, room_below))
    chart_parts.place_chart(
        page, room, "column", title, axes, _ranked_series(report, bars, lines), overlaid=True
    )


def _ranked_fields(spec: RankedBarsSpec, report: Report, lines: list[Line]) -> list[Field]:
    shows = report.table.measures[spec.by].shows
    return [
        Field("k", report.text("charts.number"), "rank"),
        Field("ticker", report.label("ticker")),
        Field("name", report.text("columns.company"), span=feeds.NAME_SPAN),
        Field("short", report.text("charts.label"), span=feeds.NAME_SPAN),
        Field("value", report.label(spec.by), shows),
        Field("above", report.text("charts.rise"), shows),
        Field("below", report.text("charts.fall"), shows),
        *(Field(f"line{place}", line.words, shows, span=2) for place, line in enumerate(lines)),
    ]


def _ranked_row(
    report: Report, ranked: Ranked, lines: list[Line], first: int, k: int, at: Mapping[str, str]
) -> list[Live | Shown]:
    """Return the k-th company, its number, and what of it is above and below zero."""
    value, cell = ranked_value(report, ranked, k), at["value"]
    own = cell.removeprefix("$")
    ticker = ranked_ticker(report, ranked, k, own, own.rstrip("0123456789") + str(first))
    place = ranked.order[k - 1] if k <= len(ranked.order) else None
    name = of_company(report, report.name_key(), place, at["ticker"])
    short = feeds.short_name(name, at["name"], NAME)
    above, below = (_part(value, cell, end, spare=place is None) for end in (max, min))
    return [
        k,
        ticker,
        name,
        short,
        value,
        above,
        below,
        *(line.value for line in lines),
    ]


def _part(value: Live, cell: str, end: Callable[..., float], *, spare: bool) -> Live:
    """Return the part of a number above zero, or below it."""
    native = f"{end.__name__.upper()}({cell},0)"
    if spare:
        return Live("", f'IF(ISNUMBER({cell}),{native},"")')
    return Live(end(float(value.value), 0.0), f"IF(ISNUMBER({cell}),{native},NA())")


def _lines(spec: RankedBarsSpec, report: Report, mask: Mask) -> list[Line]:
    """Lines at the changes of the indices, and at the median of the companies that are drawn."""
    palette, lines = report.theme.palette, []
    for place, fact in enumerate(report.facts.indices if spec.indices else ()):
        name, change = index_name(place), report.shown(report.frame.index_change(place))
        words = report.labels.texts.get(f"indices.{fact.index.replace('.', '_')}", fact.name)
        value = Live(change, name if name in report.defined else None)
        lines.append(Line(words, value, palette[place % len(palette)]))
    if spec.median:
        live = report.over(t.Middle(report.frame.table.column(spec.by)), mask)
        lines.append(Line(report.text("charts.median"), live, palette[-1]))
    return lines


def _ranked_series(report: Report, placed: Placed, lines: list[Line]) -> list[SeriesPlan]:
    ways, names = report.theme.directions[report.language], placed.range("short")
    bars = (("above", report.text("charts.rise"), ways.up), ("below", report.text("charts.fall"), ways.down))
    series = [SeriesPlan(words, placed.range(key), names, colour) for key, words, colour in bars]
    return [
        *series,
        *(
            SeriesPlan(line.words, placed.range(f"line{place}"), names, line.colour, look="line")
            for place, line in enumerate(lines)
        ),
    ]
