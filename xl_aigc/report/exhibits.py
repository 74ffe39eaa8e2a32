"""The head of an exhibit, which is written when the blocks of the sheet have told what they show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from xl_aigc.report.findings import Teller
from xl_aigc.report.live import Live, sentence
from xl_aigc.report.widths import HALF

if TYPE_CHECKING:
    from xl_aigc.report.finding_numbers import Said
    from xl_aigc.report.page import Page

TITLE, LINE, GAP = 18.0, 15.0, 3.0
"""Points of the row of the title, of the line below it, and of a line that would repeat the title."""
_LINE: Final = "charts.line_n"
WITHOUT: Final = {"line_now": "prior", "line_alone": "indices", "line_bare": "rd_to_selling"}
"""Endings of the labels of lines that are said where the basket has nothing of a subject or measure."""


def draw_exhibit(page: Page, stem: str, title: str, said: str, unit: str = "") -> None:
    """Draw the head of an exhibit: its number and finding, then what is drawn, in what unit, of how many.

    Args:
        page: the page.
        stem: key of the labels of the block.
        title: what describes it, whatever the figures are.
        said: key under which the block tells of itself.
        unit: what is drawn or its unit, for a block whose labels have no line.
    """
    page.exhibits += 1
    row, place = page.row, page.places([page.width])[0]
    page.headed = row, place[0]
    page.heights[row], page.heights[row + 1] = max(TITLE, page.heights.get(row, 0)), LINE
    page.row += 2
    alone = page.width == 2 * HALF  # beside another exhibit its rows have the height that both need
    page.titles.append(
        partial(_tell, page, (row, *place), page.exhibits, (stem, title, said, unit), alone=alone)
    )


def _tell(
    page: Page, place: tuple[int, int, int], number: int, words: tuple[str, str, str, str], *, alone: bool
) -> None:
    """Write the title and the line of an exhibit."""
    (row, column, span), (stem, title, said, unit), report = place, words, page.report
    told = page.said.get(said, {})
    teller, rest = Teller(report, told, about=title), _rest(page, stem, told) or unit or None
    finding = teller.finding(stem, Live(title))
    known = rest is not None and teller.told(rest) is not None  # a chart that is not drawn tells nothing
    line = report.text("head.line", title=title, rest=rest) if known else title
    numbered = sentence(report.text("head.exhibit", number=number, title="{title}"), title=finding)
    page.write(row, column, numbered if finding.native else Live(numbered.value), "exhibit", span=span)
    if finding.native or line != title:
        page.write(row + 1, column, teller.line(line), "line", span=span)
    elif alone:
        page.heights[row + 1] = GAP


def _rest(page: Page, stem: str, told: Said) -> str | None:
    """Return what the line says after the title: the block's own words, or how many companies it shows."""
    texts = page.report.labels.texts
    lacks = {"line_cut": "total" in told, **{end: one in page.report.absent for end, one in WITHOUT.items()}}
    ends = (*(end for end, holds in lacks.items() if holds), "line")
    own = next((text for end in ends if (text := texts.get(f"{stem}.{end}"))), None)
    if own is None and "n" in told:
        return texts[f"{_LINE}{'_rank' * ('rho' in told)}{'_cut' * ('total' in told)}"]
    return own
