"""Headers in two rows: names of items above, and periods, units or other words below them."""

from __future__ import annotations

import datetime as dt

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.tables import read_table


def test_a_header_takes_two_rows_where_the_second_holds_periods_or_units():
    """As a vendor merges 营业收入 over two columns of periods, and as a unit stands in a row of its own."""
    rows = [["", "营业收入", "", "归母净利润"], ["代码", "2024H1", "2023H1", "万元"], ["A", 120, 100, 5]]
    table = read_table(rows)
    assert [table.numbers(key) for key in ("revenue", "revenue_prior", "net_profit")] == [[120], [100], [5e4]]
    assert (table.texts("ticker"), list(table.lines)) == (["A"], [3])
    rows = [
        ["", "Revenue", "", "Net profit"],
        ["Company", "本期", "上年同期", "Current period"],
        ["A", 120, 100, 5],
    ]
    table = read_table(rows)
    assert [table.numbers(key) for key in ("revenue", "revenue_prior", "net_profit")] == [[120], [100], [5]]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (2024, 2023),
        ("2024", "2023"),
        (202406.0, 202306.0),
        ("20240630", "20230630"),
        (45473.0, 45107.0),  # 30 June of each year as spreadsheets count days
        (dt.datetime(2024, 6, 30), dt.datetime(2023, 6, 30)),  # noqa: DTZ001  a cell has no time zone
    ],
)
@pytest.mark.parametrize("blank", [None, ""])
def test_years_months_and_dates_below_the_items_are_periods_and_no_company(now, then, blank):
    table = read_table([["公司", "营业收入", blank], [blank, now, then], ["A", 120, 100], ["B", 90, 100]])
    assert (table.numbers("revenue"), table.numbers("revenue_prior")) == ([120, 90], [100, 100])


@pytest.mark.parametrize(
    ("now", "then"), [(2024, 2023), ("2024", "2023"), (45473, 45107), (20240630, 20230630)]
)
def test_years_and_dates_are_periods_wherever_the_names_and_the_items_stand(now, then):
    """Below a name written in each top cell, beside the names of the second row, and one period below all items."""
    tops = (["代码", "名称", "营业收入", "营业收入"], ["", "", "营业收入", ""])
    for top, names in zip(tops, (["", ""], ["代码", "名称"]), strict=True):
        table = read_table(
            [top, [*names, now, then], ["300418", "昆仑万维", 100, 80], ["688111", "金山办公", 200, 250]]
        )
        assert (table.numbers("revenue"), table.numbers("revenue_prior")) == ([100, 200], [80, 250])
    table = read_table(
        [["代码", "营业收入", "净利润", "总市值"], ["", now, now, now], ["300418", 100, 80, 900]]
    )
    assert (table.numbers("revenue"), table.numbers("net_profit")) == ([100], [80])


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["", "公司", "营业收入", ""],
            ["", "A", 2024, 2023],
            ["", "B", 120, 100],
        ],  # of a company, by its name
        [["代码", "营业收入", "净利润"], ["", 45474, 45474], ["B", 120, 100]],  # 1 July 2024 ends no month
        [
            ["公司", "营业收入", "净利润"],
            [None, 2024, 2023],
            ["A", 120, 100],
        ],  # each below a heading of its own
        [["公司", "营业收入", None], ["A", 2024, 2023], ["B", 120, 100]],  # of a company
        [["公司", "营业收入", None], [None, 2024, 99.5], ["B", 120, 100]],  # 99.5 is no year
    ],
)
def test_a_row_of_figures_that_may_be_years_is_no_header(rows):
    assert read_table(rows).numbers("revenue")[0] in {2024, 45474}


def test_other_words_in_the_second_row_do_not_hide_the_periods_beside_them():
    rows = [
        ["Ticker", "Revenue", None, None, "同比增速", None, "涨跌幅", "Rating"],
        ["代码", "1H24", "1H23", "YoY", "营业收入", "净利润", "年初至今(%)", None],
        ["A", 120, 100, 0.2, 7, 8, -30, "buy"],
    ]
    table = read_table(rows)
    assert [table.numbers(key) for key in ("revenue", "revenue_prior", "price_change")] == [
        [120],
        [100],
        [-0.3],
    ]
    assert [table.cells(table.place(table.find(f"同比增速({name})"))) for name in ("营业收入", "净利润")] == [
        [7],
        [8],
    ]
    assert (table.texts("ticker"), "net_profit" in table, list(table.lines)) == (["A"], False, [3])


@pytest.mark.parametrize(
    "rows",
    [
        [["revenue", "period"], ["", "2024H1"]],
        [["period"], ["2024H1"], ["2023H1"]],
        [["name", "revenue"], ["2024H1", "2023H1"]],
        [["name", "revenue", "note"], ["甲", "", "元"]],
        [["revenue"], [CellError.NA], [5]],
    ],
)
def test_a_row_of_the_table_is_no_second_row_of_its_header(rows):
    assert next(iter(read_table(rows).lines)) == 2


def test_a_word_that_stands_below_several_items_is_behind_the_name_of_each():
    """As AIGC_TOP shows it; a word that stands there once is found by itself."""
    rows = [["代码", "营业收入", "", "", "净利润", "", ""], ["", *("2024H1", "2023H1", "同比增速") * 2]]
    table = read_table([*rows, ["300418", 100, 80, 0.25, 10, 5, 1]])
    assert [
        table.cells(table.place(table.find(f"{name} (同比增速)"))) for name in ("营业收入", "净利润")
    ] == [[0.25], [1]]
    rows[1][-1] = "评级"
    assert "同比增速" in read_table([*rows, ["300418", 100, 80, 0.25, 10, 5, 1]])
