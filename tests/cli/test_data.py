"""`data check`: coverage, gaps, findings in words."""

from __future__ import annotations

import re
import string

import pytest
from support.openpyxl_reading import load_workbook

from xl_aigc.data.checks import CHECKS
from xl_aigc.labels import LANGUAGES, load_labels


def test_coverage_of_the_bundled_figures(xl_aigc):
    """54 companies have revenue for 2024H1 and 52 for 2023H1; R&D expense 40 and 16, as the sources were counted."""
    result = xl_aigc("data", "check")
    assert result.code == 0
    lines = {tuple(line.split()[:2]): line.split() for line in result.out.splitlines() if "/55" in line}
    assert lines["Revenue", "2024H1"][2] == "54/55"
    assert lines["Revenue", "2023H1"][2] == "52/55"
    expense = [line.split() for line in result.out.splitlines() if line.startswith("  R&D expense")]
    assert [(line[2], line[3]) for line in expense] == [("2024H1", "40/55"), ("2023H1", "16/55")]


def test_the_sheet_sources_counts_as_the_command_does(xl_aigc, built):
    """Of another item that some companies have, operating cost, nothing is due."""
    printed = xl_aigc("data", "check").out
    sources = load_workbook(built(), data_only=True)["Sources"]
    rows = [[cell for cell in row if cell is not None] for row in sources.iter_rows(values_only=True)]
    counts = [(row[0], *row[1:3], *row[5:7]) for row in rows if len(row) == 9 and isinstance(row[1], int)]
    assert len(counts) == sum("/55" in line for line in printed.splitlines()) / 2 == 5
    for item, present, due, before, due_before in counts:
        lines = [line.split() for line in printed.splitlines() if line.startswith(f"  {item} ")]
        shares = [next(part for part in line if "/" in part) for line in lines]
        assert shares == [f"{present}/{due}", f"{before}/{due_before}"]
    missing = next(line for line in printed.splitlines() if "due and missing" in line).split()[-1]
    assert any(
        str(row[0]).startswith(f"Expected figures that are missing: {missing};") for row in rows if row
    )


def test_layers_add_up_to_all(xl_aigc):
    for line in xl_aigc("data", "check").out.splitlines():
        counts = [
            part.split("/")[0] for part in line.split() if part.replace("/", "").isdigit() and "/" in part
        ]
        if counts:
            assert int(counts[0]) == sum(map(int, counts[1:])), line


def test_the_bundled_figures_have_no_error(xl_aigc):
    assert "Hardly right" not in xl_aigc("data", "check").out


def test_a_jump_of_a_hundred_times_is_an_error(xl_aigc, data):
    """Kunlun's revenue is entered in thousands: 2,500 m becomes 2.5 m."""
    path = data / "figures.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith("300418.SZ,2024H1,revenue,"))
    fields = lines[place].split(",")
    lines[place] = ",".join([*fields[:3], str(float(fields[3]) / 1000), *fields[4:]])
    path.write_text("".join(lines), encoding="utf-8", newline="")
    result = xl_aigc("data", "check", "--data", data)
    assert result.code == 1
    assert "Hardly right: 1" in result.out
    assert "Kunlun Tech (300418.SZ), Revenue 2024H1: CNY " in result.out
    assert "Check the unit." in result.out


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "新华网（603888.SH）没有任何数据。"), ("ko", "(603888.SH): 수치 없음.")]
)
def test_every_line_is_in_the_language_asked_for(xl_aigc, language, name):
    """No word of English but names of companies and the names by which an expression reads an item."""
    said = xl_aigc("data", "check", "--language", language).out
    assert name in said
    assert xl_aigc("--lang", "zh", "data", "check", "--language", language).out == said
    words = re.sub(
        r"net_profit_deducted|data\.ITEM|AIGC|\d{4}H1|\.S[HZ]|^  .*\(\d{6}", "", said, flags=re.MULTILINE
    )
    assert re.findall("[A-Za-z]{2,}", words) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CHECKS)
def test_every_check_has_its_sentence(language, key):
    """A sentence may name what its check gives (see `xl_aigc.data.checks`), and nothing else."""
    given = {
        "company",
        "ticker",
        "item",
        "period",
        "value",
        "revenue",
        "prior",
        "times",
        "earlier",
        "earlier_period",
    }
    given |= {"compare", "base_date", "date", "as_of"}
    text = load_labels(language).texts[f"findings.{key}"]
    assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= given


def test_a_folder_that_is_not_there(xl_aigc, tmp_path):
    result = xl_aigc("data", "check", "--data", tmp_path / "nowhere")
    assert (result.code, result.out) == (1, "")
    assert "nowhere" in result.err


def test_other_items_are_counted_and_layers_are_in_the_language(xl_aigc, data):
    """25 companies have the profit without one-offs in 2024H1, as the bundled figures.csv counts."""
    lines = xl_aigc("data", "check", "--language", "zh").out.splitlines()
    rows = (data / "figures.csv").read_text("utf-8").splitlines()
    held = sum(",2024H1,net_profit_deducted," in row for row in rows)
    assert held == 25
    assert f"  net_profit_deducted          2024H1  {held:>14}" in lines
    assert next(line for line in lines if "全样本" in line).split() == ["全样本", "上游", "中游", "下游"]
    assert lines[3].split()[:3] == ["营业收入", "2024H1", "54/55"]
