"""What can't be built: one paragraph that names the place, exit 1, and the file that was there before as it was."""

from __future__ import annotations

import pytest

BEFORE = b"the workbook of yesterday"


@pytest.fixture
def refused(xl_aigc, tmp_path):
    """A build that may replace a file that is there, and must fail; gives what it said."""
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "report.xlsx"
    target.write_bytes(BEFORE)

    def call(*arguments: object) -> str:
        result = xl_aigc("build", "--output", target, "--replace", *arguments)
        assert (result.code, result.out) == (1, "")
        assert target.read_bytes() == BEFORE
        assert [path.name for path in folder.iterdir()] == ["report.xlsx"], (
            "a half-written file was left behind"
        )
        assert "Traceback" not in result.err
        return result.err

    return call


def spoil(path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_a_folder_of_figures_that_is_not_there(refused, tmp_path):
    assert str(tmp_path / "nowhere") in refused("--data", tmp_path / "nowhere")


def test_a_wrong_header(refused, data):
    spoil(data / "figures.csv", "ticker,period,item", "ticker,period,thing")
    said = refused("--data", data)
    assert "figures.csv" in said
    assert "thing" in said


def test_a_duplicate_ticker(refused, data):
    lines = (data / "companies.csv").read_text("utf-8").splitlines(keepends=True)
    (data / "companies.csv").write_text("".join([*lines, lines[1]]), encoding="utf-8", newline="")
    said = refused("--data", data)
    assert f"companies.csv, line {len(lines) + 1}" in said
    assert lines[1].split(",")[0] in said


def test_a_text_in_a_number(refused, data):
    first = (data / "figures.csv").read_text("utf-8").splitlines()[1]
    fields = first.split(",")
    spoil(data / "figures.csv", first, ",".join([*fields[:3], "about a billion", *fields[4:]]))
    said = refused("--data", data)
    assert "figures.csv, line 2" in said
    assert "about a billion" in said


def test_an_unknown_layer(refused, data):
    spoil(data / "companies.csv", ",upstream,", ",sidestream,")
    said = refused("--data", data)
    assert "companies.csv, line " in said
    assert "sidestream" in said
    assert "upstream" in said


@pytest.mark.parametrize("option", ["--period", "--compare"])
@pytest.mark.parametrize("period", ["2024X1", "2019FY"])
def test_a_period_that_is_none_or_has_no_figures(refused, option, period):
    said = refused(option, period)
    assert said.startswith(f"{option}: ")
    assert period in said


def layouts(tmp_path, text: str):
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "01_companies.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_layout_with_an_unknown_block(refused, tmp_path):
    folder = layouts(tmp_path, "sheet: companies\nblocks:\n  - block: companys_table\n")
    said = refused("--layout", folder)
    assert "01_companies.yaml, line 3, key blocks[1].block" in said
    assert "Did you mean 'companies_table'?" in said


def test_a_layout_with_a_tab(refused, tmp_path):
    said = refused("--layout", layouts(tmp_path, "sheet: companies\nblocks:\n\t- block: companies_table\n"))
    assert "01_companies.yaml, line 3" in said
    assert "tab" in said


def test_a_folder_of_layouts_without_the_sheets_that_formulas_rest_on(refused, tmp_path):
    folder = layouts(tmp_path, "sheet: companies\nblocks:\n  - block: companies_table\n")
    assert "'data'" in refused("--layout", folder)


def test_an_output_in_a_folder_that_is_not_there(xl_aigc, tmp_path):
    for command, name in {
        ("build",): "a.xlsx",
        ("addin", "libreoffice"): "a.oxt",
        ("layout", "schema"): "a.json",
        ("panel", "--measures", "net_margin"): "a.csv",
    }.items():
        result = xl_aigc(*command, "--output", tmp_path / "nowhere" / name)
        assert result.code == 1
        assert (
            f"The folder of the output does not exist. Make the folder {tmp_path / 'nowhere'}" in result.err
        )
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_a_folder(xl_aigc, english, tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    result = xl_aigc("freeze", english, "--output", tmp_path / "a.xlsx")
    assert result.code == 1
    assert "is a folder" in result.err


def test_an_output_of_another_kind(xl_aigc, tmp_path):
    result = xl_aigc("build", "--output", tmp_path / "a.csv")
    assert result.code == 1
    assert ".xlsx" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder(xl_aigc, tmp_path):
    """Stands for a folder that may not be written to, which a superuser could write to."""
    (tmp_path / "workbooks").write_bytes(BEFORE)
    result = xl_aigc("build")
    assert result.code == 1
    assert str(tmp_path / "workbooks") in result.err
    assert (tmp_path / "workbooks").read_bytes() == BEFORE


@pytest.mark.parametrize(
    "command",
    [
        ("serve",),
        ("eval", '=AIGC_FIGURE("300418","revenue")'),
        ("build",),
    ],
    ids=lambda command: command[0],
)
def test_a_store_that_is_named_and_not_there_is_refused(xl_aigc, tmp_path, monkeypatch, command):
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "mistyped.sqlite"))
    result = xl_aigc(*command)
    assert (result.code, result.out) == (1, "")
    assert list(tmp_path.iterdir()) == []
    assert f"{tmp_path / 'mistyped.sqlite'}: XL_AIGC_STORE names a store that is not there." in result.err
