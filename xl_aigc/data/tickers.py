"""Tickers as people and vendors write them, by the table of markets.

A ticker matches whole or not at all. Every function takes the markets that a ticker may be of.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.data.markets import MARKETS, NAMED, USUAL, Market

if TYPE_CHECKING:
    from collections.abc import Iterable

Markets = tuple[str, ...]
Problem = Literal["bad_ticker", "not_a_share", "ambiguous_ticker"]

DEFAULT: Final[Markets] = (USUAL,)
# The blanks of all scripts are blanks at the end of a text; letters and digits of a code are ASCII.
_HOUSE: Final = {
    key: re.compile(market.house_form, re.ASCII if market.style != "text" else 0)
    for key, market in MARKETS.items()
}
_CODE: Final = {
    key: re.compile(market.spelled_form, re.ASCII | re.IGNORECASE if market.style != "text" else 0)
    for key, market in MARKETS.items()
}
_PASSED_OVER: Final = {
    key: re.compile(market.passed_over, re.ASCII | re.IGNORECASE)
    for key, market in MARKETS.items()
    if market.passed_over
}
_CLASS: Final = re.compile(r"[./-]")
_YELLOW_KEY: Final = re.compile(r" Equity$", re.IGNORECASE)
"""The word that Bloomberg puts behind the tickers of all markets."""
LONGEST: Final = 32
_REMEMBERED: Final = 20_000


def is_ticker(text: str, markets: Markets = DEFAULT) -> bool:
    """Return whether a text is a ticker in the house's form.

    Example:
        >>> is_ticker("300418.SZ"), is_ticker("300418"), is_ticker("BRK.B", ("us",))
        (True, False, True)
    """
    return len(text) <= LONGEST and any(_HOUSE[key].fullmatch(text) for key in markets)


def read_ticker(text: str, markets: Markets = DEFAULT) -> tuple[str, Problem | None]:
    """A ticker in the house's form, or the reason why it is none.

    A code without an exchange that may be of several of the markets is ambiguous.

    Example:
        >>> read_ticker("sz300418"), read_ticker("300418"), read_ticker("300418.XSHE")
        (('300418.SZ', None), ('300418.SZ', None), ('300418.SZ', None))
        >>> read_ticker("900901.SH"), read_ticker("2230")
        (('900901.SH', 'not_a_share'), ('2230', 'bad_ticker'))
        >>> read_ticker("00700", ("hk",)), read_ticker("brk/b us", ("us",)), read_ticker("700", ("a_share", "hk"))
        (('0700.HK', None), ('BRK.B', None), ('700', 'ambiguous_ticker'))
    """
    return _read_ticker(text, markets) if len(text) <= LONGEST else (text, "bad_ticker")


def possible_tickers(text: str, markets: Markets = DEFAULT) -> tuple[str, ...]:
    """The tickers that a typed text may mean, for a look-up among known companies.

    Lost zeros are filled in, and a code that does not tell its exchange may be of any.

    Example:
        >>> possible_tickers("2230"), possible_tickers("300418.XX"), possible_tickers("300418.SZ")
        (('002230.SZ',), (), ('300418.SZ',))
        >>> possible_tickers("700", ("a_share", "hk"))
        ('000700.SZ', '0700.HK')
    """
    return _possible_tickers(text, markets) if len(text) <= LONGEST else ()


def with_zeros(text: str, markets: Markets = DEFAULT) -> str:
    """The ticker of a code of digits that a spreadsheet took for a number, so that it lost its zeros; empty where it is none.

    Example:
        >>> with_zeros("333"), with_zeros("418"), with_zeros("300418"), with_zeros("12345678")
        ('000333.SZ', '000418.SZ', '', '')
    """
    possible = possible_tickers(text, markets) if text.isdigit() and text.isascii() and text[0] != "0" else ()
    told = [each for each in possible if read_ticker(each.partition(".")[0], markets)[1] is None]
    short = len(possible) == 1 and len(text) < len(possible[0].partition(".")[0])
    return possible[0] if short and told else ""


def expected(markets: Iterable[str] = DEFAULT) -> str:
    """The form of the tickers of some markets, in words.

    Example:
        >>> expected(("hk", "jp"))
        'four or five digits and .HK, such as 0700.HK; or four characters and .T, such as 7203.T.'
    """
    return "; or ".join(MARKETS[key].written for key in markets) + "."


def ticker_remedy(text: str, markets: Markets = DEFAULT) -> str | None:
    """The way to mend a text that is no ticker of some markets; None where nothing is known.

    Example:
        >>> ticker_remedy("00700", ("hk",)), ticker_remedy("AAPL")
        ('Write 0700.HK.', "It is a ticker of the market us: add the line 'market: us' to basket.yaml.")
    """
    possible = possible_tickers(text, markets)
    if text.isdigit() and len(markets) == 1 and MARKETS[markets[0]].style == "digits":
        if len(text) < MARKETS[markets[0]].width:
            return "A spreadsheet may have dropped leading zeros: import the column as text."
        return f"Add the exchange: {_exchanges(MARKETS[markets[0]])}."
    if possible:
        return f"Write {' or '.join(possible)}."
    other = market_of([text])
    if other:
        written = other if markets == DEFAULT else f"[{', '.join((*markets, other))}]"
        return f"It is a ticker of the market {other}: add the line 'market: {written}' to basket.yaml."
    return None


def market_of(texts: Iterable[str]) -> str:
    """The first market of which all of some texts are tickers; empty where they are of none.

    Example:
        >>> market_of(["AAPL", "NASDAQ:MSFT"]), market_of(["AAPL", "7203.T"])
        ('us', '')
    """
    held = tuple(texts)
    return next((key for key in NAMED if all(_told(text, key) for text in held)), "")


def _told(text: str, market: str) -> bool:
    return not text.isdigit() and read_ticker(text, (market,))[1] is None


def _exchanges(market: Market) -> str:
    named = [f".{each.suffix} ({each.place})" for each in market.exchanges]
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))


@lru_cache(_REMEMBERED)
def _read_ticker(text: str, markets: Markets) -> tuple[str, Problem | None]:
    if any(_HOUSE[key].fullmatch(text) and _read_of(text, MARKETS[key])[1] is None for key in markets):
        return text, None
    possible = _possible_tickers(text, markets)
    if len([key for key in markets if any(is_ticker(each, (key,)) for each in possible)]) > 1:
        return text, "ambiguous_ticker"
    read = [_read_of(text, MARKETS[key]) for key in markets]
    found = next((ticker for ticker, problem in read if problem is None), None)
    if found is not None:
        return found, None
    return text, next((problem for _, problem in read if problem == "not_a_share"), "bad_ticker")


@lru_cache(_REMEMBERED)
def _possible_tickers(text: str, markets: Markets) -> tuple[str, ...]:
    found = dict.fromkeys(each for key in markets for each in _possible_of(text, MARKETS[key]))
    return tuple(each for each in found if len(markets) == 1 or is_ticker(each, markets))


def _read_of(text: str, market: Market) -> tuple[str, Problem | None]:
    """A ticker of one market."""
    parts = _parts(text, market)
    if parts is None:
        return text, _problem(text, market)
    code, named = parts
    told = [each for each in market.exchanges if each.is_told_by(code)]
    stated = [each for each in market.exchanges if named in each.names] if named else list(market.exchanges)
    found = [each for each in stated if each in told]
    if len(stated) == 1:  # the exchange is named, so that the code need not tell it
        found = [each for each in stated if each.lists(code)]
    if found:
        return found[0].ticker(code), None
    return text, "bad_ticker" if named and told else _problem(text, market)


def _problem(text: str, market: Market) -> Problem:
    passed_over = _PASSED_OVER.get(market.key)
    return "not_a_share" if passed_over and passed_over.fullmatch(_bare(text, market)) else "bad_ticker"


def _possible_of(text: str, market: Market) -> tuple[str, ...]:
    """The tickers of one market that a text may mean."""
    parts = _parts(text, market)
    if parts is None:
        return ()
    code, named = parts
    code = code.zfill(market.width) if market.style == "digits" else code
    stated = [each for each in market.exchanges if not named or named in each.names]
    if len(stated) > 1 and any(each.is_told_by(code) for each in stated):
        stated = [each for each in stated if each.lists(code)]
    return tuple(each.ticker(code) for each in stated)


def _parts(text: str, market: Market) -> tuple[str, str] | None:
    """The code and the name of an exchange in a text; None where it is of no form of the market."""
    match = _CODE[market.key].fullmatch(_bare(text, market))
    if match is None or (match["before"] and match["after"]):
        return None
    return _house_code(match["code"], market), (match["before"] or match["after"] or "").upper()


def _bare(text: str, market: Market) -> str:
    """A text without what exports put around it to keep a spreadsheet from dropping zeros, and without Bloomberg's yellow key.

    Codes of digits may be in full-width forms.
    """
    bare = text.strip()
    if bare.startswith('="') and bare.endswith('"'):
        bare = bare[2:-1]
    bare = bare.removeprefix("'")
    if market.style in {"digits", "number"}:
        bare = unicodedata.normalize("NFKC", bare)
    return bare if market.style == "text" else _YELLOW_KEY.sub("", bare)


def _house_code(code: str, market: Market) -> str:
    if market.style == "text":
        return code
    upper = code.upper()
    if market.style == "number":
        return upper.lstrip("0").zfill(market.width)
    return market.joint.join(filter(None, _CLASS.split(upper))) if market.joint else upper
