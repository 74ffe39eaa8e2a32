"""The head of a section sheet: what it is about, its finding, and what the finding rests on."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from xl_aigc.report.findings import Teller
from xl_aigc.report.leading import leading
from xl_aigc.report.live import Live, choice, sentence
from xl_aigc.report.logo import COLUMNS as LOGO_COLUMNS
from xl_aigc.report.page import Cell
from xl_aigc.report.strip import claims_period, pairs_of, question_of, year_end

if TYPE_CHECKING:
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

HEIGHTS: Final = (4.5, 16.5, 25.5, 15.0, 9.0)
"""Points of the rows: a rule, basket and sheet, finding, standfirst, a blank."""
REPEATED: Final = 2
"""Rows that stand at the head of every page."""
HEAD: Final = "head"
"""Key under which a block tells the head of its sheet of itself."""
KICKER: Final = 9
"""Columns of the grid that the basket and its periods take; the name of the sheet has the rest."""


def draw_head(page: Page) -> None:
    """Draw the head and move below it."""
    report = page.report
    for row, height in enumerate(HEIGHTS, 1):
        page.heights[row] = height
    for column, span in page.places([page.width]):
        page.put(1, column, Cell(Live(""), "rule", span=span))
    (left, wide), (right, narrow) = page.places([KICKER, page.width - KICKER])
    page.put(2, left, Cell(Live(_kicker(report)), "kicker", span=wide))
    page.put(2, right, Cell(Live(page.title), "kicker_right", span=narrow))
    ((column, span),) = page.places([page.width])

    def tell() -> None:
        teller, plain = (
            Teller(report, page.said.get(HEAD, {}), whole=True, about=page.title),
            Live(question_of(report, page.key) or page.title),
        )
        free = span - LOGO_COLUMNS * report.logo
        page.put(3, column, Cell(teller.finding(f"sheets.{page.key}", plain), "finding", span=free))

        basis = _standfirst(page)
        lines = page.lines(str(basis.value), page.width * page.digits)
        page.put(4, column, Cell(basis, "standfirst" if lines == 1 else "standfirst_lines", span=span))
        page.heights[4] = HEIGHTS[3] * lines

    page.titles.append(tell)
    page.title_rows = REPEATED
    page.printing.repeated = (1, REPEATED)
    page.row = len(HEIGHTS) + 1


def _kicker(report: Report) -> str:
    """Return the basket, its periods, and the days of its prices."""
    parts = [report.facts.name[report.language]]
    parts.append(str(report.period) if "prior" in report.absent else report.text("head.periods"))
    changes = [one for one in map(report.facts.price_change, report.staying.tickers) if one]
    if changes:
        first, last = min(one.base_date for one in changes), max(one.date for one in changes)
        parts.append(report.text("head.prices", first=first, last=last))
    return f"  {report.text('head.separator')}  ".join(parts)


def _standfirst(page: Page) -> Live:
    """Return what the numbers rest on: the sheet's own words, or coverage and bases of all; when fiscal years end; the period of its claims."""
    report = page.report
    own = report.labels.texts.get(f"sheets.{page.key}.standfirst")
    pairs = pairs_of(report)
    usual = report.text(
        "head.basis" if pairs else "head.basis_now",
        due="{due}",
        known=f"{{{pairs}}}",
        companies="{companies_companies}",
    )
    profit = "" if "net_profit" in report.absent else report.text("head.profit")
    told = (own or usual, *(() if own else (profit,)), year_end(report), *claims_period(page))
    between = report.text("claim_words.sentence_separator")
    first = Teller(report).line(between.join(part for part in told if part))
    leads = leading(report, page.key)
    whole = reduce(_joined, leads, first)
    if between or not leads or page.lines(str(whole.value), page.width * page.digits) == 1:
        return whole
    # Texts without blanks may be broken anywhere, before a comma too: of two lines the second begins with a sentence.
    second = reduce(_joined, leads)
    beginning = choice(Live(second.value == "", f'{second.native}=""'), Live(""), Live("\n", "CHAR(10)"))
    return _joined(_joined(first, beginning), second)


def _joined(one: Live, other: Live) -> Live:
    """Return a text with another behind it."""
    return sentence("{one}{other}", one=one, other=other)
