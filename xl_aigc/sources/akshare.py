"""The whole market through AkShare, which reads public web sites: slow, fragile, and barred by them at times.

- `stock_yjbb_em`: one request a period; net profit, and 营业总收入, which stands in for revenue.
- `stock_financial_report_sina`: one request a company; revenue (营业收入), R&D and selling expense of all periods.
- `stock_zh_a_hist`: one request a company; forward-adjusted closes. It is taken in place of the 年初至今涨跌幅 of
  `stock_zh_a_spot_em`, because that is of the present moment only: it can't be asked again for a past day, and says no dates.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from platformdirs import user_cache_path

from xl_aigc.data.currency import currency_spellings
from xl_aigc.data.model import PriceChange
from xl_aigc.data.spelling import normalised
from xl_aigc.errors import DataError, Place
from xl_aigc.sources.akshare_calls import (
    ANNOUNCED,
    PRICES,
    REPORT,
    REQUIRED,
    STATEMENT,
    AkShare,
    installed,
)
from xl_aigc.sources.amounts import read_amount
from xl_aigc.sources.answers import Answer, Answers, from_frame
from xl_aigc.sources.mapping import load_fields
from xl_aigc.sources.pacing import Pace
from xl_aigc.sources.raw_table import RawTable, shown
from xl_aigc.sources.reading import Reading
from xl_aigc.sources.table import read_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.period import Period
    from xl_aigc.sources.request import Progress, Request

_ORIGIN: Final = "AkShare (Eastmoney, Sina)"
_BASIS: Final = "forward-adjusted closes, AkShare (Eastmoney)"
_LAST_DAYS: Final = {3: "0331", 6: "0630", 9: "0930", 12: "1231"}
_DAY: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_UNREADABLE: Final = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""Errors that AkShare raises for an unexpected answer of a site."""
MAX_IN_A_ROW: Final = 8
"""Companies in a row without a readable answer, after which the site and not the company is to blame."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Pacing of requests: the market's report takes a dozen pages or more in one request, so it has more time."""

    report: Pace = field(default_factory=lambda: Pace(timeout=600.0))
    company: Pace = field(default_factory=Pace)


def fetch(request: Request, progress: Progress) -> Batch:
    """Fetch some periods with the installed AkShare; see `fetch_from`."""
    return fetch_from(installed(), request, progress, Manner())


def fetch_from(functions: AkShare, request: Request, progress: Progress, manner: Manner) -> Batch:
    """Figures of some periods, and price changes since the end of the year before.

    Each answer is kept on disk for the day: a run that was interrupted, or that a site barred, goes on where it stopped.

    Args:
        functions: the functions of AkShare.
        request: its periods must be named; without tickers it is the whole market, which takes hours.
        progress: told how far the work is.
        manner: how the sites are asked.

    Raises:
        DataError: no period is named, the network failed, or an answer is not as expected.
    """
    request.options_of()
    request.refuse(("single_quarters",), "AkShare, whose reports are cumulative,")
    if not request.periods:
        raise DataError("AkShare must be told the periods.", expected="periods such as 2024H1 and 2023H1.")
    run = _Download(functions, request, progress, manner)
    for done, period in enumerate(request.periods):
        progress(f"{REPORT} {period}", done, len(request.periods))
        run.report(period)
    reported = run.reported()
    for ticker in request.tickers:
        if ticker not in reported:
            run.reading.aside.add("absent", Place(f"AkShare {REPORT}"), ticker=ticker)
    tickers = request.tickers or reported
    run.each(tickers, STATEMENT, run.statement)
    run.each(tickers, PRICES, run.prices)
    return run.reading.batch("akshare", _ORIGIN)


