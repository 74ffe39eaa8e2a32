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
SQUEEZE = ("Naked swimmers", "Selling expense and revenue")
GAP = ("Outlook", "R&D growth vs revenue growth")

# place, row, column, value, digits after the point that it was stated with
CELLS = [
    (GLANCE, "All companies", "Revenue", 1_404_664, 0),
    (GLANCE, "All companies", "Net profit", 137_574, 0),
    # 83% of revenue and 97% of profit are the giants': 1,165,614 and 133,237 m.
    (GLANCE, "Excluding giants", "Revenue", 1_404_664 - 1_165_614, 0),
    (GLANCE, "Excluding giants", "Net profit", 137_574 - 133_237, 0),
    # The 50 with both years earned 137,418 m after 133,775; the 46 that are no giants 4,180 m after 10,254.
    (GLANCE, "All companies", "Profit growth", 0.027, 3),
    (GLANCE, "Excluding giants", "Profit growth", -0.592, 3),
    (LAYERS, "midstream", "Net profit, both years", -1_366, 0),
    (LAYERS, "midstream", "Year-ago net profit", -3, 0),
    (LAYERS, "midstream", "Loss-makers", 4, 0),
    (LAYERS, "midstream", "Companies", 7, 0),
    (LAYERS, "upstream, ex giants", "Companies", 4, 0),
    *(
        (GROWTH, label, "Companies", count, 0)
        for label, count in (
            ("both up", 11),
            ("revenue only up", 12),
            ("profit only up", 3),
            ("neither grew", 24),
            ("unknown", 5),
        )
    ),
    *(
        (STATUS, label, "Companies", count, 0)
        for label, count in (
            ("up", 11),
            ("down", 23),
            ("into loss", 8),
            ("loss grew", 5),
            ("into profit", 3),
            ("loss shrank", 0),
        )
    ),
    *(
        (PRICES, label, "Companies", count, 0)
        for label, count in (
            ("strong rise: above +20%", 1),
            ("moderate rise: up to +20%", 5),
            ("flat or small fall: under 20%", 7),
            ("moderate fall: 20% to <40%", 27),
            ("heavy fall: 40% or more", 15),
        )
    ),
    *(
        (INTENSITY, label, "Companies", count, 0)
        for label, count in (
            ("low: up to 5%", 18),
            ("moderate: above 5% to 10%", 5),
            ("high: above 10% to 20%", 7),
            ("very high: above 20%", 10),
            ("unknown", 15),
        )
    ),
]
CARDS = [
    ("Naked swimmers", "Wind AIGC concept index", -0.307, 4),
    ("Naked swimmers", "Wind ChatGPT concept index", -0.3034, 4),
    ("Overview", "Median price change", -0.314, 3),
    ("Overview", "Price down", 49, 0),
    ("Overview", "Profit down", 36, 0),
    ("Overview", "Revenue and profit up", 11, 0),
    ("Profitability", "Profit down", 36, 0),
    ("Profitability", "Loss-makers", 14, 0),
    ("Profitability", "Profit down 100% or more", 10, 0),
    ("Naked swimmers", "Lowest price change", -0.687, 3),
    ("R&D", "R&D above CNY 100m", 20, 0),
    ("R&D", "R&D above CNY 1bn", 8, 0),
    ("Outlook", "Companies with R&D, both years", 15, 0),
    # The companies with both years grew 10%.
    ("Outlook", "R&D expense YoY", 0.10, 2),
]
NOTES = [
    ("Overview", "Price down", "55 of 55"),
    ("Profitability", "Profit down", "50 of 55; range 36–41"),
    ("R&D", "R&D above CNY 100m", "40 of 55; range 20–35"),
    ("R&D", "R&D above CNY 1bn", "40 of 55; range 8–23"),
]
# claim, measured, and between what the missing figures could move it
CLAIMS = [
    ("Some profits fell by 1,000% or more.", 2, 2, 4),
    ("1 of 55 companies spent more than CNY 10bn on R&D.", 0, 0, 15),
    ("More than 70% of the companies earned less than a year earlier.", 36 / 50, 36 / 55, 41 / 55),
    ("About 20% of the companies grew both revenue and profit.", 11 / 50, 11 / 55, 15 / 55),
]
BOUNDS = ("measured", "low", "high")
# Growth as the companies announced it, or as their filings give it: company, column, value, digits.
ANNOUNCED = [
    ("300418.SZ", "Net profit YoY", -2.0866, 3),
    ("300418.SZ", "Profit status", "into loss", 0),
    ("300364.SZ", "Net profit YoY", -3.0503, 3),
    ("300364.SZ", "Profit status", "loss grew", 0),
    ("688787.SH", "Net profit YoY", 1.0242, 4),
    ("688787.SH", "Profit status", "into profit", 0),
    ("000560.SZ", "Net profit YoY", 1.6015, 4),
    ("000560.SZ", "Profit status", "into profit", 0),
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


@pytest.mark.parametrize(("name", "label", "stated", "digits"), CARDS)
def test_a_card_shows_the_value_known_before(sheets, name, label, stated, digits):
    assert close(sheets[name].cards()[label][0].value, stated, digits)


@pytest.mark.parametrize(("name", "label", "note"), NOTES)
def test_a_count_says_how_far_the_missing_could_move_it(sheets, name, label, note):
    assert sheets[name].cards()[label][1].value == note


@pytest.mark.parametrize(("claim", *BOUNDS), CLAIMS)
def test_a_claim_shows_what_was_measured_and_how_far_the_missing_could_move_it(
    sheets, claim, measured, low, high
):
    sheet = sheets["Claims"]
    row, heading = sheet.find(claim)[0], sheet.find("Claim")[0]
    shown = {str(sheet.at(heading, column)): sheet.at(row, column) for column in sheet.filled(heading)}
    assert [round(shown[name.capitalize()], 9) for name in BOUNDS] == [
        round(n, 9) for n in (measured, low, high)
    ]


@pytest.mark.parametrize(("ticker", "column", "stated", "digits"), ANNOUNCED)
def test_a_company_shows_what_it_announced(sheets, ticker, column, stated, digits):
    sheet = sheets["Companies"]
    row, heading = sheet.find(ticker)[0], sheet.find("Ticker")[0]
    place = next(c for c in sheet.filled(heading) if sheet.at(heading, c) == column)
    assert close(sheet.at(row, place), stated, digits)


def companies(sheets):
    """The rows of the sheet Companies: heading and what the cell shows."""
    sheet = sheets["Companies"]
    top = sheet.find("Ticker")[0]
    return [
        {str(sheet.at(top, column)): sheet.at(row, column) for column in sheet.filled(top)}
        for row in range(top + 1, top + 56)
    ]


@pytest.mark.parametrize(
    ("membership", "fell", "known"), [("named in the article", 6, 13), ("added", 30, 37)]
)
def test_profit_fell_at_six_of_the_named_and_thirty_of_the_added(sheets, membership, fell, known):
    years = [
        (row[f"Net profit{M}"], row[f"Year-ago net profit{M}"])
        for row in companies(sheets)
        if row["Membership"] == membership
    ]
    both = [(now, before) for now, before in years if "n.a." not in {now, before}]
    assert (sum(now < before for now, before in both), len(both)) == (fell, known)


def test_none_of_the_eleven_that_grew_both_makes_a_loss(sheets):
    profits = [row[f"Net profit{M}"] for row in companies(sheets) if row["Growth cohort"] == "both up"]
    assert len(profits) == 11
    assert min(profits) > 0


def test_kunlun_spent_twice_as_much_on_rd_while_revenue_grew_by_three_percent(sheets):
    first, *_ = sheets["Outlook"].table(GAP[1]).rows
    assert first["Company"].value == "Kunlun Tech"
    assert round(first["R&D growth"].value, 2) == 1.16
    assert round(first["Revenue growth"].value, 2) == 0.03


def test_the_selling_flag_is_known_for_thirty_one_companies(sheets):
    shown = [row["Flag: selling to revenue up, revenue not up"] for row in companies(sheets)]
    # 24 grew their revenue; of the 28 others whose revenues are known 7 have both selling ratios.
    assert len(shown) - shown.count("unknown") == 31
    assert shown.count("unknown") == 24


def test_tiny_bases_lead_by_percent_and_not_by_yuan(sheets):
    """The falls are drawn: the feed of their chart ranks them by the change in profit."""
    feed = sheets["Chart data"]
    top = next(
        row
        for row in range(1, len(feed.grid))
        if [feed.at(row, column) for column in feed.filled(row)][-1:] == [f"Net profit, change{M}"]
    )
    column = next(c for c in feed.filled(top) if feed.at(top, c) == "Company")
    worst = [feed.at(row, column) for row in range(top + 1, top + 4)]
    assert worst == ["Leo Group", "Kunlun Tech", "Perfect World"]
