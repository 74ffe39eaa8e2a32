"""Numbers known before the workbook was made: computed on the bundled basket by another path, or printed in a filing.

Each stands where a reader meets it: sheet, block, row and column, or a card.
"""

from __future__ import annotations

import pytest
from support.sheet_reader import read

M = " (CNY m)"
GLANCE = ("Overview", "The basket with and without its giants")
LAYERS = ("Value chain", "Layers in numbers")
GROWTH = ("Profitability", "Growth cohorts")
STATUS = ("Profitability", "What became of the profit")
PRICES = ("Naked swimmers", "Price cohorts")
INTENSITY = ("R&D reserves", "R&D intensity")
SQUEEZE = ("Naked swimmers", "Rising cost of selling")
GAP = ("Outlook", "R&D growth against revenue growth")

# place, row, column, value, digits after the point that it was stated with
CELLS = [
    (GLANCE, "All companies", f"Revenue{M}", 1_322_300, -2),
    (GLANCE, "All companies", f"Net profit{M}", 141_000, -2),
    # 88% of revenue and 95% of profit are the giants': 1,165.6 and 133.2 bn.
    (GLANCE, "Without the giants", f"Revenue{M}", 1_322_300 - 1_165_600, -2),
    (GLANCE, "Without the giants", f"Net profit{M}", 141_000 - 133_200, -2),
    (GLANCE, "All companies", "Net profit YoY", 0.054, 3),
    (GLANCE, "Without the giants", "Net profit YoY", -0.247, 3),
    (GLANCE, "Named in the article", "Net profit fell", 6, 0),
    (GLANCE, "Named in the article", "Net profit known in both years", 13, 0),
    (GLANCE, "Added", "Net profit fell", 24, 0),
    (GLANCE, "Added", "Net profit known in both years", 37, 0),
    (LAYERS, "midstream", f"Net profit, both years known{M}", -1_410, -1),
    (LAYERS, "midstream", f"Net profit a year earlier{M}", 260, -1),
    (LAYERS, "midstream", "Loss-making", 5, 0),
    (LAYERS, "midstream", "Companies", 9, 0),
    (LAYERS, "upstream, without giants", "Companies", 4, 0),
    *(
        (GROWTH, label, "Companies", count, 0)
        for label, count in (
            ("revenue and profit up", 17),
            ("revenue up, profit not", 11),
            ("profit up, revenue not", 3),
            ("neither up", 19),
            ("unknown", 5),
        )
    ),
    (GROWTH, "revenue and profit up", "Loss-making", 1, 0),
    *(
        (STATUS, label, "Companies", count, 0)
        for label, count in (
            ("increased", 15),
            ("decreased", 19),
            ("turned to loss", 6),
            ("loss widened", 5),
            ("turned profitable", 3),
            ("loss narrowed", 2),
        )
    ),
    *(
        (PRICES, label, "Companies", count, 0)
        for label, count in (
            ("above +20%", 2),
            ("above 0 to +20%", 4),
            ("above -20% to 0", 9),
            ("above -40% to -20%", 28),
            ("-40% or worse", 12),
        )
    ),
    *(
        (INTENSITY, label, "Companies", count, 0)
        for label, count in (
            ("up to 5%", 9),
            ("above 5 to 10%", 6),
            ("above 10 to 20%", 8),
            ("above 20%", 12),
            ("unknown", 20),
        )
    ),
]
CARDS = [
    ("Overview", "At a glance", "Wind AIGC concept index, year to date", -0.307, 4),
    ("Overview", "At a glance", "ChatGPT concept index, year to date", -0.3034, 4),
    ("Overview", "At a glance", "Median price change", -0.276, 3),
    ("Overview", "At a glance", "Share that fell in price", 49 / 55, 9),
    ("Overview", "At a glance", "Share whose profit fell", 30 / 50, 9),
    ("Overview", "At a glance", "Share that grew both", 17 / 50, 9),
    ("Profitability", "Who fell and who grew", "Net profit fell", 30, 0),
    ("Profitability", "Who fell and who grew", "Loss-making", 14, 0),
    ("Profitability", "Who fell and who grew", "Profit fell by 100% or more", 8, 0),
    ("Profitability", "Who fell and who grew", "Profit fell by 1000% or more", 2, 0),
    ("Naked swimmers", "Prices since the turn of the year", "Largest fall", -0.687, 3),
    ("R&D reserves", "How many spend much", "R&D expense above 100 m yuan", 20, 0),
    ("R&D reserves", "How many spend much", "R&D expense above 1 bn yuan", 4, 0),
    ("R&D reserves", "How many spend much", "R&D expense above 10 bn yuan", 0, 0),
    ("Outlook", "R&D and revenue", "R&D expense known in both years", 14, 0),
    # The companies with both years grew 13%.
    ("Outlook", "R&D and revenue", "R&D expense YoY", 0.13, 2),
]
NOTES = [
    ("Profitability", "Who fell and who grew", "Net profit fell", "50 of 55 with data; possible: 30 to 35"),
    (
        "R&D reserves",
        "How many spend much",
        "R&D expense above 100 m yuan",
        "35 of 55 with data; possible: 20 to 40",
    ),
    (
        "R&D reserves",
        "How many spend much",
        "R&D expense above 1 bn yuan",
        "35 of 55 with data; possible: 4 to 24",
    ),
    (
        "R&D reserves",
        "How many spend much",
        "R&D expense above 10 bn yuan",
        "35 of 55 with data; possible: 0 to 20",
    ),
]
# Growth as the companies announced it, or as their filings give it: company, column, value, digits.
ANNOUNCED = [
    ("300418.SZ", "Net profit YoY", -2.0866, 3),
    ("300418.SZ", "Profit status", "turned to loss", 0),
    ("300364.SZ", "Net profit YoY", -3.0503, 3),
    ("300364.SZ", "Profit status", "loss widened", 0),
    ("688787.SH", "Net profit YoY", 1.0242, 4),
    ("688787.SH", "Profit status", "turned profitable", 0),
    ("002362.SZ", "Net profit YoY", 0.0204, 4),
    ("002362.SZ", "Profit status", "loss narrowed", 0),
    ("300624.SZ", "Net profit YoY", -0.4398, 4),
    ("300624.SZ", "Profit status", "decreased", 0),
    ("688256.SH", "R&D intensity", 6.95, 2),
    ("688327.SH", "R&D intensity", 1.80, 2),
    ("688256.SH", "Growth cohort", "profit up, revenue not", 0),
    ("002229.SZ", "Price change", -0.687, 3),
    ("600690.SH", "Price cohort", "above +20%", 0),
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


def test_the_selling_flag_is_known_for_thirty_six_companies(sheets):
    sheet = sheets["Companies"]
    heading, _ = sheet.find("Ticker")
    place = next(
        c for c in sheet.filled(heading) if sheet.at(heading, c) == "Flag: selling ratio up, revenue not"
    )
    shown = [sheet.at(row, place) for row in range(heading + 1, heading + 56)]
    assert len(shown) - shown.count("unknown") == 36
    assert shown.count("unknown") == 19


def test_tiny_bases_lead_by_percent_and_not_by_yuan(sheets):
    worst = sheets["Profitability"].table("Largest falls in profit").rows
    assert [row["Company"].value for row in worst[:3]] == ["Kunlun Tech", "Perfect World", "iFLYTEK"]
