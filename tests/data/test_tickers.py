"""Tickers of every market: the spellings of vendors, what is ambiguous, and that no near ticker matches another company."""

from __future__ import annotations

import pytest

from xl_aigc.data import tables
from xl_aigc.data.markets import ANY, MARKETS, NAMED, USUAL
from xl_aigc.data.tickers import is_ticker, possible_tickers, read_ticker, ticker_remedy

SPELLINGS = {
    (
        "a_share",
        "300418.SZ",
    ): "300418 sz300418 300418.XSHE 300418_CH SZSE:300418 SZ.300418 300418.sz SHE:300418 300418_CH_Equity ３００４１８ ３００４１８．ＳＺ",
    ("a_share", "600941.SH"): "600941 600941.SS SSE:600941 600941_CH SHSE.600941 SHA:600941 600941_CG_EQUITY",
    ("b_share", "900901.SH"): "900901 sh900901",
    (
        "hk",
        "0700.HK",
    ): "700 0700.HK HKEX:700 700_HK 00700.HK 00700 hk00700 HK.00700 SEHK:0700 700_HK_Equity ７００",
    ("hk", "80700.HK"): "80700 80700.HK",
    ("us", "AAPL"): "AAPL NASDAQ:AAPL AAPL.O AAPL.OQ AAPL_US AAPL.US AAPL_UW aapl AAPL-US",
    ("us", "BRK.B"): "BRK.B BRK-B BRK/B BRK/B_US NYSE:BRK.B brk-b BRK/B_US_Equity",
    ("us", "T"): "T T.N NYSE:T T_US",
    ("kr", "005930.KS"): "005930.KS A005930 KRX:005930 005930_KS 005930 KOSPI:005930",
    ("kr", "247540.KQ"): "247540.KQ KOSDAQ:247540",
    ("jp", "7203.T"): "7203.T 7203_JP TYO:7203 7203 TSE:7203 7203_JT_Equity",
    ("jp", "130A.T"): "130A 130A.T 130A_JP",
    ("uk", "BARC.L"): "BARC.L LON:BARC BARC_LN BARC LSE:BARC barc.l",
    ("uk", "BP.L"): "BP.L BP/_LN BP. LON:BP",
    ("uk", "BT-A.L"): "BT-A.L BT.A BT/A_LN BT-A_LN",
    ("tw", "2330.TW"): "2330.TW 2330_TT TPE:2330 2330 TWSE:2330",
    ("tw", "6488.TWO"): "6488.TWO TPEX:6488",
    ("any", "Siemens AG"): "Siemens_AG",
    ("any", "300418"): "300418",
}


@pytest.mark.parametrize(
    ("market", "ticker", "text"),
    [(*key, text.replace("_", " ")) for key, texts in SPELLINGS.items() for text in texts.split()],
)
def test_a_ticker_is_read_in_the_spellings_of_its_market(market, ticker, text):
    assert read_ticker(text, (market,)) == (ticker, None)
    assert ticker in possible_tickers(text, (market,))
    assert is_ticker(ticker, (market,))


@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\u2003", "\u3000"])
@pytest.mark.parametrize(("market", "ticker"), [("a_share", "300418.SZ"), ("us", "AAPL"), ("any", "300418")])
def test_blanks_of_any_script_around_a_ticker_are_no_part_of_it(market, ticker, blank):
    for text in (ticker + blank, blank + ticker):
        assert read_ticker(text, (market,)) == (ticker, None)
        assert not is_ticker(text, (market,))


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("us", "USAAPL"), ("us", "AAPL.L"), ("us", "MC.PA"), ("us", "0700.HK"), ("us", "AAPLAAPL"), ("us", "AAPL.O.O"), ("us", "AAP1"),
        ("us", "300418.SZ"), ("us", "Ａ"), ("us", "=AAPL"),
        ("hk", "0"), ("hk", "0000.HK"), ("hk", "123456"), ("hk", "700.SZ"), ("hk", "HK700.HK"),
        ("kr", "5930"), ("kr", "5930KS"), ("kr", "005930.T"), ("kr", "0059300"),
        ("jp", "0203"), ("jp", "72030"), ("jp", "7203T"), ("jp", "203"),
        ("uk", "BARCLAYS"), ("uk", "BARC.T"), ("uk", "BARC.L.L"),
        ("tw", "233"), ("tw", "2330.T"), ("tw", "2330TT"),
        ("any", ""), ("any", " "), ("any", "=1+1"), ("any", "-x"), ("any", "@x"), ("any", "a*b"), ("any", "a" * 33),
    ],
)  # fmt: skip
def test_another_text_is_no_ticker_of_the_market(market, text):
    assert read_ticker(text, (market,)) == (text, "bad_ticker")
    assert not is_ticker(text, (market,))


@pytest.mark.parametrize(
    ("text", "markets", "possible"),
    [
        ("700", ("a_share", "hk"), ("000700.SZ", "0700.HK")),
        ("300418", ("a_share", "kr"), ("300418.SZ", "300418.KS", "300418.KQ")),
        ("7203", ("jp", "tw"), ("7203.T", "7203.TW", "7203.TWO")),
        ("2330", ("hk", "tw"), ("2330.HK", "2330.TW", "2330.TWO")),
    ],
)
def test_digits_that_several_markets_know_are_ambiguous_and_the_remedy_lists_them(text, markets, possible):
    assert read_ticker(text, markets) == (text, "ambiguous_ticker")
    assert possible_tickers(text, markets) == possible
    assert ticker_remedy(text, markets) == f"Write {' or '.join(possible)}."


@pytest.mark.parametrize(
    ("text", "ticker"),
    [("700 HK", "0700.HK"), ("sz300418", "300418.SZ"), ("AAPL US", "AAPL"), ("AAPL", "AAPL"), ("7203 JP", "7203.T"), ("BARC.L", "BARC.L")],
)  # fmt: skip
def test_in_a_basket_of_all_markets_a_text_that_tells_its_exchange_is_read(text, ticker):
    assert read_ticker(text, NAMED) == (ticker, None)


def test_the_house_form_belongs_to_one_market_only():
    forms = [ticker for market, ticker in SPELLINGS if market not in {ANY, "b_share"}]
    for ticker in forms:
        assert sum(is_ticker(ticker, (market,)) for market in NAMED) == 1


def test_the_remedy_says_which_line_is_missing():
    assert (
        ticker_remedy("AAPL") == "It is a ticker of the market us: add the line 'market: us' to basket.yaml."
    )
    assert ticker_remedy("7203.T", ("us",)).endswith("add the line 'market: [us, jp]' to basket.yaml.")
    assert ticker_remedy("x y z") is None


def test_the_table_of_markets_is_sound():
    assert next(iter(MARKETS)) == USUAL
    currencies = {
        "a_share": "CNY",
        "b_share": "CNY",
        "hk": "HKD",
        "us": "USD",
        "kr": "KRW",
        "jp": "JPY",
        "uk": "GBP",
        "tw": "TWD",
        "any": "",
    }
    assert currencies.items() <= {key: market.currency for key, market in MARKETS.items()}.items()
    of_market = (
        "style",
        "width",
        "lead",
        "typed",
        "joint",
        "mark",
        "passed_over",
        "currency",
        "year_end",
        "written",
    )
    for key in MARKETS:
        assert (
            len(
                {
                    tuple(row[name] for name in of_market)
                    for row in tables.rows("markets")
                    if row["market"] == key
                }
            )
            == 1
        )
