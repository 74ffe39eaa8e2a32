"""The two files for xlwings Lite: what they say, and that they can be installed and read."""

from __future__ import annotations

import ast

import pytest

from xl_aigc import __version__
from xl_aigc.cli.run import run
from xl_aigc.errors import HostError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.xlwings_lite import main_text, requirements_text, write_lite
from xl_aigc.hosts.xlwings_lite.source import SCRIPT


def functions_of(text):
    """The functions of a text, each with its decorators."""
    tree = ast.parse(text)
    return {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize(("language", "said"), [("en", "en"), ("zh", "zh")])
def test_every_function_stands_there_with_its_texts(language, said):
    found = functions_of(main_text(language))
    del found[SCRIPT]
    assert list(found) == [f"aigc_{key.lower()}" for key in CATALOGUE]
    for function, node in zip(CATALOGUE.values(), found.values(), strict=True):
        assert ast.get_docstring(node, clean=False) == getattr(function, said)
        first, *others = node.decorator_list
        assert {each.arg: each.value.value for each in first.keywords} == {
            "name": function.key,
            "namespace": "AIGC",
        }
        texts = [{each.arg: each.value.value for each in other.keywords}["doc"] for other in others]
        assert texts == [getattr(argument, said) for argument in function.arguments]


@pytest.mark.parametrize(
    ("language", "labels", "company", "item"),
    [
        ("en", ["Company", "Item", "Period"], "Insert a figure", "Revenue (revenue)"),
        ("zh", ["公司", "指标", "报告期"], "插入数据", "营业收入 (revenue)"),
        ("ko", ["기업", "항목", "기간"], "수치 삽입", "매출액 (revenue)"),
    ],
)
def test_the_form_has_a_box_for_the_company_and_lists_of_items_and_periods(language, labels, company, item):
    script = functions_of(main_text(language))[SCRIPT]
    (decorator,) = script.decorator_list
    assert decorator.keywords[0].value.value == company
    book, *fields = script.args.args
    assert (book.arg, book.annotation.id) == ("book", "BookAsync")
    assert [each.arg for each in fields] == labels
    lists = [[each.value for each in field.annotation.slice.elts] for field in fields[1:]]
    assert item in lists[0]
    keys = [row[0] for key in ("ITEMS", "MEASURES") for row in CATALOGUE[key].call()[1:]]
    assert [shown.rpartition("(")[2].rstrip(")") for shown in lists[0]] == keys
    assert [shown.split(" (")[0] for shown in lists[1]] == [row[0] for row in CATALOGUE["PERIODS"].call()[1:]]


def test_writing_again_gives_the_same_bytes(tmp_path):
    first = [file.read_bytes() for file in write_lite(tmp_path / "lite")]
    assert [file.read_bytes() for file in write_lite(tmp_path / "lite")] == first
    assert not any(b"\r" in text for text in first)


def test_requirements_name_this_version_or_a_wheel():
    assert f"xl-aigc=={__version__}" in requirements_text().splitlines()
    address = "https://example.com/files/xl_aigc-0.1.0-py3-none-any.whl"
    assert requirements_text(address).splitlines() == ["xlwings>=0.37.8", address]


@pytest.mark.parametrize(
    "address", ["http://example.com/a.whl", "/home/me/a.whl", "https://example.com/a.tar.gz"]
)
def test_an_address_that_no_browser_can_load_is_refused(address):
    with pytest.raises(HostError, match=r"https://"):
        requirements_text(address)


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(HostError, match=r"taken"):
        write_lite(tmp_path / "taken")


def test_the_command_writes_both_and_says_what_to_do(tmp_path, capsys):
    assert run(["addin", "lite", "--output", str(tmp_path / "lite"), "--language", "zh"]) == 0
    assert sorted(file.name for file in (tmp_path / "lite").iterdir()) == ["main.py", "requirements.txt"]
    assert (tmp_path / "lite" / "main.py").read_text(encoding="utf-8") == main_text("zh")
    assert "Paste each" in capsys.readouterr().out
