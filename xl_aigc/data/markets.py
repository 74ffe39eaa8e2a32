"""Markets, by the table of markets: their exchanges, the form of their tickers, their currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast

from xl_aigc.data import tables
from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Style = Literal["digits", "number", "letters", "text"]
"""`digits`: zeros at the front count. `number`: they do not. `letters`: a class may follow. `text`: anything."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange of a market.

    Attributes:
        key: its short name.
        place: where it is, for messages.
        suffix: what stands behind the point of a ticker; empty where nothing does.
        codes: the pattern of its codes.
        house: the pattern of codes that a file of the house may hold, which also names companies that are listed no more.
        alone: the pattern of codes that tell it where no exchange is named; empty where none does.
        names: how vendors name it.
    """

    key: str
    place: str
    suffix: str
    codes: str
    house: str
    alone: str
    names: tuple[str, ...]

    def ticker(self, code: str) -> str:
        """A code as a ticker of this exchange."""
        return f"{code}.{self.suffix}" if self.suffix else code

    def lists(self, code: str) -> bool:
        """Return whether a code is of the form of this exchange."""
        return re.fullmatch(self.codes, code, re.ASCII) is not None

    def is_told_by(self, code: str) -> bool:
        """Return whether a code tells this exchange by itself."""
        return bool(self.alone) and re.fullmatch(self.alone, code, re.ASCII) is not None


@dataclass(frozen=True)
class Market:
    """One market.

    Attributes:
        key: its key in `basket.yaml`.
        exchanges: its exchanges, that which a code of several may be of at the front.
        style: how codes are written.
        width: characters of a code whose zeros at the front were lost.
        typed: the pattern of codes as people and vendors type them.
        lead: what vendors put directly before a code.
        joint: what stands before the class of a share in the house's form.
        mark: the pattern of what stands between a code and the name of an exchange.
        passed_over: the pattern of codes that are of the form but of no share of the market; empty for none.
        currency: the currency of its companies' figures; empty where there is none.
        year_end: month and day on which most of their fiscal years end.
        one_year_end: whether the law makes it so for all of them.
        written: the form of its tickers in words.
    """

    key: str
    exchanges: tuple[Exchange, ...]
    style: Style
    width: int
    typed: str
    lead: str
    joint: str
    mark: str
    passed_over: str
    currency: str
    year_end: str
    one_year_end: bool
    written: str

    @property
    def shared_year_end(self) -> str:
        """Month and day on which the fiscal years of all its companies end; empty where that differs."""
        return self.year_end if self.one_year_end else ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all its exchanges."""
        return frozenset(name for each in self.exchanges for name in each.names)

    @property
    def house_form(self) -> str:
        """The pattern of its tickers in the house's form."""
        forms = ((each.house, re.escape(f".{each.suffix}" if each.suffix else "")) for each in self.exchanges)
        return "|".join(f"(?:{codes}){suffix}" for codes, suffix in forms)

    @property
    def spelled_form(self) -> str:
        """The pattern of its tickers as people and vendors spell them, with the groups before, code and after."""
        if self.style == "text":
            return f"(?P<before>(?!))?(?P<code>{self.house_form})(?P<after>(?!))?"
        names = "|".join(sorted(self.names, key=len, reverse=True))
        lead = f"(?:{self.lead})?" if self.lead else ""
        return f"(?:(?P<before>{names}){self.mark})?{lead}(?P<code>{self.typed})(?:{self.mark}(?P<after>{names}))?"


def _read() -> Mapping[str, Market]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in tables.rows("markets"):
        found.setdefault(row["market"], []).append(row)
    return MappingProxyType({key: _market(key, rows) for key, rows in found.items()})


def _market(key: str, rows: Sequence[Mapping[str, str]]) -> Market:
    """A market of its rows; what belongs to the whole market is the same in each."""
    first = rows[0]
    return Market(
        key,
        tuple(
            Exchange(
                row["exchange"],
                row["place"],
                row["suffix"],
                row["codes"],
                row["house"] or row["codes"],
                row["alone"],
                tuple(row["names"].split()),
            )
            for row in rows
        ),
        cast("Style", first["style"]),
        int(first["width"]),
        first["typed"],
        first["lead"],
        first["joint"],
        first["mark"],
        first["passed_over"],
        first["currency"],
        first["year_end"],
        bool(first["one_year_end"]),
        first["written"],
    )


MARKETS: Final = _read()
"""Every market by its key."""
USUAL: Final = next(iter(MARKETS))
"""The market of a basket that names none: the first of the table, in which the bundled basket is."""
ANY: Final = "any"
"""The market in which every text is a ticker."""
NAMED: Final = tuple(key for key in MARKETS if key != ANY)
"""The markets whose tickers have a form."""


def known_markets(keys: Collection[str]) -> Collection[str]:
    """Return the keys, if each is of a market.

    Raises:
        DataError: one is not.
    """
    for key in keys:
        if key not in MARKETS:
            raise DataError(f"There is no market {quote(key)}.", expected=f"one of {', '.join(MARKETS)}.")
    return keys


def shared_year_end(keys: Collection[str]) -> str:
    """Month and day on which the fiscal years of all companies of some markets end; empty where that differs.

    Example:
        >>> shared_year_end(["a_share"]), shared_year_end(["a_share", "us"])
        ('12-31', '')
    """
    ends = {MARKETS[key].shared_year_end for key in keys}
    return ends.pop() if len(ends) == 1 else ""


def in_order(markets: Collection[str]) -> tuple[str, ...]:
    """Markets in the order of the table, each once.

    Example:
        >>> in_order(["us", "hk", "us"])
        ('hk', 'us')
    """
    return tuple(key for key in MARKETS if key in markets)
