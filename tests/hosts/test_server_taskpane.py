"""The task pane of the real server in a real Chromium, and the manifest that leads Excel to it.

No Excel is around the page here. xlwings Server notices that, says so over the whole pane, and goes away at Cancel.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from support.chromium import browsing, need_chromium
from support.office_js_calls import outcome, payload
from support.server_process import need_server, running

from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.xlwings_server import write_project

pytestmark = pytest.mark.slow

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"
TOKEN = "a token of sixteen"
NO_EXCEL = "#xlwings-office-ready-error:not(.d-none)"
TEXT = 'AIGC\nType =AIGC.HELP() into a cell for the list of functions, =AIGC.HELP("YOY") for one of them.'
FORM = "Insert a figure"
LOGIN = "Token of this server\nSave"
TELEMETRY = "telemetryservice.firstpartyapps.oaspapps.com"
"""Microsoft's: Office.js, which the server itself hands out, asks for it once the pane is there, and does without."""
STRANGERS = {
    "https://www.xlwings.org/xlwings-32.png",
    "https://www.xlwings.org/xlwings-64.png",
    "https://www.xlwings.org/contact",
}
"""What the manifest says of its maker, for the list of add-ins of an organisation; Excel runs without."""
VOCABULARY = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
NO_RELOAD = {"XLWINGS_TASKPANE_RELOAD_ATTEMPTS": "0"}
"""xlwings Server would load the pane three times more, in case Excel is late."""


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """A server for this machine, and one for others, which has a login."""
    need_server()
    with (
        running(tmp_path_factory.mktemp("open"), **NO_RELOAD) as mine,
        running(
            tmp_path_factory.mktemp("closed"),
            "--environment",
            "prod",
            XL_AIGC_SERVER_TOKEN=TOKEN,
            **NO_RELOAD,
        ) as theirs,
    ):
        yield {"dev": mine, "prod": theirs}


@pytest.fixture
def browser(tmp_path):
    need_chromium()
    with browsing(tmp_path / "profile") as found:
        found.narrow(350, 600)
        yield found


def show(browser, server):
    """Open the pane, take the word that there is no Excel away, and wait for the lists or the login."""
    browser.open(address(server) + "/taskpane.html")
    browser.click(f"{NO_EXCEL} #xlwings-taskpane-reload-cancel-btn")
    browser.find("#aigc-figure:not([hidden]), #aigc-login")


def address(server):
    return f"http://127.0.0.1:{server.port}"


def seen(browser):
    """The text that can be seen, line by line."""
    text = browser.run("return document.body.innerText")
    return "\n".join(line for line in text.splitlines() if line)


@pytest.mark.parametrize(
    ("environment", "text"), [("dev", TEXT), ("prod", f"{TEXT}\n{LOGIN}")], ids=["dev", "prod"]
)
def test_the_pane_says_what_to_type_and_asks_for_a_token_where_there_is_a_login(
    servers, browser, tmp_path, environment, text
):
    show(browser, servers[environment])
    assert seen(browser).partition(FORM)[0].strip() == text
    assert (FORM in seen(browser)) is (environment == "dev"), "without a login it has no lists to pick from"
    assert browser.run("return document.scrollingElement.scrollWidth <= innerWidth"), "it scrolls sideways"
    browser.picture(tmp_path / "pane.png")
    assert (tmp_path / "pane.png").stat().st_size > 5000, "an empty page takes less"


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_the_pane_needs_nothing_from_outside(servers, browser, environment):
    show(browser, servers[environment])
    own = urlsplit(address(servers[environment])).netloc
    asked = browser.requests()
    assert {each.status for each in asked if urlsplit(each.address).netloc == own} == {200}
    assert {urlsplit(each.address).netloc for each in asked} <= {own, TELEMETRY}
    assert any(each.address.endswith("/office.js") for each in asked)


