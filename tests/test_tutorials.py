"""The tutorials, done as they stand there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from support.page_steps import do, install_program

from xl_aigc.labels import load_labels

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_does_what_it_says(page, tmp_path):
    install_program(tmp_path)
    account = str(tmp_path / "account")
    language = "zh" if page.stem.endswith("_zh") else "en"
    settings = {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": account, "XL_AIGC_LANG": language}
    do(page.read_text("utf-8"), tmp_path, settings)


def test_every_tutorial_is_there_in_english_and_in_chinese_with_the_same_commands():
    english = [page for page in PAGES if not page.stem.endswith("_zh")]
    assert [page.stem for page in english] == ["analyst", "finance", "reporter"]
    for page in english:
        chinese = page.with_stem(f"{page.stem}_zh")
        first, second = (
            [line.split()[1] for line in each.read_text("utf-8").splitlines() if line.startswith("xl-aigc")]
            for each in (page, chinese)
        )
        assert first == second


def test_sheets_that_a_chinese_page_names_are_called_so_in_the_workbook():
    titles = {
        text
        for key, text in load_labels("zh").texts.items()
        if key.startswith("sheets.") and key.endswith(".title")
    }
    pages = [*PAGES, *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    named = {
        name
        for page in pages
        for name in re.findall("“([^”\n]{1,20})”(?:工作表|页)", page.read_text("utf-8"))
    }
    assert named
    assert named <= titles
