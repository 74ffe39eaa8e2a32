"""Ranked bars: every company that has a measure, in its order, with the indices and the median among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import Field as Option

from xl_aigc.data.limits import index_name
from xl_aigc.expressions import tree as t
from xl_aigc.measures.mask import Mask, everyone, known
from xl_aigc.report.block_spec import register
from xl_aigc.report.blocks import chart_parts, cut_bars, feeds, short_names
from xl_aigc.report.blocks.conditions import alike
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.layout import Key
from xl_aigc.report.limit_words import index_in_words
from xl_aigc.report.lists import Ranked, of_company, rank, ranked_ticker, ranked_value
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page
from xl_aigc.report.widths import HALF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

PARTS: Final = ("rise", "other", "fall", "line")
"""Colours of bars: of a rise, another change, a fall that goes far; a line is black."""
MARGIN: Final = 0.2
"""Share of the axis that is free beyond the longest bar, for its number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bar of its own among those of companies: an index, or the median."""

    words: str
    value: Live


@register("ranked_bars")
class RankedBarsSpec(chart_parts.ChartedSpec):
    """Every company that has a measure, in its order, as bars; those that rose and those that fell far in colours."""

    flags: ClassVar[Mapping[str, str]] = {"indices": "indices"}

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    indices: bool = Option(False, description="bars for the changes of the indices")  # noqa: FBT003
    median: bool = Option(False, description="a bar for the median")  # noqa: FBT003
    far: Annotated[str, Key("limit")] | None = Option(
        None, description="a fall is coloured from this limit on; every fall where none is given"
    )
    limit: feeds.Limit = feeds.MOST

    def idle(self, report: Report) -> bool:
        """Return whether no company has a bar of another length than the others, and no index stands beside them."""
        complete = everyone(report.frame) & known(report.frame, self.by)
        bars = self.indices and report.facts.indices
        return not bars and alike(report, complete, self.by)


@draw_kind.register(RankedBarsSpec)
def _ranked_bars(spec: RankedBarsSpec, page: Page) -> None:
    complete = everyone(page.report.frame) & known(page.report.frame, spec.by)
    if not chart_parts.drawn(spec, page, possible=any(complete.chosen)):
        return
    top, halves = page.row, 1 + (page.width > HALF)
    bars = min(sum(complete.chosen), spec.limit) + len(_lines(spec, page.report, complete))
    height = chart_parts.above_note(chart_parts.height_of(spec, page, -(-bars // halves)))
    rooms = [chart_parts.reserve(page, height)]
    if halves > 1:
        rooms = []
        for left in (page.column(0), page.column(HALF)):
            page.row = top
            with page.column_of(left, HALF):
                rooms.append(chart_parts.reserve(page, height))
    page.later.append(partial(_draw_ranked, spec, page, (rooms, feeds.note_later(page)), complete))


def _draw_ranked(
    spec: RankedBarsSpec, page: Page, places: tuple[list[Room], Callable[[Live], None]], complete: Mask
) -> None:
    """Draw the companies in their order, then all bars in theirs, and a chart for each half of them."""
    rooms, note = places
    report = page.report
    feeds.open_feed(page)
    rows = feeds.room_of(page, spec, "bars", sum(complete.chosen), spec.limit)
    among = feeds.largest(page, complete, min(spec.limit, rows))
    ranked = rank(report, spec.by, among.mask, ascending=spec.order == "lowest")
    lines = _lines(spec, report, among.mask)
    pooled = partial(_company, report, ranked, (rows, lines), page.feed.row + 1)
    pool = feeds.draw_feed(page, _pool_fields(spec, report), rows + len(lines), pooled)
    feeds.tell(page, spec, feeds.draw_count(page, pool, "k"), among)
    bars = _bars(spec, page, pool)
    shows = report.table.measures[spec.by].shows
    bound = cut_bars.Bound.of(page, pool, shows, signed=shows == "percent")
    note(bound.note(page, pool))
    placed = feeds.draw_feed(
        page,
        _bar_fields(spec, report),
        rows + len(lines),
        lambda k, at: _bar(spec, page, (pool, bound), bars, k, at),
    )
    lengths = [float(bound.drawn(Live(one.value)).value) for one in bars]
    _place_charts(page, rooms, placed, lengths, names=short_names.names_width(page, pool, "short"))


def _place_charts(page: Page, rooms: list[Room], placed: Placed, lengths: list[float], *, names: int) -> None:
    """Put the charts of the bars into their rooms, each with as many of them."""
    half = -(-len(lengths) // len(rooms))
    parts = [lengths[start : start + half] for start in range(0, len(lengths), half)]
    first = placed.first
    for room, part in zip(rooms, parts, strict=False):
        kept = replace(placed, first=first, last=first + len(part) - 1)
        first += len(part)
        axes = Axis(""), Axis("", drawn=False, bounds=_span(part, parts))
        chart_parts.place_chart(page, room, "bar", axes, _series(page, kept), overlaid=True, names=names)


def _pool_fields(spec: RankedBarsSpec, report: Report) -> list[Field]:
    return [
        Field("k", report.text("charts.number"), "rank"),
        Field("ticker", report.label("ticker")),
        *short_names.fields(report),
        Field("value", report.label(spec.by), report.table.measures[spec.by].shows),
    ]


def _company(
    report: Report, ranked: Ranked, more: tuple[int, list[Line]], first: int, k: int, at: Mapping[str, str]
) -> list[Live | Shown]:
    """Return the k-th company and its number; the indices and the median, which have no rank, below the last."""
    rows, lines = more
    if k > rows:
        line = lines[k - rows - 1]
        return ["", "", line.words, line.words, line.words, line.value]
    value, own = ranked_value(report, ranked, k), at["value"].removeprefix("$")
    ticker = ranked_ticker(report, ranked, k, own, own.rstrip("0123456789") + str(first))
    place = ranked.order[k - 1] if k <= len(ranked.order) else None
    name = of_company(report, report.name_key(), place, at["ticker"])
    rank_ = Live(k if place is not None else "", f'IF({at["ticker"]}="","",{k})')
    signs = short_names.room(report, short_names.BAR_NAME)
    among = short_names.Among(first, rows, short_names.cuts_at(report, ranked.order[:rows], signs), signs)
    return [rank_, ticker, name, *among.told(name, Live(ticker.value, at["ticker"]), at), value]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place among the companies and lines, from 1, its words and number, and whether it is a line."""

    place: int
    words: str
    value: float
    line: bool


