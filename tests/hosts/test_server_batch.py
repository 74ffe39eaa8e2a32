"""All cells of one moment in one request: the server's own script in a real Chromium, beside xlwings' own way over HTTP.

Excel is not there; its part of Office.js is a stand-in that calls the functions as Excel's runtime does.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.chromium import browsing, need_chromium
from support.office_js_calls import payload
from support.restated import KEY, kunlun_restated
from support.server_process import CALL, need_server, running

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.xlwings_server import write_project
from xl_aigc.store.opening import open_store

pytestmark = pytest.mark.slow

STUB = Path(__file__).parents[1] / "support" / "office_stub.js"
TOKEN = "a token of sixteen"
BATCH, VERSION = "/aigc/batch", "/aigc/version"
OWN = "\nfrom xlwings.server import func\n\n@func\ndef aigc_mine(x):\n    return x + 1\n"
OLD, NEW = 2_502_000_000.0, 2_600_000_000.0
"""Kunlun's revenue of 2024H1 as the bundled folder has it, and restated."""


def cells():
    """A thousand different calls, refused ones among them."""
    tickers = [row[0] for row in CATALOGUE["BASKET"].call(None, "ticker")[1:]]
    figures = product(tickers, ("revenue", "net_profit", "rd_expense", "nothing"), ("2024H1", "2023H1", "x"))
    found = [("FIGURE", *each) for each in figures]
    found += [("YOY", 100 + place, place % 3) for place in range(1000 - len(found))]
    assert len(set(found)) == 1000
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A store of the bundled figures."""
    found = tmp_path_factory.mktemp("store") / "store.sqlite"
    open_store(found).record(bundled_batch(), dt.datetime(2024, 9, 30, tzinfo=dt.UTC))
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory, place):
    """A server with a login, a function of its own, and the stand-in as its Office.js."""
    need_server()
    folder = tmp_path_factory.mktemp("server")
    write_project(folder / "project")
    functions = folder / "project" / "custom_functions" / "__init__.py"
    functions.write_text(functions.read_text(encoding="utf-8") + OWN, encoding="utf-8")
    with running(
        folder, "--environment", "prod", XL_AIGC_SERVER_TOKEN=TOKEN, XL_AIGC_STORE=str(place)
    ) as found:
        with found.client() as client:
            page = client.get("/taskpane.html").body.decode()
        office = folder / "project" / re.search(r'"/(static/vendor/office-js/[^"]+/office\.js)"', page)[1]
        office.parent.mkdir(parents=True)
        office.write_text(STUB.read_text(encoding="utf-8"), encoding="utf-8")
        yield found


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    need_chromium()
    with browsing(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def browser(server, window):
    """A task pane that was just loaded, logged in."""
    address = f"http://127.0.0.1:{server.port}/taskpane.html"
    window.open(address)
    log_in(window, TOKEN)
    window.open(address)
    window.find("#aigc-figure:not([hidden])")  # the form's own calls are answered
    window.requests()
    return window


def log_in(browser, token):
    browser.run(f"localStorage.setItem('xl_aigc_token', '{token}')")


def calculate(browser, calls):
    """What the cells show: results as xlwings hands them to Excel, errors with their hover text."""
    shown = [[f"AIGC_{name}", *([[each]] for each in given)] for name, *given in calls]
    return browser.driver.execute_script("return calculate(arguments[0])", shown)


def asked(browser):
    """How often each address of functions was asked since the last time."""
    paths = [urlsplit(each.address).path for each in browser.requests()]
    return Counter(each for each in paths if each in {CALL, BATCH, VERSION})


def by_itself(server, calls):
    """What xlwings' own route answers to each call by itself, as its cell shows it."""
    found = []
    with server.client(Authorization=TOKEN) as client:
        for place, (name, *given) in enumerate(calls, start=1):
            [[cell]] = client.call(payload(name, given) | {"caller_address": f"[Book1]Sheet1!A{place}"})
            if isinstance(cell, dict) and "message" in cell:
                code = {"Value": "#VALUE!", "NotAvailable": "#N/A", "Div0": "#DIV/0!"}[cell["errorType"]]
                found.append({"code": code, "message": cell["message"]})
            else:
                found.append([[cell]])
    return found


def test_a_thousand_calls_are_one_request_with_the_results_of_xlwings_own_way(server, browser):
    calls = cells()
    shown = calculate(browser, calls)
    assert asked(browser) == {BATCH: 1}
    assert shown == by_itself(server, calls)
    errors = sum(isinstance(each, dict) or isinstance(each[0][0], dict) for each in shown)
    assert 0 < errors < 1000
    assert calculate(browser, calls) == shown
    assert asked(browser)[BATCH] == 1, "the errors are asked about again, for they may be mended"
    assert browser.run("return aigcBatch.kept") == 1000 - errors


def test_after_a_refresh_the_new_figures_are_shown(browser, place):
    figure, other = ("FIGURE", *KEY), ("FIGURE", "300418.SZ", "revenue", "2023H1")
    before = calculate(browser, [figure, other])
    assert before[0] == [[OLD]]
    assert asked(browser) == {BATCH: 1}
    time.sleep(1.1)  # the figures are taken to be the same for a second
    assert calculate(browser, [figure, other]) == before
    assert asked(browser) == {VERSION: 1}
    _, later = kunlun_restated(bundled_batch())
    open_store(place).record(later, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
    time.sleep(1.1)
    assert calculate(browser, [figure, other]) == [[[NEW]], before[1]]
    assert asked(browser) == {VERSION: 1, BATCH: 1}


def test_results_go_with_the_token(browser):
    [shown] = calculate(browser, [("YOY", 120, 100)])
    log_in(browser, "a token of another")
    [refused] = calculate(browser, [("YOY", 120, 100)])
    assert refused == {"code": "#VALUE!", "message": "Log in with the server's token."}
    log_in(browser, TOKEN)
    assert calculate(browser, [("YOY", 120, 100)]) == [shown]
    assert asked(browser) == {BATCH: 3}


def test_own_functions_and_large_tables_go_by_themselves(browser):
    own = "return CustomFunctions.table.AIGC_MINE([[1]], { address: 'Sheet1!A1' })"
    assert browser.run(own) == [[2]]
    assert asked(browser) == {CALL: 1}
    table = [[number] for number in range(1500)]
    [[first], *_] = browser.driver.execute_script(
        "return CustomFunctions.table.AIGC_YOY(arguments[0], [[1]], { address: 'Sheet1!A1' })", table
    )
    assert first == -1.0  # 0 against 1: (0 - 1) / 1
    assert asked(browser) == {CALL: 1}


LATE = """
const parse = JSON.parse;
let left = 1;
JSON.parse = (text) => {
  const found = parse(text);
  if (found.vintage !== undefined && left-- > 0) found.vintage = 0;
  return found;
};
"""
"""The next answer comes from a process that has not seen the refresh yet."""


def test_an_answer_with_older_figures_than_were_seen_is_asked_for_again(browser):
    """Of two processes behind one address one may see a refresh a second later."""
    figure = calculate(browser, [("FIGURE", *KEY)])
    browser.run(LATE)
    assert calculate(browser, [("YOY", 120, 100)]) == [[[pytest.approx(0.2)]]]
    assert asked(browser) == {BATCH: 3}
    assert calculate(browser, [("FIGURE", *KEY)]) == figure
    assert asked(browser)[BATCH] == 0, "what was kept is still kept"
