"""Points of a chart: companies in runs that make one series each, what is drawn of each company, and its label."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.measures import MEASURES, Mask, where
from xl_aigc.workbook.blocks import feeds
from xl_aigc.workbook.blocks.chart_parts import LAYERS, layer_colour
from xl_aigc.workbook.charts import SeriesPlan
from xl_aigc.workbook.label_places import label_places
from xl_aigc.workbook.lists import at_place, kth_place
from xl_aigc.workbook.live import Live, quoted, sentence
from xl_aigc.workbook.page import Field
from xl_aigc.workbook.widths import display_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.workbook.blocks.chart_parts import Room
    from xl_aigc.workbook.blocks.feeds import Among
    from xl_aigc.workbook.charts import LabelPlace
    from xl_aigc.workbook.live import Shown
    from xl_aigc.workbook.page import Page, Placed
    from xl_aigc.workbook.report import Report

NAME: Final = 20
"""Signs of a name that stand beside a point."""
COLUMN_PIXELS: Final = 80
ROW_PIXELS: Final = 20
AROUND: Final = (130, 190)
"""Pixels of a chart's width and height that axes, titles and legend take."""


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a feed that make one series: those of a layer, or all; and where their companies stand in the frame."""

    layer: str | None
    mask: Mask
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """The first cells of a row of a feed: its series, its number, the company's place in the table, its name."""

    cells: tuple[Live | Shown, ...]
    place: Live
    name: Live


@dataclass(frozen=True, slots=True)
class Plotted:
    """A number of a company as it is and as it is drawn, and the cells of both."""

    key: str
    true: Live
    drawn: Live
    cell: str
    drawn_cell: str


def clip_note(report: Report, mask: Mask, key: str, clip: str) -> Live:
    """How many companies lie beyond a limit, and are drawn at it."""
    limit = report.frame.limit(clip)
    numbers = mask.numbers(report.frame, key)
    name = "charts.clipped" if min(numbers) < 0 else "charts.clipped_above"
    beyond = f"(([{key}]>{clip})+([{key}]<-{clip}))"
    parts: dict[str, Live | str] = {
        "measure": report.labels.text(f"measures.{key}"),
        "low": Live(feeds.as_percent(-limit), f'TEXT(-{clip},"0%")'),
        "high": Live(feeds.as_percent(limit), f'TEXT({clip},"0%")'),
        "n": Live(sum(abs(value) > limit for value in numbers), f"SUMPRODUCT({mask.native}*{beyond})"),
    }
    return sentence(report.text(name, **{part: f"{{{part}}}" for part in parts}), **parts)


def in_a_layer(report: Report) -> Mask:
    """The companies whose layer is known: the others have no series to stand in."""
    return Mask('([layer]<>"n.a.")', [layer is not None for layer in report.frame["layer"]])


def runs_of(report: Report, among: Among, *, by_layer: bool) -> list[Run]:
    """The series of a feed: each layer's companies one after another, or all of them."""
    if not by_layer:
        return [_run(None, among.mask)]
    runs = [_run(layer, among.mask & where(report.frame, "layer", layer)) for layer in LAYERS]
    return [run for run in runs if run.places]


def _run(layer: str | None, mask: Mask) -> Run:
    return Run(layer, mask, tuple(place for place, chosen in enumerate(mask.chosen) if chosen))


def run_of(runs: Sequence[Run], k: int) -> tuple[Run, int]:
    """The series that the k-th row of a feed belongs to, and its number in it."""
    for run in runs[:-1]:
        if k <= len(run.places):
            return run, k
        k -= len(run.places)
    return runs[-1], k


def who_fields(report: Report, runs: Sequence[Run]) -> list[Field]:
    """The columns that say which company a row is about."""
    fields = [
        Field("k", report.text("charts.number"), "rank"),
        Field("place", report.text("charts.place"), "rank"),
        Field("name", report.text("columns.company"), span=feeds.NAME_SPAN),
    ]
    return [Field("layer", report.label("layer")), *fields] if runs[0].layer else fields


