"""Pages of the docs that are made from code are as their makers write them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
MAKERS = ("make_baskets", "make_blocks", "make_commands", "make_mistakes")
LENT = ("code_texts", "code_map")
"""Modules beside the makers, which must not stay loaded: other tests lend them too."""


@pytest.fixture
def maker(request, monkeypatch):
    monkeypatch.syspath_prepend(DOCS)
    yield importlib.import_module(request.param)
    for name in (request.param, *LENT):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("maker", MAKERS, indirect=True)
def test_a_page_is_as_its_maker_writes_it(maker):
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python docs/make_all.py"


@pytest.mark.parametrize("maker", ["make_functions"], indirect=True)
def test_the_pages_of_functions_are_as_their_maker_writes_them(maker):
    for page in maker.PAGES:
        assert page.file.read_text(encoding="utf-8") == maker.markdown(page), "run: python docs/make_all.py"


def test_the_page_of_messages_says_of_hundreds_what_to_do():
    lines = (DOCS / "mistakes.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ") and "|---" not in line]
    assert len(rows) > 400
    assert sum(len(row) == 3 and row[2] != "" for row in rows) > 200
    assert (
        "| The row can't be read: …. | fields separated by commas; a field that holds a comma or a quotation mark in quotes. "
        in "\n".join(lines)
    )
