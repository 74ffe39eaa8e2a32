"""Headings of exhibits and lists, broken into lines that tear no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.report.live import Live
from xl_aigc.report.widths import well_broken

if TYPE_CHECKING:
    from xl_aigc.report.report import Report


def broken_heading(report: Report, heading: Live | str, room: float) -> Live:
    """Return a heading with line breaks, in so many digits of the body font; its letters are those of labels. A formula stays."""
    own = heading if isinstance(heading, Live) else Live(heading)
    if own.native:
        return own
    sizes, letters = report.theme.sizes, report.theme.letters(report.language)
    ends = report.text("head.ends").split("|")
    text, headed = str(own.value), report.theme.headed(report.language)
    return Live(well_broken(text, room * sizes.body / sizes.label, letters, ends, headed))
