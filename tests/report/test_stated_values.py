"""Numbers known before the workbook was made: computed on the bundled basket by another path, or printed in a filing.

Each stands where a reader meets it: sheet, block, row and column, or a card.
"""

from __future__ import annotations

import pytest
from support.sheet_reader import read

M = " (CNY m)"
GLANCE = ("Overview", "Basket with and without the giants")
LAYERS = ("Value chain", "Results by layer")
GROWTH = ("Profitability", "Growth cohorts")
STATUS = ("Profitability", "Profit status")
PRICES = ("Naked swimmers", "Price cohorts")
INTENSITY = ("R&D", "R&D to revenue")
SQUEEZE = ("Naked swimmers", "Selling took a larger share of revenue")
GAP = ("Outlook", "R&D growth vs revenue growth")

# place, row, column, value, digits after the point that it was stated with
CELLS = [
    (GLANCE, "All companies", f"Revenue{M}", 1_404_664, 0),
    (GLANCE, "All companies", f"Net profit{M}", 137_574, 0),
    # 83% of revenue and 97% of profit are the giants': 1,165,614 and 133,237 m.
    (GLANCE, "Excluding giants", f"Revenue{M}", 1_404_664 - 1_165_614, 0),
    (GLANCE, "Excluding giants", f"Net profit{M}", 137_574 - 133_237, 0),
    # The 50 with both years earned 137,418 m after 133,775; the 46 that are no giants 4,180 m after 10,254.
    (GLANCE, "All companies", "Net profit YoY", 0.027, 3),
    (GLANCE, "Excluding giants", "Net profit YoY", -0.592, 3),
    (GLANCE, "Named in the article", "Profit down", 6, 0),
    (GLANCE, "Named in the article", "Companies with profit, both years", 13, 0),
    (GLANCE, "Added", "Profit down", 30, 0),
    (GLANCE, "Added", "Companies with profit, both years", 37, 0),
    (LAYERS, "midstream", f"Net profit, matched companies{M}", -1_366, 0),
    (LAYERS, "midstream", f"Year-ago net profit{M}", -3, 0),
    (LAYERS, "midstream", "Loss-makers", 4, 0),
    (LAYERS, "midstream", "Companies", 7, 0),
    (LAYERS, "upstream, ex giants", "Companies", 4, 0),
    *(
        (GROWTH, label, "Companies", count, 0)
        for label, count in (
            ("both up", 11),
            ("revenue only up", 12),
            ("profit only up", 3),
            ("neither up", 24),
            ("unknown", 5),
        )
    ),
    (GROWTH, "both up", "Loss-makers", 0, 0),
    *(
        (STATUS, label, "Companies", count, 0)
        for label, count in (
            ("up", 11),
            ("down", 23),
            ("to loss", 8),
            ("loss wider", 5),
            ("to profit", 3),
            ("loss cut", 0),
        )
    ),
    *(
        (PRICES, label, "Companies", count, 0)
        for label, count in (
            ("strong rise: >+20%", 1),
            ("moderate rise: >0 to +20%", 5),
            ("flat or small fall: >−20%", 7),
            ("moderate fall: >−40% to −20%", 27),
            ("heavy fall: −40% or worse", 15),
        )
    ),
    *(
        (INTENSITY, label, "Companies", count, 0)
        for label, count in (
            ("low: up to 5%", 18),
            ("moderate: >5% to 10%", 5),
            ("high: >10% to 20%", 7),
            ("very high: >20%", 10),
            ("unknown", 15),
        )
    ),
]
CARDS = [
    ("Overview", "At a glance", "Wind AIGC concept index, year to date", -0.307, 4),
    ("Overview", "At a glance", "Wind ChatGPT concept index, year to date", -0.3034, 4),
    ("Overview", "At a glance", "Median price change", -0.314, 3),
    ("Overview", "At a glance", "Price down, share", 49 / 55, 9),
    ("Overview", "At a glance", "Profit down, share", 36 / 50, 9),
    ("Overview", "At a glance", "Both up, share", 11 / 50, 9),
    ("Profitability", "Profit up and down", "Profit down", 36, 0),
    ("Profitability", "Profit up and down", "Loss-makers", 14, 0),
    ("Profitability", "Profit up and down", "Profit down 100% or more", 10, 0),
    ("Profitability", "Profit up and down", "Profit down 1,000% or more", 2, 0),
    ("Naked swimmers", "Share prices year to date", "Largest price fall", -0.687, 3),
    ("R&D", "R&D above the article's thresholds", "R&D above CNY 100m", 20, 0),
    ("R&D", "R&D above the article's thresholds", "R&D above CNY 1,000m", 8, 0),
    ("R&D", "R&D above the article's thresholds", "R&D above CNY 10,000m", 0, 0),
    ("Outlook", "R&D and revenue", "Companies with R&D, both years", 15, 0),
    # The companies with both years grew 10%.
    ("Outlook", "R&D and revenue", "R&D expense YoY", 0.10, 2),
]
NOTES = [
    ("Profitability", "Profit up and down", "Profit down", "50 of 55; range 36–41"),
    (
        "R&D",
        "R&D above the article's thresholds",
        "R&D above CNY 100m",
        "40 of 55; range 20–35",
    ),
    (
        "R&D",
        "R&D above the article's thresholds",
        "R&D above CNY 1,000m",
        "40 of 55; range 8–23",
    ),
    (
        "R&D",
        "R&D above the article's thresholds",
        "R&D above CNY 10,000m",
        "40 of 55; range 0–15",
    ),
]
# Growth as the companies announced it, or as their filings give it: company, column, value, digits.
ANNOUNCED = [
    ("300418.SZ", "Net profit YoY", -2.0866, 3),
    ("300418.SZ", "Profit status", "to loss", 0),
    ("300364.SZ", "Net profit YoY", -3.0503, 3),
    ("300364.SZ", "Profit status", "loss wider", 0),
    ("688787.SH", "Net profit YoY", 1.0242, 4),
    ("688787.SH", "Profit status", "to profit", 0),
    ("000560.SZ", "Net profit YoY", 1.6015, 4),
    ("000560.SZ", "Profit status", "to profit", 0),
    ("300624.SZ", "Net profit YoY", -0.4399, 4),
    ("300624.SZ", "Profit status", "down", 0),
    ("000681.SZ", "Net profit YoY", -0.4404, 4),
    ("300033.SZ", "Revenue YoY", -0.0551, 4),
    ("688327.SH", "R&D to revenue", 1.80, 2),
    ("002558.SZ", "Growth cohort", "profit only up", 0),
    ("002229.SZ", "Price change", -0.687, 3),
    ("600690.SH", "Price change, band", "strong rise", 0),
    ("300418.SZ", f"Selling expense{M}", 934, 0),
]


