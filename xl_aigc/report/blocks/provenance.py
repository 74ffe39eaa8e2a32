"""Provenance of the figures: coverage, sources, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import Field as Option

from xl_aigc.data.completeness import CORE_ITEMS, coverage, gaps
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import block, draw_kind
from xl_aigc.report.claims_words import text_of
from xl_aigc.report.lists import STAYS
from xl_aigc.report.live import MISSING, Live
from xl_aigc.report.page import Cell, Field, Page
from xl_aigc.report.widths import LAST_NARROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.completeness import Gap
    from xl_aigc.data.period import Period
    from xl_aigc.report.report import Report

SHOWN_GAPS = 300
"""Rows of missing figures at most."""
SMALL, SMALL_LINE, WIDE_LINE, MORE = 0.9, 10.3, 13.5, 0.4
"""Size of the text of the list of sources beside that of others, the points of a line, of one with Chinese or Korean, and what a row has more."""
CLAIM_SPAN: Final = 2
"""Columns of the claims that need a figure."""
NAMED: Final = 60
"""Companies that a row names; a market has thousands, and `xl-aigc data check` counts them all."""


@block("coverage")
def _coverage(page: Page) -> None:
    """Figures present of figures due, by item and period, and how many of them were derived."""
    report = page.report
    fields = [Field("item", report.text("columns.item"), span=3)]
    for _, period in report.bases:
        fields += [
            Field(f"{part}{period}", f"{report.text(f'columns.{part}')} {period}", shows)
            for part, shows in (
                ("present", "count"),
                ("due", "count"),
                ("percent", "percent"),
                ("derived", "count"),
            )
        ]
    page.headings(fields)
    items = _expected(report)
    rows = {
        (c.item, c.period): c
        for c in coverage(report.staying, tuple(period for _, period in report.bases), items)
        if c.layer is None
    }
    for item in items:
        contents: list[Live | str] = [report.word(item)]
        for basis, period in report.bases:
            row = rows[item, period]
            there = f"{STAYS}*ISNUMBER([data.{item}{basis}.all])"
            present = f"SUMPRODUCT({there})"
            due = f"SUMPRODUCT({STAYS}*1)"
            derived = f"SUMPRODUCT({there}*([data.{item}{basis}_kind.all]={{derived}}))"
            share = MISSING if row.share is None else row.share
            contents += [
                Live(row.present, present),
                Live(row.due, due),
                Live(share, f'IF({due}=0,"{MISSING}",{present}/{due})'),
                Live(row.derived, derived),
            ]
        page.line(fields, contents)


def _expected(report: Report) -> tuple[str, ...]:
    """Return the items whose figures are due, as `items_due` of the facts that the workbook was built with."""
    return tuple(item for item in CORE_ITEMS if item not in report.absent)


@register("sources")
class SourcesSpec(BlockSpec):
    """Every source by its id, linked where it has an address on the web, in two columns."""


@draw_kind.register(SourcesSpec)
def _sources(spec: SourcesSpec, page: Page) -> None:
    report, sources, half = page.report, page.report.facts.sources, page.width // 2
    fields = [
        Field("id", report.text("columns.source")),
        Field("address", report.text("columns.address"), span=half - 1),
    ]
    for left in (page.left, page.left + half):
        with page.column_of(left, half):
            page.headings(fields)
            page.row -= 1
    page.row += 1
    rows = page.room(spec, "rows", -(-len(sources) // 2))
    for number, source in enumerate(sources):
        row, side = _slot(number, rows)
        column = page.left + side * half
        # The id holds the link: LibreOffice does not wrap the text of a cell that has one.
        style = "source_link" if source.link else "source"
        page.put(page.row + row, column, Cell(Live(source.id), style, link=source.link))
        page.put(page.row + row, column + 1, Cell(Live(source.address), "source", span=half - 1))
        # An address is broken at these signs, or anywhere in what is too long for a line.
        broken = source.address.replace("?", "? ").replace("-", "- ")
        line = WIDE_LINE if max(map(ord, source.address), default=0) > LAST_NARROW else SMALL_LINE
        height = line * page.lines(broken, (half - 1) * page.digits / SMALL) + MORE
        page.heights[page.row + row] = max(height, page.heights.get(page.row + row, 0))
    page.row += max(rows, *(_slot(number, rows)[0] + 1 for number in range(len(sources))), 0)


def _slot(number: int, rows: int) -> tuple[int, int]:
    """Return row and side of a source: down the left side, then the right; what came in since the build stands below.

    Nothing stands below the list: it may always be longer than in a workbook that it must match, and none is cut.
    """
    below = number - 2 * rows
    return (rows + below // 2, below % 2) if below >= 0 else (number % rows, number // rows)


@register("gaps")
class GapsSpec(BlockSpec):
    """Figures that are due and missing: of each item the companies, those first that claims need."""

    rows: int = Option(SHOWN_GAPS, ge=1, le=2000)


@draw_kind.register(GapsSpec)
def _gaps(spec: GapsSpec, page: Page) -> None:
    report = page.report
    periods = tuple(period for _, period in report.bases)
    missing = list(gaps(report.staying, _expected(report), periods))
    groups = _groups(report, missing)
    rows = page.rows(spec, "rows", len(groups), spec.rows)
    shown = groups[:rows]
    named = sum(min(len(tickers), NAMED) * len(when) for (_, when), tickers in shown)
    some = "claims" not in report.absent
    page.paragraph(report.text("notes.gaps_first" if some else "notes.gaps", n=named, total=len(missing)))
    beside = CLAIM_SPAN * some
    fields = [
        Field("item", report.text("columns.item"), span=3, wrap=True),
        Field("company", report.text("columns.company"), span=page.width - 3 - beside, wrap=True),
    ]
    if some:
        fields.append(Field("claim", report.text("columns.needed_by"), span=beside, wrap=True))
    page.headings(fields)
    for (item, when), tickers in shown:
        claims = [text_of(report, c) for c in report.facts.claims if c.item == item and c.ticker in tickers]
        names = _names(report, tickers)
        what = f"{report.word(item)} {report.text('claim_words.list_separator').join(map(str, when))}"
        page.line(fields, [what, names, " ".join(dict.fromkeys(claims))][: len(fields)])
    page.blank_lines(fields, rows - len(groups))


def _names(report: Report, tickers: Sequence[str]) -> str:
    """Return the names of companies that lack a figure; where most lack it, of those that do not."""
    others = [ticker for ticker in report.staying.tickers if ticker not in tickers]
    if not others:
        return report.text("groups.all")
    if len(others) < len(tickers):
        return report.text("notes.all_but", names=_list(report, others))
    return _list(report, tickers)


def _list(report: Report, tickers: Sequence[str]) -> str:
    separator = report.text("claim_words.list_separator")
    names = separator.join(report.company_name(ticker) for ticker in tickers[:NAMED])
    more = len(tickers) - NAMED
    return names + report.text("notes.and_more", k=more) if more > 0 else names


def _groups(report: Report, missing: Sequence[Gap]) -> list[tuple[tuple[str, tuple[Period, ...]], list[str]]]:
    """Return the companies that lack the same figures, by item and periods; those first that claims need."""
    needed = {(claim.ticker, claim.item) for claim in report.facts.claims}
    periods: dict[tuple[str, str], tuple[Period, ...]] = {}
    for gap in sorted(missing, key=lambda gap: (gap.ticker, gap.item) not in needed):
        periods[gap.item, gap.ticker] = (*periods.get((gap.item, gap.ticker), ()), gap.period)
    found: dict[tuple[str, tuple[Period, ...]], list[str]] = {}
    for (item, ticker), when in periods.items():
        found.setdefault((item, when), []).append(ticker)
    return sorted(found.items(), key=lambda group: (CORE_ITEMS.index(group[0][0]), -len(group[0][1])))
