"""Answers as AkShare 1.19 gives them, by hand from the columns that its source names; no figure is a real company's."""

from __future__ import annotations

import datetime as dt

import pandas as pd

REPORT_COLUMNS = (
    "序号",
    "股票代码",
    "股票简称",
    "每股收益",
    "营业总收入-营业总收入",
    "营业总收入-同比增长",
    "营业总收入-季度环比增长",
    "净利润-净利润",
    "净利润-同比增长",
    "净利润-季度环比增长",
    "每股净资产",
    "净资产收益率",
    "每股经营现金流量",
    "销售毛利率",
    "所处行业",
    "最新公告日期",
)
STATEMENT_TAIL = ("数据源", "是否审计", "公告日期", "币种", "类型", "更新日期")
PRICE_COLUMNS = (
    "日期",
    "股票代码",
    "开盘",
    "收盘",
    "最高",
    "最低",
    "成交量",
    "成交额",
    "振幅",
    "涨跌幅",
    "涨跌额",
    "换手率",
)


def report(*rows: tuple[object, object, object, object]) -> pd.DataFrame:
    """The market's report: code, name, 营业总收入, 净利润 of each row."""
    filled = [
        (
            number,
            code,
            name,
            0.1,
            revenue,
            1.0,
            2.0,
            profit,
            3.0,
            4.0,
            5.0,
            6.0,
            0.2,
            30.0,
            "软件",
            dt.date(2024, 8, 30),
        )
        for number, (code, name, revenue, profit) in enumerate(rows, 1)
    ]
    return pd.DataFrame(filled, columns=list(REPORT_COLUMNS))


def statement(items: tuple[str, ...], **by_date: tuple[object, ...]) -> pd.DataFrame:
    """A company's income statements: the values of some items by `d20240630`; a currency may follow them."""
    rows = []
    for name, values in by_date.items():
        figures, currency = values[: len(items)], (*values[len(items) :], "CNY")[0]
        rows.append(
            (
                name[1:],
                *figures,
                "定期报告",
                "未审计",
                "20240830",
                currency,
                "合并期末",
                "2024-08-30T19:00:00",
            )
        )
    return pd.DataFrame(rows, columns=["报告日", *items, *STATEMENT_TAIL])


def prices(**closes: float) -> pd.DataFrame:
    """Daily prices: the close by `d20231229`; an empty table, without columns, where there are none."""
    if not closes:
        return pd.DataFrame()
    rows = []
    for name, close in closes.items():
        day = dt.datetime.strptime(name[1:], "%Y%m%d").date()  # noqa: DTZ007  a day has no zone
        rows.append((day, "300418", close, close, close, close, 1, 1.0, 0.0, 0.0, 0.0, 0.0))
    return pd.DataFrame(rows, columns=list(PRICE_COLUMNS))
