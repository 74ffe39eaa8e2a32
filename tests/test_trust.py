"""The pages of promises and of blocks are as their commands make them; promises name tests that are there."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", ["trust", "blocks"])
def test_the_page_is_as_made(name):
    found = importlib.util.spec_from_file_location(f"make_{name}", DOCS / f"make_{name}.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    assert (DOCS / f"{name}.md").read_text("utf-8") == module.page(), f"run: python docs/make_{name}.py"


def test_every_promise_is_held_by_tests():
    with (DOCS / "promises.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["promise"] for row in rows if not row["tests"]] == []
    missing = {name for row in rows for name in row["tests"].split() if not (DOCS.parent / name).exists()}
    assert missing == set()
