"""What each cell of the section sheets must show: tables of (sheet, title, rows), read with the numbers of pandas.

Cells are found by sheet and words. Each expectation is a cell and what pandas says.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from support.company_labels import COMPANY_LABELS, LIMIT_LABELS, SHORT_LABELS
from support.expected_groups import cohorts, groups, layers, segments
from support.pandas_companies import (
    INDEX,
    NOW,
    PRICE,
    RD_INTENSITY,
    WORDS,
    companies,
    layer_medians,
)
from support.pandas_statistics import BASKET, KNOWN, SHORT, chance_limit, highest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from support.sheet_reader import Cell, Sheet

UNIT = " (CNY m)"
CHATGPT_INDEX = -0.3034
GROWTH = ("both_up", "revenue_only_up", "profit_only_up", "both_down")
STATUS = (
    *("turned_profitable", "turned_to_loss", "loss_widened", "loss_narrowed", "loss_unchanged"),
    *("increased", "decreased", "unchanged"),
)
SECTIONS = ("Overview", "Value chain", "Profitability", "Naked swimmers", "R&D", "Outlook")


class Expected(NamedTuple):
    """One cell and what it must show."""

    cell: Cell
    value: float | str


def shown(value: object) -> float | str:
    """What a cell shows for a value of pandas: NaN is missing, infinity undefined."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "n.a."
    return "n.m." if isinstance(value, float) and math.isinf(value) else value  # type: ignore[return-value]


def agrees(seen: object, due: object) -> bool:
    """Equal texts, or numbers within 1e-9 of each other."""
    if isinstance(due, str) or isinstance(seen, str):
        return seen == due
    return math.isclose(float(seen), float(due), rel_tol=1e-9, abs_tol=1e-12)  # type: ignore[arg-type]


# sheet, title, rows, the column that classifies (shares are over the companies it classifies)
SUMMARIES: tuple[tuple[str, str, Callable[[], dict[str, pd.DataFrame]], str | None], ...] = (
    ("Overview", "Basket with and without the giants", groups, None),
    ("Value chain", "Results by layer", layers, None),
    ("Value chain", "Companies by segment", segments, None),
    ("Profitability", "Growth cohorts", lambda: cohorts("growth_cohort", GROWTH), "growth_cohort"),
    (
        "Profitability",
        "Profit status",
        lambda: cohorts("net_profit_status", STATUS),
        "net_profit_status",
    ),
    (
        "Naked swimmers",
        "Price cohorts",
        lambda: in_words(cohorts("price_cohort", tuple(PRICE)), PRICE_ROWS),
        "price_cohort",
    ),
    (
        "R&D",
        "R&D to revenue",
        lambda: in_words(cohorts("rd_intensity_cohort", tuple(RD_INTENSITY)), INTENSITY_ROWS),
        "rd_intensity_cohort",
    ),
)
CARDS = ("Overview", "Value chain", "Profitability", "Naked swimmers", "R&D", "Outlook")
INDICES = {
    "Wind AIGC concept index": INDEX,
    "Wind ChatGPT concept index": CHATGPT_INDEX,
}
COUNTS = {
    *("Profit down", "Revenue and profit up", "Loss-makers", "Profit down 100% or more"),
    *(
        "Profit down 1,000% or more",
        "Above +20%",
        "Up 20% or less",
        "Flat or down under 20%",
        "Down 20% to under 40%",
    ),
    *(
        "Down 40% or more",
        "R&D above CNY 100m",
        "R&D above CNY 1bn",
        "R&D above CNY 10bn",
    ),
    *("With a registered model", "With a registered algorithm"),
    *("R&D to revenue above 10%", "Price down", "Turned to loss"),
}
LOSS = ("net_profit", lambda f: f["net_profit"] < 0)
# sheet, title, ranked by, lowest first, who qualifies, rows at most
RANKINGS: tuple[tuple[str, str, str, bool, Callable[[pd.DataFrame], pd.Series] | None, int], ...] = (
    ("Profitability", "Largest losses", "net_profit", True, lambda f: f["net_profit"] < 0, 10),
    ("Naked swimmers", "Largest price falls", "price_change", True, lambda f: f["price_change"] < 0, 10),
    ("Naked swimmers", "Largest price rises", "price_change", False, lambda f: f["price_change"] > 0, 10),
    ("Naked swimmers", "Screen: five warning flags per company", "screen_order", False, None, 12),
    ("R&D", "Largest R&D expenses", "rd_expense", False, None, 10),
    ("R&D", "R&D and selling expense", "rd_to_selling", False, None, 15),
    ("Outlook", "R&D growth vs revenue growth", "rd_gap", False, None, 3),
    ("Outlook", "R&D leaders and their roll-out", "rd_expense", False, None, 3),
)
CASES = (
    ("Profitability", "Companies the article says grew both, by type", 9),
    ("Naked swimmers", "Selling expense and revenue", 6),
    ("R&D", "R&D investment (expense plus capitalised)", 2),
)
LIMITS = (("Assumptions", "Thresholds and medians"),)