def test_the_pane_asks_nobody_else_with_the_settings_of_the_docs(browser, tmp_path):
    need_server()
    docs = SECURITY.read_text(encoding="utf-8")
    header = re.search(r"^XLWINGS_CUSTOM_HEADERS=(.*)$", docs, flags=re.MULTILINE)[1]
    icons, own_icons = re.search(r"replace, in the .*, `(.*)` by `(.*)`,", docs).groups()
    write_project(tmp_path / "project")
    manifest = tmp_path / "project" / "templates" / "manifest.xml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(icons, own_icons), encoding="utf-8")
    with running(tmp_path, XLWINGS_CUSTOM_HEADERS=header, XL_AIGC_SERVER_TOKEN=TOKEN, **NO_RELOAD) as server:
        show(browser, server)
        browser.type("#aigc-token", TOKEN)
        browser.click("#aigc-login button")
        browser.find("#aigc-login-done:not([hidden])")
        assert outcome(call(browser, server).json["result"]) == pytest.approx(0.2)
        assert blocked(browser, TELEMETRY)
        assert {urlsplit(each.address).netloc for each in browser.requests()} == {
            urlsplit(address(server)).netloc
        }
        assert browser.run("return typeof aigc_yoy") == "function"
        with server.client(Authorization=TOKEN) as client:
            text = client.get("/manifest.xml").body.decode()
            own = re.findall(r"http://[^\"]*/images/icons/xlwings-\d+\.png", text)
            assert len(set(own)) == 4
            assert {client.get(urlsplit(each).path).status for each in own} == {200}
    assert re.findall(r"https://[^\"]*", text) == ["https://www.xlwings.org/contact"]


def blocked(browser, host):
    """Whether the browser says, within a minute, that the page may not ask a host."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if any(host in each and "has been blocked" in each for each in browser.errors()):
            return True
        time.sleep(0.5)
    return False


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_the_scripts_of_the_pane_miss_excel_only(servers, browser, environment):
    show(browser, servers[environment])
    errors = [each for each in browser.errors() if TELEMETRY not in each]
    assert [each for each in errors if "reading 'isSetSupported'" not in each] == []
    for each in CATALOGUE:
        assert browser.run(f"return typeof aigc_{each.lower()}") == "function"


def test_a_token_that_is_entered_logs_in_and_is_kept(servers, browser):
    server = servers["prod"]
    show(browser, server)
    assert call(browser, server).status == 401
    browser.type("#aigc-token", f"  {TOKEN} ")
    browser.click("#aigc-login button")
    browser.find("#aigc-login-done:not([hidden])")
    assert "Saved. Recalculate with Ctrl+Alt+F9." in seen(browser)
    assert outcome(call(browser, server).json["result"]) == pytest.approx(0.2)
    show(browser, server)
    assert browser.run("return document.getElementById('aigc-token').value") == TOKEN
    assert call(browser, server).status == 200


def call(browser, server):
    """The reply to a call with the credentials that the pane hands to each: the growth of 120 over 100."""
    found = browser.run("return getAuth()")
    assert found["provider"] == "aigc_token"
    with server.client() as client:
        return client.post(
            payload("YOY", [120, 100]),
            **{"Authorization": found["token"], "Auth-Provider": found["provider"]},
        )


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_every_address_of_the_manifest_is_there(servers, environment):
    server = servers[environment]
    with server.client(Authorization=TOKEN) as client:
        manifest = ET.fromstring(client.get("/manifest.xml").body)
        values = {each.get("DefaultValue", each.text or "") for each in manifest.iter()}
        addresses = {each for each in values if each.startswith(("http:", "https:"))}
        own = {each for each in addresses if each.startswith(address(server))}
        assert addresses - own == STRANGERS
        with server.client() as excel:
            assert {each: excel.get(urlsplit(each).path or "/").status for each in own} == dict.fromkeys(
                own, 200
            )
        named = {each.get("id"): each.get("DefaultValue") for each in manifest.iter(f"{VOCABULARY}Url")}
        told = client.get(urlsplit(named["Functions.Metadata.Url"]).path).json["functions"]
    labels = {each.get("id"): each.get("DefaultValue") for each in manifest.iter(f"{VOCABULARY}String")}
    assert labels["MyCommandsGroup.Label"] == "AIGC functions"
    assert "MyFunctionButton.Label" not in labels, "the example's button calls a script that is not there"
    assert not [each for each in manifest.iter() if each.get("id") == "MyFunctionButton"]
    assert named["Functions.Metadata.Url"].endswith("/xlwings/custom-functions-meta.json")
    assert {each["name"] for each in told} == set(CATALOGUE)
    assert named["Taskpane.Url"] == address(server) + "/taskpane.html"
