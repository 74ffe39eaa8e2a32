"""AkShare's answers become figures; it is paced, tried again, and goes on where it stopped. Only the network is replaced."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import threading
import time

import pytest
from support.akshare_tables import prices, report, statement

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, silent
from xl_aigc.sources.akshare import Manner, fetch_from
from xl_aigc.sources.akshare_calls import AkShare
from xl_aigc.sources.pacing import Pace, within

ITEMS = ("营业总收入", "营业收入", "销售费用", "研发费用", "归属于母公司所有者的净利润")
KUNLUN = statement(
    ITEMS,
    d20240630=(2510.0, 2500.0, 1000.0, 834.0, -389.0),
    d20240331=(1211.0, 1208.0, 400.0, 400.0, -187.0),
    d20230630=(2430.0, 2428.0, float("nan"), 400.0, 350.0),
)
HIST = prices(d20231228=37.0, d20231229=40.0, d20240911=25.0, d20240912=24.0)
MARKET = report(("300418", "昆仑万维", 2510.0, -389.0), ("600941", "中国移动", 546744.0, "802.01亿"))
NOW = Manner(Pace(interval=0, wait=0), Pace(interval=0, wait=0))


class Site:
    """Answers what a test says, and counts what it is asked; an answer that is an error is raised."""

    def __init__(self, report=MARKET, statement=KUNLUN, prices=HIST):
        self.answers = {"report": report, "statement": statement, "prices": prices}
        self.asked = []

    def answer(self, kind, **arguments):
        self.asked.append((kind, *arguments.values()))
        given = self.answers[kind]
        given = given(len(self.asked), **arguments) if callable(given) else given
        if isinstance(given, BaseException):
            raise given
        return given.copy()

    @property
    def functions(self):
        return AkShare(
            lambda **given: self.answer("report", **given),
            lambda **given: self.answer("statement", **given),
            lambda **given: self.answer("prices", **given),
        )


@pytest.fixture
def ask(tmp_path):
    def run(site, *, periods=("2024H1",), tickers=("300418.SZ",), manner=NOW, progress=silent):
        request = Request(
            "akshare",
            periods=tuple(map(Period, periods)),
            tickers=tickers,
            as_of=dt.date(2024, 9, 12),
            cache=tmp_path,
        )
        return fetch_from(site.functions, request, progress, manner)

    return run


def test_the_figures_of_a_company_come_from_its_report_and_its_statements(ask, values):
    site = Site()
    batch = ask(site, periods=("2024H1", "2023H1"))
    assert values(batch) == {
        "300418.SZ 2024H1 net_profit": -389.0,
        "300418.SZ 2023H1 net_profit": -389.0,
        "300418.SZ 2024H1 revenue": 2500.0,
        "300418.SZ 2024H1 selling_expense": 1000.0,
        "300418.SZ 2024H1 rd_expense": 834.0,
        "300418.SZ 2023H1 revenue": 2428.0,
        "300418.SZ 2023H1 rd_expense": 400.0,
    }
    assert site.asked == [
        ("report", "20240630"),
        ("report", "20230630"),
        ("statement", "sz300418", "利润表"),
        ("prices", "300418", "daily", "20231101", "20240912", "qfq"),
    ]
    assert (batch.source, batch.complete) == ("akshare", False)


def test_the_price_change_is_from_the_last_close_of_the_year_before(ask):
    (change,) = ask(Site()).price_changes
    assert (change.base_date, change.date) == (dt.date(2023, 12, 29), dt.date(2024, 9, 12))
    assert change.change == pytest.approx(24 / 40 - 1)


@pytest.mark.parametrize(
    "hist",
    [prices(), prices(d20240110=5.0, d20240912=6.0), prices(d20231229=5.0)],
    ids=["none", "new", "halted"],
)
def test_without_a_close_in_both_years_there_is_no_price_change(hist, ask):
    batch = ask(Site(prices=hist))
    assert batch.price_changes == ()
    assert batch.set_aside == ()


def test_total_revenue_stands_in_only_where_the_statement_has_no_revenue(ask):
    bank = statement(("营业总收入", "业务及管理费用"), d20240630=(9.0, 1.0))
    batch = ask(Site(report(("601398", "工商银行", 420499.0, 170467.0)), bank), tickers=("601398.SH",))
    words = {source.id: source.address for source in batch.sources}
    (revenue,) = [figure for figure in batch.figures if figure.item == "revenue"]
    assert revenue.value == 420499.0
    assert "营业总收入" in words[revenue.sources[0]]
    assert [row.reason for row in batch.set_aside] == ["no_answer"]


def test_the_whole_market_is_asked_where_no_company_is_named(ask):
    site = Site()
    batch = ask(site, tickers=())
    assert [name for kind, name, *_ in site.asked if kind == "statement"] == ["sz300418", "sh600941"]
    profits = {figure.ticker: figure.value for figure in batch.figures if figure.item == "net_profit"}
    assert profits == {"300418.SZ": -389.0, "600941.SH": 80_201_000_000.0}


def test_rows_of_other_markets_are_passed_over_and_counted(ask):
    strangers = [(f"{830_000 + number}", "新三板", 1.0, 1.0) for number in range(500)]
    others = [("400001", "退市", 1.0, 1.0), ("200725", "京东方B", 1.0, 1.0), ("900901", "云赛B股", 1.0, 1.0)]
    batch = ask(Site(report(("300418", "昆仑万维", 1.0, 1.0), *others, *strangers)), tickers=())
    assert {figure.ticker for figure in batch.figures} == {"300418.SZ"}
    listed = [row for row in batch.set_aside if row.reason == "not_a_share"]
    assert len(listed) == 101
    assert listed[-1].message.startswith("403 more such rows")
    assert check_batch(batch).figures == batch.figures


def test_rows_given_twice_are_taken_once_and_contradictory_ones_not_at_all(ask):
    table = report(
        *[(f"{300_000 + number}", "甲", None, 7.0) for number in range(30)],
        ("300001", "甲", None, 7.0),
        ("300002", "甲", None, 8.0),
    )
    batch = check_batch(
        ask(Site(table), tickers=("300001.SZ", "300002.SZ", "300003.SZ", "300004.SZ", "300005.SZ"))
    )
    profits = [figure.ticker for figure in batch.figures if figure.item == "net_profit"]
    assert profits == ["300001.SZ", "300003.SZ", "300004.SZ", "300005.SZ"]
    assert sorted(row.reason for row in batch.set_aside) == ["contradictory", "contradictory", "repeated"]


def test_a_company_that_the_report_leaves_out_is_told(ask):
    """A page of the report that came short is seen by what it lacks; nothing is withdrawn for it."""
    batch = ask(Site(), tickers=("300418.SZ", "688256.SH"))
    assert [(row.reason, row.ticker) for row in batch.set_aside] == [("absent", "688256.SH")]
    assert not batch.complete


@pytest.mark.parametrize(
    ("site", "words"),
    [
        (Site(MARKET.rename(columns={"净利润-净利润": "归母净利润"})), "no column 净利润-净利润"),
        (Site(statement=KUNLUN.rename(columns={"币种": "货币"})), ""),
        (Site(report()), "The report of 2024H1 is empty"),
        (Site(TypeError("'NoneType' object is not subscriptable")), "AkShare can't read the site's answer"),
        (
            Site(ValueError("Length mismatch: Expected axis has 37 elements")),
            "AkShare can't read the site's answer",
        ),
    ],
)
def test_an_answer_of_another_form_is_refused_and_not_kept(site, words, ask, tmp_path):
    if words:
        with pytest.raises(DataError, match=words):
            ask(site)
        assert not [
            path for path in tmp_path.rglob("*.jsonl") if "yjbb" in path.name and "empty" not in words
        ]
    else:
        assert [row.reason for row in ask(site).set_aside] == ["no_answer"]


def test_a_statement_in_another_currency_or_out_of_line_is_set_aside(ask, values):
    odd = statement(
        ITEMS, d20240630=(1.0, 2.0, 3.0, 4.0, 5.0, "USD"), d20230630=(1.0, 2.0, 3.0, 4.0, 5.0, "20230830")
    )
    batch = ask(Site(statement=odd), periods=("2024H1", "2023H1"))
    assert [row.reason for row in batch.set_aside] == ["foreign_currency", "shifted"]
    assert "300418.SZ 2024H1 rd_expense" not in values(batch)


def test_many_companies_in_a_row_without_an_answer_end_it(ask):
    codes = tuple(f"{300_000 + number}.SZ" for number in range(40))
    site = Site(statement=KeyError("result"))
    with pytest.raises(DataError, match="can't read the site's answer"):
        ask(site, tickers=codes)
    assert len(site.asked) == 1 + 8


def test_prices_that_a_host_bars_are_left_out_and_the_figures_are_taken(ask):
    site = Site(prices=ConnectionError("Connection aborted"))
    batch = ask(site, tickers=("300418.SZ", "600941.SH"))
    assert [kind for kind, *_ in site.asked].count("prices") == NOW.company.tries
    assert batch.price_changes == ()
    assert [row.reason for row in batch.set_aside] == ["no_answer"]
    assert len({figure.ticker for figure in batch.figures}) == 2


def test_only_a_failing_network_is_asked_again_each_time_after_a_longer_wait(ask):
    waits = []
    manner = Manner(Pace(interval=0, wait=3, sleep=waits.append), NOW.company)
    ask(Site(lambda count, **_: ConnectionError("reset") if count < 4 else MARKET), manner=manner)
    assert waits == [3, 6, 12]
    with pytest.raises(DataError, match=r"No answer in 4 tries .*run it again"):
        ask(Site(ConnectionError("reset")), periods=("2023H1",), manner=manner)


def test_requests_keep_their_distance(ask):
    waits = []
    pace = Pace(interval=100, sleep=waits.append)
    ask(Site(), manner=Manner(NOW.report, pace))
    assert len(waits) == 1
    assert 99 < waits[0] <= 100


def test_a_request_that_never_ends_is_given_up():
    begin = time.monotonic()
    with pytest.raises(DataError, match=r"no answer within 0\.05 seconds"):
        Pace(interval=0, wait=0, tries=2, timeout=0.05).ask(lambda: time.sleep(5), "slow")
    assert time.monotonic() - begin < 3


def test_ctrl_c_is_heard_while_a_request_hangs():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        within(30, lambda: time.sleep(5))
    signal.signal(signal.SIGINT, before)
    assert time.monotonic() - begin < 4


def test_an_interrupted_run_goes_on_where_it_stopped(ask, values):
    def interrupt(what, done, total):
        if what.endswith("600941.SH"):
            raise KeyboardInterrupt

    first, second, whole = Site(), Site(), Site()
    with pytest.raises(KeyboardInterrupt):
        ask(first, tickers=(), progress=interrupt)
    batch = ask(second, tickers=())
    assert not set(first.asked) & set(second.asked)
    assert set(first.asked) | set(second.asked) == {
        ("report", "20240630"),
        ("statement", "sz300418", "利润表"),
        ("statement", "sh600941", "利润表"),
        ("prices", "300418", "daily", "20231101", "20240912", "qfq"),
        ("prices", "600941", "daily", "20231101", "20240912", "qfq"),
    }
    assert values(ask(whole, tickers=())) == values(batch)
    assert whole.asked == []


def test_a_kept_answer_that_is_damaged_is_asked_again(ask, tmp_path, values):
    expected = values(ask(Site()))
    for path in tmp_path.rglob("*.jsonl"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: len(text) // 2], encoding="utf-8")
    site = Site()
    assert values(ask(site)) == expected
    assert len(site.asked) == 3


def test_an_answer_serves_for_its_day_only(ask, tmp_path):
    ask(Site())
    (today,) = tmp_path.iterdir()
    today.rename(tmp_path / "2020-01-01")
    keep = tmp_path / "notes"
    keep.mkdir()
    site = Site()
    ask(site)
    assert len(site.asked) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([today.name, "notes"])


def test_a_kept_answer_is_lines_of_json_that_anybody_can_read(ask, tmp_path):
    ask(Site())
    (path,) = tmp_path.rglob("stock_zh_a_hist*.jsonl")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[0]["request"].startswith("stock_zh_a_hist symbol=300418")
    assert lines[1][0] == "日期"
    assert lines[2][0] == "2023-12-28"
    assert not list(tmp_path.rglob("*.part"))


def test_progress_is_told_for_every_company(ask):
    told = []
    ask(Site(), progress=lambda *what: told.append(what))
    assert told == [
        ("stock_yjbb_em 2024H1", 0, 1),
        ("stock_financial_report_sina 300418.SZ", 0, 1),
        ("stock_zh_a_hist 300418.SZ", 0, 1),
    ]


def test_the_periods_must_be_named(ask):
    with pytest.raises(DataError, match="must be told the periods"):
        ask(Site(), periods=())
