"""Points of a chart: companies in runs that make one series each, what is drawn of each company, and its label."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of
from xl_aigc.measures.frame import Frame, number
from xl_aigc.measures.mask import Mask, that, where
from xl_aigc.report.blocks import feeds, short_names
from xl_aigc.report.charts import LabelPlace, SeriesPlan
from xl_aigc.report.digits import cut
from xl_aigc.report.lists import at_place, kth_place
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.blocks.feeds import Among
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

NAME: Final = 24
"""Signs of a name that stand beside a point."""
PLACES: Final = 12
"""Decimals of a plotted number: as many as programs agree on, so that equal growths have equal ranks in each of them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a feed that make one series: those of a layer, or all.

    Attributes:
        layer: the layer, None for all.
        mask: its companies.
        places: where those that have a row stand in the frame.
        rows: its rows, with the spare ones.
        cuts: the names of the companies of all series, as far as there is room for them.
    """

    layer: str | None
    mask: Mask
    places: tuple[int, ...]
    rows: int
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """The first cells of a row of a feed: its series, its number, the company's place in the table, its names; the short one."""

    cells: tuple[Live | Shown, ...]
    place: Live
    short: Live


@dataclass(frozen=True, slots=True)
class Plotted:
    """A number of a company as it is and as it is drawn, and the cells of both."""

    key: str
    true: Live
    drawn: Live
    cell: str
    drawn_cell: str


def in_a_layer(report: Report) -> Mask:
    """Return the companies whose layer is known: the others have no series to stand in."""
    return that(report.frame, "known(layer)")


def rooms_of(
    page: Page, spec: BlockSpec, complete: Mask, limit: int, *, by_layer: bool
) -> dict[str | None, int]:
    """Return the rows that each series of a feed has: a series for each layer, or one (None) of all companies."""
    frame, rooms = page.report.frame, {}
    layers: tuple[str | None, ...] = keys_of(page.report.facts.sorts.layers) if by_layer else (None,)
    for layer in layers:
        count = sum((_of_layer(frame, complete, layer)).chosen)
        rooms[layer] = feeds.room_of(page, spec, layer or "points", count, limit)
    return rooms


def _of_layer(frame: Frame, mask: Mask, layer: str | None) -> Mask:
    return mask & where(frame, "layer", layer) if layer else mask


def fitting(report: Report, complete: Mask, rooms: Mapping[str | None, int], limit: int) -> int:
    """Return the number of largest companies that fit into the room of each series."""
    counts = {layer: sum(_of_layer(report.frame, complete, layer).chosen) for layer in rooms}
    if all(counts[layer] <= room for layer, room in rooms.items()):
        return limit
    sizes = [number(value) or 0.0 for value in report.frame[feeds.sized_by(report)]]
    places = sorted(
        (place for place, chosen in enumerate(complete.chosen) if chosen), key=lambda place: -sizes[place]
    )
    left = dict(rooms)
    for shown, place in enumerate(places[:limit]):
        layer = str(report.frame["layer"][place]) if None not in left else None
        if left[layer] == 0:
            return shown
        left[layer] -= 1
    return limit


def runs_of(report: Report, among: Among, rooms: Mapping[str | None, int]) -> list[Rows]:
    """Return the series of a feed: each layer's companies one after another, or all of them."""
    runs = []
    for layer, rows in rooms.items():
        mask = _of_layer(report.frame, among.mask, layer)
        places = [place for place, chosen in enumerate(mask.chosen) if chosen]
        runs.append(Rows(layer, mask, tuple(places[:rows]), rows))
    cuts = short_names.cuts_at(
        report, (place for run in runs for place in run.places), short_names.room(report, NAME)
    )
    return [replace(run, cuts=tuple(cuts)) for run in runs]


def run_of(runs: Sequence[Rows], k: int) -> tuple[Rows, int]:
    """Return the series that the k-th row of a feed belongs to, and its number in it."""
    for run in runs[:-1]:
        if k <= run.rows:
            return run, k
        k -= run.rows
    return runs[-1], k


def who_fields(report: Report, runs: Sequence[Rows]) -> list[Field]:
    """Return the columns that say which company a row is about."""
    fields = [
        Field("k", report.text("charts.number"), "rank"),
        Field("place", report.text("charts.place"), "rank"),
        *short_names.fields(report),
    ]
    return [Field("layer", report.label("layer")), *fields] if runs[0].layer else fields


def rows_below(page: Page, runs: Sequence[Rows]) -> tuple[int, int]:
    """Return the first and last row of a feed whose head comes next."""
    return page.feed.row + 1, page.feed.row + sum(run.rows for run in runs)


def who_is(report: Report, run: Rows, k: int, at: Mapping[str, str], rows: tuple[int, int]) -> Lead:
    """Return the company of a row: the k-th of its series, in table order; names of these rows are told apart."""
    place = kth_place(run.mask, k, at["k"])
    name = at_place(report, report.name_key(), place, at["place"])
    among = short_names.Among(rows[0], rows[1] - rows[0] + 1, run.cuts, short_names.room(report, NAME))
    cut, short = among.told(name, at_place(report, "ticker", place, at["place"]), at)
    layer = (report.word(run.layer),) if run.layer else ()
    return Lead((*layer, k, place, name, cut, short), place, short)


