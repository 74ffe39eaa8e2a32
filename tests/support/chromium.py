"""A real Chromium without a window, driven by its own chromedriver: WebDriver over HTTP, so no package is needed.

It can resolve no name, so what a page needs from outside it does not get, here as without a network.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LOGS = {"performance": "ALL", "browser": "ALL"}
MOST_SECONDS = 60
PATIENCE = 10_000
"""Milliseconds within which an element must be there."""
STARTED = b"started successfully on port "
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key that the WebDriver standard gives to a reference to an element."""


def need_chromium() -> str:
    """The program file of Chromium; skips the test without it or its driver, unless it is required."""
    program = shutil.which("chromium")
    if program is None or shutil.which("chromedriver") is None:
        if "chromium" in os.environ.get("XL_AIGC_REQUIRE", "").split(","):
            pytest.fail("XL_AIGC_REQUIRE names chromium, and chromium or chromedriver is not installed")
        pytest.skip("chromium or chromedriver is not installed")
    return program


@dataclass(frozen=True)
class Answered:
    """What a page asked for, and the status it got: None where nothing answered."""

    address: str
    status: int | None


@dataclass(frozen=True)
class Browser:
    """A browser with one page; `session` is its address at the driver."""

    session: str

    def open(self, address):
        ask("POST", f"{self.session}/url", {"url": address})

    def run(self, script):
        """What a function body in JavaScript returns; promises are awaited."""
        return ask("POST", f"{self.session}/execute/sync", {"script": script, "args": []})

    def click(self, selector):
        """Click an element as a person would: it fails if something lies above it."""
        ask("POST", f"{self.find(selector)}/click", {})

    def type(self, selector, text):
        ask("POST", f"{self.find(selector)}/value", {"text": text})

    def find(self, selector):
        """An element's address, once it is there."""
        found = ask("POST", f"{self.session}/element", {"using": "css selector", "value": selector})
        return f"{self.session}/element/{found[ELEMENT]}"

    def narrow(self, width, height):
        """Give the page the size of a task pane, which is less than a window can have."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        command = {"cmd": "Emulation.setDeviceMetricsOverride", "params": size}
        ask("POST", f"{self.session}/goog/cdp/execute", command)

    def picture(self, file: Path):
        file.write_bytes(base64.b64decode(ask("GET", f"{self.session}/screenshot")))

    def errors(self):
        """The errors that the console has shown since the last call."""
        entries = ask("POST", f"{self.session}/se/log", {"type": "browser"})
        return [each["message"] for each in entries if each["level"] == "SEVERE"]

    def requests(self):
        """What was asked of servers since the last call."""
        asked, statuses = {}, {}
        for entry in ask("POST", f"{self.session}/se/log", {"type": "performance"}):
            event = json.loads(entry["message"])["message"]
            told = event["params"]
            if event["method"] == "Network.requestWillBeSent":
                asked[told["requestId"]] = told["request"]["url"]
            elif event["method"] == "Network.responseReceived":
                statuses[told["requestId"]] = told["response"]["status"]
        return [
            Answered(address, statuses.get(key))
            for key, address in asked.items()
            if address.startswith(("http:", "https:"))
        ]


@contextmanager
def browsing(profile: Path) -> Iterator[Browser]:
    """A browser with a new profile, closed afterwards."""
    options = {"binary": need_chromium(), "args": [*OPTIONS, f"--user-data-dir={profile}"]}
    wanted = {"browserName": "chrome", "goog:loggingPrefs": LOGS, "goog:chromeOptions": options}
    with _driver() as driver:
        made = ask("POST", f"{driver}/session", {"capabilities": {"alwaysMatch": wanted}})
        browser = Browser(f"{driver}/session/{made['sessionId']}")
        try:
            ask("POST", f"{browser.session}/timeouts", {"implicit": PATIENCE})
            yield browser
        finally:
            ask("DELETE", browser.session)


@contextmanager
def _driver() -> Iterator[str]:
    """The driver's address; it takes a free port and says which."""
    with subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            said = next((line for line in process.stdout if STARTED in line), None)
            assert said is not None, "chromedriver did not start"
            port = said.split(STARTED)[1].decode().strip().rstrip(".")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def ask(method, address, body=None):
    """What the driver answers; an error status is raised."""
    content = None if body is None else json.dumps(body).encode()
    request = Request(address, content, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=MOST_SECONDS) as answer:
        return json.load(answer)["value"]
