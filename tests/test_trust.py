"""The page of promises is as its command makes it, from tests that are there."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_is_as_made():
    found = importlib.util.spec_from_file_location("make_trust", DOCS / "make_trust.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    assert (DOCS / "trust.md").read_text("utf-8") == module.page(), "run: python docs/make_trust.py"


def test_every_promise_is_held_by_tests():
    with (DOCS / "promises.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["promise"] for row in rows if not row["tests"]] == []
    missing = {name for row in rows for name in row["tests"].split() if not (DOCS.parent / name).exists()}
    assert missing == set()
