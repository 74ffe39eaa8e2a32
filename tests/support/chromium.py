"""A real Chromium without a window, driven by Selenium.

It can resolve no name, so what a page needs from outside it does not get, here as without a network.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selenium import webdriver
from selenium.webdriver.common.by import By

from support.required import missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

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
PATIENCE = 30
"""Seconds within which an element must be there."""


def need_chromium() -> str:
    """The program file of Chromium; skips the test without it or its driver, unless it is required."""
    program = shutil.which("chromium")
    if program is None or shutil.which("chromedriver") is None:
        missing("chromium", "chromium or chromedriver")
    return program


@dataclass(frozen=True)
class Answered:
    """What a page asked for, and the status it got: None where nothing answered."""

    address: str
    status: int | None


@dataclass(frozen=True)
class Browser:
    """A browser with one page."""

    driver: webdriver.Chrome

    def open(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str) -> object:
        """What a function body in JavaScript returns; promises are awaited."""
        return self.driver.execute_script(script)

    def click(self, selector: str) -> None:
        """Click an element as a person would: it fails if something lies above it."""
        self.find(selector).click()

    def type(self, selector: str, text: str) -> None:
        self.find(selector).send_keys(text)

    def find(self, selector: str) -> WebElement:
        """An element, once it is there."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def narrow(self, width: int, height: int) -> None:
        """Give the page the size of a task pane, which is less than a window can have."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def speak(self, language: str) -> None:
        """Give pages opened from now on the language of a person."""
        agent = self.run("return navigator.userAgent")
        self.driver.execute_cdp_cmd(
            "Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language}
        )

    def picture(self, file: Path) -> None:
        self.driver.save_screenshot(str(file))

    def errors(self) -> list[str]:
        """The errors that the console has shown since the last call."""
        return [each["message"] for each in self.driver.get_log("browser") if each["level"] == "SEVERE"]

    def requests(self) -> list[Answered]:
        """What was asked of servers since the last call."""
        asked, statuses = {}, {}
        for entry in self.driver.get_log("performance"):
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
    options = webdriver.ChromeOptions()
    options.binary_location = need_chromium()
    for one in (*OPTIONS, f"--user-data-dir={profile}"):
        options.add_argument(one)
    options.set_capability("goog:loggingPrefs", LOGS)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options, service) as driver:
        driver.implicitly_wait(PATIENCE)
        yield Browser(driver)
