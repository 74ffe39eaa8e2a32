"""Figures, names, sources and claims out of the store."""

from datetime import date
from typing import Annotated, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.fields import house_name
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import possible_tickers
from xl_aigc.functions.basket import (
    COLUMNS,
    basket_column,
    basket_key,
    basket_rows,
    company_name,
    item_and_period,
    item_key,
)
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.cells import ArgumentError, cell, serial
from xl_aigc.functions.found import Found
from xl_aigc.functions.own_measures import own_measures, own_value
from xl_aigc.functions.periods import day
from xl_aigc.functions.periods import period as period_key
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.selection import named_columns
from xl_aigc.functions.shapes import Rows
from xl_aigc.functions.vocabulary import choice, spoken_word
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.labels import LANGUAGES

CLAIM_PARTS: Final = ("verdict", "stated", "measured", "coverage", "note")

Ticker = Annotated[str, Takes("text", "Ticker, such as 300418.SZ", "证券代码，如300418.SZ")]
Item = Annotated[
    str, Takes("text", "Item, such as net_profit or 归母净利润", "指标，如net_profit或归母净利润")
]
Period = Annotated[
    str | None, Takes("text", "Period such as 2024H1; newest if omitted", "报告期，如2024H1，默认最新")
]
AsOf = Annotated[str | None, Takes("text", "As-of date; latest if omitted", "数据截至日，默认最新")]
Language = Annotated[str, Takes("text", "en, zh or ko; en if omitted", "语言：en、zh或ko，默认en", LANGUAGES)]
Basket = Annotated[str | None, Takes("text", "Basket; the default one if omitted", "样本，默认样本可省略")]


def ticker_key(ticker: str, reader: FactsReader) -> str:
    """A ticker as the store writes it; six digits alone, or with the exchange before them, are understood too.

    Raises:
        ArgumentError: no such company; the cell shows #N/A, as a lookup that finds nothing does.
    """
    possible = (ticker, *possible_tickers(ticker))
    found = next((each for each in possible if reader.company(each) is not None), None)
    if found is None:
        expected = "a ticker such as 300418.SZ."
        raise ArgumentError(f"there is no company {quote(ticker)}.", expected=expected, error=CellError.NA)
    return found


def _found(ticker: str, item: str, period: str | None, as_of: str | None) -> Found | None:
    """A figure by what was typed."""
    reader = facts()
    key, asked = item_and_period(
        item_key(item, reader), period_key(period) if period else reader.newest_period
    )
    return reader.figure(ticker_key(ticker, reader), key, asked, _day(as_of))


def _day(as_of: str | None) -> date | None:
    return day(as_of) if as_of else None


@function(
    en="Returns one figure from the store, in yuan (price change: a fraction); #N/A if missing. A column of "
    "tickers with a row of items returns a grid in one call.",
    zh="返回数据库中的一项数据，单位元（涨跌幅为小数），缺失返回#N/A。一列代码配一行指标，一次返回整张表。",
    examples=(
        Example('=AIGC_FIGURE("688787.SH","net_profit","2024H1")', 416421.26),
        Example('=AIGC_FIGURE("688787.SH","归母净利润","2023中报")', -17241392.69),
        Example(
            '=AIGC_FIGURE({"603888.SH";"002229.SZ"},{"revenue","price_change"})',
            [[CellError.NA, -0.223], [265216600, -0.687]],
        ),
    ),
    spreads=True,
    heavy=True,
)
def figure(ticker: Ticker, item: Item, period: Period = None, as_of: AsOf = None) -> object:
    """The value of one figure, or of one of the default basket's own measures."""
    reader = facts()
    if house_name(item) is None and item in own_measures(reader):
        asked = period_key(period) if period else reader.newest_period
        return own_value(reader, None, ticker_key(ticker, reader), item, asked, _day(as_of))
    found = _found(ticker, item, period, as_of)
    return found.value if found else None


@function(
    en="Returns the source of a figure: stated or derived, where from, and the date it was known. #N/A if the "
    "figure is missing.",
    zh="返回数据出处：披露或推算、来源、数据日期。缺失返回#N/A。",
    examples=(
        Example(
            '=AIGC_SOURCE("002229.SZ","price_change","2024H1")',
            "stated: 2023-12-29 to 2024-09-12, forward-adjusted closes, cross-checked between public series, to 0.1 point "
            "(as of 2024-09-12)",
        ),
    ),
    spreads=True,
    heavy=True,
)
def source(ticker: Ticker, item: Item, period: Period = None, as_of: AsOf = None) -> object:
    """The origin of one figure in words."""
    found = _found(ticker, item, period, as_of)
    return f"{found.kind}: {'; '.join(found.sources)} (as of {found.known_on.isoformat()})" if found else None


