"""Dot strips: one measure of each company, as a column of dots for each layer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field as Option

from xl_aigc.measures.mask import Mask, everyone, known
from xl_aigc.report.block_spec import InBasket, register
from xl_aigc.report.blocks import chart_parts, feeds, marked_points, point_labels, points
from xl_aigc.report.blocks.conditions import alike
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.marked_points import Clip, Points
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.layout import Key
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.blocks.points import Rows
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

OUTERMOST: Final = 2
"""Points at the top of a column of dots that are labelled."""
OFFSETS: Final = (0.0, 0.12, -0.12, 0.24, -0.24, 0.06, -0.06, 0.18, -0.18, 0.3, -0.3)
"""Offsets of the dots of one layer, in turn, so that they stand side by side."""
HEADROOM, MOST_HEADROOM = 40, 0.5
"""Pixels above the highest dot, with its label, at which the names of the layers stand, and the share of the height of all dots that these are at most."""


@register("dot_strip")
class DotStripSpec(chart_parts.ChartedSpec):
    """One measure of each company that has it, as a column of dots for each layer."""

    y: Annotated[str, Key("measure")]
    clip_y: Annotated[str, Key("limit")] | None = Option(None, description="drawn up to this limit")
    label_tickers: Annotated[tuple[str, ...], InBasket] = Option(
        (), description="companies that are labelled beside the outermost"
    )
    limit: feeds.Limit = feeds.MOST

    def idle(self, report: Report) -> bool:
        """Return whether all dots are at one height."""
        there = everyone(report.frame) & known(report.frame, self.y)
        return any(there.chosen) and alike(report, there, self.y)


@draw_kind.register(DotStripSpec)
def _dot_strip(spec: DotStripSpec, page: Page) -> None:
    complete = everyone(page.report.frame) & known(page.report.frame, spec.y) & points.in_a_layer(page.report)
    if not chart_parts.drawn(spec, page, possible=any(complete.chosen)):
        return
    room = chart_parts.reserve(page, spec.height)
    note = feeds.note_later(page) if spec.clip_y else None
    page.later.append(partial(_draw_below, spec, page, room, complete, note))


def _draw_below(
    spec: DotStripSpec, page: Page, room: Room, complete: Mask, note: Callable[[Live], None] | None
) -> None:
    """The feed, and the chart over it."""
    report = page.report
    feeds.open_feed(page)
    rooms = points.rooms_of(page, spec, complete, spec.limit, by_layer=True)
    among = feeds.largest(page, complete, points.fitting(report, complete, rooms, spec.limit))
    runs, count = points.runs_of(report, among, rooms), sum(rooms.values())
    placed = feeds.draw_feed(
        page,
        _fields(spec, report, runs),
        count,
        partial(_row, spec, page, (runs, points.rows_below(page, runs))),
    )
    feeds.tell(page, spec, feeds.draw_count(page, placed, "y"), among)
    y = report.labels.text(f"measures.{spec.y}")
    parts = points.parts_of(placed, runs)
    wanted = points.named_rows(report, spec.label_tickers, parts, runs) + _labelled(page, parts)
    top, bounds = _top(page, placed, room), (0.5, len(runs) + 0.5)
    spots = [(k, float(top.value)) for k in range(1, len(runs) + 1)]
    words = [report.word(str(run.layer)) for run in runs]
    sides = point_labels.sides_of(page, parts, wanted, room, point_labels.Names(words, spots, bounds))
    series = points.all_dots(page, parts, runs, y, sides)
    if note and spec.clip_y:
        clip = Clip("y", spec.y, spec.clip_y)
        marks, told = marked_points.clipped(page, spec, Points.of(page, placed, parts), clip, spec.limit)
        note(told)
        series.append(marks)
    series.append(_names(spec, page, top, words))
    x = Axis(report.text("rules.layer"), bounds=bounds, numbered=False)
    chart_parts.place_chart(page, room, "scatter", (x, chart_parts.axis_of(report, spec.y)), series)


def _fields(spec: DotStripSpec, report: Report, runs: Sequence[Rows]) -> list[Field]:
    shows, label = report.table.measures[spec.y].shows, report.label(spec.y)
    return [
        *points.who_fields(report, runs),
        Field("x_drawn", report.text("charts.offset"), "ratio"),
        Field("y", label, shows),
        Field("y_drawn", report.text("charts.drawn", measure=label), shows),
        Field("label", report.text("charts.label"), span=feeds.NAME_SPAN),
    ]


def _row(
    spec: DotStripSpec,
    page: Page,
    series: tuple[Sequence[Rows], tuple[int, int]],
    k: int,
    at: Mapping[str, str],
) -> list[Live | Shown]:
    runs, rows = series
    run, own = points.run_of(runs, k)
    who = points.who_is(page.report, run, own, at, rows)
    x = runs.index(run) + 1 + OFFSETS[(own - 1) % len(OFFSETS)]
    one = points.plot(page.report, spec.y, who, (at["place"], at["y"], at["y_drawn"]), spec.clip_y)
    return [*who.cells, x, one.true, one.drawn, points.label_of(page.report, who, at["short"], [one])]


def _labelled(page: Page, parts: Sequence[Placed]) -> list[int]:
    """Return the rows of the highest and the lowest dot, then those of the highest of each layer."""
    every: list[tuple[float, int]] = []
    rows: list[int] = []
    for part in parts:
        numbers = feeds.numbers_of(page, part, "y")
        ordered = sorted(range(len(numbers)), key=lambda place: -numbers[place])
        rows += [part.first + place for place in ordered[:OUTERMOST]]
        every += [(number, part.first + place) for place, number in enumerate(numbers)]
    return [end(every)[1] for end in (max, min) if every] + rows


def _top(page: Page, placed: Placed, room: Room) -> Live:
    """Return the height at which the names of the layers stand, clear of the highest dot."""
    numbers, area = [*feeds.numbers_of(page, placed, "y_drawn"), 0.0], feeds.area(placed, "y_drawn")
    share = round(min(HEADROOM / point_labels.plot_size(room)[1], MOST_HEADROOM), 3)
    return Live(
        max(numbers) + share * (max(numbers) - min(numbers)),
        f"MAX({area},0)+{share}*(MAX({area},0)-MIN({area},0))",
    )


def _names(spec: DotStripSpec, page: Page, top: Live, words: Sequence[str]) -> SeriesPlan:
    """Return the names of the layers, above their dots: labels of points that are not drawn."""
    report = page.report
    fields = [
        Field("label", report.label("layer"), span=2),
        Field("x", report.text("charts.offset"), "ratio"),
        Field("y", report.label(spec.y), report.table.measures[spec.y].shows),
    ]
    names = feeds.draw_feed(page, fields, len(words), lambda k, _: [words[k - 1], k, top])
    return SeriesPlan(
        report.label("layer"),
        names.range("y"),
        names.range("x"),
        report.theme.unchanged,
        look="words",
        labels=names.range("label"),
        label_texts=tuple(words),
        shown=frozenset(range(len(words))),
        label_place="ctr",
    )
