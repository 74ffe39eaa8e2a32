"""Makes the picture of the task pane: starts the server, searches and picks in a real Chromium.

usage: PYTHONPATH=tests python docs/make_pane_picture.py        needs the extras server and test, and chromium with its driver
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from support.chromium import browsing
from support.server_process import running

PICTURE = Path(__file__).parent / "pictures" / "taskpane.png"
PICKED = {"company": "昆仑", "item": "rd_expense", "period": "2024H1"}
NO_EXCEL = "#xlwings-office-ready-error:not(.d-none) #xlwings-taskpane-reload-cancel-btn"


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            running(folder, XLWINGS_TASKPANE_RELOAD_ATTEMPTS="0") as server,
            browsing(folder / "profile") as browser,
        ):
            browser.narrow(350, 720)
            browser.open(f"http://127.0.0.1:{server.port}/taskpane.html")
            browser.click(NO_EXCEL)
            browser.find("#aigc-figure:not([hidden])")
            for field, text in PICKED.items():
                browser.type(f"#aigc-{field}-search", text)
            browser.picture(PICTURE)


if __name__ == "__main__":
    main()