@function(
    en="Returns a basket as a table with header, ready for AIGC_COHORT; missing figures are #N/A. Default "
    "columns: names, layer, archetype, revenue, profit, R&D and selling expense of both periods, price "
    "change.",
    zh="返回样本明细表（含表头），可直接用于AIGC_COHORT，缺失为#N/A。默认列：名称、环节、类型、两期营业收入、"
    "归母净利润、研发费用、销售费用、涨跌幅。",
    examples=(
        Example("=ROWS(AIGC_BASKET())", 56),
        Example('=INDEX(AIGC_BASKET(,"name,revenue_prior",,,"zh"),1,2)', "营业收入（上年同期）"),
    ),
    heavy=True,
)
def basket(
    basket: Basket = None,
    columns: Annotated[
        Rows | None, Takes("values", "Columns; those of cohorts if omitted", "要显示的列，默认分组所需各列")
    ] = None,
    period: Period = None,
    as_of: AsOf = None,
    language: Language = "en",
) -> object:
    """Header and a row per company."""
    keys = [basket_column(name, facts(), basket) for name in named_columns(columns)] or COLUMNS
    asked = period_key(period) if period else None
    return basket_rows(basket, keys, asked, _day(as_of), language_key(language))


@function(
    en="Returns a company's name.",
    zh="返回公司名称。",
    examples=(
        Example('=AIGC_NAME("688787.SH")', "Speechocean"),
        Example('=AIGC_NAME("688111.SH","zh")', "金山办公"),
    ),
    spreads=True,
    heavy=True,
)
def name(ticker: Ticker, language: Language = "en") -> object:
    """The name of one company."""
    reader = facts()
    return company_name(reader.company(ticker_key(ticker, reader)) or {}, language_key(language))


@function(
    en="Returns coverage as a fraction: figures available / figures expected (one per company and item). "
    "Without an item: all items that have a figure in the period.",
    zh="返回数据覆盖率（小数）：每家公司应有一项，已有数据占比。不填指标则取该期有数据的全部指标。",
    examples=(
        Example('=55*AIGC_COVERAGE(,"revenue","2024H1")', 54),
        Example('=55*AIGC_COVERAGE(,{"revenue","rd_expense"},{"2024H1";"2023H1"})', [[54, 40], [52, 16]]),
    ),
    spreads=True,
    heavy=True,
)
def coverage(
    basket: Basket = None,
    item: Annotated[str | None, Takes("text", "Item; all if omitted", "指标，默认全部")] = None,
    period: Period = None,
) -> object:
    """Figures present of figures due."""
    reader = facts()
    tickers = reader.tickers(basket_key(basket, reader))
    newest = period_key(period) if period else reader.newest_period
    keys = [item_key(item, reader)] if item else reader.items
    present = [
        sum(reader.figure(ticker, base, asked, None) is not None for ticker in tickers)
        for base, asked in (item_and_period(key, newest) for key in keys)
    ]
    held = present if item else [count for count in present if count]
    due = len(tickers) * len(held)
    return sum(held) / due if due else None


@function(
    en="Returns a claim of the article: verdict, or stated or measured value. #N/A for an unknown claim or "
    "part.",
    zh="返回原文的一条论断：核验结果、原文值或实测值。论断不存在或该项未知返回#N/A。",
    examples=(
        Example('=AIGC_CLAIM("both_up_count","stated")', 13),
        Example('=AIGC_CLAIM("profit_decline_share","stated")', 0.7),
    ),
    spreads=True,
    heavy=True,
)
def claim(
    id_: Annotated[str, Takes("text", "Claim, such as both_up_count", "论断编号，如both_up_count")],
    part: Annotated[
        str,
        Takes(
            "text",
            "verdict (if omitted), stated, measured, coverage or note",
            "verdict（默认）、stated、measured、coverage、note",
            CLAIM_PARTS,
        ),
    ] = "verdict",
) -> object:
    """One part of one claim."""
    wanted = choice(part, CLAIM_PARTS, "part")
    held = facts().claim(id_.strip().casefold())
    if held is None:
        raise ArgumentError(
            f"there is no claim {id_!r}.", expected="an id of the Claims sheet.", error=CellError.NA
        )
    value = held.get(wanted, "")
    if wanted == "verdict" and value:
        return spoken_word(value, "en")
    return _typed(value)


def _typed(value: str) -> object:
    """A cell of the claims table: a number where it is one."""
    try:
        return float(value)
    except ValueError:
        return cell(value)


@function(
    en="Returns the date of the latest figures in the store as a serial number; format the cell as a date.",
    zh="返回数据库最新数据的日期（日期序列值，请将单元格设为日期格式）。",
    examples=(Example("=AIGC_AS_OF()", 45547),),
    heavy=True,
)
def as_of() -> object:
    """The date of what is known."""
    return serial(facts().as_of)
