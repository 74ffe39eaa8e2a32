"""Tickers as people and vendors write them, by the table of markets.

A ticker matches whole or not at all. The table gives for each exchange the digits of its codes, the codes that tell it by
themselves and those that need its name beside them, and how it is spelled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from xl_aigc.data import tables


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange of a market.

    Attributes:
        market: the market's key.
        exchange: what stands behind the point of a ticker.
        digits: how many digits a code has.
        told_by: the beginnings of codes that are its alone.
        with_exchange: the beginnings of codes that are its where the exchange is named.
        spellings: how vendors name it.
        currency: the currency of its companies' figures.
        year_end: month and day on which their fiscal years end.
    """

    market: str
    exchange: str
    digits: int
    told_by: tuple[str, ...]
    with_exchange: tuple[str, ...]
    spellings: tuple[str, ...]
    currency: str
    year_end: str


def _read() -> tuple[Exchange, ...]:
    return tuple(
        Exchange(
            row["market"],
            row["exchange"],
            int(row["code"]),
            tuple(row["told_by"].split()),
            tuple(row["with_exchange"].split()),
            tuple(row["spellings"].split()),
            row["currency"],
            row["year_end"],
        )
        for row in tables.rows("markets")
    )


EXCHANGES: Final = _read()
Problem = Literal["bad_ticker", "not_a_share"]

_DIGITS: Final = max(each.digits for each in EXCHANGES)
_CODE: Final = re.compile(
    rf"(?P<before>{'|'.join(each.exchange for each in EXCHANGES)})?[._]?(?P<digits>[0-9]{{1,{_DIGITS}}})"
    r"(?:[._]?(?P<after>[A-Z]{2,4}))?",
    re.IGNORECASE | re.ASCII,
)
_HOUSE: Final = re.compile(
    rf"[0-9]{{{_DIGITS}}}\.({'|'.join(each.exchange for each in EXCHANGES)})", re.ASCII
)
_LONGEST: Final = 32
_REMEMBERED: Final = 20_000
EXPECTED: Final = "six digits and .SH, .SZ or .BJ, such as 300418.SZ."


def is_ticker(text: str) -> bool:
    """Return whether a text is a ticker in the house's form.

    Example:
        >>> is_ticker("300418.SZ"), is_ticker("300418")
        (True, False)
    """
    return _HOUSE.fullmatch(text) is not None


def read_ticker(text: str) -> tuple[str, Problem | None]:
    """A ticker in the house's form, or the reason why it is none.

    Example:
        >>> read_ticker("sz300418"), read_ticker("300418"), read_ticker("300418.XSHE")
        (('300418.SZ', None), ('300418.SZ', None), ('300418.SZ', None))
        >>> read_ticker("900901.SH"), read_ticker("2230")
        (('900901.SH', 'not_a_share'), ('2230', 'bad_ticker'))
    """
    return _read_ticker(text) if len(text) <= _LONGEST else (text, "bad_ticker")


@lru_cache(_REMEMBERED)
def _read_ticker(text: str) -> tuple[str, Problem | None]:
    parts = _parts(text)
    if parts is None or len(parts[0]) != _DIGITS:
        return text, "bad_ticker"
    digits, named = parts
    usual = next((each.exchange for each in EXCHANGES if digits.startswith(each.told_by)), None)
    if not named:
        return (f"{digits}.{usual}", None) if usual else (text, "not_a_share")
    stated = _exchange(named)
    if stated is not None and digits.startswith((*stated.told_by, *stated.with_exchange)):
        return f"{digits}.{stated.exchange}", None
    return text, "bad_ticker" if stated is not None and usual is not None else "not_a_share"


def possible_tickers(text: str) -> tuple[str, ...]:
    """The tickers that a typed text may mean, for a look-up among known companies.

    Lost zeros are filled in, and a code that does not tell its exchange may be of any.

    Example:
        >>> possible_tickers("2230"), possible_tickers("300418.XX"), possible_tickers("300418.SZ")
        (('002230.SZ',), (), ('300418.SZ',))
    """
    parts = _parts(text) if len(text) <= _LONGEST else None
    if parts is None:
        return ()
    digits, named = parts[0].zfill(_DIGITS), parts[1]
    stated = _exchange(named)
    if named:
        return (f"{digits}.{stated.exchange}",) if stated else ()
    told = [each for each in EXCHANGES if digits.startswith(each.told_by)]
    return tuple(f"{digits}.{each.exchange}" for each in told or EXCHANGES)


def _parts(text: str) -> tuple[str, str] | None:
    """The digits and the exchange that a text names; None where it is no ticker of any form."""
    bare = text.strip()
    if bare.startswith('="') and bare.endswith('"'):  # as exports keep a spreadsheet from dropping zeros
        bare = bare[2:-1]
    match = _CODE.fullmatch(bare.removeprefix("'"))
    if match is None or (match["before"] and match["after"]):
        return None
    return match["digits"], (match["before"] or match["after"] or "").upper()


def _exchange(named: str) -> Exchange | None:
    return next((each for each in EXCHANGES if named in each.spellings), None)
