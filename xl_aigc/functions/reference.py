"""Prints the reference of the functions: `python -m xl_aigc.functions.reference > docs/functions.md`."""

import sys
from collections.abc import Iterator
from typing import Final

from xl_aigc.functions import CATALOGUE, Example, Function
from xl_aigc.functions.written import written

_OPENING: Final = """# Worksheet functions

Made from the catalogue by `python -m xl_aigc.functions.reference`; do not edit by hand.

Type `AIGC_X` in Excel through xlwings on Windows, `AIGC.X` where functions carry a namespace (xlwings Server, LibreOffice Calc).

- A range in a cell-by-cell argument gives a range: one call for a whole column. A single row or column stretches over the others.
- Texts count as the numbers that Excel's own arithmetic takes them for: `"1,234"`, `"12%"`, `"(5)"`, `" 120 "`, `"１２"`; not a number with a
  unit, and not a date as text. Another text where a number is due is `#VALUE!`.
- Blank and the marks of a missing number (`-`, `--`, `n.a.`, `NA`, `N/A`, `nan`, `无`, `不适用`, `未披露`, where a number is due `停牌`, and the like) are missing and give
  `#N/A`. In a table or a list `#N/A` is missing too.
- Any other error value that comes in goes out unchanged, also as a number that COM passes (-2146826288 and those beside it). Undefined
  is `#DIV/0!` or `#NUM!`.
- TRUE and FALSE count as 1 and 0, dates as their serial numbers. A column of TRUE and FALSE groups companies as a column of words does.
- Functions that take a whole range (tables, lists of values) take one cell for each option; the others take a range there too.
- A whole column, such as `A:M`, is cut to the rows that are used.
- An option that does not exist is `#VALUE!`. `AIGC_WHY` gives the reason in a sentence, and so does the log file that `xl-aigc doctor` names.
  Of a result of several cells it explains the first error and counts them. It explains the call or cell that it is given and no other; of an error value that
  comes from elsewhere it gives the general reason. Of a cell it tells the reason of the last function in its formula that was refused, whatever stands around it.
  Directly around `INDEX`, `IFERROR` or another function of the spreadsheet it knows a single error; of one cell out of a larger result the program only
  sees its error value, so give it the cell or the function itself.
- A function without an argument for the language gives words in English, such as `AIGC_FIGURE(A2,"net_profit_status")`.

**Tables** are ranges with a header row; where a table may be left out, it is the default basket.

- Headers match house names (`net_profit`), labels in any language (`归母净利润`) and common spellings of Wind, iFinD and Choice, whatever their
  case and spaces; the prior period's column is the item with `_prior`, `上年同期` and the like.
- An item at two periods side by side, such as `营业收入2024中报` and `营业收入2023中报`, is current and prior: the newest period of the table and the
  same one a year earlier. The period stands before or behind the name, in brackets of any form or none, in every form that is listed below:
  `营业收入(2024-06-30)`, `2024年中报营业收入`, `[20240630]营业收入`, `Revenue 1H24`, `Revenue Jun-24`. A column of another period is found by its own
  header, and one whose header is a period alone by that period. A year alone is the whole year. A quarter or half that may be alone or count from
  1 January (`2024Q2`, `2H24`), and a month that ends no period (`2024-05`), makes the item `#VALUE!`;
  that column and those beside it are found by their own headers.
- Headers may take two rows, of which the second holds periods or units: `营业收入` over two columns, and `2024H1`, `2023H1`, years or dates below it. Other words beside them
  stand behind the name above: `净利润 (同比增速)` for `同比增速` below `净利润`, `同比增速 (净利润)` the other way round. `AIGC_UNIT` puts both rows into one.
- Headers are read as those of a vendor's file are. Figures of the parent company alone, of twelve months (`TTM`), of a single quarter (`单季`), before a
  restatement or forecast (`2024E`, `FY25F`, `2024年预测`) are no figures of the item; such a column is found by its own header.
- `本期` and `上期`, with or without `金额`, are current and prior too, as are `本年` and `上年`, `今年` and `去年`, `同期`, `current period` and `prior period`, `this year` and `last year`,
  `PY`, `LY`, before the name or behind it. A word for the year before alone, such as `上年同期`, is of the item on its left, unless there are two items on its left.
- Words beside a period say over which months it is: `2Q24 YTD` and `2024Q2累计` count from 1 January, `Q2 2024 (quarter)` and `2024Q2单季` are of the quarter alone.
- A unit in the header is taken into account: `营业收入(亿)`, `营业收入/亿元`, `营业收入，亿元`, `Revenue (in millions)`, `Revenue ($m)`, `Revenue mn`, `Revenue (000s)`, `Revenue, US dollars (millions)`, `营业收入（亿元人民币）`, `涨跌幅%`, `[单位] 亿元` on a line of its own
  or not. `¥` is yuan or yen, whichever the basket or the other headers are in.
- Functions are given the numbers of cells without their formats. Price changes and growth under a header with `%` of which none is above 1 in size may be fractions
  that their cells show as percentages: of 20 companies and more they are, of fewer the column is refused. `"12.3%"` as a text is always clear.
- A column of your own is found by its name without the unit and period of its header: `总市值` for `总市值(亿元)`.
- `净利润` and `Net income` count as `net_profit`, the profit of the owners of the parent, where the table has no column of that name: you see the
  column and know what it holds. Beside such a column it is a column of its own, found by its own name. A source of figures takes neither.
- A ratio that stands in a table, such as `研发费用率(%)`, is taken as it stands, and gives the bands of its rule. One that is mostly above 1 and says no `%` is
  refused where the bounds are fractions; a single one above 4, so 400%, is `#VALUE!` in its row.
- Figures in two currencies, as their headers say, are not put into one ratio or summary; nor is a column of money in a unit (`Revenue (亿元)`) beside one
  whose header names none (`Net profit`), which would be in units of the currency. Sums in another currency than yuan are headed with it.
- A ticker stands in one row, and so does a name in a table without tickers. A table with a row for each company and period is refused: filter it to one period.
- `营业总收入` holds interest and fees and is not `营业收入`. Where it shall stand for it, write `营业收入` in the header.
- Totals, averages and a vendor's notes (`合计`, `上游小计`, `行业中值`, `全部公司`, `Total`, `Avg.`, `Average of peers`, `All companies`, `合计/Total`, `单位：亿元`, `数据来源：Wind`) are no companies: they are not counted, and a function that
  gives a value for each row gives `#N/A` there. A row with a ticker is always a company. A row with neither ticker nor name that holds the
  sums, averages or medians of the others, also rounded, is none; any other row of figures without a name is refused.
- A column with its header on top, such as the result of `AIGC_BASKET(,"revenue")`, loses it where a list of numbers is due:
  `AIGC_ABOVE(AIGC_BASKET(,"revenue"),1e9)`. A text that begins as an amount does (`1.2亿`, `US$ 5m`) is no header: it is refused as a text.

**Periods** are cumulative from 1 January: `2024H1`, `24H1`, `1H24`, `2024Q2`, `2Q24`, `2024-06-30`, `2024/6/30`, `20240630`, a date, `2024上半年`, `2024中报`,
`2024半年报`, `2024-06`, `202406`, `2024M6`, `2024年6月`, `Jun-24`, `06/30/2024`, `2024年第二季度`, `上半年2024`, `2024年度中报`, `first half of 2024`, `2Q24 YTD` are one period; `2023`, `FY2023`, `FY23`, `2023年报` are a year; `9M24`, `2024三季报` nine months. In a basket of single quarters
`2024Q2` is that quarter, `2024H1` and `2Q24 YTD` are the sums of the quarters so far, and a year that is not known itself is the sum of its four. `2024H1 LTM` is the twelve months to its end, `Q2 2024 (quarter)` the quarter alone. A month is the period that ends with it; `2024-05` ends none and is refused, as is a second half alone (`2024H2`). Where a basket's fiscal years end on a day of its own
(`year_end`), a day or month is that of the fiscal quarter that ends with it: `2024-05-31` is `2024FY` of years that end in May. Relative ones go back from the period that the basket reports:

| period | is |
|---|---|
| `LFY`, `LFY-1` | the last full year, the one before |
| `LTM`, `LTM-1`, also `TTM`, `最近十二个月` | the last twelve months, those a year earlier |
| `LQ`, `LQ-1`, also `MRQ` | the last quarter alone, the one before |
| `0`, `-1`, also `本期`, `上年同期`, `current`, `same period last year` | the period that the basket reports, the same one a year earlier |

**Companies** are found by ticker in every spelling of their market (`000001.SZ`, `000001 CH Equity`, `SHE:000001`, `０００００１`), by name, and by a name
with its code (`平安银行(000001)`), in traditional characters too (`崑崙萬維`). Where a name is of several companies the reason of the error names them. A part of a name is not enough; the reason of the error names the companies that have it, and `AIGC_HELP` finds them by it.
**Measures** of the report and of a basket's own, such as `rd_intensity`, are items and columns: `AIGC_TOP(,"net_margin")`. Over a table they are
computed of its columns: `AIGC_COHORT(A1:F50,"net_margin",{0,0.1})`. A company in several baskets has the measures of all of them. A company for which a measure is not defined is unknown.
`AIGC_ITEMS`, `AIGC_MEASURES`, `AIGC_PERIODS` and `AIGC_BASKETS` list what there is, each with the share of companies that have data; `AIGC_COVERAGE` is the
share of figures. `AIGC_HELP` says what a text is read as: `AIGC_HELP("1H24")`, `AIGC_HELP("SZ300418")`, `AIGC_HELP("USD m")`; and lists what a word asks
for: `units`, `layers`, `sector`, `tickers`, `periods`.
**The store**: the lookup functions read the store that `XL_AIGC_STORE` names, else the file in your data folder, else the bundled figures. One that is named and
not there is `#VALUE!` with the reason, and no bundled figure stands in its place; commands refuse it, and a refresh makes it.
**Units**: the last arguments of `AIGC_FIGURE`, `AIGC_BASKET`, `AIGC_COHORT` and `AIGC_SERIES` take `亿元`, `万`, `USD m`, `bn` and the like; a unit of another currency
than that of the figures is refused, since nothing is converted. A unit behind the name of an item or column holds for it alone:
`AIGC_BASKET(,"ticker,营业收入(亿元),price_change(%)")`.
`AIGC_UNIT` over a range with headers changes the columns that it knows as money: items, also of the prior period; sums in results of these functions;
measures that are money; well-known names such as `总市值`; and any column with a unit of money in its header. It writes the new unit into the header:
`营业收入（亿元）`. All other columns stay, and so do truths. Without headers every number is money.
**Thresholds and bounds** are in the unit that the numbers are named in. A list counts as it stands: under `营业收入（亿元）` the threshold 10 is 10亿. A column
of a table is in units of the currency, whatever its header says, and in a unit where you name it so: `{1E9,1E10}` for `"营业收入"`, `{10,100}` for
`"营业收入(亿元)"`; so is a column of your own with a unit of money. Percentages are fractions, as are price changes, growth and ratios: -0.2 is -20%.
A threshold or bound that was meant in the other unit is `#VALUE!` with the reason: one that lies more than a hundredfold beyond all numbers while in the unit
of the header it would not; all of them, 0 aside, more than a hundredfold beyond all numbers on one side; and percent for fractions. A price change below -1
is refused too. Functions that work cell by cell, such as `AIGC_YOY`, read no headers: give them amounts in one unit.
**Limits**: where the companies of a table are those of a basket with limits of its own, its bands and its screen follow them, as the report does. In a currency of
small units, which the headers or the basket name, the bands of `rd_scale` are larger: 100 times for yen, 1,000 times for won. Bounds that you give count before both.
**The screen** raises five flags: the price fell below the limit (0) and below the median of the table · net profit fell, or a loss came or grew · a loss now · selling
expense rose over revenue while revenue did not · R&D intensity lies below the median of the layer, and below that of the whole table where fewer than
8 companies of the layer have one. It gives no score where fewer than 3 flags can be tested.
**Lists** of headers in one cell are separated by `,`, `，`, `、`, `;` or `；`.
"""


