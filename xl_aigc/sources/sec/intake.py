"""The facts of filings that can be used, whatever file they came in; the others are set aside with a reason."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data import tables
from xl_aigc.data.item import ITEMS
from xl_aigc.errors import DataError
from xl_aigc.outside import MAX_NAME, flaw
from xl_aigc.sources.amounts import read_amount
from xl_aigc.sources.sec.fiscal import calendar_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.errors import Place
    from xl_aigc.sources.reading import Reading
    from xl_aigc.sources.sec.fiscal import Calendar

FORMS: Final = frozenset({"10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F"})
"""Annual and quarterly reports; `/A` after one marks an amended report."""
MAX_FACTS: Final = 4_000_000
_ACCESSION: Final = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", re.ASCII)
_DAY: Final = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})", re.ASCII)


class Tag(NamedTuple):
    """A tag of us-gaap: the item that it gives, and its place among the tags of that item, from 0."""

    item: str
    rank: int


@cache
def tags() -> Mapping[str, Tag]:
    """The rows of `sec_tags.csv`, of each item the preferred tag first."""
    found: dict[str, Tag] = {}
    for row in tables.rows("sec_tags"):
        found[row["tag"]] = Tag(row["item"], sum(tag.item == row["item"] for tag in found.values()))
    return found


@dataclass(frozen=True, slots=True)
class Filing:
    """A report as filed.

    Attributes:
        ticker: the company's ticker.
        cik: the company's number.
        accession: the filing's number.
        filed: the moment of filing as a text that sorts by time.
        calendar: the fiscal years of the company.
    """

    ticker: str
    cik: int
    accession: str
    filed: str
    calendar: Calendar

    @property
    def order(self) -> tuple[str, str]:
        """Sorts filings by time; the later one restates."""
        return self.filed, self.accession

    @property
    def link(self) -> str:
        """The page of the filing."""
        number = self.accession.replace("-", "")
        return f"https://www.sec.gov/Archives/edgar/data/{self.cik}/{number}/{self.accession}-index.htm"


@dataclass(frozen=True, slots=True)
class Fact:
    """A consolidated value of a filing: `quarters` long, 0 for a balance, up to the day `end`."""

    filing: Filing
    tag: str
    quarters: int
    end: dt.date
    value: float
    place: Place


class Stated(NamedTuple):
    """The texts in which a file identifies a filing; those that it does not give are empty."""

    cik: str
    name: str
    accession: str
    form: str
    filed: str
    accepted: str
    year: str
    part: str
    period: str
    year_end: str


@dataclass(slots=True)
class Intake:
    """Collects the facts.

    Attributes:
        reading: where names and rows set aside go.
        tickers: tickers by CIK.
        currency: the only unit that is taken.
        facts: the facts so far.
    """

    reading: Reading
    tickers: Mapping[int, str]
    currency: str
    facts: list[Fact] = field(default_factory=list)
    _without: set[int] = field(default_factory=set)

    def filing(self, stated: Stated, place: Place) -> Filing | None:
        """A filing; None where it is not wanted or can't be used, which is noted."""
        cik, filed = int(stated.cik) if stated.cik.isdecimal() else 0, read_day(stated.filed)
        if not cik or filed is None or not _ACCESSION.fullmatch(stated.accession):
            self.reading.aside.add("bad_filing", place, ticker=stated.cik, value=stated.accession)
            return None
        ticker = self._ticker(cik, stated.name, place)
        if ticker is None:
            return None
        if stated.form.removesuffix("/A") not in FORMS:
            self.reading.aside.add("other_form", place, ticker=ticker, value=stated.form)
            return None
        period = read_day(stated.period)
        calendar = calendar_of(stated.year, stated.part, period, stated.year_end) if period else None
        if calendar is None:
            words = " ".join(filter(None, (stated.year, stated.part, stated.period, stated.year_end)))
            more = "fiscal year, part, last day and year end of the filing do not fit together"
            self.reading.aside.add("bad_period", place, more=more, ticker=ticker, period=words)
            return None
        return Filing(ticker, cik, stated.accession, stated.accepted or filed.isoformat(), calendar)

    def fact(
        self, filing: Filing, tag: str, length: tuple[int, dt.date], value: object, unit: str, place: Place
    ) -> None:
        """Take one value.

        Args:
            filing: the filing that gives it.
            tag: its tag, one of `tags()`.
            length: how many quarters it is long, and its last day.
            value: the value as the file holds it.
            unit: its unit.
            place: where it stands.

        Raises:
            DataError: there are too many.
        """
        item = ITEMS[tags()[tag].item]
        amount, problem = read_amount(value, 1.0)
        reason: str | None = problem
        if unit != self.currency:
            reason = "other_currency"
        elif amount is not None and amount < 0 and item.sign == "nonnegative":
            reason = "negative"
        if reason is not None:
            shown = f"{value} {unit}"
            self.reading.aside.add(
                reason, place, ticker=filing.ticker, item=tag, period=length[1], value=shown
            )
        elif amount is not None:
            if len(self.facts) >= MAX_FACTS:
                raise DataError(
                    f"There are more than {MAX_FACTS:,} values.", remedy="Read fewer files at a time."
                )
            self.facts.append(Fact(filing, tag, *length, amount, place))

    def _ticker(self, cik: int, name: str, place: Place) -> str | None:
        ticker = self.tickers.get(cik)
        if ticker is None:
            if cik not in self._without:
                self._without.add(cik)
                self.reading.aside.add("no_ticker", place, more=f"CIK {cik}, {name}", ticker=f"CIK {cik}")
            return None
        if not self.reading.wants(ticker):
            return None
        if flaw(name, MAX_NAME) is None and "\ufffd" not in name:
            self.reading.names[ticker] = name
        elif ticker not in self.reading.names:
            self.reading.aside.add("refused_character", place, ticker=ticker, item="name", value=name)
        return ticker


def read_day(text: str) -> dt.date | None:
    """A day written as 20240630 or 2024-06-30; None where a text is none.

    Example:
        >>> read_day("20240630") == read_day("2024-06-30"), read_day("20240631")
        (True, None)
    """
    match = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
