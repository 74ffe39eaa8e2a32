"""The currency that a sign of several means in the headers of a range, told by the other headers and the companies."""

from collections.abc import Sequence
from dataclasses import replace

from xl_aigc.cell_errors import CellError
from xl_aigc.data.currency import currency_meanings, is_currency
from xl_aigc.data.markets import MARKETS, NAMED
from xl_aigc.data.tickers import read_ticker
from xl_aigc.functions.cells import text
from xl_aigc.functions.columns import Column
from xl_aigc.functions.reader import facts
from xl_aigc.functions.shapes import Rows


def with_meanings(columns: Sequence[Column], below: Rows) -> tuple[Column, ...]:
    """Columns of which those below a sign, such as `¥`, know the currency that it means, where the range tells it.

    Example:
        >>> from xl_aigc.functions.columns import read_column
        >>> heads = [read_column(header) for header in ("ticker", "Revenue (¥ bn)")]
        >>> [with_meanings(heads, [[ticker, 1]])[1].currency for ticker in ("7203.T", "AAPL")]
        ['JPY', '¥']
    """
    signs = {one.currency for one in columns if one.currency and not is_currency(one.currency)}
    meant = {sign: _meant(currency_meanings(sign), columns, below) for sign in signs}
    return tuple(replace(one, meant=meant.get(one.currency, "")) for one in columns) if meant else (*columns,)


def _meant(meanings: frozenset[str], columns: Sequence[Column], below: Rows) -> str:
    """The one of some currencies that headers name, else that of the companies; empty where these leave it open."""
    told = {one.currency for one in columns} & meanings or _of_companies(columns, below) & meanings
    return next(iter(told)) if len(told) == 1 else ""


def _of_companies(columns: Sequence[Column], below: Rows) -> set[str]:
    """The currencies of the markets of tickers, and of the baskets of names."""
    found: set[str] = set()
    for key, told in (
        ("ticker", _of_ticker),
        ("name", _of_name),
        ("name_zh", _of_name),
        ("name_en", _of_name),
    ):
        places = [place for place, one in enumerate(columns) if one.key == key]
        said = [text(row[place]) for row in below for place in places]
        found = found or {
            code for one in said if one and not isinstance(one, CellError) for code in told(one)
        }
    return found


def _of_ticker(said: str) -> set[str]:
    return {MARKETS[key].currency for key in NAMED if read_ticker(said, (key,))[1] is None}


def _of_name(said: str) -> set[str]:
    reader = facts()
    return {reader.currency(reader.home(ticker)) for ticker in reader.named(said)}