def plot(report: Report, key: str, who: Lead, cells: tuple[str, str, str], clip: str | None) -> Plotted:
    """Return a number of a row, within a limit where there is one.

    Args:
        report: the report.
        key: the measure.
        who: the company.
        cells: where its place, its true number and the drawn one stand.
        clip: key of the limit.
    """
    place_cell, cell, drawn_cell = cells
    true = at_place(report, key, who.place, place_cell).rounded(PLACES)
    if who.place.value == "":
        return Plotted(key, true, Live("", _drawn(cell, drawn_native(cell, clip), '""')), cell, drawn_cell)
    value = float(true.value)
    if clip is not None:
        limit = report.frame.limit(clip)
        value = max(-limit, min(limit, value))
    # A company that loses its number after the build is not drawn: #N/A is the one value that charts leave out.
    return Plotted(key, true, Live(value, _drawn(cell, drawn_native(cell, clip), "NA()")), cell, drawn_cell)


def _drawn(cell: str, native: str, otherwise: str) -> str:
    return f"IF(ISNUMBER({cell}),{native},{otherwise})"


def drawn_native(cell: str, clip: str | None) -> str:
    """Return a number within a limit, as a formula."""
    return cell if clip is None else f"MAX(-{clip},MIN({clip},{cell}))"


def label_of(report: Report, who: Lead, cell: str, numbers: Sequence[Plotted]) -> Live:
    """Return a company's short name, which stands in a cell, and its true number where another is drawn."""
    text, native = str(who.short.value), cell
    for one in numbers:
        percent = report.table.measures[one.key].shows == "percent"
        if one.true.value != one.drawn.value:
            text += " " + (feeds.as_percent(one.true.value) if percent else feeds.whole(one.true.value))
        form, places = (feeds.PERCENT, 2) if percent else (feeds.WHOLE, 0)
        number = cut(one.cell, places, one.true.value)
        native += f'&IF(ISNUMBER({one.cell}),IF({one.cell}={one.drawn_cell},""," "&TEXT({number},{form})),"")'
    return Live(text, native)


def named_rows(
    report: Report, tickers: Sequence[str], parts: Sequence[Placed], runs: Sequence[Rows]
) -> list[int]:
    """Return the rows of the companies that a layout names, in its order."""
    there = {
        report.facts.tickers[place]: part.first + n
        for part, run in zip(parts, runs, strict=True)
        for n, place in enumerate(run.places)
    }
    return [there[ticker] for ticker in tickers if ticker in there]


def parts_of(placed: Placed, runs: Sequence[Rows]) -> list[Placed]:
    """Return the rows of each series that companies fill."""
    parts, first = [], placed.first
    for run in runs:
        parts.append(replace(placed, first=first, last=first + len(run.places) - 1))
        first += run.rows
    return parts


def rows_of(parts: Sequence[Placed]) -> list[int]:
    """Return the rows of a feed that companies fill."""
    return [row for part in parts for row in range(part.first, part.last + 1)]


def all_dots(
    page: Page,
    parts: Sequence[Placed],
    runs: Sequence[Rows],
    name: str,
    sides: Mapping[int, LabelPlace] | None,
    sizes: str | None = None,
) -> list[SeriesPlan]:
    """Return the series of a feed: those that companies fill; one that draws nothing where none is filled.

    Args:
        page: the page.
        parts: the rows of each series.
        runs: the series.
        name: the name of a series that is of no layer.
        sides: where the labels stand, by row; None where they are points of another series.
        sizes: the column of the bubbles' sizes.
    """
    pairs = [(part, run) for part, run in zip(parts, runs, strict=True) if run.places]
    pairs = pairs or [(feeds.drawn_from(page, parts[0], 0), runs[0])]
    return [_dots(page, part, run, name, sides, part.range(sizes) if sizes else None) for part, run in pairs]


def _dots(
    page: Page,
    part: Placed,
    run: Rows,
    name: str,
    sides: Mapping[int, LabelPlace] | None,
    sizes: str | None,
) -> SeriesPlan:
    """Return one series of dots: the rows of a run, some of them labelled at one side."""
    report = page.report
    series = SeriesPlan(
        report.word(run.layer) if run.layer else name,
        part.range("y_drawn"),
        part.range("x_drawn"),
        report.theme.colours.grey,
        look="dots",
        sizes=sizes,
    )
    if sides is None:
        return series
    own = {row - part.first: side for row, side in sides.items() if part.first <= row <= part.last}
    texts = tuple(str(text) for text in feeds.shown_values(page, part, "label"))
    return replace(
        series,
        labels=part.range("label"),
        label_texts=texts if run.places else ("",),
        shown=frozenset(own),
        label_places=own,
    )
