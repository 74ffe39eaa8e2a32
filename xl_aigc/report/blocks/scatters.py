"""Scatters: two measures of each company against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field as Option

from xl_aigc.measures.mask import Mask, everyone, known
from xl_aigc.metrics import rank_correlation
from xl_aigc.report import chance
from xl_aigc.report.block_spec import InBasket, register
from xl_aigc.report.blocks import chart_parts, feeds, marked_points, point_labels, points
from xl_aigc.report.blocks.conditions import alike
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.marked_points import Clip, Points
from xl_aigc.report.charts import SeriesPlan
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import at_place
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.blocks.points import Plotted, Rows
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

FEW: Final = 11
"""Labels at most; up to this many points all of them may have one."""


@register("scatter")
class ScatterSpec(chart_parts.ChartedSpec):
    """Two measures of each company that has both."""

    x: Annotated[str, Key("measure")]
    y: Annotated[str, Key("measure")]
    size: Annotated[str, Key("measure")] | None = Option(
        None, description="the area of each bubble grows with its square root"
    )
    by: Literal["layer"] | None = Option(None, description="a series for each layer")
    clip_x: Annotated[str, Key("limit")] | None = Option(
        None, description="x is drawn within plus and minus this limit"
    )
    clip_y: Annotated[str, Key("limit")] | None = Option(
        None, description="y is drawn within plus and minus this limit"
    )
    label_tickers: Annotated[tuple[str, ...], InBasket] = Option(
        (), description="companies that are labelled beside the outermost"
    )
    correlation: bool = Option(False, description="its head gives Spearman's rank correlation, tested")  # noqa: FBT003
    diagonal: bool = Option(False, description="a line where x equals y")  # noqa: FBT003
    limit: feeds.Limit = feeds.MOST

    def idle(self, report: Report) -> bool:
        """Return whether the points are at one place, or all on one line of an axis: neither measure goes with the other."""
        both = everyone(report.frame) & known(report.frame, self.x, self.y)
        return any(both.chosen) and (alike(report, both, self.x) or alike(report, both, self.y))


@draw_kind.register(ScatterSpec)
def _scatter(spec: ScatterSpec, page: Page) -> None:
    report = page.report
    keys = tuple(key for key in (spec.x, spec.y, spec.size) if key)
    complete = everyone(report.frame) & known(report.frame, *keys)
    if spec.by:
        complete &= points.in_a_layer(report)
    if not chart_parts.drawn(spec, page, possible=any(complete.chosen)):
        return
    room = chart_parts.reserve(page, spec.height)
    clips = _clips(spec)
    note = feeds.note_later(page) if clips else None
    if spec.size:
        page.paragraph(report.text("charts.bubble", measure=report.label(spec.size)))
    page.later.append(partial(_draw_below, spec, page, room, complete, (clips, note)))


def _clips(spec: ScatterSpec) -> list[Clip]:
    sides = (("x", spec.x, spec.clip_x), ("y", spec.y, spec.clip_y))
    return [Clip(axis, key, limit) for axis, key, limit in sides if limit]


def _draw_below(
    spec: ScatterSpec,
    page: Page,
    room: Room,
    complete: Mask,
    clipping: tuple[Sequence[Clip], Callable[[Live], None] | None],
) -> None:
    """The feed, and the chart over it."""
    report = page.report
    feeds.open_feed(page)
    rooms = points.rooms_of(page, spec, complete, spec.limit, by_layer=spec.by is not None)
    among = feeds.largest(page, complete, points.fitting(report, complete, rooms, spec.limit))
    runs, count = points.runs_of(report, among, rooms), sum(rooms.values())
    rows = _Rows(spec, page, runs, points.rows_below(page, runs))
    placed = feeds.draw_feed(page, _fields(spec, report, runs), count, rows)
    parts = points.parts_of(placed, runs)
    n = feeds.draw_count(page, placed, "x")
    feeds.tell(page, spec, n, among, _correlation(page, placed, n[1]) if spec.correlation else None)
    sides = point_labels.sides_of(page, parts, _labelled(spec, page, parts, runs), room)
    name = report.text("charts.axis.company")
    sizes, every = "root" if spec.size else None, Points.of(page, placed, parts)
    series = marked_points.labelled(page, spec, every, sides, sizes)
    series += points.all_dots(page, parts, runs, name, None, sizes)
    clips, note = clipping
    found = [marked_points.clipped(page, spec, every, clip, spec.limit) for clip in clips]
    if note:
        note(marked_points.told(report, [told for _, told in found]))
    series += [] if spec.size else [marks for marks, _ in found]
    if spec.diagonal:
        series.append(_diagonal(spec, page, placed))
    x, y = (
        chart_parts.fine(chart_parts.axis_of(report, key), feeds.numbers_of(page, placed, f"{axis}_drawn"))
        for axis, key in (("x", spec.x), ("y", spec.y))
    )
    chart_parts.place_chart(page, room, "bubble" if spec.size else "scatter", (x, y), series)


def _fields(spec: ScatterSpec, report: Report, runs: Sequence[Rows]) -> list[Field]:
    fields = points.who_fields(report, runs)
    for axis, key in (("x", spec.x), ("y", spec.y)):
        shows, label = report.table.measures[key].shows, report.label(key)
        fields += [
            Field(axis, label, shows),
            Field(f"{axis}_drawn", report.text("charts.drawn", measure=label), shows),
        ]
        if spec.correlation:
            fields.append(Field(f"{axis}_rank", report.text("charts.rank", measure=label), "points"))
    if spec.size:
        label = report.label(spec.size)
        fields += [
            Field("size", label, report.table.measures[spec.size].shows),
            Field("root", report.text("charts.root", measure=label), "ratio"),
        ]
    return [*fields, Field("label", report.text("charts.label"), span=feeds.NAME_SPAN)]


@dataclass(frozen=True)
class _Rows:
    """Gives the rows of a scatter's feed, which stand from the first to the last of `rows`."""

    spec: ScatterSpec
    page: Page
    runs: Sequence[Rows]
    rows: tuple[int, int]

    def __call__(self, k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        """Return the k-th row."""
        spec, report = self.spec, self.page.report
        run, own = points.run_of(self.runs, k)
        who = points.who_is(report, run, own, at, self.rows)
        cells: list[Live | Shown] = [*who.cells]
        plotted = []
        for axis, key, clip in (("x", spec.x, spec.clip_x), ("y", spec.y, spec.clip_y)):
            one = points.plot(report, key, who, (at["place"], at[axis], at[f"{axis}_drawn"]), clip)
            plotted.append(one)
            cells += [one.true, one.drawn]
            if spec.correlation:
                cells.append(self._rank(one))
        if spec.size:
            size = at_place(report, spec.size, who.place, at["place"])
            spare = size.value == ""
            root = "" if spare else math.sqrt(max(float(size.value), 0.0))
            otherwise = '""' if spare else "NA()"
            native = f"IF(ISNUMBER({at['size']}),SQRT(MAX({at['size']},0)),{otherwise})"
            cells += [size, Live(root, native)]
        return [*cells, points.label_of(report, who, at["short"], plotted)]

    def _rank(self, one: Plotted) -> Live:
        """Return the average rank of a number in its column."""
        letter = one.cell.strip("$0123456789")
        area = f"${letter}${self.rows[0]}:${letter}${self.rows[1]}"
        native = f'IF(ISNUMBER({one.cell}),RANK.AVG({one.cell},{area},1),"")'
        if one.true.value == "":
            return Live("", native)
        column = self.page.report.frame.numbers(one.key)
        numbers = [round(column[place], points.PLACES) for run in self.runs for place in run.places]  # type: ignore[arg-type]  # a feed holds numbers only
        below = sum(value < one.true.value for value in numbers)  # type: ignore[operator]  # as above
        rank = below + (numbers.count(one.true.value) + 1) / 2  # type: ignore[arg-type]  # as above
        return Live(rank, native)


def _correlation(page: Page, placed: Placed, n_cell: str) -> feeds.Rank:
    """Draw Spearman's rank correlation and its chance limit; give the first, and how it stands to the second."""
    report = page.report
    found = rank_correlation(feeds.numbers_of(page, placed, "x"), feeds.numbers_of(page, placed, "y"))
    ranks = ",".join(feeds.area(placed, f"{axis}_rank") for axis in "xy")
    live = Live(report.shown(found.rho), f'IF({n_cell}<3,"n.a.",IFERROR(CORREL({ranks}),"n.m."))')
    cell = feeds.draw_result(page, report.text("charts.rho"), live, "correlation")
    limit = feeds.draw_result(
        page, report.text("charts.chance"), chance.limit(found.n, n_cell), "correlation"
    )
    sheet = "" if page.feed is page else f"{feeds.sheet_of(page)}!"
    words = chance.in_words(report, found, f"{sheet}{cell}", f"{sheet}{limit}")
    return feeds.Rank(Live(live.value, cell), words)


def _labelled(spec: ScatterSpec, page: Page, parts: Sequence[Placed], runs: Sequence[Rows]) -> list[int]:
    """Return the rows whose points may be labelled: those that the layout names, the outermost, those beyond a limit; all where few."""
    rows = points.rows_of(parts)
    wanted, beyond = points.named_rows(page.report, spec.label_tickers, parts, runs), []
    for axis in ("x", "y"):
        true, shown_at = (
            [n for part in parts for n in feeds.numbers_of(page, part, key)]
            for key in (axis, f"{axis}_drawn")
        )
        wanted += [rows[true.index(end(true))] for end in (max, min) if true]
        beyond += [row for row, a, b in zip(rows, true, shown_at, strict=True) if a != b]
    wanted += [*beyond, *(rows if len(rows) <= FEW else ())]
    return list(dict.fromkeys(wanted))[:FEW]


def _diagonal(spec: ScatterSpec, page: Page, placed: Placed) -> SeriesPlan:
    """Return a line from the lowest to the highest number that both axes reach."""
    report = page.report
    (x, in_x), (y, in_y) = (
        (feeds.numbers_of(page, placed, key), feeds.area(placed, key)) for key in ("x_drawn", "y_drawn")
    )
    words = report.text("charts.diagonal")
    ends = (
        Live(max(min(x, default=0.0), min(y, default=0.0)), f"MAX(MIN({in_x}),MIN({in_y}))"),
        Live(min(max(x, default=0.0), max(y, default=0.0)), f"MIN(MAX({in_x}),MAX({in_y}))"),
    )
    first, last = (feeds.draw_result(page, words, end, report.table.measures[spec.x].shows) for end in ends)
    area = f"{feeds.sheet_of(page)}!{first}:{last}"
    return SeriesPlan(words, area, area, report.theme.unchanged, look="line")
