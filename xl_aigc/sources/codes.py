"""Tickers as vendors write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

_CODE: Final = re.compile(
    r"(?P<before>SH|SZ|BJ)?[._]?(?P<digits>[0-9]{6})(?:[._]?(?P<after>[A-Z]{2,4}))?", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"^(?:=\"([0-9A-Za-z.]+)\"|'(?=[0-9A-Za-z]))")
"""How exports keep a spreadsheet from dropping zeros: ="002230", '002230."""
_EXCHANGES: Final = {"SS": "SH", "XSHG": "SH", "XSHE": "SZ", "SH": "SH", "SZ": "SZ", "BJ": "BJ"}
_PREFIXES: Final = (("60", "SH"), ("68", "SH"), ("00", "SZ"), ("30", "SZ"), ("92", "BJ"))
"""The codes of A-shares. A bare 4xxxxx or 8xxxxx may be of Beijing or of the NEEQ: only its exchange tells."""
_OF_BEIJING: Final = ("43", "83", "87", "88", "92")
_REMEMBERED: Final = 20_000

Problem = Literal["bad_ticker", "not_a_share"]


@lru_cache(_REMEMBERED)
def read_ticker(text: str) -> tuple[str, Problem | None]:
    """A ticker in the house's form, or the reason why it is none.

    Example:
        >>> read_ticker("sz300418"), read_ticker("300418"), read_ticker("300418.SZ")
        (('300418.SZ', None), ('300418.SZ', None), ('300418.SZ', None))
        >>> read_ticker("900901.SH"), read_ticker("2230")
        (('900901.SH', 'not_a_share'), ('2230', 'bad_ticker'))
    """
    match = _CODE.fullmatch(_QUOTED.sub(r"\1", text.strip()))
    if match is None or (match["before"] and match["after"]):
        return text, "bad_ticker"
    digits, named = match["digits"], (match["after"] or match["before"] or "").upper()
    usual = next((exchange for start, exchange in _PREFIXES if digits.startswith(start)), None)
    if not named:
        return (f"{digits}.{usual}", None) if usual else (text, "not_a_share")
    exchange = _EXCHANGES.get(named)
    if exchange == "BJ" and digits.startswith(_OF_BEIJING):
        return f"{digits}.BJ", None
    if exchange is None or usual is None:
        return text, "not_a_share"
    return (f"{digits}.{exchange}", None) if exchange == usual else (text, "bad_ticker")
