"""The form of the task pane in a real Chromium: search, pick, insert; the lists come from the real server.

Excel is not there: `Excel.run` hands out a workbook that keeps the formula of its active cell.
"""

from __future__ import annotations

import pytest
from support.chromium import browsing, need_chromium
from support.server_process import need_server, running

from xl_aigc.functions import CATALOGUE

pytestmark = pytest.mark.slow

TOKEN = "a token of sixteen"
EXCEL = """
globalThis.cell = { address: "Sheet1!B2", load() {} };
globalThis.Excel = { run: (act) => act({ workbook: { getActiveCell: () => globalThis.cell }, sync: async () => {} }) };
"""
NO_EXCEL = "#xlwings-office-ready-error:not(.d-none) #xlwings-taskpane-reload-cancel-btn"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    need_server()
    options = {"XLWINGS_TASKPANE_RELOAD_ATTEMPTS": "0", "XL_AIGC_SERVER_TOKEN": TOKEN}
    with running(tmp_path_factory.mktemp("server"), "--environment", "prod", **options) as found:
        yield found


@pytest.fixture(scope="module")
def browser(server, tmp_path_factory):
    """A pane as a person in China has it, logged in."""
    need_chromium()
    with browsing(tmp_path_factory.mktemp("profile")) as found:
        found.narrow(350, 800)
        found.speak("zh-CN")
        found.open(f"http://127.0.0.1:{server.port}/taskpane.html")
        found.click(NO_EXCEL)
        assert not found.run("return document.getElementById('aigc-figure').checkVisibility()")
        found.type("#aigc-token", TOKEN)
        found.click("#aigc-login button")
        found.find("#aigc-figure:not([hidden])")
        found.run(EXCEL)
        yield found


@pytest.fixture
def form(browser):
    """The form with nothing searched and nothing picked."""
    for field in ("company", "item", "period"):
        search(browser, field, "")
        browser.run(f"document.getElementById('aigc-{field}').value = ''")
    browser.run("document.getElementById('aigc-item').dispatchEvent(new Event('change'))")
    return browser


def search(browser, field, text):
    box = browser.find(f"#aigc-{field}-search")
    box.clear()
    box.send_keys(text or " ")


def listed(browser, field):
    return browser.run(
        f"return [...document.getElementById('aigc-{field}').options].map((each) => each.value)"
    )


def test_the_lists_are_those_of_the_functions(form):
    assert listed(form, "company") == [row[0] for row in CATALOGUE["BASKET"].call(None, "ticker,name")[1:]]
    items = [row[0] for key in ("ITEMS", "MEASURES") for row in CATALOGUE[key].call()[1:]]
    assert listed(form, "item") == items
    assert listed(form, "period") == [row[0] for row in CATALOGUE["PERIODS"].call()[1:]]


@pytest.mark.parametrize("text", ["300418", "昆仑", "KUNLUN", "３００４１８.sz", "tech kunlun"])
def test_a_company_is_found_by_ticker_and_by_its_names(form, text):
    search(form, "company", text)
    assert listed(form, "company") == ["300418.SZ"]


def test_a_search_without_a_hit_empties_the_list_and_the_button_waits(form):
    search(form, "company", "no such company")
    assert listed(form, "company") == []
    assert form.find("#aigc-insert").get_attribute("disabled")


def test_what_is_picked_is_inserted_as_a_formula_into_the_active_cell(form):
    search(form, "company", "昆仑")
    search(form, "item", "rd_expense")
    form.click("#aigc-period option[value='LFY-1']")
    assert form.find("#aigc-formula").text == '=AIGC.FIGURE("300418.SZ","rd_expense","LFY-1")'
    form.click("#aigc-insert")
    form.find("#aigc-said:not(:empty)")
    assert form.run("return globalThis.cell.formulas") == [['=AIGC.FIGURE("300418.SZ","rd_expense","LFY-1")']]
    assert form.find("#aigc-said").text == "已插入 Sheet1!B2"


def test_the_form_speaks_the_language_of_the_person_and_fits_the_pane(form):
    text = form.run("return document.getElementById('aigc-figure').innerText")
    assert [word in text for word in ("插入数据", "公司", "指标", "报告期", "昆仑万维 (300418.SZ)")] == [
        True
    ] * 5
    assert form.run("return document.scrollingElement.scrollWidth <= innerWidth")
