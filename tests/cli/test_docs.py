"""The reporter's page tells every option, sheet and exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xl_aigc.cli.run import Exit
from xl_aigc.labels import load_labels
from xl_aigc.report.builder import known_keys
from xl_aigc.report.layout import load_layouts

PAGE = (Path(__file__).parents[2] / "docs" / "reporter.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "check",
        "freeze",
        "data check",
        "layout check",
        "layout new",
        "layout schema",
        "doctor",
        "store info",
        "store history",
        "store export",
        "store verify",
    ],
)
def test_every_command_and_option_is_told(xl_aigc, command):
    assert f"xl-aigc {command}" in PAGE
    options = set(
        re.findall(r"^  (?:-\w, )?(--[a-z-]+)", xl_aigc(*command.split(), "--help").out, flags=re.MULTILINE)
    )
    assert {
        option for option in options - {"--help"} if option not in PAGE and f"--no-{option[2:]}" not in PAGE
    } == set()


def test_every_sheet_is_told():
    titles = [
        load_labels("en").texts[f"sheets.{layout.sheet}.title"] for layout in load_layouts(known=known_keys())
    ]
    assert re.findall(r"^\| ([A-Z][\w& ]+) \| .*\?", PAGE, flags=re.MULTILINE)
    assert [title for title in titles if f"| {title} |" not in PAGE] == []


def test_every_exit_code_is_told():
    assert [code for code in Exit if f"| {int(code)} |" not in PAGE] == []
