"""The head of every sheet: its title, the question it answers, and what its numbers are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.report.live import MISSING, Live, sentence
from xl_aigc.report.page import Cell, Page
from xl_aigc.report.widths import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.report.report import Report

HEIGHTS: Final = {1: 26.0, 2: 15.0, 3: 15.0, 4: 27.0, 5: 9.0}
"""Points of its rows: title, question, labels and values of facts, a blank."""
FACTS = ("basket", "period", "compare", "prices", "unit", "profit", "rd", "coverage", "as_of")
FEW_FACTS = ("basket", "period", "compare", "prices", "unit", "as_of")
"""The facts of a sheet, and of one with fewer columns."""
ABOUT = {"compare": "prior", "prices": "prices", "profit": "net_profit", "rd": "rd_expense"}
"""The subject without which a fact is left out."""
PAIRS: Final = ("known_all_pairs", "known_revenue_pairs", "known_profit_pairs", "known_rd_pairs")
"""Counts of companies with figures of both years, from the one that asks for most."""
WITH_CLAIMS = ("overview", "outlook", "claims")
"""Sheets that show what the article states, which is measured at its own period."""

CALENDAR: Final = "12-31"
"""The last day of a fiscal year that is the calendar year."""
ASKED_OF: Final = {"overview": ("prices", "rd_expense"), "outlook": ("rd_expense",)}
"""Subjects without which a sheet can't answer its whole question."""


def draw_strip(page: Page) -> None:
    """Draw the head and move below it."""
    report = page.report
    page.write(1, page.left, page.title, "title", span=page.grid)
    page.write(2, page.left, " ".join(asked(page)), "question", span=page.grid)
    shown = FEW_FACTS if page.printing.portrait else FACTS
    span = page.grid // len(shown)
    absent = {*report.absent, *(() if pairs_of(report) else ("coverage",))}
    facts = [key for key in shown if ABOUT.get(key, key) not in absent]
    for place, key in enumerate(facts):
        column = page.left + place * span
        if key == facts[-1]:
            span = page.grid - place * span
        page.put(3, column, Cell(Live(report.text(f"strip.{key}")), "strip_label", span=span))
        style, form = ("strip_days", "general") if key == "prices" else ("strip_value", None)
        page.put(4, column, Cell(_value(report, key), style, form, span=span))
    if page.key == "companies":
        _fixed_names(page)
    page.heights |= HEIGHTS
    page.title_rows = len(HEIGHTS) - 1
    page.row = len(HEIGHTS) + 1


def pairs_of(report: Report) -> str | None:
    """Return the key of what a basket counts as companies with both years; None where it has no figures of two years."""
    return next((key for key in PAIRS if key not in report.absent), None)


def asked(page: Page) -> Iterator[str]:
    """Yield the question that a sheet answers, and the period of the claims on it where that is another."""
    yield question_of(page.report, page.key)
    yield from claims_period(page)


def claims_period(page: Page) -> Iterator[str]:
    """Yield a sentence on the period of the article's claims where a sheet holds them and is of another one."""
    report, facts = page.report, page.report.facts
    if page.key in WITH_CLAIMS and facts.claims and not at_own_period(report.frame):
        yield report.text("strip.claims_period", own=facts.period, own_compare=facts.compare)


def question_of(report: Report, sheet: str) -> str:
    """Return the question that a sheet answers: the basket's own, else the program's as far as the basket has its subjects."""
    key, own = f"sheets.{sheet}.question", report.facts.texts
    words = own.by_language.get(report.language, {}) if own else {}
    whole = key in words or report.absent.isdisjoint(ASKED_OF.get(sheet, ()))
    ends = ("", "_plain") if whole else ("_plain",)
    ends = ("_bare", *ends) if "net_profit" in report.absent and key not in words else ends
    return next((text for end in ends if (text := report.labels.texts.get(key + end))), "")


def title_of(report: Report, basket: str) -> str:
    """Return the title of the document, which asks no more than its overview."""
    whole = report.absent.isdisjoint(ASKED_OF["overview"])
    end = "_bare" if "net_profit" in report.absent else "" if whole else "_plain"
    return report.text(f"document.title{end}", basket=basket)


def _fixed_names(page: Page) -> None:
    """The cell that every amount of money is divided by."""
    report = page.report
    column = page.left + COLUMNS
    page.put(3, column, Cell(Live(report.text("strip.divisor")), "strip_label", span=2))
    page.put(4, column, Cell(Live(report.frame.divisor), "input", "whole", span=2))
    report.defined["unit_divisor"] = page.address(4, column, sheet=True)


def _value(report: Report, key: str) -> Live:
    facts = report.facts
    if key == "coverage":
        pairs, due = report.basket(pairs_of(report) or PAIRS[0]), report.due()
        return sentence(report.text("strip.coverage_value", n="{n}", due="{due}"), n=pairs, due=due)
    if key == "prices":
        return Live(_price_window(report))
    values = {
        "basket": facts.name[report.language],
        "period": str(report.period),
        "compare": str(report.compare),
        "unit": report.word(report.unit),
        "profit": report.word("net_profit"),
        "rd": report.word("rd_expense"),
        "as_of": facts.as_of.isoformat(),
    }
    return Live(values[key])


def _price_window(report: Report) -> str:
    changes = [change for change in map(report.facts.price_change, report.staying.tickers) if change]
    if not changes:
        return MISSING
    return f"{min(one.base_date for one in changes)} – {max(one.date for one in changes)}"


def year_end(report: Report) -> str:
    """Return when the fiscal years of a basket end, where that is not with the calendar year."""
    end, last = report.facts.year_end, report.period.last_day(report.facts.year_end)
    if end == CALENDAR:
        return ""
    return (
        report.text("head.year_end", period=report.period, last=last)
        if end
        else report.text("head.year_ends")
    )
