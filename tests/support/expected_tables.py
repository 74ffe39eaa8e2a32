"""What each cell of the two wide sheets must show: every measure of every company, and every figure of the files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from support.company_labels import COMPANY_LABELS, DATA_ITEMS
from support.expected_sections import UNIT, Expected, company_cells, shown
from support.pandas_companies import BEFORE, NOW, REFERENCE, companies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.sheet_reader import Cell, Sheet


RANKED = 12
"""Numbers of a company on its sheet."""


def table_rows(sheet: Sheet) -> Iterator[tuple[str, dict[str, Cell]]]:
    """The rows of the wide table of a sheet, by ticker."""
    top, _ = sheet.find("Ticker")
    places = {str(sheet.at(top, column)): column for column in sheet.filled(top)}
    row = top + 1
    while re.fullmatch(r"\d{6}\.(SH|SZ|BJ)", str(sheet.at(row, 1))):
        yield str(sheet.at(row, 1)), {heading: sheet.cell(row, column) for heading, column in places.items()}
        row += 1


def companies_sheet(sheets: dict[str, Sheet]) -> Iterator[Expected]:
    """Every cell of Companies: the table, the lines above it, the divisor; and of the card."""
    sheet, frame = sheets["Companies"], companies()
    rows = list(table_rows(sheet))
    assert [ticker for ticker, _ in rows] == list(frame.index)
    for ticker, row in rows:
        yield from company_cells(row, ticker)
    slim = frame[frame["giant"] == "no"]
    top = sheet.find("Ticker")[0]
    for label, group in (("All companies", frame), ("Excluding giants", slim)):
        n, middle = sheet.find(f"{label}: with data")[0], sheet.find(f"{label}: median")[0]
        for column in sheet.filled(n, 5):
            key = COMPANY_LABELS[str(sheet.at(top, column)).removesuffix(UNIT)]
            numbers = group[key].replace(np.inf, np.nan).dropna()
            yield Expected(sheet.cell(n, column), len(numbers))
            yield Expected(sheet.cell(middle, column), shown(float(numbers.median())))
    yield Expected(sheet.cell(4, sheet.find("CNY per unit")[1]), 1e6)
    yield from card(sheets["One company"])


def card(sheet: Sheet) -> Iterator[Expected]:
    """One company: each measure beside the median of the basket and its rank, its words, and its sources."""
    row, column = sheet.find("Choose a ticker")
    ticker, frame = str(sheet.at(row, column + 2)), companies()
    own = frame.loc[ticker]
    row, column = sheet.find("Measure")
    first = row + 1
    while (heading := str(sheet.at(row := row + 1, column)).removesuffix(UNIT)) in COMPANY_LABELS:
        key = COMPANY_LABELS[heading]
        numbers = frame[key].replace(np.inf, np.nan).dropna()
        place = int(numbers.rank(ascending=False, method="min").get(ticker, 0))
        yield Expected(sheet.cell(row, column + 3), shown(own[key]))
        yield Expected(sheet.cell(row, column + 4), shown(float(numbers.median())))
        yield Expected(sheet.cell(row, column + 5), f"{place} of {len(numbers)}" if place else "n.a.")
    assert row - first == RANKED, "every number has a rank"
    for label, key in {"Layer": "layer", "Archetype": "archetype", "Growth cohort": "growth_cohort"}.items():
        row, column = sheet.find(label)
        yield Expected(sheet.cell(row, column + 3), own[key])
    claims = (REFERENCE / "claims.yaml").read_text(encoding="utf-8").count(f"ticker: {ticker}, item")
    claims += (REFERENCE / "claims.yaml").read_text(encoding="utf-8").count(f"ticker: {ticker}, measure")
    row, column = sheet.find("Article claims on this company")
    yield Expected(sheet.cell(row, column + 3), claims)
    yield from card_figures(sheet, ticker)


def card_figures(sheet: Sheet, ticker: str) -> Iterator[Expected]:
    """Each core item at both periods, and its sources, as figures.csv has them."""
    figures = pd.read_csv(REFERENCE / "figures.csv").set_index(["ticker", "item", "period"])
    top, column = sheet.find("Item")
    labels = {"Revenue": "revenue", "Net profit": "net_profit", "R&D expense": "rd_expense"}
    for row, (label, item) in enumerate(labels.items(), top + 1):
        assert str(sheet.at(row, column)).removesuffix(UNIT) == label
        for place, period in enumerate((NOW, BEFORE)):
            figure = figures.loc[(ticker, item, period)]
            yield Expected(sheet.cell(row, column + 2 + place), float(figure["value"]) / 1e6)
            yield Expected(sheet.cell(row, column + 4 + place), figure["sources"])


def data_sheet(sheets: dict[str, Sheet]) -> Iterator[Expected]:
    """Every figure of Data, in yuan, with its kind and sources."""
    figures = pd.read_csv(REFERENCE / "figures.csv", keep_default_na=False)
    figures["value"] = pd.to_numeric(figures["value"])
    by_place = figures.set_index(["ticker", "item", "period"])
    prices = pd.read_csv(REFERENCE / "price_changes.csv").set_index("ticker")
    rollout = pd.read_csv(REFERENCE / "rollout.csv").set_index("ticker")
    rows = list(table_rows(sheets["Data"]))
    assert [ticker for ticker, _ in rows] == list(companies().index)
    for ticker, row in rows:
        for label, item in DATA_ITEMS.items():
            for period in (NOW, BEFORE):
                heading, place = f"{label} {period}", (ticker, item, period)
                there = place in by_place.index
                yield Expected(row[heading], float(by_place.loc[place, "value"]) if there else "n.a.")
                yield Expected(row[f"{heading} kind"], by_place.loc[place, "kind"] if there else "")
                yield Expected(row[f"{heading} source"], by_place.loc[place, "sources"] if there else "")
        price = prices.loc[ticker]
        yield Expected(row["Price change"], float(price["change"]))
        yield Expected(row["Price from"], price["base_date"])
        yield Expected(row["Price to"], price["date"])
        for heading, column in (("models", "models_registered"), ("algorithms", "algorithms_registered")):
            number = rollout[column].get(ticker)
            yield Expected(row[f"Registered {heading}"], shown(None if number is None else float(number)))


# ---- what charts are drawn from


def feed_rows(sheet: Sheet) -> Iterator[dict[str, Cell]]:
    """The rows of the tables on the sheet of chart data: heading and cell."""
    for top in (row for row in range(2, len(sheet.grid) + 1) if sheet.at(row, 2) == "Chart data"):
        # A row is kept free for the bound of those that are shown.
        head = next(row for row in range(top + 1, top + 3) if sheet.filled(row))
        places = {str(sheet.at(head, column)): column for column in sheet.filled(head)}
        row = head + 1
        while len(sheet.filled(row)) > 2 or spare(sheet, row, places):
            if not spare(sheet, row, places):
                yield {heading: sheet.cell(row, column) for heading, column in places.items()}
            row += 1


def spare(sheet: Sheet, row: int, places: dict[str, int]) -> bool:
    """Whether a row of a feed waits for a company: it has a number and no name."""
    if not {"No.", "Company"} <= places.keys():
        return False
    return isinstance(sheet.at(row, places["No."]), float) and sheet.at(row, places["Company"]) == ""


def feeds(sheet: Sheet) -> Iterator[Expected]:
    """The numbers of a company in a feed; what is drawn (clipped, offset) is left to the tests of charts."""
    by_name = companies().set_index("name_en", drop=False)
    for row in feed_rows(sheet):
        if "Company" not in row or ("Ticker" in row and row["Ticker"].value == ""):
            continue
        company = by_name.loc[row["Company"].value]
        for heading, cell in row.items():
            key = COMPANY_LABELS.get(heading.removesuffix(UNIT))
            if key is not None:
                yield Expected(cell, shown(company[key]))