def _bars(spec: RankedBarsSpec, page: Page, pool: Placed) -> list[Bar]:
    """Return the bars in their order; of equal ones in the order of the feed."""
    ranks, words, values = (feeds.shown_values(page, pool, key) for key in ("k", "short", "value"))
    found = [
        Bar(place, str(text), float(value), line=k == "")
        for place, (k, text, value) in enumerate(zip(ranks, words, values, strict=True), 1)
        if not isinstance(value, str)
    ]
    return sorted(found, key=lambda one: one.value if spec.order == "lowest" else -one.value)


def _bar_fields(spec: RankedBarsSpec, report: Report) -> list[Field]:
    shows = report.table.measures[spec.by].shows
    return [
        Field("bar", report.text("charts.number"), "rank"),
        Field("value", report.label(spec.by), shows),
        Field("place", report.text("charts.place"), "rank"),
        Field("label", report.text("charts.label"), span=feeds.NAME_SPAN),
        Field("drawn", report.text("charts.drawn", measure=report.label(spec.by)), shows),
        Field("words", report.text("charts.label")),
        *(Field(part, report.text(f"charts.{part}"), shows) for part in PARTS),
    ]


def _bar(
    spec: RankedBarsSpec,
    page: Page,
    source: tuple[Placed, cut_bars.Bound],
    bars: list[Bar],
    k: int,
    at: Mapping[str, str],
) -> list[Live | Shown]:
    """Return the k-th bar: its number, where its company stands, its words, how far it is drawn, and that by what colours it."""
    pool, bound = source
    one = bars[k - 1] if k <= len(bars) else None
    area, cell, place = feeds.area(pool, "value"), at["value"], at["place"]
    ends = "SMALL" if spec.order == "lowest" else "LARGE"
    value = Live("" if one is None else one.value, f'IFERROR({ends}({area},{k}),"")')
    column = cell.removeprefix("$").rstrip("0123456789")
    equal = f"COUNTIF(${column}${int(cell.lstrip('$' + column)) - k + 1}:{cell},{cell})"
    found = f"AGGREGATE(15,6,(ROW({area})-ROW({area.partition(':')[0]})+1)/({area}={cell}),{equal})"
    where = Live("" if one is None else one.place, f'IF({cell}="","",IFERROR({found},""))')
    words, ranked = (f"INDEX({feeds.area(pool, key)},{place})" for key in ("short", "k"))
    label = Live("" if one is None else one.words, f'IF({place}="","",{words})')
    true = Live(value.value, cell)
    drawn = bound.drawn(true)
    there = Live(drawn.value, at["drawn"])
    parts = (_part(spec, page, one, part, (cell, place, ranked), there) for part in PARTS)
    return [k, value, where, label, drawn, bound.label(page.report, true, there), *parts]