def markdown() -> str:
    """The whole reference as Markdown."""
    lines = [_OPENING, "| function | does | 用途 |", "|---|---|---|"]
    for each in CATALOGUE.values():
        link = f"[`{each.syntax}`](#{each.name().lower()})"
        lines.append(f"| {link} | {_in_table(each.en)} | {_in_table(each.zh)} |")
    for each in CATALOGUE.values():
        lines += ["", *_section(each)]
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")) + "\n"


def _in_table(text: str) -> str:
    """A text inside a table, where a bar would begin the next cell."""
    return text.replace("|", "\\|")


def _section(function: Function) -> Iterator[str]:
    """One function: arguments and examples."""
    yield f"## {function.name()}"
    yield ""
    yield f"`{function.syntax}`"
    yield ""
    yield function.en
    yield ""
    yield function.zh
    yield ""
    if function.arguments:
        yield "| argument | is | 说明 | accepts |"
        yield "|---|---|---|---|"
    for each in function.arguments:
        name = f"[{each.name}]" if each.optional else each.name
        yield f"| `{name}` | {each.en} | {each.zh} | {', '.join(each.accepts)} |"
    if function.arguments:
        yield ""
    yield "| example | gives |"
    yield "|---|---|"
    for example in function.examples:
        yield f"| `{example.formula}` | {_shown(example)} |"


def _shown(example: Example) -> str:
    """A documented result: one value, or an array constant."""
    return f"`{written(example.result)}`"


if __name__ == "__main__":
    sys.stdout.write(markdown())