@pytest.fixture(scope="module", params=["as built", "recalculated"])
def sheets(request, english, english_recalculated):
    """The sheets as the file stores them, and as LibreOffice recalculates them."""
    return read(english if request.param == "as built" else english_recalculated)


def close(value, stated, digits):
    return value == stated if isinstance(stated, str) else abs(value - stated) <= 0.51 * 10**-digits


@pytest.mark.parametrize(("place", "row", "column", "stated", "digits"), CELLS)
def test_a_table_shows_the_value_known_before(sheets, place, row, column, stated, digits):
    name, title = place
    assert close(sheets[name].table(title).row(row)[column].value, stated, digits)


@pytest.mark.parametrize(("name", "title", "label", "stated", "digits"), CARDS)
def test_a_card_shows_the_value_known_before(sheets, name, title, label, stated, digits):
    assert close(sheets[name].cards(title)[label][0].value, stated, digits)


@pytest.mark.parametrize(("name", "title", "label", "note"), NOTES)
def test_a_count_says_how_far_the_missing_could_move_it(sheets, name, title, label, note):
    assert sheets[name].cards(title)[label][1].value == note


@pytest.mark.parametrize(("ticker", "column", "stated", "digits"), ANNOUNCED)
def test_a_company_shows_what_it_announced(sheets, ticker, column, stated, digits):
    sheet = sheets["Companies"]
    row, heading = sheet.find(ticker)[0], sheet.find("Ticker")[0]
    place = next(c for c in sheet.filled(heading) if sheet.at(heading, c) == column)
    assert close(sheet.at(row, place), stated, digits)


def test_kunlun_spent_twice_as_much_on_rd_while_revenue_grew_by_three_percent(sheets):
    row = next(row for row in sheets["Outlook"].table(GAP[1]).rows if row["Ticker"].value == "300418.SZ")
    assert round(row["R&D expense YoY"].value, 2) == 1.16
    assert round(row["Revenue YoY"].value, 2) == 0.03
    assert row["#"].value == 1


def test_the_selling_flag_is_known_for_thirty_one_companies(sheets):
    sheet = sheets["Companies"]
    heading, _ = sheet.find("Ticker")
    place = next(
        c
        for c in sheet.filled(heading)
        if sheet.at(heading, c) == "Flag: selling to revenue up, revenue not up"
    )
    shown = [sheet.at(row, place) for row in range(heading + 1, heading + 56)]
    # 24 grew their revenue; of the 28 others whose revenues are known 7 have both selling ratios.
    assert len(shown) - shown.count("unknown") == 31
    assert shown.count("unknown") == 24


def test_tiny_bases_lead_by_percent_and_not_by_yuan(sheets):
    worst = sheets["Profitability"].table("Largest falls in net profit").rows
    assert [row["Company"].value for row in worst[:3]] == ["Leo Group", "Kunlun Tech", "Perfect World"]