PRICE_ROWS = (
    "strong rise: above +20%",
    "moderate rise: up to +20%",
    "flat or small fall: under 20%",
    "moderate fall: 20% to <40%",
    "heavy fall: 40% or more",
)
INTENSITY_ROWS = (
    "low: up to 5%",
    "moderate: above 5% to 10%",
    "high: above 10% to 20%",
    "very high: above 20%",
)


def in_words(groups: dict[str, pd.DataFrame], rows: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Groups by the label of their row, which tells the bounds of the cohort; what follows the cohorts keeps its own."""
    kept = list(groups)[len(rows) :]
    return dict(zip((*rows, *kept), groups.values(), strict=True))


def summary(
    sheet: Sheet, title: str, rows: dict[str, pd.DataFrame], classified: str | None
) -> Iterator[Expected]:
    """Every cell of a table of groups."""
    table = sheet.table(title)
    first = table.headings[0]
    assert [row[first].value for row in table.rows] == list(rows), title
    known = companies()[classified].notna().sum() if classified else 0
    for row, (label, group) in zip(table.rows, rows.items(), strict=True):
        for heading in table.headings[1:]:
            yield Expected(row[heading], group_value(heading, label, group, known))


def group_value(heading: str, label: str, group: pd.DataFrame, known: int) -> float | str:
    if heading == "Share of classified":
        return "" if label in {WORDS["unknown"], WORDS["total"]} else len(group) / known
    if heading == "First four companies":
        more = f" and {len(group) - 4} more" if len(group) > 4 else ""
        return ", ".join(group["name_en"].head(4)) + more
    return shown(BASKET[SHORT.get(heading, heading)][0](group))


SIDE_BY_SIDE = ("R&D expense YoY", "Revenue YoY")
"""Growths that Outlook sets side by side: of the same companies."""
SHARED = [column for label in SIDE_BY_SIDE for column in BASKET[label][1]]


def cards(sheet: Sheet) -> Iterator[Expected]:
    """Every card: its number, and what it says of the companies that the number rests on."""
    every = companies()
    for label, (value, note) in sheet.cards().items():
        if label in INDICES:
            yield Expected(value, INDICES[label])
            continue
        rule, needs = BASKET[label]
        side_by_side = sheet.name == "Outlook" and label in SIDE_BY_SIDE
        frame = every.dropna(subset=SHARED) if side_by_side else every
        n = len(frame[list(needs)].dropna()) if needs else len(frame)
        words = f"of {n}" if label in KNOWN else f"{n} of {len(every)}"
        if label in COUNTS and highest(label, frame) > rule(frame):
            words += f"; range {rule(frame)}–{highest(label, frame)}"
        yield Expected(value, shown(rule(frame)))
        yield Expected(note, words + (", with both figures" if side_by_side else ""))


def ranking(
    sheet: Sheet,
    title: str,
    by: str,
    lowest: bool,
    who: Callable[[pd.DataFrame], pd.Series] | None,
    most: int,
) -> Iterator[Expected]:
    """Every cell of a ranking; ties stand in the order of the basket."""
    frame = companies()
    qualified = frame[who(frame)] if who else frame
    qualified = qualified[qualified[by].replace(np.inf, np.nan).notna()]
    ordered = qualified.sort_values(by, ascending=lowest, kind="stable")
    table = sheet.table(title)
    assert len(table.rows) == min(most, len(ordered)), title
    for row, ticker in zip(table.rows, ordered.index, strict=False):
        yield from company_cells(row, str(ticker))
    words, rest = sheet.text_below(title, "in all"), len(ordered) - most
    ending = f"; not shown: {rest}." if rest > 0 else "."
    assert words == f"Companies in all: {len(ordered)}{ending}", title


def company_cells(row: dict[str, Cell], ticker: str) -> Iterator[Expected]:
    """The cells of one company in any list; a long name may be cut."""
    for heading, cell in row.items():
        if heading != "Remark":
            key = {**COMPANY_LABELS, **SHORT_LABELS}[heading.removesuffix(UNIT)]
            due = shown(companies().loc[ticker, key])
            cut = str(cell.value).removesuffix("…")
            is_cut = cut != cell.value and len(cut) >= 20 and str(due).startswith(cut)
            yield Expected(cell, cell.value if is_cut else due)


def cases(sheet: Sheet, title: str, count: int) -> Iterator[Expected]:
    table = sheet.table(title)
    assert len(table.rows) == count, title
    for row in table.rows:
        named = companies()[companies()["name_en"] == row["Company"].value]
        yield from company_cells(row, str(named.index[0]))


def next_period(sheet: Sheet) -> Iterator[Expected]:
    """The key figures of this period, and the free cells of the next."""
    for row in sheet.table("Same measures, next period").rows:
        yield Expected(row[NOW], shown(BASKET[str(row["Measure"].value)][0](companies())))
        yield Expected(row["2024Q3"], "n.a.")


def correlations(sheet: Sheet) -> Iterator[Expected]:
    """Rank correlations with R&D expense: of the ten that spend most, and of all with both figures."""
    frame = companies()
    leaders = frame.sort_values("rd_expense", ascending=False, kind="stable").head(10)
    for row in sheet.table("Roll-out and R&D: rank correlation").rows:
        group = leaders if row["Companies"].value == "Top 10" else frame
        both = group[["rd_expense", SHORT_LABELS[str(row["Measure"].value)]]].dropna().rank()
        n, rho = len(both), float(both.corr().iloc[0, 1])
        limit = chance_limit(n)
        yield Expected(row["Spearman"], rho)
        yield Expected(row["Pairs"], n)
        yield Expected(row["Chance limit"], limit)
        yield Expected(row["Finding"], "significant" if abs(rho) >= limit else "not significant")


def limits(sheet: Sheet, title: str) -> Iterator[Expected]:
    frame = companies()
    medians = layer_medians(frame)
    measured = {"Median price change of the basket": frame["price_change"].median()}
    for layer, value in medians.items():
        measured[f"Median R&D to revenue, {layer} (basket if too few)"] = value
    due = {
        **LIMIT_LABELS,
        **measured,
        **{f"{name}, year to date": change for name, change in INDICES.items()},
    }
    for row in sheet.table(title).rows:
        yield Expected(row["Value"], due[str(row["Threshold"].value).removesuffix(UNIT)])


def expectations(sheets: dict[str, Sheet]) -> Iterator[Expected]:
    """Everything that the section sheets must show."""
    for name, title, rows, classified in SUMMARIES:
        yield from summary(sheets[name], title, rows(), classified)
    for name in CARDS:
        yield from cards(sheets[name])
    for name, title, *rest in RANKINGS:
        yield from ranking(sheets[name], title, *rest)
    for name, title, count in CASES:
        yield from cases(sheets[name], title, count)
    for name, title in LIMITS:
        yield from limits(sheets[name], title)
    yield from next_period(sheets["Outlook"])
    yield from correlations(sheets["Outlook"])
