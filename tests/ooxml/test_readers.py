"""A whole finished book: valid, read alike by calamine, openpyxl and pandas, recalculated alike by LibreOffice."""

from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference, ScatterChart, Series
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook
from support.format_checker import findings
from support.openpyxl_reading import load_workbook

from xl_aigc.cell_errors import CellError
from xl_aigc.ooxml.finish import finish
from xl_aigc.ooxml.plan import Column, FinishPlan, PointLabels, SheetPlan, Stream

COUNT = 300
NAMES = [f"公司{row}" for row in range(COUNT)]
REVENUE = [(row - 5) * 1.1 for row in range(COUNT)]
GROWTH = [revenue * 2 + 1 for revenue in REVENUE]


def data_sheet(book: Workbook) -> None:
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["Name", "Revenue", "Growth"])
    for column in range(1, 4):
        sheet.cell(2, column).number_format = "#,##0.0;(#,##0.0)"
        sheet.cell(2, column).font = Font(name="Arial", bold=True, color="FF0000FF")
    sheet.add_table(Table(displayName="tData", ref=f"A1:C{COUNT + 1}"))
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.conditional_formatting.add(
        "B2:B301", CellIsRule(operator="lessThan", formula=["0"], font=Font(color="FFFF0000"))
    )
    sheet.conditional_formatting.add("C2:C301", DataBarRule("min", end_type="max", color="FF638EC6"))
    validation = DataValidation(type="list", formula1='"a,b"')
    validation.add("F1")
    sheet.add_data_validation(validation)


def report_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("Report")
    for row, formula in enumerate(FORMULAS, 1):
        sheet.cell(row, 1, formula)
    sheet["C1"] = "=Data!B2:B4"
    sheet["E1"] = "link"
    sheet["E1"].hyperlink = "https://example.org/?a=1&b=2"
    sheet["E2"].comment = Comment("a note", "someone")
    sheet.merge_cells("E3:F3")
    data = book["Data"]
    scatter, line = ScatterChart(), LineChart()
    x, y = (Reference(data, min_col=column, min_row=2, max_row=11) for column in (2, 3))
    scatter.series.append(Series(y, x, title="growth"))
    line.add_data(y)
    sheet.add_chart(scatter, "H1")
    sheet.add_chart(line, "H20")
    book.defined_names["total"] = DefinedName("total", attr_text="Report!$A$1")


# The sum by hand: 1.1 * (0 + 1 + ... + 299 - 300 * 5) = 1.1 * (44850 - 1500) = 47685.
FORMULAS = {
    "=SUM(tData[Revenue])": 47_685.0,
    '=IF(total>0,"up","down")': "up",
    '=COUNTIF(tData[Revenue],"<0")': 5,
    "=1/0": CellError("#DIV/0!"),
    '=""': "",
}  # fmt: skip


@pytest.fixture
def file(saved, tmp_path):
    book = Workbook()
    data_sheet(book)
    report_sheet(book)
    cached = {f"A{row}": value for row, value in enumerate(FORMULAS.values(), 1)}
    cached |= {f"C{row}": value for row, value in enumerate(REVENUE[:3], 1)}
    stream = Stream(
        2, [Column(NAMES), Column(REVENUE), Column(GROWTH, "=tData[[#This Row],[Revenue]]*2+1")], COUNT
    )
    plan = FinishPlan(
        {"Data": SheetPlan(streams=[stream]), "Report": SheetPlan(cached, {"C1": "C1:C3"})},
        charts={("Report", 0): [PointLabels("Data!$A$2:$A$11", NAMES[:10], frozenset({0, 9}))]},
    )
    target = tmp_path / "whole.xlsx"
    finish(saved(book), target, plan)
    return target


def test_the_file_is_valid_with_nothing_to_report(file):
    assert findings(file) == set()


def test_calamine_openpyxl_and_pandas_read_the_same_values(file):
    rows = [["Name", "Revenue", "Growth"], *map(list, zip(NAMES, REVENUE, GROWTH, strict=True))]
    assert CalamineWorkbook.from_path(file).get_sheet_by_name("Data").to_python() == rows
    sheet = load_workbook(file, data_only=True)["Data"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=3)] == rows
    frame = pd.read_excel(file, "Data", engine="calamine")
    assert frame["Growth"].tolist() == GROWTH
    assert pd.read_excel(file, "Data", engine="openpyxl")["Growth"].tolist() == GROWTH
    assert load_workbook(file)["Data"]["C301"].value == "=tData[[#This Row],[Revenue]]*2+1"


def test_styles_of_the_prototype_reach_the_last_row(file):
    cell = load_workbook(file)["Data"]["B301"]
    assert (cell.number_format, cell.font.b, cell.font.color.rgb) == ("#,##0.0;(#,##0.0)", True, "FF0000FF")


# openpyxl 3.1.5 warns of extensions that LibreOffice writes for data bars and charts
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_libreoffice_recalculates_the_same_values(file, recalculated):
    book = CalamineWorkbook.from_path(recalculated(file))
    data = book.get_sheet_by_name("Data").to_python()[1:]
    assert [row[2] for row in data] == pytest.approx(GROWTH, rel=1e-12)
    assert [row[0] for row in data] == NAMES
    report = load_workbook(BytesIO(recalculated(file).read_bytes()), data_only=True)["Report"]
    assert report["A1"].value == pytest.approx(47_685.0, rel=1e-12)
    assert [report[f"A{row}"].value for row in (2, 3, 4)] == ["up", 5, "#DIV/0!"]
    assert [report[f"C{row}"].value for row in (1, 2, 3)] == pytest.approx(REVENUE[:3], rel=1e-12)


def test_a_stale_cached_value_is_what_libreoffice_replaces(saved, tmp_path, recalculated):
    # proves that the test above sees recalculated values and not the cached ones
    book = Workbook()
    book.active["A1"] = "=1+1"
    target = tmp_path / "stale.xlsx"
    finish(saved(book), target, FinishPlan({"Sheet": SheetPlan({"A1": 7})}))
    assert CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python() == [[7.0]]
    assert CalamineWorkbook.from_path(recalculated(target)).get_sheet_by_index(0).to_python() == [[2.0]]
