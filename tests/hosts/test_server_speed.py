"""A table reaches a function without a search for Pyodide at every cell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from support.office_js_calls import HEADER, payload

ROOT = Path(__file__).parents[2]
CALL = """
import json, sys
searched = []

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "pyodide":
            searched.append(name)

sys.meta_path.insert(0, Finder())
from types import SimpleNamespace
from xlwings.pro import udfs_officejs
from xl_aigc.hosts.xlwings_server.registration import custom_functions
from xl_aigc.hosts.xlwings_server.speed import ask_no_more
if sys.argv[1] == "asked no more":
    ask_no_more()
searched.clear()
call = udfs_officejs.custom_functions_call(json.load(sys.stdin), SimpleNamespace(**custom_functions()))
try:
    call.send(None)
except StopIteration as done:
    print(json.dumps([len(searched), done.value]))
"""
BODY = payload("COHORT", [[HEADER, *[[f"{place:06d}.SZ", 120.0, 100.0, 5.0, None] for place in range(55)]]])


def answer(how):
    """The number of searches, and the result."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, how], input=json.dumps(BODY), capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XLWINGS_LICENSE_KEY": "noncommercial"},
    )  # fmt: skip
    return json.loads(done.stdout)


def test_a_table_asks_for_pyodide_at_no_cell_and_gives_the_same():
    """Where xlwings itself asks no more, the module `speed` can go."""
    (before, shown), (after, found) = answer("as it is"), answer("asked no more")
    assert before > 5 * 55
    assert after == 0
    assert found == shown
