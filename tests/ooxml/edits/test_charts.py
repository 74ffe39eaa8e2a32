"""Ranges and values of charts change; how a chart looks stays."""

from __future__ import annotations

import zipfile

import pytest
import xlsxwriter
from support.format_checker import findings

from xl_aigc.errors import WorkbookError
from xl_aigc.hosts.excel.workbook import macro_workbook
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.charts import edited_chart
from xl_aigc.ooxml.edits.plan import ChartEdit, Content, EditPlan, SheetEdit

PART = "xl/charts/chart1.xml"


@pytest.fixture
def drawn(tmp_path):
    """A workbook of XlsxWriter with a formatted chart, sparklines, a text box, a note and a rule."""
    path = tmp_path / "drawn.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        for row, (name, value) in enumerate(zip("abc", (1, 2, 3), strict=True)):
            sheet.write_row(row, 0, [name, value])
        chart = book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": "x",
                "categories": "=S!$A$1:$A$3",
                "values": "=S!$B$1:$B$3",
                "fill": {"color": "#FF9900"},
                "trendline": {"type": "linear"},
            }
        )
        sheet.insert_chart("D1", chart)
        sheet.add_sparkline("E1", {"range": "S!B1:B3"})
        sheet.insert_textbox("D20", "my view")
        sheet.write_comment("A1", "note")
        sheet.conditional_format("B1:B3", {"type": "data_bar", "data_bar_2010": True})
    return path


def part(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read(PART).decode()


def test_only_ranges_and_their_values_change(drawn):
    before = part(drawn)
    edit = ChartEdit(
        {"S!$A$1:$A$3": "S!$A$1:$A$4", "S!$B$1:$B$3": "S!$B$1:$B$4"},
        {"S!$A$1:$A$4": ["a", "b", None, "d<"], "S!$B$1:$B$4": [0.1, 2, "n.a.", 4]},
    )
    plan = EditPlan({"S": SheetEdit(contents={"A4": Content("d<"), "B4": Content(4)})}, charts={PART: edit})
    assert set(apply_edits(drawn, drawn, plan).changed) == {"xl/worksheets/sheet1.xml", PART}
    after = part(drawn)
    texts = (
        '<c:strCache><c:ptCount val="4"/><c:pt idx="0"><c:v>a</c:v></c:pt><c:pt idx="1"><c:v>b</c:v></c:pt>'
    )
    numbers = '<c:formatCode>General</c:formatCode><c:ptCount val="4"/><c:pt idx="0"><c:v>0.1</c:v></c:pt>'
    assert f'<c:f>S!$A$1:$A$4</c:f>{texts}<c:pt idx="3"><c:v>d&lt;</c:v></c:pt></c:strCache>' in after
    assert f"<c:f>S!$B$1:$B$4</c:f><c:numCache>{numbers}" in after
    assert '<c:pt idx="1"><c:v>2</c:v></c:pt><c:pt idx="3"><c:v>4</c:v></c:pt></c:numCache>' in after
    for outside in (0, -1):  # before the categories, and behind the values
        ends = ("<c:cat>", "</c:val>")[outside]
        assert after.split(ends)[outside] == before.split(ends)[outside]
    with Book(drawn) as book:
        assert {text for _, text in book.chart_references()} == {"S!$A$1:$A$4", "S!$B$1:$B$4"}
    assert findings(drawn) == set()


def test_ranges_of_filtered_series_and_of_newer_charts_change_too():
    filtered = b'<c xmlns:c15="urn:15"><c15:fullRef><c15:sqref>S!$A$1:$A$3</c15:sqref></c15:fullRef><c15:f>S!$A$1:$A$3</c15:f></c>'
    newer = (
        b'<cx:d xmlns:cx="urn:cx"><cx:numDim type="val"><cx:f>S!$A$1:$A$3</cx:f><cx:lvl ptCount="1" formatCode="0">'
        b'<cx:pt idx="0">9</cx:pt></cx:lvl></cx:numDim></cx:d>'
    )
    edit = ChartEdit({"S!$A$1:$A$3": "S!$A$1:$A$2"}, {"S!$A$1:$A$2": [1.5, 2]})
    assert edited_chart(filtered, PART, edit).count(b">S!$A$1:$A$2<") == 2
    assert (
        b'<cx:f>S!$A$1:$A$2</cx:f><cx:lvl ptCount="2" formatCode="0"><cx:pt idx="0">1.5</cx:pt><cx:pt idx="1">2</cx:pt></cx:lvl>'
    ) in edited_chart(newer, PART, edit)


def test_a_range_that_the_chart_does_not_draw_is_refused(drawn):
    plan = EditPlan(charts={PART: ChartEdit({"S!$Z$1": "S!$Z$2"})})
    with pytest.raises(
        WorkbookError, match=r"drawn.xlsx, key xl/charts/chart1.xml: The chart draws no range S!\$Z\$1"
    ):
        apply_edits(drawn, drawn, plan)


def test_macros_of_a_workbook_stay(drawn, tmp_path):
    path = tmp_path / "drawn.xlsm"
    path.write_bytes(macro_workbook(drawn.read_bytes()))
    with zipfile.ZipFile(path) as archive:
        macros = archive.read("xl/vbaProject.bin")
    done = apply_edits(path, path, EditPlan({"S": SheetEdit(contents={"B1": Content(7)})}))
    assert done.changed == ("xl/worksheets/sheet1.xml",)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/vbaProject.bin") == macros