def _part(
    spec: RankedBarsSpec, page: Page, one: Bar | None, part: str, cells: tuple[str, str, str], drawn: Live
) -> Live:
    """Return how far a bar is drawn in the column of its colour, and 0 in the others."""
    cell, place, ranked = cells
    low = spec.far or "0"
    bound = page.report.frame.limit(spec.far) if spec.far else 0.0
    below = "<=" if spec.far else "<"
    tests = {
        "line": f'{ranked}=""',
        "rise": f'({ranked}<>"")*({cell}>0)',
        "fall": f'({ranked}<>"")*({cell}<=0)*({cell}{below}{low})',
        "other": f'({ranked}<>"")*({cell}<=0)*(1-({cell}{below}{low}))',
    }
    native = f'IF({place}="","",IF({tests[part]},{drawn.native},0))'
    if one is None:
        return Live("", native)
    far = one.value <= bound if spec.far else one.value < bound
    own = "line" if one.line else "rise" if one.value > 0 else "fall" if far else "other"
    return Live(drawn.value if own == part else 0.0, native)


def _lines(spec: RankedBarsSpec, report: Report, mask: Mask) -> list[Line]:
    """Return the changes of the indices, and the median of the companies that are drawn."""
    lines = []
    for place, fact in enumerate(report.facts.indices if spec.indices else ()):
        name, change = index_name(place), report.shown(report.frame.index_change(place))
        words = index_in_words(report.labels, fact)
        lines.append(Line(words, Live(change, name)))
    if spec.median:
        live = report.over(t.Middle(report.frame.table.column(spec.by)), mask)
        lines.append(Line(report.text("charts.median"), live))
    return lines


def _span(part: list[float], parts: list[list[float]]) -> tuple[float, float]:
    """Return the ends of the axis of one chart: as long as those of the others, with room for the numbers at the bars."""
    spans = [_reach(one) for one in parts]
    longest = max(high - low for low, high in spans) or 1.0
    low, high = _reach(part)
    free = longest - (high - low)
    low -= free if high == 0 or low < 0 else 0
    high += free if low == 0 and high != 0 else 0
    return low - MARGIN * longest, high + MARGIN * longest


def _reach(bars: list[float]) -> tuple[float, float]:
    return min([0.0, *bars]), max([0.0, *bars])


def _series(page: Page, placed: Placed) -> list[SeriesPlan]:
    """Return the bars of each colour, and bars without one, at whose ends the true numbers stand."""
    theme, report = page.report.theme, page.report
    ways, colours = theme.directions[report.language], theme.colours
    shades = {"rise": ways.up, "other": colours.grey, "fall": ways.down, "line": colours.formula}
    texts = tuple(map(str, feeds.shown_values(page, placed, "words")))
    words = SeriesPlan(
        report.text("charts.label"),
        placed.range("drawn"),
        placed.range("label"),
        "",
        labels=placed.range("words"),
        label_texts=texts,
        shown=frozenset(range(len(texts))),
        label_place="outEnd",
    )
    parts = [
        SeriesPlan(report.text(f"charts.{part}"), placed.range(part), placed.range("label"), colour)
        for part, colour in shades.items()
    ]
    return [*parts, words]