class _Download:
    """One refresh: what was read so far, and how to ask for more."""

    def __init__(self, functions: AkShare, request: Request, progress: Progress, manner: Manner) -> None:
        self._functions, self._request, self._progress, self._manner = functions, request, progress, manner
        folder = request.cache or user_cache_path("xl_aigc") / "akshare"
        self._answers = Answers(folder, dt.datetime.now(dt.UTC).date())
        self._answers.forget_other_days()
        self.reading = Reading(request)

    def reported(self) -> tuple[str, ...]:
        """The companies of the market's report."""
        return tuple(dict.fromkeys(self.reading.tickers()))

    def report(self, period: Period) -> None:
        """Read the market's report of a period."""
        date = f"{period.year}{_LAST_DAYS[period.months]}"
        answer = self._ask(REPORT, self._manner.report, date=date)
        if not answer.rows:
            raise DataError(
                f"The report of {period} is empty.",
                Place(f"{REPORT}({date})"),
                remedy="It may not be published yet.",
            )
        _refuse_shifted(answer, period, f"{REPORT}({date})")
        self._read(answer, "akshare_yjbb", f"AkShare {REPORT} {date}", {"报告期": str(period)})

    def statement(self, ticker: str) -> None:
        """Read a company's income statements of all periods."""
        answer = self._ask(
            STATEMENT, self._manner.company, stock=f"{ticker[7:].lower()}{ticker[:6]}", symbol="利润表"
        )
        at = answer.columns.index("币种")
        words = f"AkShare {STATEMENT} 利润表"
        sound = []
        for line, row in enumerate(answer.rows, 1):
            currency = shown(row[at])
            if currency_spellings().get(normalised(currency)) == self.reading.currency:
                sound.append(row)
            else:
                # AkShare names the columns by position: a row of other length has something else there.
                reason = "foreign_currency" if len(currency) == 3 and currency.isalpha() else "shifted"
                self.reading.aside.add(reason, Place(words, line), ticker=ticker, value=currency)
        self._read(Answer(answer.columns, tuple(sound)), "akshare_sina", words, {"股票代码": ticker})

    def prices(self, ticker: str) -> None:
        """Read the price change of a company since the last close of the year before."""
        day = self._request.day
        answer = self._ask(
            PRICES,
            self._manner.company,
            symbol=ticker[:6],
            period="daily",
            start_date=f"{day.year - 1}1101",
            end_date=f"{day:%Y%m%d}",
            adjust="qfq",
        )
        closes = _closes(answer)
        base = max((each for each in closes if each.year < day.year), default=None)
        last = max((each for each in closes if each.year == day.year and each <= day), default=None)
        if base is None or last is None:  # listed this year, or not traded since
            return
        if closes[base] <= 0 or closes[last] <= 0:
            self.reading.aside.add("bad_price", Place(f"AkShare {PRICES}"), ticker=ticker, value=closes[base])
            return
        change = PriceChange(ticker, base, last, closes[last] / closes[base] - 1, _BASIS)
        self.reading.prices.append(change)

    def each(self, tickers: Sequence[str], name: str, read: Callable[[str], None]) -> None:
        """Read something of each company; one that has no answer is noted, many in a row end it."""
        failed = 0
        for done, ticker in enumerate(tickers):
            self._progress(f"{name} {ticker}", done, len(tickers))
            try:
                read(ticker)
            except DataError as error:
                failed += 1
                if name == STATEMENT and (failed >= MAX_IN_A_ROW or isinstance(error.__cause__, OSError)):
                    raise
                self.reading.aside.add("no_answer", error.place, more=error.problem, ticker=ticker)
                if failed >= MAX_IN_A_ROW or isinstance(error.__cause__, OSError):
                    return  # the host of the prices bars addresses for hours: the figures are taken without
            else:
                failed = 0

    def _ask(self, name: str, pace: Pace, **arguments: str) -> Answer:
        """An answer: of today from disk, else of the site; one that is not as expected is not kept."""
        request = f"{name} {' '.join(f'{key}={value}' for key, value in arguments.items())}"
        kept = self._answers.read(request)
        if kept is not None:
            return kept
        function: Callable[..., Any] = getattr(self._functions, name)
        try:
            answer = from_frame(pace.ask(lambda: function(**arguments), request))
        except _UNREADABLE as error:
            raise DataError(
                f"AkShare can't read the site's answer ({type(error).__name__}: {str(error)[:100]}).",
                Place(request),
                remedy="The site may have changed: update AkShare (python -m pip install -U akshare).",
            ) from error
        _require(answer, name, request)
        self._answers.write(request, answer)
        return answer

    def _read(self, answer: Answer, vendor: str, words: str, added: dict[str, str]) -> None:
        """Read the mapped columns of an answer, with what was asked for as columns before them."""
        fields = load_fields((vendor,), None)
        places = [place for place, name in enumerate(answer.columns) if fields.find(name)]
        header = (*added, *(answer.columns[place] for place in places))
        rows = [(*added.values(), *(row[place] for place in places)) for row in answer.rows]
        read_figures(RawTable(enumerate([header, *rows]), words, headed=True), fields, self.reading)


def _require(answer: Answer, name: str, request: str) -> None:
    if not answer.columns and not answer.rows:
        return
    missing = [column for column in REQUIRED[name] if column not in answer.columns]
    if missing:
        raise DataError(
            f"The answer has no column {', '.join(missing)}; it has {', '.join(answer.columns[:30])}.",
            Place(request),
            remedy="AkShare or the site renamed it: nothing is taken until the mapping is corrected.",
        )


def _refuse_shifted(answer: Answer, period: Period, request: str) -> None:
    """Refuse a report whose columns are out of place: AkShare names them by position, and another number is no day after the period."""
    at = answer.columns.index(ANNOUNCED)
    undated = sum(shown(row[at]) < f"{period.year}-{period.months:02}-28" for row in answer.rows)
    if undated > len(answer.rows) / 2:
        raise DataError(
            f"{undated:,} of {len(answer.rows):,} rows have no day of announcement after {period}, so the columns are out of place.",
            Place(request),
            remedy="The site may have changed: update AkShare (python -m pip install -U akshare).",
        )


def _closes(answer: Answer) -> dict[dt.date, float]:
    """The closes by day; days that can't be read are passed over."""
    if not answer.rows:
        return {}
    day, close = answer.columns.index("日期"), answer.columns.index("收盘")
    closes = {}
    for row in answer.rows:
        value, _ = read_amount(row[close], 1.0)
        text = shown(row[day])
        if value is not None and _DAY.fullmatch(text):
            closes[dt.date.fromisoformat(text)] = value
    return closes
