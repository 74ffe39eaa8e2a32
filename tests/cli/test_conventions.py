"""What people expect of every command: short options, help with examples, JSON, quiet and talkative runs."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.main import get_command

from xl_aigc.cli import console
from xl_aigc.cli.app import app
from xl_aigc.cli.examples import EXAMPLES
from xl_aigc.cli.opening import DESKTOPS

PROGRAM = get_command(app)


def commands(group=PROGRAM, before=()):
    """Yield the words of every command, such as ("data", "check")."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name)


ALL = list(commands())


def test_every_command_has_examples_and_no_other_has():
    assert {" ".join(command) for command in ALL} == set(EXAMPLES)


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_its_help_ends_with_its_examples_and_names_what_an_option_takes(xl_aigc, command):
    told = xl_aigc(*command, "-h")
    assert told.code == 0
    assert told.out.rstrip().endswith(
        "\n".join(("Examples:", *(f"    {line}" for line in EXAMPLES[" ".join(command)])))
    )
    assert re.findall(r" (?:TEXT|PATH|INTEGER|FLOAT)\b|<(?:str|path|int|float)>|\{", told.out) == []


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_the_page_of_the_commands_has_its_options(command):
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
    section = page.split(f"\n## xl-aigc {' '.join(command)}\n")[1].split("\n## ")[0]
    group = PROGRAM
    for word in command:
        group = group.commands[word]
    missing = [
        option
        for one in group.params
        for option in one.opts
        if option.startswith("-") and option not in section
    ]
    assert missing == [], "run: python docs/make_commands.py"


def test_a_list_of_commands_says_all_that_each_does(xl_aigc):
    for words in ((), ("data",), ("layout",), ("store",), ("addin",)):
        assert "..." not in xl_aigc(*words, "-h").out.replace("[ARGS]...", "")


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_the_program_takes_an_example_as_it_is_written(line):
    """Its options and arguments are read as by a shell; nothing is run."""
    words = shlex.split(line)[1:]
    context = PROGRAM.make_context("xl-aigc", words)
    name, command, rest = PROGRAM.resolve_command(context, words)
    if hasattr(command, "commands"):
        name, command, rest = command.resolve_command(context, rest)
    assert command.make_context(name, list(rest), parent=context).params


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["data", "check"], {"as_of", "coverage", "findings", "warnings"}),
        (["data", "read", "--source", "reference"], {"figures", "companies", "origin"}),
        (["layout", "check"], {"warnings", "errors"}),
    ],
)
def test_results_are_printed_as_json(xl_aigc, arguments, keys):
    told = xl_aigc(*arguments, "--json")
    assert told.code == 0
    assert keys <= set(json.loads(told.out))


def test_cells_are_json_numbers_texts_and_truths(xl_aigc):
    assert json.loads(xl_aigc("eval", "--json", "=AIGC_YOY(150,100)").out) == [[0.5]]
    assert json.loads(xl_aigc("eval", "--json", "=AIGC_YOY(1,0)").out) == [["#DIV/0!"]]


def test_a_build_lists_its_workbooks_in_json_and_is_checked_in_json(xl_aigc, tmp_path):
    told = xl_aigc("build", "--json", "-o", "report.xlsx", "--formulas", "values")
    (made,) = json.loads(told.out)
    assert made["file"] == str(tmp_path / "report.xlsx")
    assert made["companies"] == 55
    found = json.loads(xl_aigc("check", "report.xlsx", "--no-office", "--json").out)
    assert found["problems"] == []
    assert json.loads(xl_aigc("diff", "report.xlsx", "report.xlsx", "--json").out) == []


@pytest.mark.parametrize("quiet", ["-q", "--quiet"])
def test_a_quiet_run_prints_nothing_but_errors(xl_aigc, quiet):
    assert xl_aigc("eval", "=AIGC_YOY(120,100)", quiet) == xl_aigc(quiet, "eval", "=AIGC_YOY(120,100)")
    done = xl_aigc("eval", "=AIGC_YOY(120,100)", quiet)
    assert (done.code, done.out, done.err) == (0, "", "")
    wrong = xl_aigc("check", "nowhere.xlsx", quiet)
    assert (wrong.code, wrong.out) == (1, "")
    assert "nowhere.xlsx" in wrong.err


@pytest.mark.parametrize("verbose", ["-v", "--verbose"])
def test_a_talkative_run_tells_each_step_with_its_time(xl_aigc, verbose):
    done = xl_aigc("build", "-o", "report.xlsx", "--formulas", "values", verbose)
    assert done.code == 0
    assert re.findall(r"^ *\d+\.\d s  (\w+)", done.err, flags=re.MULTILINE)[-1] == "summary"


def test_where_nobody_watches_long_work_tells_a_line_now_and_then(xl_aigc, monkeypatch):
    assert xl_aigc("build", "-o", "report.xlsx", "--formulas", "values").err == ""
    monkeypatch.setattr(console, "PAUSE", 0.0)
    assert " s  " in xl_aigc("build", "-o", "report.xlsx", "--formulas", "values").err


def test_a_folder_takes_the_usual_name(xl_aigc, tmp_path):
    (tmp_path / "for_calc").mkdir()
    assert xl_aigc("addin", "libreoffice", "-o", "for_calc").code == 0
    assert [path.name for path in (tmp_path / "for_calc").iterdir()] == ["xl_aigc.oxt"]


@pytest.fixture
def opened_with(tmp_path):
    """Builds a workbook with `--open`, on a desktop or without one; returns what it said, and waits for a recording opener of files."""
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\necho "$1" > opened.part && mv opened.part opened\n')
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    command = ["-m", "xl_aigc", "build", "-o", "report.xlsx", "--formulas", "values", "--open"]
    places = {
        "PATH": f"{opener.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    rest = {name: value for name, value in os.environ.items() if name not in DESKTOPS}

    def build(**desktop):
        return subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=rest | places | desktop, check=True, capture_output=True, text=True
        )  # fmt: skip

    return build


@pytest.mark.skipif(os.name == "nt", reason="the opener of files is a script of this test")
def test_open_hands_the_file_to_the_program_of_its_kind(tmp_path, opened_with):
    opened_with(DISPLAY=":0")
    for _ in range(100):
        if (tmp_path / "opened").exists():
            break
        time.sleep(0.1)
    assert (tmp_path / "opened").read_text().strip() == str(tmp_path / "report.xlsx")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a desktop")
def test_open_says_where_the_file_is_on_a_server_without_a_desktop(tmp_path, opened_with):
    told = opened_with().stderr
    assert told.endswith("No program opened report.xlsx: open it yourself.\n")
    assert not (tmp_path / "opened").exists()
