"""The language of the messages of the command line: the option before the environment, the environment before the locale."""

from __future__ import annotations

import json
import shutil

import pytest

from xl_aigc.cli import language

ENGLISH = "nowhere.xlsx: The file is missing. Add it, or correct the name.\n"
CHINESE = "nowhere.xlsx：文件不存在。请添加，或更正名称。\n"


@pytest.fixture
def zh(xl_aigc):
    """Runs one command in Chinese, and returns what it said on both streams."""

    def call(*arguments: object, code: int = 0) -> str:
        done = xl_aigc("--lang", "zh", *arguments)
        assert done.code == code
        return done.out + done.err

    return call


@pytest.mark.parametrize(
    "arguments",
    [["--lang", "zh", "check", "nowhere.xlsx"], ["check", "nowhere.xlsx", "--lang=zh"], ["check", "--lang", "zh", "nowhere.xlsx"]],
)  # fmt: skip
def test_the_option_stands_anywhere(xl_aigc, arguments):
    assert xl_aigc(*arguments).err == CHINESE


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": ""}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "C"}, ENGLISH),
        ({"LANG": "fr_FR.UTF-8"}, ENGLISH),
        ({"LANG": "C", "XL_AIGC_LANG": "zh"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "XL_AIGC_LANG": "en"}, ENGLISH),
    ],
)
def test_the_environment_names_the_language(xl_aigc, monkeypatch, variables, said):
    for name in language.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert xl_aigc("check", "nowhere.xlsx").err == said
    assert xl_aigc("check", "nowhere.xlsx", "--lang", "en").err == ENGLISH


@pytest.mark.parametrize(
    ("named", "expected"),
    [("zh_CN", "zh"), ("Chinese (Simplified)_China", "zh"), ("Chinese_Taiwan", "zh"), ("German_Germany", "en"), (None, "en")],
)  # fmt: skip
def test_where_no_variable_is_set_the_system_names_the_language(monkeypatch, named, expected):
    for name in language.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(
        language.locale, "getlocale", lambda: (named, None)
    )  # Windows names its locales in words
    assert language.language_of([]) == expected


