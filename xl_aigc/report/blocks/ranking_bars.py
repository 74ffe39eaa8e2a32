"""The companies that lead by a measure, as bars."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field as Option

from xl_aigc.report.block_spec import Key, register
from xl_aigc.report.blocks import chart_parts, feeds, short_names
from xl_aigc.report.blocks.companies import Condition, mask_of, nobody, ranking_feed, told
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.ranked_bars import MARGIN
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.lists import Ranked, rank
from xl_aigc.report.live import Live, Shown, choice, sentence
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

FAR, REACH, GIANTS, HAIRLINE = 5, 3, 3, 20
"""A bar more than so many times as long as the next is drawn so many times as long as it; up to so many bars are, no more than
half of them, where the longest is so many times as long as that."""
USUAL_LABEL: Final = 8
"""Signs of a number at the end of a bar that the usual margin has room for."""
LEFT, RIGHT = "◄", "►"
"""Marks of bars that are longer than they are drawn."""


@register("ranking_bars")
class RankingBarsSpec(chart_parts.ChartedSpec):
    """The companies that lead by a measure, as bars; a fall in the colour of down."""

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    where: tuple[Condition, ...] = ()
    rows: int = Option(10, ge=1, le=40)

    def idle(self, report: Report) -> bool:
        """Return whether no company meets the conditions."""
        return nobody(report, self.by, self.where)


@draw_kind.register(RankingBarsSpec)
def _ranking_bars(spec: RankingBarsSpec, page: Page) -> None:
    report = page.report
    ranked = rank(report, spec.by, mask_of(report, spec.where), ascending=spec.order == "lowest")
    if chart_parts.drawn(spec, page, possible=bool(ranked.order)):
        height = chart_parts.height_of(spec, page, min(len(ranked.order), spec.rows))
        room = chart_parts.reserve(page, max(height - 1, chart_parts.LEAST_HEIGHT))  # the note takes a row
        page.later.append(partial(_draw_bars, spec, page, room, feeds.note_later(page), ranked))


def _draw_bars(
    spec: RankingBarsSpec, page: Page, room: Room, note: Callable[[Live], None], ranked: Ranked
) -> None:
    report = page.report
    rows = page.rows(spec, "rows", len(ranked.order), spec.rows)
    placed = ranking_feed(page, spec.by, ranked, rows)
    page.said[page.block_key(spec)] = told(page.feed, placed, (spec.by,), ranked)
    bars, bound = _clipped(spec, page, placed)
    note(_note(spec, page, bars, bound))
    count = min(len(ranked.order), rows)
    drawn, shown = (feeds.drawn_from(page, one, count) for one in (placed, bars))
    shows, ways = report.table.measures[spec.by].shows, report.theme.directions[report.language]
    numbers = feeds.numbers_of(page, shown, "drawn")
    falls = {place: ways.down for place, number in enumerate(numbers) if number < 0}
    series = SeriesPlan(
        report.short(spec.by, "measures"),
        shown.range("drawn"),
        drawn.range("short"),
        report.theme.colours.grey,
        labels=shown.range("label"),
        label_texts=tuple(str(text) for text in feeds.shown_values(page, shown, "label")) or ("",),
        shown=frozenset(range(len(numbers))),
        label_place="outEnd",
        point_colours=falls,
    )
    ends = min([0.0, *numbers]), max([0.0, *numbers])
    longest = max((len(str(text)) for text in feeds.shown_values(page, shown, "label")), default=0)
    margin = MARGIN * max(1.0, longest / USUAL_LABEL) * (ends[1] - ends[0])
    bounds = ends[0] - margin * (ends[0] < 0), ends[1] + margin * (ends[1] > 0)
    value = Axis(
        "", chart_parts.axis_format(report, shows), drawn=False, bounds=bounds if any(ends) else None
    )
    names = short_names.names_width(page, placed, "short")
    chart_parts.place_chart(page, room, "bar", (Axis(""), value), [series], names=names)


def _clipped(spec: RankingBarsSpec, page: Page, placed: Placed) -> tuple[Placed, Live]:
    """Draw the feed of the bars: each as far as it is drawn, with its true number; give it, and how far bars are drawn."""
    report, feed = page.report, page.feed
    shows, size = report.table.measures[spec.by].shows, feed.left
    fields = [
        Field("size", report.text("charts.size"), shows),
        Field("drawn", report.text("charts.drawn", measure=report.label(spec.by)), shows),
        Field("label", report.text("charts.label"), span=feeds.NAME_SPAN),
    ]
    # The limit stands above the bars, two rows over the first of them.
    ends = (
        feed.address(feed.row + at, size, absolute=True) for at in (2, 1 + placed.last - placed.first + 1)
    )
    limit = _limit(feeds.numbers_of(page, placed, "value"), ":".join(ends))
    at_limit = feeds.draw_result(page, report.text("charts.bound"), limit, shows, span=1)
    bound = Live(limit.value, at_limit)

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        cell = placed.first + k - 1, placed.columns["value"]
        true = Live(feed.cells[cell].content.value, f"${feed.address(*cell)}")
        beyond, number, known = bound.value, true.value, f"ISNUMBER({true.native})"
        if isinstance(number, str):
            sized = drawn = Live("")
        else:
            sized = Live(abs(number))
            drawn = Live(number if isinstance(beyond, str) else max(-beyond, min(beyond, number)))
        within = f"MAX(-{at_limit},MIN({at_limit},{true.native}))"
        return [
            Live(sized.value, f'IF({known},ABS({true.native}),"")'),
            Live(drawn.value, f'IF({known},IF({at_limit}="",{true.native},{within}),"")'),
            _label(report, shows, true, Live(drawn.value, at["drawn"])),
        ]

    return feeds.draw_feed(page, fields, placed.last - placed.first + 1, row), bound


def _limit(numbers: Sequence[float], sizes: str) -> Live:
    """Return how far bars are drawn: some times the largest that is not far beyond the next; blank where none is.

    Args:
        numbers: those of the bars.
        sizes: the cells of their sizes.
    """
    found: Live = Live("", '""')
    ordered = [*sorted(map(abs, numbers), reverse=True), *[0.0] * (GIANTS + 1)]
    for place in range(GIANTS):
        longest, one, following = (f"IFERROR(LARGE({sizes},{at}),0)" for at in (1, place + 1, place + 2))
        least = ordered[place + 1]
        times = HAIRLINE if place else FAR
        far = Live(
            len(numbers) >= 2 * (place + 1)
            and least > 0
            and ordered[place] > FAR * least
            and ordered[0] > times * least,
            f"AND(COUNT({sizes})>={2 * (place + 1)},{following}>0,"
            f"{one}>{FAR}*{following},{longest}>{times}*{following})",
        )
        found = choice(far, Live(REACH * ordered[place + 1], f"{REACH}*{following}"), found)
    return found


def _label(report: Report, shows: str, true: Live, drawn: Live) -> Live:
    """Return the true number of a bar, with a mark where it is drawn shorter."""
    digits = feeds.in_places(report, shows, true)
    past, native = true.value != drawn.value, digits.native
    low, high = f"{LEFT} {digits.value}", f"{digits.value} {RIGHT}"
    marked = f'IF({true.native}<0,"{LEFT} "&{native},{native}&" {RIGHT}")'
    text = (
        ""
        if isinstance(true.value, str)
        else (low if true.value < 0 else high)
        if past
        else str(digits.value)
    )
    return Live(text, f'IF(ISNUMBER({true.native}),IF({true.native}={drawn.native},{native},{marked}),"")')


def _note(spec: RankingBarsSpec, page: Page, bars: Placed, bound: Live) -> Live:
    """Return what is said below of bars that are drawn shorter than they are; blank where none is."""
    report, sheet, sizes = page.report, f"{feeds.sheet_of(page)}!", bars.range("size")
    numbers = feeds.numbers_of(page, bars, "size")
    limit = replace(bound, native=f"{sheet}{bound.native}")
    past = [number for number in numbers if not isinstance(bound.value, str) and number > bound.value]
    told = sentence(
        report.text("charts.bars_clipped", n="{n}", of="{of}", bound="{bound}"),
        n=Live(len(past), f"SUMPRODUCT(ISNUMBER({sizes})*({sizes}>{limit.native}))"),
        of=Live(len(numbers), f"COUNT({sizes})"),
        bound=feeds.in_places(report, report.table.measures[spec.by].shows, limit),
    )
    return choice(Live(bound.value == "", f'{limit.native}=""'), Live(""), told)
