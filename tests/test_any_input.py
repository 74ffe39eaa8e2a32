"""Whatever a reader is given, it answers, or refuses as it refuses mistakes: expressions, cells, tables, workbooks."""

from __future__ import annotations

import csv
import io
import math
import random
import re
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from support.expression_book import CELLS, COLUMNS, VOCABULARY
from support.mutations import TEXTS, spoiled_book, spoiled_bytes

from xl_aigc.data.day_forms import read_day
from xl_aigc.data.markets import MARKETS
from xl_aigc.data.numerals import finite, is_plain, numeral
from xl_aigc.data.period import Period, find_period, read_period, read_quarter
from xl_aigc.data.tickers import is_ticker, possible_tickers, read_ticker
from xl_aigc.errors import DataError, WorkbookError
from xl_aigc.expressions.mistakes import Mistake
from xl_aigc.expressions.parse import parse
from xl_aigc.expressions.text import text as written
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.sources import Request, fetch
from xl_aigc.sources.amounts import read_amount

SIGNS = (
    *COLUMNS, *CELLS, "unit", "x", "kind", "missing", "undefined", "True", "False", "'red'", '"up', "1", "0", "2.5", "1e400",
    *"()[]{},.:;=+-*/%@!~&|^\\#\n\t 名", "**", "//", "<", "<=", ">", ">=", "==", "!=", " if ", " else ", " and ", " or ", " not ",
    " in ", " is ", "lambda ", "for ", ":=", "...", "f'{a}'", "count(", "share(", "sum(", "median(", "max(", "min(", "abs(", "sqrt(",
    "known(", "among(", "where=", "__class__", "0x1", "1_0", "1j", "b'a'", "é", "\0", "\u2028",
)  # fmt: skip
expressions = st.lists(st.sampled_from(SIGNS) | st.text(max_size=2), max_size=20).map("".join)
CELLS_OF_VENDORS = (
    "2024", "H1", "中报", "年报", "一季报", "Q", "FY", "上半年", "2024-06-30", "20240630", "/", "-", ".", "30", "万", "亿", "元", "美元",
    "$", "¥", "%", "(", ")", ",", "+", "E+", "e", "9", "0", "300418", "SZ", "sh", "HK", "US", "BRK", "#N/A", "１", "－", "—", "　", "合计",
)  # fmt: skip
cells = st.one_of(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(CELLS_OF_VENDORS), max_size=6).map("".join),
    st.text(max_size=12),
)
HEADINGS = (
    "证券代码", "证券简称", "报告期", "营业收入(万元)", "归母净利润", "2024中报营业收入(亿元)", "ticker", "item", "period", "value", "unit",
    "revenue", "名称", "研发费用2023年报(元)", "项目", "2024-06-30",
)  # fmt: skip
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


@given(expressions, st.sampled_from(("row", "basket", "mask")))
def test_a_text_is_an_expression_that_reads_back_or_a_mistake_with_its_place(text, place):
    try:
        tree = parse(text, VOCABULARY, place).tree
    except Mistake as error:
        span = error.span or (0, 0)
    else:
        span = (0, 0)
        assert parse(written(tree), VOCABULARY, place).tree == tree
    assert 0 <= span[0] <= span[1] <= len(text) + 1


@given(cells, st.sampled_from([(key,) for key in MARKETS] + [tuple(MARKETS)]))
def test_a_text_is_a_ticker_of_the_house_or_none(text, markets):
    ticker, problem = read_ticker(text, markets)
    assert (problem is None) <= is_ticker(ticker, markets)
    if problem is None:
        assert read_ticker(ticker, markets) == (ticker, None)
        assert ticker in possible_tickers(text, markets)


@given(cells, st.booleans())
def test_a_text_is_a_period_or_none(text, typed):
    for found in (read_period(text, typed=typed), read_quarter(text)):
        assert found is None or read_period(str(found)) in {found, Period(str(found))}
    found = find_period(text)
    assert found is None or read_period(text[found[1] : found[2]]) in {None, found[0]}
    day = read_day(text)
    assert day is None or 1800 < day.year < 2200


@given(cells, st.sampled_from((None, 1.0, 1e4, 1e8)), st.sampled_from(("", "CNY", "HKD")))
def test_a_text_is_a_finite_amount_or_has_a_reason(text, factor, currency):
    amount, problem = read_amount(text, factor, currency)
    assert amount is None or (math.isfinite(amount) and problem is None)
    assert finite(text) is None or math.isfinite(finite(text))
    assert numeral(text) is None or is_plain(numeral(text).digits)


def answered(path):
    """What a source makes of a file: figures that are finite numbers, or a refusal."""
    with suppress(DataError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        batch = fetch(Request("files", path))
        assert all(each.value is None or math.isfinite(each.value) for each in batch.figures)


rows = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=5, unique=True).flatmap(
    lambda head: st.lists(st.lists(cells, max_size=len(head) + 1), min_size=1, max_size=4).map(
        lambda body: [head, *body]
    )
)


@given(
    rows, st.sampled_from(",;\t|"), st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")), st.randoms()
)
def test_a_table_of_anything_is_read_or_refused(table, separator, encoding, chance):
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(table)
    content = file.getvalue().encode(encoding)
    with TemporaryDirectory() as folder:
        path = Path(folder, "export.csv")
        path.write_bytes(spoiled_bytes(content, chance) if chance.random() < 0.3 else content)
        answered(path)


@given(rows)
def test_a_sheet_of_anything_is_read_or_refused(table):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append([NOT_IN_XML.sub("", text)[:32_767] for text in row])
    with TemporaryDirectory() as folder:
        path = Path(folder, "export.xlsx")
        book.save(path)
        answered(path)


@cache
def small_book() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "S"
    for row in (["证券代码", "2024中报营业收入(元)"], ["300418", 5], ["002230", "=1+1"]):
        book.active.append(row)
    book.active.merge_cells("D1:E2")
    book.active["D1"].hyperlink = "https://example.org"
    book.save(file)
    return file.getvalue()


def shown(path) -> dict[str, object]:
    with Book(path) as book:
        return {name: cell.value for name, cell in book.cells("S").items()}


@given(st.integers(0, 2**64))
def test_a_spoiled_workbook_is_edited_or_refused_and_then_as_it_was(number):
    changes = {"B2": Content(7), "C9": Content("=x")}
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        path.write_bytes(before := spoiled_book(small_book(), random.Random(number)))
        answered(path)
        try:
            was = shown(path)
            apply_edits(path, path, EditPlan({"S": SheetEdit(contents=changes)}))
        except WorkbookError:
            assert path.read_bytes() == before
        else:
            assert shown(path) == was | {name: change.value for name, change in changes.items()}
