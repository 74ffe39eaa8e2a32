"""Nothing reaches a terminal but through one function, which spells control characters out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import openpyxl
import pytest

import xl_aigc.cli
from xl_aigc.cli.say import say

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CLI = Path(xl_aigc.cli.__file__).parent
HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e"


def test_no_module_of_the_command_line_prints_but_one():
    printing = re.compile(r"\bprint\(|\becho\(|\bstd(?:out|err)\.write\(|\bConsole\(\)")
    assert [path.name for path in CLI.glob("*.py") if printing.search(path.read_text(encoding="utf-8"))] == [
        "say.py"
    ]


def test_lines_and_tabs_stay_other_controls_are_spelled_out(capsys):
    say("a\tb\nc\r\x1b[0m\x9b元")
    assert capsys.readouterr().out == "a\tb\nc\\r\\x1b[0m\\x9b元\n"


@pytest.mark.parametrize(
    "arguments", [[HOSTILE], ["check", HOSTILE], ["build", f"--{HOSTILE}"], ["eval", f'="{HOSTILE}"']]
)
def test_an_argument_with_a_control_character_is_refused_by_its_place(xl_aigc, arguments):
    done = xl_aigc(*arguments)
    assert done.code == 2
    assert f"Argument {len(arguments)} holds the character U+001B" in done.err
    assert not RAW.search(done.out + done.err)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x9b"])
def test_an_option_whose_name_turns_the_direction_of_text_is_not_repeated(xl_aigc, sign):
    done = xl_aigc("store", "history", f"--nope{sign}gnp")
    assert done.code == 2
    assert f"Argument 3 holds the character U+{ord(sign):04X}" in done.err
    assert sign not in done.out + done.err


def test_a_name_that_no_file_can_have_is_refused_in_words(xl_aigc):
    done = xl_aigc("layout", "check", "(" * 5_000)
    assert (done.code, "the system refuses it: File name too long" in done.err) == (1, True)


@pytest.mark.parametrize("file", ["companies.csv", "figures.csv", "price_changes.csv", "sources.csv"])
def test_a_folder_is_refused_without_repeating_what_it_holds_raw(xl_aigc, data, file):
    path = data / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([*lines[:2], lines[1].replace(",", f"{HOSTILE},", 1), *lines[2:]]), encoding="utf-8"
    )
    done = xl_aigc("data", "check", "--data", data)
    assert done.code == 1
    assert f"{file}, line 3" in done.err
    assert not RAW.search(done.out + done.err)


@pytest.mark.parametrize("file", ["article.yaml", "basket.yaml", "claims.yaml", "measures.yaml"])
@pytest.mark.parametrize(
    "line", ['name: "\\e[31m"', '"\\e[31m": 1', "as_of: \x9b31m", 'name: "\\L\\x9b"', 'a: "\\u202e"']
)
def test_a_yaml_file_is_refused_without_repeating_what_it_holds_raw(xl_aigc, data, file, line):
    (data / file).write_text(f"key: a\n{line}\n", encoding="utf-8")
    done = xl_aigc("data", "check", "--data", data)
    assert done.code == 1
    assert re.search(rf"{file}, line 2.* the character U\+", done.err)
    assert not RAW.search(done.out + done.err)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_one_bad_cell_of_an_export_stops_no_refresh_and_reaches_no_terminal(xl_aigc, tmp_path, ending):
    rows = [
        ["证券代码", "证券简称", "报告期", "营业收入(元)"],
        ["300418.SZ\x1b[31m", "a", "2024H1", "1"],
        *([f"60320{n}.SH", "b", "2024H1", "5000000000"] for n in range(10)),
    ]
    file = tmp_path / f"export.{ending}"
    if ending == "csv":
        file.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell.replace("\x1b", "_x001B_") for cell in row])
        book.save(file)
    store = tmp_path / "own.sqlite"
    done = xl_aigc("refresh", "--from", file, "--store", store)
    assert (done.code, done.err) == (0, "")
    assert "10 added" in done.out
    assert "300418.SZ\\x1b[31m" in done.out
    listed = xl_aigc("store", "set-aside", "--store", store)
    assert "the text holds a control character" in listed.out
    assert not RAW.search(done.out + listed.out)


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode on Windows")
def test_a_file_whose_name_is_in_another_encoding_is_taken(xl_aigc, tmp_path):
    named = os.fsdecode("报表.csv".encode("gb18030"))
    text = "证券代码,报告期,营业收入(元)\n600941.SH,2025H1,546744000000\n688111.SH,bad,1\n"
    (tmp_path / named).write_text(text, encoding="utf-8")
    store = tmp_path / "own.sqlite"
    done = xl_aigc("refresh", "--from", tmp_path / named, "--store", store, "--bad-share", "1")
    assert (done.code, "1 added" in done.out, "1 row set aside" in done.out) == (0, True, True)
    assert "\\udcb1" in xl_aigc("store", "set-aside", "--store", store).out


def test_the_names_of_files_are_shown_without_their_controls(xl_aigc, tmp_path):
    folder = tmp_path / "in\x1b[31m"
    folder.mkdir()
    (folder / "ex\x9bport.csv").write_text(
        "证券代码,报告期,营业收入(元)\n600941.SH,2024H1,x\n", encoding="utf-8"
    )
    (tmp_path / "link").symlink_to(folder)
    done = xl_aigc("refresh", "--from", tmp_path / "link", "--store", tmp_path / "own.sqlite")
    assert done.code == 1
    assert "ex\\x9bport.csv" in done.err
    assert not RAW.search(done.out + done.err)


def test_a_basket_named_by_its_folder_has_a_name_that_can_be_written(xl_aigc, data, tmp_path):
    (data / "basket.yaml").write_text("as_of: 2024-09-12\n", encoding="utf-8")
    data.rename(tmp_path / "own\x1b[31m")
    (tmp_path / "link").symlink_to(tmp_path / "own\x1b[31m")
    done = xl_aigc("build", "--data", tmp_path / "link")
    assert (done.code, done.err) == (0, "")
    assert [path.name for path in (tmp_path / "workbooks").iterdir()] == ["own\\x1b[31m_2024H1.xlsx"]


@pytest.mark.parametrize("command", [("store", "info"), ("doctor",), ("refresh", "--source", "reference")])
def test_an_address_of_the_environment_is_shown_without_its_controls(xl_aigc, tmp_path, monkeypatch, command):
    monkeypatch.setenv("XL_AIGC_STORE", f"postgresql://a{HOSTILE}:s3cret@localhost:1/x")
    monkeypatch.setenv("XL_AIGC_LOG", str(tmp_path / f"log{HOSTILE}"))
    done = xl_aigc(*command)
    assert done.code == 1
    assert "XL_AIGC_STORE: The name holds the character U+001B" in done.out + done.err
    assert "s3cret" not in done.out + done.err
    assert not RAW.search(done.out + done.err)
