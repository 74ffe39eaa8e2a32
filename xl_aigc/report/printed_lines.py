"""The lines above and below a printed page: the texts that tell of what day, period and basket it is."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.report.fonts import WIDE_LETTERS
from xl_aigc.report.widths import text_width

if TYPE_CHECKING:
    from xl_aigc.report.report import Report

SOURCES: Final = "sources"
"""The sheet that the line of the source names."""
ROOM: Final = 40.0
"""Digits of a third of the width of upright paper, in the size of these lines: programs give each part of a line a third."""
CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class DatedLines:
    """Texts that change with the figures.

    Attributes:
        named: the basket and the period.
        above: the periods that are compared, and the day of the figures.
        as_of: the day alone.
    """

    named: str
    above: str
    as_of: str


def dated_lines(report: Report) -> DatedLines:
    """Return the texts of a report's printed lines that change with its figures."""
    periods = str(report.period) if "prior" in report.absent else report.text("head.periods")
    as_of = report.text("head.as_of", as_of=report.facts.as_of.isoformat())
    return DatedLines(_named(report), f"{periods}{between(report)}{as_of}", as_of)


def changed_lines(before: Report, now: Report) -> dict[str, str]:
    """Return the texts that are other than before, by the old ones."""
    pairs = zip(astuple(dated_lines(before)), astuple(dated_lines(now)), strict=True)
    return {one: other for one, other in pairs if one != other}


def between(report: Report) -> str:
    """Return the sign between parts of a line, with the blanks beside it."""
    return f"  {report.text('head.separator')}  "


def source_line(report: Report) -> str:
    """Return where the figures come from; the sheet that lists it has the name that a person gave it."""
    return report.text("head.source", sheet=report.sheets.get(SOURCES, report.text("sheets.sources.title")))


def _named(report: Report) -> str:
    """Return the basket and the period; of a long name as much as there is room for."""
    name = report.facts.name[report.language]
    whole = report.text("head.named", basket=name)
    while text_width(whole, WIDE_LETTERS) > ROOM and name:
        name = name[:-1].rstrip()
        whole = report.text("head.named", basket=f"{name}{CUT}")
    return whole
