"""Periods as people type them in a request: absolute ones, and those relative to the newest that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from xl_aigc.data import tables
from xl_aigc.data.forecasts import without_forecast
from xl_aigc.data.headings import read_heading
from xl_aigc.data.period import Period, read_period
from xl_aigc.data.period_forms import FULL_YEAR, YEAR_ALONE, plain_form, without_kind
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.errors import DataError

Kind = Literal["cumulative", "quarter", "ltm", "ytd"]
"""The months of a period as the basket has it; its last three; the twelve to its end; of single quarters those of the year so far."""
RELATIVE: Final[tuple[str, ...]] = ("LFY", "LFY-1", "LTM", "LQ", "0", "-1")
"""Relative periods as examples; each takes any number of steps back."""
_QUARTER: Final = 3
_YEAR: Final = 12
"""Their months."""
_RELATIVE: Final = re.compile(r"(?P<word>LFY|LTM|TTM|LQ)?\s?(?P<back>0|[-−]\s?[0-9]{1,2})?", re.IGNORECASE)
TRAILING: Final = ("LTM", "TTM")
"""Words for the last twelve months."""
_WORDS: Final = {normalised(row["word"]): row["means"] for row in tables.rows("relative_periods")}
"""Words for relative periods, as they head columns or as people say them."""
_EXPECTED: Final = (
    "a period such as 2024H1, 1H24, 2024中报, 2024-06-30 or 2023, or LFY, LFY-1, LTM (TTM), LQ, 0, -1."
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The months that a figure is over.

    Attributes:
        period: the period as the basket has it: cumulative, or a single quarter.
        kind: the months of the period, its last quarter, the twelve months to its end, or of single quarters those of the year so far.
        single: whether the periods of the basket are single quarters.
    """

    period: Period
    kind: Kind = "cumulative"
    single: bool = False

    @property
    def year_before(self) -> Span:
        """The same months a year earlier."""
        return Span(self.period.year_before, self.kind, self.single)

    def __str__(self) -> str:
        return str(self.period) if self.kind == "cumulative" else f"{self.period} {self.kind}"


def read_span(text: str, newest: Period, *, single: bool = False) -> Span:
    """The months that a person asks for.

    `LFY` is the last full year, `LTM` or `TTM` the last twelve months, `LQ` the last quarter alone, `0` the newest period; a number behind the word goes
    back so many years, of quarters so many quarters. `-1` or `上年同期` is the newest period a year earlier, with which it compares.

    Args:
        text: a period in any spelling, or a relative one.
        newest: the newest period that is known.
        single: whether the periods of the basket are single quarters.

    Raises:
        DataError: neither.

    Example:
        >>> newest = Period("2024H1")
        >>> [str(read_span(text, newest)) for text in ("LFY", "LFY-1", "LTM", "LQ", "LQ-2", "0", "-1", "2Q24")]
        ['2023FY', '2022FY', '2024H1 ltm', '2024H1 quarter', '2023FY quarter', '2024H1', '2023H1', '2024H1']
        >>> str(read_span("LFY", Period("2024Q4", single=True), single=True))
        '2024FY'
        >>> newest = Period("2024Q2", single=True)
        >>> [str(read_span(text, newest, single=True)) for text in ("LFY", "LQ-2", "-1", "3Q24", "2024-06-30", "2024H1")]
        ['2023FY', '2023Q4', '2023Q2', '2024Q3', '2024Q2', '2024Q2 ytd']
    """
    match = _RELATIVE.fullmatch(_WORDS.get(normalised(text), text).strip())
    if match is None or not match[0]:
        _refuse_forecast(text)
        return _typed(text, single=single)
    back = -int(re.sub(r"[^0-9]", "", match["back"] or "0"))
    word = (match["word"] or "").upper()
    if word == "LQ":
        return Span(
            _quarters_back(newest, back, single=single), "cumulative" if single else "quarter", single
        )
    full_year = Period.stored(f"{newest.year}FY")
    last = full_year if newest.months == _YEAR else full_year.year_before
    found = _years_back(last if word == "LFY" else newest, back)
    return Span(found, "ltm" if word in TRAILING else "cumulative", single)


def _refuse_forecast(text: str) -> None:
    if without_forecast(text)[1] or read_heading(text, typed=True).unusable == "forecast":
        raise DataError(
            f"{quote(text)} is a forecast, and the figures here are reported ones.", expected=_EXPECTED
        )


def _typed(text: str, *, single: bool) -> Span:
    """The months that are no relative ones; words beside a period say whether its last quarter or twelve months are meant.

    Raises:
        DataError: no period.
    """
    bare, kind = without_kind(text)
    if kind == "ltm":
        return Span(_single(bare).period if single else _absolute(bare), "ltm", single)
    if kind == "ytd":
        return _so_far(text, bare, single=single)
    if kind and not FULL_YEAR.fullmatch(bare):
        return (
            Span(Period.parse(bare, single=True), single=True) if single else Span(_absolute(bare), "quarter")
        )
    return _single(text) if single else Span(_absolute(text))


def _so_far(text: str, bare: str, *, single: bool) -> Span:
    """The months of a year to the end of a period.

    Raises:
        DataError: no period, or a year alone, which does not say to which month they count.
    """
    if YEAR_ALONE.fullmatch(bare):
        raise DataError(
            f"{quote(text)} names a year alone, and so not the month to which the year so far counts.",
            expected="that month or quarter, such as 2024-06 YTD or 2024Q2 YTD, or the whole year, such as 2024FY.",
        )
    if not single:
        return Span(_absolute(bare))
    last = _single(bare).period
    return Span(last, "cumulative" if last.part in {"Q1", "FY"} else "ytd", single=True)


def _absolute(text: str) -> Period:
    try:
        return Period.parse(text)
    except DataError as error:
        if error.remedy:
            raise
        raise DataError(f"{quote(text)} is no period.", expected=_EXPECTED) from None


def _single(text: str) -> Span:
    """A single quarter or a year; where the words are of several quarters, such as 2024H1, the months of the year so far.

    Raises:
        DataError: no period.
    """
    so_far = read_period(plain_form(text), typed=True)
    try:
        return Span(Period.parse(text, single=True), single=True)
    except DataError:
        if so_far is None:
            raise
    if so_far.months == _YEAR:
        return Span(Period(str(so_far), single=True), single=True)
    quarters = so_far.months // _QUARTER
    last = Period(f"{so_far.year}Q{quarters}", single=True)
    return Span(last, "ytd" if quarters > 1 else "cumulative", single=True)


def _years_back(period: Period, back: int) -> Period:
    for _ in range(-back):
        period = period.year_before
    return period


def _quarters_back(period: Period, back: int, *, single: bool) -> Period:
    """The period that ends so many quarters earlier."""
    year, quarter = divmod(period.year * 4 + period.months // 3 - 1 + back, 4)
    if single:
        return Period(f"{year}Q{quarter + 1}", single=True)
    return Period.ending(f"{year}Q{quarter + 1}")
