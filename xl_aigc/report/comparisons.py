"""Words for a comparison with another period than that of a year before: labels speak of a year, and such a report doesn't."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.errors import LayoutError, Place

if TYPE_CHECKING:
    from xl_aigc.data.period import Period
    from xl_aigc.labels import Labels
    from xl_aigc.report.report import Report

QUARTERS: Final = {"Q1", "Q2", "Q3", "Q4"}
MONTHS: Final = 3
"""Months of a quarter."""


def in_comparison(labels: Labels, period: Period, compare: Period) -> Labels:
    """Return the program's texts with words that are true of two periods.

    Args:
        labels: the texts, which speak of the year before.
        period: the period of the report.
        compare: the period that it is compared with.

    Example:
        >>> from xl_aigc.data.period import Period
        >>> from xl_aigc.labels import load_labels
        >>> labels = load_labels("en")
        >>> [in_comparison(labels, Period("2024FY"), Period(f"{year}FY")).text("measures.revenue_yoy") for year in (2023, 2022)]
        ['Revenue YoY', 'Revenue growth on 2022FY']
    """
    if compare == period.year_before:
        return labels
    texts, before = dict(labels.texts), _follows(period, compare)
    for row in tables.rows("comparisons"):
        if row["language"] == labels.language:
            instead = (before and row["of_next_quarter"]) or row["instead"]
            word, said = row["word"], instead.replace("{compare}", str(compare))
            texts = {key: text.replace(word, said) for key, text in texts.items()}
    return replace(labels, texts=texts)


def of_a_year(report: Report) -> list[LayoutError]:
    """Return a warning of each of the basket's own texts that speaks of the year before where another period is compared with.

    Such a text stays as it is: it may be about a period of its own.
    """
    period, compare = report.period, report.compare
    own = report.facts.texts.by_language.get(report.language, {}) if report.facts.texts else {}
    if compare == period.year_before:
        return []
    words = [row["word"].strip() for row in tables.rows("comparisons") if row["language"] == report.language]
    said = {key: next((word for word in words if word in text), None) for key, text in own.items()}
    return [
        LayoutError(
            f"The text says {word!r}, and the report compares {period} with {compare}.",
            Place("texts.yaml", key=f"{report.language}.{key}"),
            remedy="Word it so that it is true of any two periods, or leave it if it is about periods of its own.",
        )
        for key, word in said.items()
        if word
    ]


def _follows(period: Period, other: Period) -> bool:
    """Return whether it is the single quarter after another one: of two such, one is the second or fourth of its year."""
    parts = {period.part, other.part}
    months = 12 * (period.year - other.year) + period.months - other.months
    return months == MONTHS and parts <= QUARTERS and bool(parts & {"Q2", "Q4"})
