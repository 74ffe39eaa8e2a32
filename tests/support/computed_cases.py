"""Formulas over the bundled basket with results from pandas and SciPy, for the table of cases: `python -m support.computed_cases`.

Run in `tests`. It writes the rows of `edge_cases.csv` from the first computed one on; what stands before them is written by hand.
Nothing of the package computes here: the figures come from the CSV files through `pandas_companies`.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from support.pandas_companies import WORDS
from support.pandas_statistics import known, matched, median, summed_growth, summed_ratio, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

from support.formula_rows import (
    BEFORE,
    MARK,
    MONEY,
    NOW,
    RATIOS,
    RULES,
    WORD_MEASURES,
    Row,
    array,
    case,
    cell,
    column,
    frame,
    yuan,
)

TABLE = Path(__file__).with_name("edge_cases.csv")


def figures(f: pd.DataFrame) -> Iterator[Row]:
    """One figure by every spelling of periods, tickers, names and items."""
    for period, stated, tickers in (
        (NOW, "2024H1", f.index),
        (BEFORE, "2023H1", f.index[f["revenue_prior"].notna()]),
    ):
        for place, text in enumerate(period):
            ticker = tickers[3 * place]
            formula = f'=AIGC_FIGURE("{ticker}","revenue","{text}")'
            yield case("FIGURE", f"period {text}", formula, yuan(ticker, "revenue", stated))
    kunlun = yuan("300418.SZ", "revenue", "2024H1")
    for text in ("sz300418", "300418", "300418.XSHE", "SZ.300418", "昆仑万维", "Kunlun Tech", "kunlun tech"):
        yield case("FIGURE", f"company {text}", f'=AIGC_FIGURE("{text}","revenue")', kunlun)
    for text in ("营业收入", "Revenue", "매출액", "REVENUE"):
        yield case("FIGURE", f"item {text}", f'=AIGC_FIGURE("300418.SZ","{text}")', kunlun)
    for unit, factor in (("亿元", 1e8), ("万", 1e4), ("CNY m", 1e6), ("bn", 1e9)):
        yield case(
            "FIGURE", f"unit {unit}", f'=AIGC_FIGURE("300418.SZ","revenue",,,"{unit}")', kunlun / factor
        )
    yield case(
        "FIGURE", "unit of another currency", '=AIGC_FIGURE("300418.SZ","revenue",,,"USD m")', "#VALUE!"
    )
    for measure in RATIOS[:6]:
        yield case(
            "FIGURE",
            f"measure {measure}",
            f'=AIGC_FIGURE("300418.SZ","{measure}")',
            f.loc["300418.SZ", measure],
        )


def growths(f: pd.DataFrame) -> Iterator[Row]:
    """Growth, words and ratios of single companies out of their figures."""
    both = f[f["net_profit"].notna() & f["net_profit_prior"].notna()]
    for ticker, one in both.iloc[::3].iterrows():
        now, then = f'AIGC_FIGURE("{ticker}","net_profit")', f'AIGC_FIGURE("{ticker}","net_profit",-1)'
        yield case("YOY", f"profit of {ticker}", f"=AIGC_YOY({now},{then})", one["net_profit_yoy"])
    for _, one in both.iloc[1::3].iterrows():
        pair = f"{one['net_profit']!r},{one['net_profit_prior']!r}"
        yield case(
            "STATUS", f"profit of {one['ticker']}", f"=AIGC_STATUS({pair})", cell(one["net_profit_status"])
        )
    for ticker, one in f[f["rd_intensity"].notna()].iloc[::4].iterrows():
        now = f'AIGC_FIGURE("{ticker}","rd_expense"),AIGC_FIGURE("{ticker}","revenue")'
        yield case("RD_INTENSITY", ticker, f"=AIGC_RD_INTENSITY({now})", one["rd_intensity"])
    for ticker, one in f[f["selling_ratio"].notna()].iloc[::5].iterrows():
        now = f'AIGC_FIGURE("{ticker}",{{"selling_expense"}}),AIGC_FIGURE("{ticker}","revenue")'
        yield case("EXPENSE_RATIO", ticker, f"=AIGC_EXPENSE_RATIO({now})", one["selling_ratio"])
    for first, last, years in ((100, 180, 4), (2.5, 2.4, 3), (74460903.49, 92426380.35, 1), (8, 64, 1.5)):
        found = np.power(last / first, 1 / years) - 1
        yield case("CAGR", f"{first} to {last} in {years}", f"=AIGC_CAGR({first},{last},{years})", found)


def baskets(f: pd.DataFrame) -> Iterator[Row]:
    """Columns of the basket: items, units, measures, words."""
    for item in MONEY:
        yield case("BASKET", item, f'=AIGC_BASKET(,"{item}")', column(_label(item), f[item]))
    for item in ("revenue", "net_profit", "rd_expense"):
        shown = column(f"{WORDS[item]} (亿元)", f[item] / 1e8)
        yield case("BASKET", f"{item} in 亿元", f'=AIGC_BASKET(,"{item}",,,,"亿元")', shown)
    for measure in (*RATIOS, *WORD_MEASURES):
        held = f[measure].where(f[measure] != "?")
        for row in (6, 14):
            formula = f'=INDEX(AIGC_BASKET(,"{measure}"),{row + 1},1)'
            yield case("BASKET", f"measure {measure}, row {row}", formula, cell(held.iloc[row - 1]))
    for item in ("revenue", "price_change"):
        names = f.sort_values(item, ascending=False, kind="stable")["name_en"].head(5)
        yield case("TOP", f"by {item}", f'=AIGC_TOP(,"{item}",5,"name")', column("Company", names))
    for measure in ("rd_intensity", "net_margin", "selling_ratio", "revenue_yoy"):
        order = f[f[measure].notna()].sort_values(measure, ascending=False, kind="stable")
        yield case(
            "TOP",
            f"by measure {measure}",
            f'=AIGC_TOP(,"{measure}",4,"ticker")',
            column("Ticker", order["ticker"].head(4)),
        )
        least = order.sort_values(measure, kind="stable")["ticker"].head(3)
        yield case(
            "TOP", f"least {measure}", f'=AIGC_TOP(,"{measure}",3,"ticker",TRUE)', column("Ticker", least)
        )


def correlations(f: pd.DataFrame) -> Iterator[Row]:
    """Rank correlations of columns of the basket, header and missing values included."""
    for x, y in combinations(
        ("revenue", "net_profit", "rd_expense", "selling_expense", "price_change", "rd_intensity"), 2
    ):
        pairs = f[[x, y]].dropna()
        found = stats.spearmanr(pairs[x], pairs[y]).statistic
        formula = f'=AIGC_RANKCORR(AIGC_BASKET(,"{x}"),AIGC_BASKET(,"{y}"))'
        yield case("RANKCORR", f"{x} and {y}", formula, found)
    for item, limits in (
        ("revenue", (1e8, 1e9, 1e10, 1e11)),
        ("net_profit", (-1e8, 0, 1e9)),
        ("rd_intensity", (0.05, 0.1, 0.2)),
        ("price_change", (-0.4, -0.2, 0)),
    ):
        for limit in limits:
            formula = f'=AIGC_ABOVE(AIGC_BASKET(,"{item}"),{limit:g})'.replace("e+", "E")
            yield case("ABOVE", f"{item} above {limit:g}", formula, int((f[item] > limit).sum()))
    for item in ("revenue", "price_change"):
        ranks = f[item].rank(ascending=False, method="min")
        yield case("RANK", item, f'=AIGC_RANK(AIGC_BASKET(,"{item}"))', array([[rank] for rank in ranks]))


def cohorts(f: pd.DataFrame) -> Iterator[Row]:
    """Columns of the summaries by every rule."""
    numbers: dict[str, Callable[[pd.DataFrame], float]] = {
        "revenue": total("revenue"),
        "revenue_matched": matched("revenue", "revenue_prior"),
        "revenue_prior": matched("revenue_prior", "revenue"),
        "revenue_yoy": summed_growth("revenue"),
        "net_profit_matched": matched("net_profit", "net_profit_prior"),
        "net_profit_yoy": summed_growth("net_profit"),
        "profit_pairs": known("net_profit", "net_profit_prior"),
        "median_net_profit_yoy": median("net_profit_yoy"),
        "rd_expense_matched": matched("rd_expense", "revenue"),
        "rd_intensity": summed_ratio("rd_expense", "revenue"),
        "median_price_change": median("price_change"),
    }
    for rule, (by, keys) in RULES.items():
        groups = [f[f[by] == WORDS[key]] for key in keys]
        unknown = f[~f[by].isin([WORDS[key] for key in keys])]
        groups += [unknown] if len(unknown) else []
        names = [*(WORDS[key] for key in keys), *([WORDS["unknown"]] if len(unknown) else []), WORDS["total"]]
        counts = [*map(len, groups), len(f)]
        shown = array([["Cohort", "Companies"], *zip(names, counts, strict=True)])
        yield case("COHORT", f"{rule}: companies", f'=AIGC_COHORT(,"{rule}",,,"cohort,companies")', shown)
        for key, compute in numbers.items():
            values = [_number(compute, group) for group in (*groups, f)]
            for row, value in ((2, values[0]), (3, values[1])):
                formula = f'=INDEX(AIGC_COHORT(,"{rule}",,,"{key}"),{row},1)'
                yield case("COHORT", f"{rule}: {key} of {names[row - 2]}", formula, value)
        for key, compute in numbers.items():
            if rule == "growth":
                formula = f'=INDEX(AIGC_COHORT(,,,,"{key}"),{len(groups) + 2},1)'
                yield case("COHORT", f"total of {key}", formula, _number(compute, f))


def screens(f: pd.DataFrame) -> Iterator[Row]:
    """The screen of the whole basket: 51 scores, 4 unknown; the ticker stands in front of the flags."""
    yield case("SCREEN", "ticker of row 20", "=INDEX(AIGC_SCREEN(,TRUE),21,1)", cell(f["ticker"].iloc[19]))
    yield case(
        "SCREEN",
        "every score of the sheet",
        "=AIGC_SCREEN()",
        array([[score] for score in f["screen_score"]]),
    )
    for place, flag in enumerate(("price_flag", "profit_flag", "loss_flag", "selling_flag", "rd_flag"), 1):
        for row in (6, 20, 45):
            value = {WORDS["yes"]: True, WORDS["no"]: False}.get(f[flag].iloc[row - 1])
            yield case(
                "SCREEN",
                f"{flag} of row {row}",
                f"=INDEX(AIGC_SCREEN(,TRUE),{row + 1},{place + 1})",
                cell(value),
            )


def coverages(f: pd.DataFrame) -> Iterator[Row]:
    """Shares of companies that have a figure."""
    for item in MONEY[:7]:
        yield case("COVERAGE", item, f'=AIGC_COVERAGE(,"{item}")', f[item].notna().sum() / len(f))
    for measure in RATIOS[:4]:
        yield case(
            "COVERAGE",
            f"measure {measure}",
            f'=AIGC_COVERAGE(,"{measure}")',
            f[measure].notna().sum() / len(f),
        )
    now = f["revenue"].notna().sum()
    yield case("ITEMS", "companies with revenue", "=INDEX(AIGC_ITEMS(),4,4)", int(now))
    yield case("PERIODS", "periods of the files", "=INDEX(AIGC_PERIODS(),3,1)", cell("2023H1"))
    yield case("BASKETS", "companies", "=INDEX(AIGC_BASKETS(),2,3)", len(f))
    yield case(
        "MEASURES",
        "companies with revenue growth",
        "=INDEX(AIGC_MEASURES(),2,3)",
        int(f["revenue_yoy"].notna().sum()),
    )


def series(f: pd.DataFrame) -> Iterator[Row]:
    """A figure over time; the files know two half-years."""
    for ticker in f.index[f["revenue"].notna() & f["revenue_prior"].notna()][::9]:
        one = f.loc[ticker]
        shown = array(
            [
                ["Period", "Year to date (亿)"],
                ["2023H1", one["revenue_prior"] / 1e8],
                ["2024H1", one["revenue"] / 1e8],
            ]
        )
        yield case(
            "SERIES", f"revenue of {ticker}", f'=AIGC_SERIES("{ticker}","revenue",,,"cumulative","亿")', shown
        )
        growth = f'=INDEX(AIGC_SERIES("{ticker}","revenue",0,,"growth"),2,2)'
        yield case("SERIES", f"growth of {ticker}", growth, one["revenue_yoy"])
        margin = f'=INDEX(AIGC_SERIES("{ticker}","net_margin",0,,"cumulative"),2,2)'
        if one["revenue"] > 0 and pd.notna(one["net_profit"]):
            yield case("SERIES", f"net margin of {ticker}", margin, one["net_profit"] / one["revenue"])


def _label(item: str) -> str:
    word = WORDS[item.removesuffix("_prior")]
    return f"{word} (year ago)" if item.endswith("_prior") else word


def _number(compute: Callable[[pd.DataFrame], float], group: pd.DataFrame) -> float | None:
    found = compute(group) if len(group) else None
    return None if found is None or pd.isna(found) else found


def computed_rows() -> list[Row]:
    """Every computed row."""
    f = frame()
    families = (figures, growths, baskets, correlations, cohorts, screens, coverages, series)
    return [row for family in families for row in family(f)]


def main() -> None:
    """Write the table anew: the rows by hand as they are, then the computed ones."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    by_hand = [row for row in rows if not row[1].startswith(MARK)]
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *by_hand, *computed_rows()])


if __name__ == "__main__":
    main()
