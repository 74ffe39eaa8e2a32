"""Rank correlations of measures with another one: of the companies that lead by it and of all, each with its chance limit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.correlation import Correlated, correlate
from xl_aigc.measures.mask import Mask, everyone, known
from xl_aigc.report import chance
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.chance import FOUND, Cells
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import Ranked, of_company, rank, ranked_ticker, ranked_value
from xl_aigc.report.live import SAFE_DIGITS, Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.finding_numbers import Said
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

Line = tuple[Correlated, Cells]
"""A pair of measures, and the cells of its correlation."""
SPANS: Final = {"measure": 1, "who": 1, "rho": 1, "n": 1, "limit": 1, "verdict": 1}


@register("rank_correlations")
class RankCorrelationsSpec(BlockSpec):
    """Rank correlations of measures with another measure: of the companies that lead by it, and of all."""

    rests_on: ClassVar[tuple[str, ...]] = ("measures",)

    against: Annotated[str, Key("measure")] = Option(..., description="the measure that companies lead by")
    measures: tuple[Annotated[str, Key("measure")], ...] = Option(
        ..., description="the measures that are held against it"
    )
    top: int = Option(10, ge=5, le=200, description="how many companies lead")


@draw_kind.register(RankCorrelationsSpec)
def _rank_correlations(spec: RankCorrelationsSpec, page: Page) -> None:
    report = page.report
    fields = [
        Field(
            key,
            report.text(f"correlations.{key}"),
            {"rho": "correlation", "n": "count", "limit": "correlation"}.get(key),
            span=span,
        )
        for key, span in SPANS.items()
    ]
    page.headings(fields)
    first = page.row
    page.row += 2 * len(spec.measures)
    page.paragraph(report.text("correlations.note", measure=report.labels.text(f"measures.{spec.against}")))
    page.later.append(partial(_draw_below, spec, page, fields, first))


def _draw_below(spec: RankCorrelationsSpec, page: Page, fields: Sequence[Field], first: int) -> None:
    """Draw the feed, and the table above that reads it."""
    report = page.report
    feeds.open_feed(page)
    ranked = rank(report, spec.against, _in_feed(spec, page))
    due = len(ranked.order)
    room = feeds.room_of(page, spec, "companies", due, 2 * due + 10)
    rows = _Rows(spec, page, replace(ranked, order=ranked.order[:room]), page.feed.row + 1, room)
    placed = feeds.draw_feed(page, _fields(spec, report), room, rows)
    lines: list[Line] = []
    for place, key in enumerate(spec.measures):
        for top in (spec.top, None):
            pair = Correlated(key, spec.against, top)
            whole = min(due, top or due) <= room
            lines.append((pair, _results(page, placed, pair, place, whole=whole)))
    below = page.row
    columns, page.row = dict(zip(SPANS, page.places(list(SPANS.values())), strict=True)), first
    sheet = feeds.sheet_of(page)
    found = report.findings.setdefault(FOUND, {})
    for pair, own in lines:
        cells = Cells(*(Live(one.value, f"{sheet}!{one.native}") for one in (own.rho, own.n, own.limit)))
        found[pair] = cells
        page.line(fields, _line(report, pair, cells))
    page.said[page.block_key(spec)] = _said(page, spec, (first, page.row - 1), columns["verdict"][0], lines)
    page.row = below


def _in_feed(spec: RankCorrelationsSpec, page: Page) -> Mask:
    """Return the companies that lead, and those that have one of the measures too."""
    frame = page.report.frame
    last = feeds.draw_last(page, spec.against, everyone(frame) & known(frame, spec.against), spec.top)
    # The ranking rounds what is computed: one that leads may be a little below the last.
    bound = t.Arithmetic("-", replace(last, nullable=True), t.Number(10.0**-SAFE_DIGITS))
    leads = t.Compare(">=", frame.table.column(spec.against), bound)
    measures = (t.Known(frame.table.leaf(key)) for key in spec.measures)
    return everyone(frame) & Mask(frame, t.Some((*measures, leads)))


def _said(
    page: Page, spec: RankCorrelationsSpec, rows: tuple[int, int], column: int, lines: Sequence[Line]
) -> Said:
    """Return how many rank correlations there are, and how many of them are beyond chance."""
    report = page.report
    area = ":".join(page.address(row, column, sheet=row == rows[0], absolute=True) for row in rows)
    beyond = sum(correlate(report.frame, pair).beyond_chance for pair, _ in lines)
    counted = f"COUNTIF({area},{quoted(report.text('charts.beyond_chance'))})"
    return {
        "measure": Number(Live(report.labels.text(f"measures.{spec.against}")), "word"),
        "tested": Number(Live(len(lines), f"ROWS({area})")),
        "significant": Number(Live(beyond, counted)),
    }


def _line(report: Report, pair: Correlated, cells: Cells) -> list[Live | Shown]:
    who = "top" if pair.top else "all"
    verdict = chance.in_words(
        report, correlate(report.frame, pair), str(cells.rho.native), str(cells.limit.native)
    )
    return [
        report.short(pair.y, "measures"),
        report.text(f"correlations.{who}", n=pair.top),
        cells.rho,
        cells.n,
        cells.limit,
        verdict,
    ]


def _fields(spec: RankCorrelationsSpec, report: Report) -> list[Field]:
    table, x = report.table.measures, report.label(spec.against)
    fields = [
        Field("k", report.text("charts.number"), "rank"),
        Field("ticker", report.label("ticker")),
        Field("x", x, table[spec.against].shows),
    ]
    for place, key in enumerate(spec.measures):
        label = report.label(key)
        names = (x, *(report.text("charts.rank", measure=one) for one in (x, label, x, label)))
        fields.append(Field(f"y{place}", label, table[key].shows))
        fields.append(Field(f"x{place}", names[0], table[spec.against].shows))
        fields += [
            Field(f"{part}{place}", name, "points")
            for part, name in zip(("rx", "ry", "tx", "ty"), names[1:], strict=True)
        ]
    return fields


@dataclass(frozen=True)
class _Rows:
    """Gives the rows of the feed: the companies by what they lead by, the highest first."""

    spec: RankCorrelationsSpec
    page: Page
    ranked: Ranked
    first: int
    count: int
    sorted: dict[tuple[str, str, int | None], list[float]] = field(default_factory=dict)
    """Numbers that ranks are found in, by measure, its partner and how many lead; sorted once for all companies."""

    def __call__(self, k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        """Return the k-th row."""
        report, order = self.page.report, self.ranked.order
        place = order[k - 1] if k <= len(order) else None
        value_cell = at["x"].lstrip("$")
        start = f"{value_cell.rstrip('0123456789')}{self.first}"
        cells: list[Live | Shown] = [
            k,
            ranked_ticker(report, self.ranked, k, value_cell, start),
            ranked_value(report, self.ranked, k),
        ]
        for number, key in enumerate(self.spec.measures):
            cells += self._pair(k, place, key, number, at)
        return cells

    def _pair(self, k: int, place: int | None, key: str, number: int, at: Mapping[str, str]) -> list[Live]:
        """Return a measure, the other one where both are known, and their ranks among all and among those that lead."""
        report = self.page.report
        y, x = at[f"y{number}"], at[f"x{number}"]
        held = of_company(report, key, place, at["ticker"])
        both = isinstance(held.value, (int, float)) and place is not None
        own = report.frame.numbers(self.spec.against)[place] if both and place is not None else ""
        cells = [held, Live("" if own is None else own, f'IF(ISNUMBER({y}),{at["x"]},"")')]
        for top in (None, self.spec.top):
            if top is not None and k > top:
                return [*cells, Live(""), Live("")]
            last = self.first + (self.count if top is None else min(top, self.count)) - 1
            for measure, cell in ((self.spec.against, x), (key, y)):
                letter = cell.strip("$0123456789")
                area = f"${letter}${self.first}:${letter}${last}"
                native = f'IF(ISNUMBER({y}),RANK.AVG({cell},{area},1),"")'
                cells.append(Live(self._rank(place, measure, key, top) if both else "", native))
        return cells

    def _rank(self, place: int | None, measure: str, key: str, top: int | None) -> float:
        """Return the average rank of a company by a measure among those that have both."""
        column, other = (self.page.report.frame.numbers(one) for one in (measure, key))
        pair = (measure, key, top)
        if pair not in self.sorted:
            kept = (column[p] for p in self.ranked.order[:top] if other[p] is not None)
            self.sorted[pair] = sorted(one for one in kept if one is not None)
        own = column[place]  # type: ignore[index]  # the caller has one
        numbers = self.sorted[pair]
        return (bisect_left(numbers, own) + bisect_right(numbers, own) + 1) / 2  # type: ignore[type-var]  # a number


def _results(page: Page, placed: Placed, pair: Correlated, place: int, *, whole: bool) -> Cells:
    """Draw a correlation, its pairs and its limit below the feed; give their cells.

    In a workbook whose feed has no room for the whole of its companies they are numbers, as long as it is not built anew.
    """
    report, found = page.report, correlate(page.report.frame, pair)
    kept = placed.used(min(pair.top, placed.last - placed.first + 1)) if pair.top else placed
    parts = ("tx", "ty") if pair.top else ("rx", "ry")
    x, y = (feeds.area(kept, f"{part}{place}") for part in parts)
    count = Live(found.n, f"COUNT({x})" if whole else None)
    n = feeds.draw_result(page, report.text("correlations.n"), count, "count")
    native = f'IF({n}<3,"n.a.",IFERROR(CORREL({x},{y}),"n.m."))'
    size = Live(report.shown(found.rho), native if whole else None)
    rho = feeds.draw_result(page, report.text("charts.rho"), size, "correlation")
    limit = chance.limit(found.n, n)
    cell = feeds.draw_result(page, report.text("charts.chance"), limit, "correlation")
    return Cells(Live(size.value, rho), Live(found.n, n), Live(limit.value, cell))
