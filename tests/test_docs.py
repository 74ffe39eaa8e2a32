"""README and docs say what is true: commands run, examples evaluate, links lead somewhere, pictures are there."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xl_aigc.report.builder import build
from xl_aigc.report.layout import templates_folder

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
NOT_RUN_HERE = ("serve", "addin", "freeze", "layout new", "doctor")
"""Commands that start a server, change the user's programs, or are run by tests of their own."""


def commands(page: Path) -> list[str]:
    """The `xl-aigc` lines of a page's shell examples."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.removeprefix("xl-aigc ") for line in lines if line.startswith("xl-aigc ")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader of README has it: the first workbook, a table, layouts and an export of their own."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "workbooks").mkdir()
    build(folder / "workbooks" / "aigc_2024H1.xlsx")  # the first command of README, which pip comes before
    shutil.copy(folder / "workbooks" / "aigc_2024H1.xlsx", folder / "workbooks" / "aigc_2024H1_zh.xlsx")
    (folder / "my.csv").write_text(
        "Ticker,Name,Period,Revenue (USD m)\nAMD,AMD,2024FY,25785\n", encoding="utf-8"
    )
    shutil.copytree(templates_folder() / "report", folder / "my_layouts")
    (folder / "export.csv").write_text(
        "证券代码,营业收入(元) 2024H1\n300418.SZ,2503000000\n", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("command", commands(ROOT / "README.md"))
def test_every_command_of_the_readme_runs(command: str, desk: Path) -> None:
    if command.startswith(NOT_RUN_HERE):
        pytest.skip("run by a test of its own")
    done = subprocess.run(
        [sys.executable, "-m", "xl_aigc", *shlex.split(command)],
        cwd=desk,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(desk)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_checks_the_workbook_that_the_line_before_builds() -> None:
    """A build names the workbook of another language than English by that language."""
    lines = commands(ROOT / "README.md")
    built = next(line for line in lines if line.startswith("build --language "))
    assert lines[lines.index(built) + 1] == f"check workbooks/aigc_2024H1_{built.split()[2]}.xlsx"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_example_gives_what_it_shows(page: Path) -> None:
    results = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert results.failed == 0


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["excel", "libreoffice", "server"])
def test_each_host_answers_what_users_of_xlwings_suffer_from(page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    suffered = {1981, 397, 1163, 2506, 1137, 898, 1554, 2310, 2082, 776, 1108, 1910, 606, 1730}
    rows = [line for line in text.splitlines() if "github.com/xlwings/xlwings/" in line]
    assert {int(number) for row in rows for number in re.findall(r"\[#(\d+)\]", row)} == suffered
    assert all(row.count("|") == 3 for row in rows)


def test_the_readme_has_the_two_commands_and_says_where_they_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python -m pip install . && python -m xl_aigc build" in text
    assert 'python -m pip install ".[test]" && python -m pytest' in text
    assert "new virtual environment" in text


def test_the_site_has_every_page_of_the_docs() -> None:
    listed = re.findall(
        r": ([\w/]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    there = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert sorted(listed) == sorted(page for page in there if not page.startswith("parts/"))
