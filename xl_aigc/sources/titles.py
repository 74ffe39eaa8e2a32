"""Lines of words beside a table, and what they state of all of it: unit, period, company, item, vendor."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from xl_aigc.data.fields import VENDORS, Field
from xl_aigc.data.headings import part_named, read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.month_spans import other_months
from xl_aigc.data.period import find_period
from xl_aigc.data.spelling import simplified
from xl_aigc.data.tickers import is_ticker, read_ticker
from xl_aigc.sources.notes import unit_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from xl_aigc.data.headings import Heading
    from xl_aigc.data.period import Period
    from xl_aigc.data.tickers import Markets
    from xl_aigc.sources.mapping import Fields

T = TypeVar("T")
_BY_WORD: Final = re.compile(
    "[报季止]|中期|年度|半年|(?<![0-9])1月?[-–—][0-9]{1,2}月|个月|[QH][13]|FY|month|year", re.IGNORECASE
)
_LABELLED: Final = re.compile(
    r"(?:报告期末?|截止日期?|会计期间|报表期|报表日期|period)\s{0,4}[::=]?\s{0,4}$", re.IGNORECASE
)
"""Words before a day that make it the end of a period; any other day may be that of the export."""
_KINDS: Final = (
    "parent_statement",
    "single_quarter",
    "other_span",
    "forecast",
    "before_restatement",
    "subsidiary",
)
"""Reasons that hold for a table when a line above it gives them."""
_SPOKEN: Final = ("parent_statement", "single_quarter", "forecast")
"""Those that hold also when a note below it or the name of the file gives them."""
_ELSEWHERE: Final = re.compile("[见見附另]|不含|不包括")
"""Words by which a note speaks of other figures than those above it."""
_TOGETHER: Final = re.compile(r"[及和与含]|合并|&|\b(?:and|consolidated)\b", re.IGNORECASE)
"""Words by which a title speaks of a company with its subsidiaries."""
_DIGITS: Final = re.compile("[0-9]+")
_CODE: Final = re.compile(
    r"(?<=\()[0-9]{6}(?=\))|[A-Za-z0-9]{1,10}\.[A-Za-z]{1,4}|(?<![A-Za-z])(?:SH|SZ|BJ)[0-9]{6}(?![0-9])",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """Statements of the lines beside a table; None or empty where there is none, or several that differ.

    Attributes:
        factor: the factor of the unit of columns that state none.
        scales: the factors that the lines state; a currency alone states none.
        period: the period.
        doubtful: a line with a day that may be the end of a period or the day of the export.
        ticker: the company.
        field: the item.
        vendor: the vendor's name.
        kind: the reason not to take its figures, such as `parent_statement`, and the line that gives it.
        lines: the lines.
    """

    factor: float | None = None
    scales: frozenset[float] = frozenset()
    period: Period | None = None
    doubtful: str = ""
    ticker: str = ""
    field: Field | None = None
    vendor: str = ""
    kind: tuple[str, str] = ("", "")
    lines: tuple[str, ...] = ()

    @property
    def scale(self) -> float | None:
        """The scale that the lines state."""
        return _only(self.scales)

    def factor_below(self, heading: Heading, own: float | None) -> float | None:
        """The factor of a heading: its own scale, that of the lines, or what its name is known to be in; one below a currency alone."""
        alone = None if self.scales else heading.factor
        return heading.scale or self.factor or own or alone

    def denies(self, heading: Heading) -> bool:
        """Return whether a heading says that its amounts are in units of the currency, and a line that they are not."""
        return heading.scale == 1 and bool(self.scales - {1})


def stated_in(
    titles: Sequence[str], name: str, fields: Fields, markets: Markets, asked: float | None
) -> Stated:
    """Read what lines beside a table state.

    Args:
        titles: the lines.
        name: the name of the file, which tells the period where none of them does.
        fields: the names of items.
        markets: the markets that tickers may be of.
        asked: the factor of the unit named on asking, which holds where no line states a scale.
    """
    lines = [_plain(text) for text in titles]
    read_periods = [(line, *found) for line in (*lines, _plain(name)) for found in _periods(line)]
    sure = [(line, period) for line, period, is_sure in read_periods if is_sure]
    beside = {period for line, period in sure if line in lines}
    periods = beside or {period for _, period in sure}
    unsure = next((line for line, _, is_sure in read_periods if not is_sure), "")
    headed = [read_heading(line) for line in lines]
    read = [fields.find(heading.name) for heading in headed if heading.name]
    named = {field for field in read if field and field.item in ITEMS}
    tickers = {ticker for line in lines for ticker in tickers_in(line, fields, markets)}
    scales = _scales(lines)
    alone = next((heading.factor for heading in headed if heading.factor), None) if not scales else None
    return Stated(
        _only(scales) or asked or alone,
        scales,
        _only(periods),
        "" if periods else unsure,
        _only(tickers) or "",
        _only(named),
        vendor_in(titles),
        next(((reason, line) for line in lines if (reason := _kind_of_title(line)) in _KINDS), ("", "")),
        tuple(lines),
    )


def _plain(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text))


def _kind_of_title(line: str) -> str:
    """The reason that a title gives not to take figures, empty where it gives none."""
    part = "" if _TOGETHER.search(line) else part_named(line)
    return read_heading(line).unusable or (part if part == "subsidiary" else "")


def kind_in(words: str) -> tuple[str, str]:
    """The reason that a note or the name of a file gives not to take figures, and the words; empty where there is none.

    A quarter that is named may be the day of the export, so that numbers do not count.

    Example:
        >>> kind_in("注：以上均为母公司报表口径")[0], kind_in("数据来源：Wind，2024Q2")[0]
        ('parent_statement', '')
    """
    months = other_months(words)
    if months is not None and not _ELSEWHERE.search(words):
        return "single_quarter" if months == 3 else "other_span", words
    reason = read_heading(_DIGITS.sub("", words)).unusable
    return (reason, words) if reason in _SPOKEN and not _ELSEWHERE.search(words) else ("", "")


def vendor_in(words: Sequence[str]) -> str:
    """The name of the vendor that some words name, empty where they name none.

    Example:
        >>> vendor_in(["数据来源：东方财富Choice数据"])
        'Choice'
    """
    text = " ".join(words).casefold()
    return next((name for key, name in VENDORS.items() if key in text), "")


def _only(found: AbstractSet[T]) -> T | None:
    return next(iter(found)) if len(found) == 1 else None


def _scales(lines: Sequence[str]) -> frozenset[float]:
    """The factors of the units that lines name as such, else of those in their brackets."""
    named = frozenset(note.factor for line in lines if (note := unit_note(line)))
    return named or frozenset(factor for line in lines if (factor := read_heading(line).scale))


def _periods(line: str) -> Iterator[tuple[Period, bool]]:
    """The periods in a line, and whether each is surely one and not the day of an export."""
    rest = line
    while found := find_period(rest):
        period, start, end = found
        by_word = _BY_WORD.search(rest[start:end]) is not None
        yield period, by_word or _LABELLED.search(rest[:start]) is not None
        rest = rest[end:]


def tickers_in(line: str, fields: Fields, markets: Markets) -> Iterator[str]:
    """The tickers in a line that name their exchange, or stand behind a name of them."""
    word, _, code = line.partition(":")
    field = fields.find(word.strip()) if code else None
    if field and field.item == "ticker" and read_ticker(code.strip(), markets)[1] is None:
        yield read_ticker(code.strip(), markets)[0]
    for match in _CODE.finditer(line):
        ticker, problem = read_ticker(match[0], markets)
        if problem is None and is_ticker(ticker, markets):
            yield ticker
