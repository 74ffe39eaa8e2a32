"""Stock-taking of a workbook that was just built: coverage, checks, verdicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.labels import word
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.claims.result import OTHER_BASKET, VERDICTS
from xl_aigc.ooxml.book import Book
from xl_aigc.report.check_file import checks_passed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.report.builder import Built


@dataclass(frozen=True, slots=True)
class Stock:
    """Stock of a workbook.

    Attributes:
        built: the file, its sheets and its size.
        known: companies with revenue and profit in both years.
        due: companies of the basket.
        checks: how many checks passed, and of how many; None where no layout has them.
        verdicts: how many claims have each verdict, in English words; empty where the basket has no article.
    """

    built: Built
    known: int
    due: int
    checks: tuple[int, int] | None
    verdicts: Mapping[str, int]


def take_stock(built: Built) -> Stock:
    """Take stock of a workbook, from the figures that it was built of."""
    report = built.report
    known, due = report.basket("known_all_pairs").value, report.due().value
    counts = Counter(result.verdict for result in evaluate(report.frame))
    verdicts = {
        word(verdict, "en"): counts[verdict] for verdict in (*VERDICTS, OTHER_BASKET) if counts[verdict]
    }
    with Book(built.target) as book:
        checks = checks_passed(book, {})
    return Stock(built, int(known), int(due), checks, verdicts)