def who_is(report: Report, run: Run, k: int, at: Mapping[str, str]) -> Who:
    """The company of a row: the k-th of its series, in table order."""
    place = kth_place(run.mask, k, at["k"])
    name = at_place(report, report.name_key(), place, at["place"])
    layer = (report.word(run.layer),) if run.layer else ()
    return Who((*layer, k, place, name), place, name)


def plot(report: Report, key: str, who: Who, cells: tuple[str, str, str], clip: str | None) -> Plotted:
    """A number of a row, within a limit where there is one.

    Args:
        report: the report.
        key: the measure.
        who: the company.
        cells: where its place, its true number and the drawn one stand.
        clip: key of the limit.
    """
    place_cell, cell, drawn_cell = cells
    true = at_place(report, key, who.place, place_cell)
    value, native = float(true.value), cell
    if clip is not None:
        limit = report.frame.limit(clip)
        value, native = max(-limit, min(limit, value)), f"MAX(-{clip},MIN({clip},{cell}))"
    # A company that loses its number after the build is not drawn: #N/A is the one value that charts leave out.
    return Plotted(key, true, Live(value, f"IF(ISNUMBER({cell}),{native},NA())"), cell, drawn_cell)


def label_of(who: Who, name_cell: str, numbers: Sequence[Plotted]) -> Live:
    """A company's name, and its true number where another is drawn."""
    short = feeds.short_name(who.name, name_cell, NAME)
    text, native = str(short.value), str(short.native)
    for one in numbers:
        percent = MEASURES[one.key].shows == "percent"
        if one.true.value != one.drawn.value:
            text += " " + (feeds.as_percent(one.true.value) if percent else feeds.rounded(one.true.value))
        form = quoted("0%" if percent else "0")
        native += (
            f'&IF(ISNUMBER({one.cell}),IF({one.cell}={one.drawn_cell},""," "&TEXT({one.cell},{form})),"")'
        )
    return Live(text, native)


def named_rows(report: Report, tickers: Sequence[str], placed: Placed, runs: Sequence[Run]) -> set[int]:
    """Rows of the companies that a layout names."""
    there = [report.facts.tickers[place] for run in runs for place in run.places]
    return {placed.first + there.index(ticker) for ticker in tickers if ticker in there}


def parts_of(placed: Placed, runs: Sequence[Run]) -> list[Placed]:
    """The rows of each series."""
    parts, first = [], placed.first
    for run in runs:
        parts.append(replace(placed, first=first, last=first + len(run.places) - 1))
        first += len(run.places)
    return parts


def sides_of(page: Page, placed: Placed, shown: set[int], room: Room) -> dict[int, LabelPlace]:
    """The side of its point on which each label stands, by row."""
    pairs = list(zip(*(feeds.numbers_of(page, placed, f"{axis}_drawn") for axis in "xy"), strict=True))
    texts = feeds.shown_values(page, placed, "label")
    widths = {row - placed.first: display_width(str(texts[row - placed.first])) for row in shown}
    size = room.columns * COLUMN_PIXELS - AROUND[0], room.rows * ROW_PIXELS - AROUND[1]
    return {placed.first + place: side for place, side in label_places(pairs, widths, size).items()}


def dots(
    page: Page, part: Placed, run: Run, name: str, sides: Mapping[int, LabelPlace], sizes: str | None = None
) -> SeriesPlan:
    """One series of dots: the rows of a run, some of them labelled at one side."""
    report = page.report
    own = {row - part.first: side for row, side in sides.items() if part.first <= row <= part.last}
    return SeriesPlan(
        report.word(run.layer) if run.layer else name,
        part.range("y_drawn"),
        part.range("x_drawn"),
        layer_colour(report, run.layer) if run.layer else report.theme.palette[0],
        look="dots",
        labels=part.range("label"),
        label_texts=tuple(str(text) for text in feeds.shown_values(page, part, "label")),
        shown=frozenset(own),
        label_places=own,
        sizes=sizes,
    )
