"""The installed AkShare parses answers of its sites' form (by hand, over HTTP from this machine), and what it gives is taken."""

from __future__ import annotations

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, silent
from xl_aigc.sources.akshare import Manner, fetch_from
from xl_aigc.sources.akshare_calls import installed
from xl_aigc.sources.pacing import Pace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # AkShare 1.19.5 under pandas 3
]
PLACES = {1: "300418", 2: "昆仑万维", 7: "2024-08-30 00:00:00", 11: 2510.0, 12: -389.0, 23: "游戏"}
"""Where AkShare looks in a row of the report, which it reads by position: code, name, day, 营业总收入, 净利润, industry."""


def page(rows, pages=1):
    return {"result": {"pages": pages, "data": rows}}


def row(width=37, **more):
    return {f"c{place}": PLACES.get(place) for place in range(1, width + 1)} | more


def statement(**values):
    items = [{"item_title": name, "item_value": value} for name, value in values.items()]
    kept = {
        "data": items,
        "data_source": "定期报告",
        "is_audit": "未审计",
        "publish_date": "20240830",
        "rCurrency": "CNY",
        "rType": "合并期末",
        "update_time": 1725000000,
    }
    dates = [{"date_value": "20240630"}]
    return {"result": {"data": {"report_date": dates, "report_list": {"20240630": kept}}}}


SITES = {
    "/api/data/v1/get": page([row()]),
    "/cn/api/openapi.php/CompanyFinanceService.getFinanceReport2022": statement(
        营业总收入="2510", 营业收入="2500", 研发费用="834", 销售费用=None
    ),
    "/api/qt/stock/kline/get": {
        "data": {"klines": ["2023-12-29,1,40.0,1,1,1,1,0,0,0,0", "2024-09-12,1,24.0,1,1,1,1,0,0,0,0"]}
    },
}


@pytest.fixture
def sites(monkeypatch):
    """A server on this machine; what AkShare asks of any host is asked of it."""
    pytest.importorskip("akshare")
    import requests  # noqa: PLC0415  comes with AkShare

    answers = dict(SITES)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(answers[urlsplit(self.path).path]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real, here = requests.get, f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(requests, "get", lambda url, **given: real(here + urlsplit(url).path, **given))
    yield answers
    server.shutdown()
    server.server_close()


def taken(folder):
    request = Request(
        "akshare",
        periods=(Period("2024H1"),),
        tickers=("300418.SZ",),
        as_of=dt.date(2024, 9, 12),
        cache=folder,
    )
    now = Pace(interval=0, wait=0, timeout=30)
    return fetch_from(installed(), request, silent, Manner(now, now))


def test_what_akshare_makes_of_the_sites_is_taken(sites, tmp_path, values):
    batch = taken(tmp_path)
    assert values(batch) == {
        "300418.SZ 2024H1 net_profit": -389.0,
        "300418.SZ 2024H1 revenue": 2500.0,
        "300418.SZ 2024H1 rd_expense": 834.0,
    }
    assert batch.price_changes[0].change == pytest.approx(24 / 40 - 1)
    assert batch.companies[0].name_zh == "昆仑万维"
    assert batch.set_aside == ()


@pytest.mark.parametrize("answer", [{"result": None}, page([row(width=36)]), page([row(added=1)])])
def test_a_page_of_another_form_is_refused(answer, sites, tmp_path):
    sites["/api/data/v1/get"] = answer
    with pytest.raises(DataError, match="AkShare can't read the site's answer"):
        taken(tmp_path)


def test_a_report_whose_columns_moved_is_refused(sites, tmp_path):
    moved = row() | {"c7": 1.5, "c8": "2024-08-30 00:00:00"}
    sites["/api/data/v1/get"] = page([moved])
    with pytest.raises(DataError, match="the columns are out of place"):
        taken(tmp_path)
