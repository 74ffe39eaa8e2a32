"""Baskets of other markets and currencies: built in three languages, in their own money, without a word of another basket."""

from __future__ import annotations

import re
import zipfile
from functools import cache

import pytest
from openpyxl import load_workbook
from support import market_baskets

from xl_aigc.data.folder import load_facts
from xl_aigc.data.units import usual_unit
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.report.builder import BuildOptions, build

BASKETS = {
    "us": market_baskets.write_us,
    "hong_kong": market_baskets.write_hong_kong,
    "four": market_baskets.write_four,
}
OF_THE_BUNDLED = re.compile(
    r"yuan|\bCNY\b|(?<![美港日韩欧加澳坡单多])元|A-share|a_share|A股|위안", re.IGNORECASE
)
"""Currency and market of the bundled basket; 元 is part of other words, such as 美元 and 单元格."""
PACKED = re.compile(r"[A-Za-z0-9+/=]{500,}")
"""Cells of the record, which hold no words."""
UNIT = {
    "us": {"en": "USD m", "zh": "亿美元", "ko": "억 달러"},
    "hong_kong": {"en": "HKD m", "zh": "亿港元", "ko": "억 홍콩 달러"},
    "four": {"en": "USD m", "zh": "亿美元", "ko": "억 달러"},
}
BRACKETED = {"en": "Revenue ({})", "zh": "营业收入（{}）", "ko": "매출액({})"}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """The workbook of a basket, built once for each language and kind of formulas."""

    @cache
    def make(what, language="en", formulas="native"):
        folder = tmp_path_factory.mktemp(what)
        facts = load_facts(BASKETS[what](folder / "basket"))
        options = BuildOptions(language, formulas=formulas, names="officejs")
        build(folder / "report.xlsx", facts, options)
        return folder / "report.xlsx"

    return make


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", BASKETS)
def test_no_part_of_a_file_with_calls_of_functions_names_another_market_or_currency(workbook, what, language):
    with zipfile.ZipFile(workbook(what, language, "udf")) as archive:
        for name in archive.namelist():
            text = PACKED.sub("", archive.read(name).decode("utf-8", "replace"))
            around = [text[max(0, m.start() - 40) : m.end() + 20] for m in OF_THE_BUNDLED.finditer(text)]
            assert around == [], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", BASKETS)
def test_headings_and_the_strip_name_the_unit_of_the_baskets_currency(workbook, what, language):
    unit = UNIT[what][language]
    texts = shown_in(workbook(what, language))
    assert BRACKETED[language].format(unit) in texts
    assert unit in texts


def test_revenue_of_four_currencies_stands_in_dollars(workbook):
    # By hand, in millions: 513,000 HKD x 0.128; 45,095,325 JPY x 0.0066; 300,870,903 KRW x 0.00073.
    due = {"AAPL": 391035, "0005.HK": 65664, "7203.T": 297629.145, "005930.KS": 219635.75919}
    assert column(workbook("four"), "Revenue (USD m)") == pytest.approx(due)


def test_growth_is_that_of_the_converted_figures(workbook):
    # HSBC: 513,000 x 0.128 over 516,000 x 0.1277; a growth in its own currency would be -0.6%.
    growth = column(workbook("four"), "Revenue YoY")
    assert growth["0005.HK"] == pytest.approx(65664 / 65893.2 - 1)
    assert growth["AAPL"] == pytest.approx(391035 / 383285 - 1)


def test_a_converted_figure_is_derived_and_cites_the_rate(workbook):
    kinds = column(workbook("four"), "Revenue 2024FY kind", sheet="Data")
    assert kinds == {"AAPL": "stated", "0005.HK": "derived", "7203.T": "derived", "005930.KS": "derived"}


def shown_in(path):
    book = load_workbook(path, data_only=True)
    return {
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def column(path, heading, sheet="Companies"):
    """The values of a column by ticker, as the file holds them."""
    rows = [[cell.value for cell in row] for row in load_workbook(path, data_only=True)[sheet].iter_rows()]
    head = next(row for row in rows if "Ticker" in row)
    at, ticker = head.index(heading), head.index("Ticker")
    below = rows[rows.index(head) + 1 :]
    return {row[ticker]: row[at] for row in below if row[ticker] in {*market_baskets.FOUR}}


@pytest.fixture(scope="module")
def of_japan(tmp_path_factory):
    """The sheets of a basket in yen, in each language."""
    folder = tmp_path_factory.mktemp("japan")
    facts = load_facts(market_baskets.write_japan(folder / "basket"))
    for language in LANGUAGES:
        build(folder / f"{language}.xlsx", facts, BuildOptions(language, formulas="values"))
    return {language: load_workbook(folder / f"{language}.xlsx") for language in LANGUAGES}


def texts_of(book):
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize(
    ("language", "limit"),
    [
        *(("en", "JPY 10bn"), ("zh", "100亿日元"), ("ko", "100억 엔")),
        *(("en", "R&D above JPY 1tn"), ("zh", "研发费用超1万亿日元"), ("ko", "연구개발비 1조 엔 초과")),
    ],
)
def test_limits_and_decimals_of_a_currency_of_small_units_are_of_its_size(of_japan, language, limit):
    """A hundred yen are about a dollar: the lowest limit of R&D is 100 million dollars in every currency, and no amount has decimals."""
    book = of_japan[language]
    assert any(limit in text for text in texts_of(book))
    revenue = next(
        cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == amount(language)
    )
    assert "." not in revenue.number_format.partition(";")[0]


def amount(language):
    """The sum of the revenue of 2024FY: 45,095,325 + 13,020,768 + 6,756,500 + 1,671,865 + 187,407 million yen."""
    return pytest.approx(66_731_865 / (1 if language == "en" else 100))


def test_amounts_in_won_are_in_billions_in_english():
    assert usual_unit("en", "KRW") == "billion"
    assert {usual_unit("zh", currency) for currency in ("KRW", "JPY", "CNY")} == {"yi"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_of_a_fiscal_year_that_is_no_calendar_year_is_told(of_japan, workbook, language):
    """A fiscal year has the number of the year in which it ends; companies of the United States end theirs in different months."""
    told = [text for text in texts_of(of_japan[language]) if "2024-03-31" in text]
    assert len(told) >= len(of_japan[language].worksheets) // 3
    labels = load_labels(language)
    american = load_workbook(workbook("us", language))
    assert any(labels.text("head.year_ends") in text for text in texts_of(american))


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Nikkei 225"), ("zh", "日经225指数"), ("ko", "닛케이 225")]
)
def test_an_index_has_its_name_in_the_language(of_japan, language, name):
    assert sum(name in text for text in texts_of(of_japan[language])) >= 3
