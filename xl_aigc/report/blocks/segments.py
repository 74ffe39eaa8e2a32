"""Segments of a basket that declares none: which have rows of their own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from xl_aigc.measures.mask import everyone

if TYPE_CHECKING:
    from xl_aigc.report.report import Report

MOST: Final = 12


def large_segments(report: Report, smallest: int) -> list[str]:
    """Return the segments that have enough companies, the largest first; where they are too many, those larger than the first left out.

    Args:
        report: the report.
        smallest: companies that are enough.
    """
    counts = _sizes(report, smallest)
    shown, left = list(counts)[:MOST], list(counts)[MOST:]
    larger = [segment for segment in shown if not left or counts[segment] > counts[left[0]]]
    return larger or shown


def all_tied(report: Report, smallest: int) -> bool:
    """Return whether more segments than have a row are of one size, so that the first of the list stand for all; arguments as above."""
    sizes = [] if report.facts.segments else list(_sizes(report, smallest).values())
    return len(sizes) > MOST and sizes[0] == sizes[MOST]


def _sizes(report: Report, smallest: int) -> dict[str, int]:
    """Return the companies of each segment that has enough of them, the largest first."""
    counts = Counter(str(segment) for segment in everyone(report.frame).pick(report.frame["segment"]))
    return {segment: count for segment, count in counts.most_common() if count >= smallest}
