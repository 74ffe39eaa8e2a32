"""Messages in Chinese: every message of the code has its row, and a message is found again whatever fills its holes."""

from __future__ import annotations

import csv
import re
import string
import sys
from pathlib import Path

import pytest

from xl_aigc.labels import messages
from xl_aigc.labels.messages import TABLE, Message, in_chinese

DOCS = Path(__file__).parents[1] / "docs"
HAN = r"[\u4e00-\u9fff]"
HELD = re.compile(r"(?:[A-Za-z0-9_$}]+|营业收入)\([^)]*\)")
"""A call of a function, or a heading of a vendor with its unit."""
HOLE = re.compile(r"\{(\d+)(?::([nt]))?\}")


def rows() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["en"]: row["zh"] for row in csv.DictReader(file)}


@pytest.fixture
def make_messages(monkeypatch):
    monkeypatch.syspath_prepend(DOCS)
    yield __import__("make_messages")
    for name in ("make_messages", "code_texts", "code_map"):
        del sys.modules[name]


def test_every_message_of_the_code_has_its_row_and_every_row_is_said(make_messages):
    # The whole package is parsed: four seconds of the processor.
    said = make_messages.Messages().rows()
    assert len(said) > 1000
    assert [*rows()] == said, "run: python docs/make_messages.py"
    assert [en for en, zh in rows().items() if not zh] == [], "write the Chinese of these"


def test_the_collector_sees_a_branch_a_table_and_what_a_caller_passes():
    held = rows()
    assert "the empty ticker" in held  # one of two branches
    assert "conditional format" in held  # a value of a table
    assert "printing" in held  # a step of long work
    assert "{0} is no {1:t}." in held  # the noun is what the callers pass
    assert "archetype" in held


def unfilled(table: Path) -> list[str]:
    """The rows whose Chinese does not take what fills the English, each with its line."""
    found = []
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            due = {number for number, _ in HOLE.findall(row["en"])}
            plural = {number for number, _ in HOLE.findall(" ".join(re.findall(r"\w\{\d+\}", row["en"])))}
            try:
                held = {
                    "".join(map(str, filter(None, hole)))
                    for _, *hole in string.Formatter().parse(row["zh"])
                    if hole[0] is not None
                }
            except ValueError:  # a bracket of a hole is alone
                held = {"{"}
            if not due - plural <= held <= due:
                found.append(f"{table.name}, line {reader.line_num}: {row['zh']}")
    return found


def test_the_chinese_has_the_holes_of_the_english():
    assert unfilled(TABLE) == []


MISTAKEN = ("{0:n}处", "{0!r}处", "{1}处", "{}处", "{0处", "{0.a}处", "{n}处")


def test_a_row_with_another_hole_is_named_by_its_line(tmp_path):
    table = tmp_path / "messages.csv"
    table.write_text(
        "\n".join(["en,zh", "{0:n} mistakes,{0}处", *(f"{{0:n}} mistakes,{zh}" for zh in MISTAKEN)]), "utf-8"
    )
    assert unfilled(table) == [
        f"messages.csv, line {line}: {zh}" for line, zh in enumerate(MISTAKEN, start=3)
    ]


@pytest.mark.parametrize("zh", ["{0:n}处", "{1}处", "{0处", "{0.a}处", "{n}处"])
def test_a_message_whose_chinese_can_not_be_filled_stays_english(monkeypatch, zh):
    monkeypatch.setattr(messages, "_beginning", lambda _: (Message("{0:n} mistakes", zh),))
    messages._message.cache_clear()
    assert in_chinese("3 mistakes") == "3 mistakes"
    messages._message.cache_clear()


def test_the_chinese_has_full_width_signs_and_no_blanks_beside_han():
    half = re.compile(rf"{HAN}[,;:()]|[,;:()]{HAN}")
    blank = re.compile(rf"{HAN} +[\w{{%#]|[\w}}%!] +{HAN}|[，。；：、）（] | [，。；：、）（]")
    texts = [HELD.sub("x", zh) for zh in rows().values()]
    assert [zh for zh in texts if half.search(zh) or blank.search(zh)] == []


def test_a_sentence_ends_in_chinese_where_it_ends_in_english():
    assert {en: zh for en, zh in rows().items() if en.endswith(".") != zh.endswith("。")} == {}


def test_a_message_is_found_whatever_fills_its_holes():
    wrong = {}
    for en, zh in rows().items():
        if not Message(en, zh).speaks:
            continue
        kinds = dict(HOLE.findall(en))
        fills = [f"1,23{n}" if kinds[n] == "n" else f"Zq{n}" for n in sorted(kinds, key=int)]
        text = (
            HOLE.sub(lambda hole, fills=fills: fills[int(hole[1])], en).replace("{{", "{").replace("}}", "}")
        )
        if in_chinese(text) != (due := zh.format(*fills)):
            wrong[text] = in_chinese(text), due
    assert wrong == {}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "a.csv, line 3, key value: 'x' is not a number. Expected a finite number, such as -389000000. Delete the row.",
            "a.csv，第3行，键value：'x'不是数字。应为有限数，例如-389000000。请删除该行。",
        ),
        (
            "b.xlsx, sheet Data, cell B2: The sheet is protected.",
            "b.xlsx，工作表Data，单元格B2：工作表受保护。",
        ),
        (r"C:\data\a.csv: The file is missing.", r"C:\data\a.csv：文件不存在。"),
        (
            "2 mistakes:\n  a.csv: The file is missing.\n  and 3 more",
            "2处错误：\n  a.csv：文件不存在。\n  其余3项",
        ),
        ("Nobody wrote a row of this.", "Nobody wrote a row of this."),
        ("a.csv: Nobody wrote this. The file is missing.", "a.csv：Nobody wrote this. 文件不存在。"),
        ("There is no sheet 'Companies'.", "没有工作表'Companies'。"),
        ("The value 3 is a text. Expected a list or a text.", "值3是文本。应为列表或文本。"),
        ("", ""),
    ],
)
def test_messages_in_chinese(english, chinese):
    assert in_chinese(english) == chinese


def test_columns_stay_where_they_are():
    table = "period          cumulative     quarter  twelve months\n2024H1            1,234.00        5.00          n.a."
    heads, line = in_chinese(table).split("\n")
    assert line == table.split("\n")[1]
    assert heads == "报告期                累计        单季   最近十二个月"
    assert in_chinese("  figures     3\n  store       x") == "  数据        3\n  数据库      x"


@pytest.mark.parametrize("text", ["a: b. A, c; ", "Expected ", ". A", "a, b; c or ", "  a"])
def test_a_text_of_many_parts_is_looked_at_once(text, monkeypatch):
    looked = []
    monkeypatch.setattr(messages, "_row", lambda text, **_: (looked.append(text), (0, text))[1])
    messages._message.cache_clear()
    in_chinese(text * 2000)
    messages._message.cache_clear()
    assert len(looked) < 10_000


@pytest.mark.parametrize(
    "part", ["A refresh would refuse the workbook: ", "1 a: ", "There is no a ", "warning: "]
)
def test_messages_within_messages_have_an_end(part):
    assert part.strip() in in_chinese(part * 5000)