@pytest.mark.parametrize(
    "arguments", [["doctor", "--lang", "fr"], ["--lang=fr", "doctor"], ["doctor", "--lang"]]
)
def test_another_language_is_wrong_usage(xl_aigc, arguments):
    done = xl_aigc(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "--lang" in done.err


def test_a_value_behind_the_two_dashes_is_no_option(xl_aigc):
    assert "--lang" in xl_aigc("check", "--", "--lang").err


def test_wrong_usage_in_chinese(zh):
    said = zh("refresh", "--foo", code=2)
    assert "用法：xl-aigc refresh [OPTIONS]" in said
    assert "错误：没有选项：--foo" in said
    assert "错误：缺少参数'FILE'。" in zh("check", code=2)


def test_a_build_a_check_and_a_refresh_in_chinese(zh, tmp_path):
    said = zh("build", "-o", "report.xlsx", "--formulas", "values")
    assert said.startswith(f"已写入{tmp_path / 'report.xlsx'}\n  工作表      16: Overview, ")
    assert "\n  公司        55家；55家中50家两期营业收入与利润齐全\n" in said
    assert "\n  论断        47：27 吻合，" in said
    checked = zh("check", "report.xlsx", "--no-office")
    assert checked.startswith("report.xlsx：0个公式\n")
    assert checked.endswith("\n未发现问题。\n")
    said = zh(
        "refresh", "--source", "reference", "--workbook", "report.xlsx", "--store", "s.sqlite", "--dry-run"
    )
    assert said.startswith("未写入任何内容（--dry-run）。将会：\n")
    assert "\n  数据        新增0，重述0，撤回0，未变347，未采纳0行\n" in said
    assert "\n  已是最新，未做改动。\n" in said


def test_changes_of_figures_in_chinese(zh, tmp_path):
    (tmp_path / "new.csv").write_text(
        "证券代码,证券简称,报告期,营业收入(万元),归母净利润(万元)\n300418.SZ,昆仑万维,2024中报,260012.5,-38900\n",
        "utf-8",
    )
    zh("build", "-o", "report.xlsx", "--formulas", "values", "--language", "zh")
    shutil.copy(tmp_path / "report.xlsx", tmp_path / "before.xlsx")
    said = zh("refresh", "--from", "new.csv", "--workbook", "report.xlsx", "--store", "s.sqlite")
    assert "\n  另有        数值不变、来源或性质有变的数据1项，1个来源\n" in said
    assert "300418.SZ 2024H1 revenue：由2,502,000,000.00变为2,600,125,000.00 " in said
    differ = zh("diff", "before.xlsx", "report.xlsx", "--all", code=1)
    assert "300418.SZ 营业收入 2024H1：由2,502,000,000变为2,600,125,000\n" in differ
    assert "300418.SZ 营业收入 2024H1 来源：由S001 S002 S003变为S1\n" in differ
    assert "\n数据的类别与来源：2处不同（--all可全部列出）\n" in zh(
        "diff", "before.xlsx", "report.xlsx", code=1
    )
    assert " to " not in said + differ
    undone = zh("refresh", "--undo", "--workbook", "report.xlsx")
    assert "report.undone-1.xlsx，为刷新后的状态\n" in undone


def test_a_file_of_mistakes_in_chinese(zh, tmp_path):
    (tmp_path / "bad.csv").write_text(
        "股票代码,名称,报告期,营业收入(百万美元),其他\nNVDA,英伟达,2024年报,abc,1\n", encoding="utf-8"
    )
    said = zh("data", "read", "bad.csv", "--market", "us", "--currency", "USD")
    assert "\n  营业收入(百万美元)：营业收入，单位：1,000,000  " in said
    assert "  其他：略过：该列不在映射表中，已略过。" in said
    assert "  bad.csv，第2行，键营业收入：NVDA revenue 2024FY 'abc'：值不是数字。\n" in said


def test_a_folder_of_mistakes_in_chinese(zh, data):
    figures = data / "figures.csv"
    lines = figures.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    lines[1] = lines[1].replace(cells[3], "much", 1)
    lines[2] = lines[2].replace("2024H1", "2024H7").replace("2023H1", "2024H7")
    figures.write_text("\n".join(lines), encoding="utf-8")
    said = zh("build", "--data", "figures", code=1)
    assert said.startswith(
        "figures：2处内容无法采纳。\n  figures/figures.csv，第2行，键value：'much'不是数字。应为有限数，"
    )
    assert (
        "，键period：'2024H7'不是报告期。应为年份加Q1、H1、Q3或FY，例如2024H1（报告自年初起累计）。" in said
    )


def test_a_wrong_layout_in_chinese(zh, tmp_path):
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "02_cash.yaml").write_text(
        "sheet: cash\nblocks:\n  - block: tabel\n", encoding="utf-8"
    )
    said = zh("layout", "check", "layouts", code=1)
    assert "layouts/02_cash.yaml，第3行，键blocks[1].block：没有区块'tabel'。应为data_table, " in said


def test_the_history_of_a_store_in_chinese(zh):
    zh("refresh", "--source", "reference", "--store", "s.sqlite")
    assert zh("store", "history", "--store", "s.sqlite").splitlines()[0].split() == [
        "截至", "记录时间", "新增", "重述", "来源变更", "撤回", "未改动", "未采纳", "来源",
    ]  # fmt: skip
    assert "\n数据        当前347项，含历史共347行\n" in zh("store", "info", "--store", "s.sqlite")


def test_the_figures_of_a_folder_in_chinese(zh):
    said = zh("data", "check")
    assert said.startswith("AIGC概念股：55家公司，")
    assert "\n请核对：14\n" in said
    assert "昆仑万维" in said
    assert "昆仑万维" not in zh("data", "check", "--language", "en")


def test_an_explanation_in_chinese(zh):
    assert "  label        研发费用率\n" in zh("eval", "--explain", "rd_intensity")


def test_values_of_cells_and_json_are_never_translated(zh, xl_aigc):
    assert zh("eval", '="Companies"') == "Companies\n"
    asked = ("data", "check", "--json")
    assert json.loads(zh(*asked)) == json.loads(xl_aigc(*asked).out)
    assert xl_aigc("--lang", "zh", "check", "nowhere.xlsx", "--json").err == ENGLISH
