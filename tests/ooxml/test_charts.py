"""Charts: caches looked up in the sheets, points labelled from cells."""

from io import BytesIO

import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from support.openpyxl_reading import load_workbook

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import Column, FinishPlan, PointLabels, SheetPlan, Stream

NAMES = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
         "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
         "c15": "http://schemas.microsoft.com/office/drawing/2012/chart"}  # fmt: skip

COMPANIES = ["甲", "乙 & co", "丙"]


@pytest.fixture
def book():
    """Names in A, growth in B as formulas, share prices in C; a bar chart and a scatter chart on another sheet."""
    book = Workbook()
    data = book.active
    data.title = "It's data"
    data["B1"], data["C1"] = "Growth", "Price"
    for row, (name, price) in enumerate(zip(COMPANIES, [1.5, 2, -3], strict=True), 2):
        data.cell(row, 1, name)
        data.cell(row, 2, f"=C{row}*2").number_format = "0.0%"
        data.cell(row, 3, price)
    sheet = book.create_sheet("Charts")
    bar = BarChart()
    bar.add_data(Reference(data, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    bar.set_categories(Reference(data, min_col=1, min_row=2, max_row=4))
    sheet.add_chart(bar, "A1")
    scatter = ScatterChart()
    price, growth = (Reference(data, min_col=column, min_row=2, max_row=4) for column in (3, 2))
    scatter.series.append(Series(growth, price, title="all"))
    sheet.add_chart(scatter, "A20")
    return book


CACHED = {"B2": 3.0, "B3": "n.m.", "B4": -6.5}
CELLS = "'It''s data'!$A$2:$A$4"


def chart(done: bytes, part, number: int) -> etree._Element:
    return etree.fromstring(part(done, f"xl/charts/chart{number}.xml").encode())


def finished(book, saved, labels=None, place=1):
    charts = {("Charts", place): [labels]} if labels else {}
    return finish_bytes(saved(book), FinishPlan({"It's data": SheetPlan(CACHED)}, charts=charts))


def cache(root, path: str) -> tuple[str, dict[str, str]]:
    """The number of points of a cache, and their texts by index."""
    found = root.xpath(path, namespaces=NAMES)
    assert len(found) == 1, path
    texts = {pt.get("idx"): pt.findtext("c:v", namespaces=NAMES) for pt in found[0].findall("c:pt", NAMES)}
    return found[0].find("c:ptCount", NAMES).get("val"), texts


def test_caches_hold_what_the_cells_show(book, saved, part):
    root = chart(finished(book, saved), part, 1)
    assert cache(root, "//c:ser/c:tx/c:strRef/c:strCache") == ("1", {"0": "Growth"})
    assert cache(root, "//c:ser/c:cat/c:strRef/c:strCache") == ("3", {"0": "甲", "1": "乙 & co", "2": "丙"})
    # the text "n.m." is no point of a number cache
    assert cache(root, "//c:ser/c:val/c:numRef/c:numCache") == ("3", {"0": "3.0", "2": "-6.5"})
    assert root.findtext(".//c:val//c:formatCode", namespaces=NAMES) == "0.0%"


def test_caches_find_the_values_of_streamed_rows(prototype_book, saved, part):
    book = prototype_book("name", "value")
    bar = BarChart()
    bar.add_data(Reference(book.active, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    bar.set_categories(Reference(book.active, min_col=1, min_row=2, max_row=4))
    book.active.add_chart(bar, "F1")
    stream = Stream(2, [Column(COMPANIES), Column([0.1, None, 3])], 3)
    root = chart(finish_bytes(saved(book), FinishPlan({"Data": SheetPlan(streams=[stream])})), part, 1)
    assert cache(root, "//c:cat/c:strRef/c:strCache")[1]["2"] == "丙"
    assert cache(root, "//c:val/c:numRef/c:numCache") == ("3", {"0": "0.1", "2": "3"})
    assert root.findtext(".//c:val//c:formatCode", namespaces=NAMES) == "#,##0.0"


def test_points_are_labelled_from_cells(book, saved, part):
    root = chart(finished(book, saved, PointLabels(CELLS, COMPANIES, frozenset({1}))), part, 2)
    labels = root.findall(".//c:ser/c:dLbls/c:dLbl", NAMES)
    deleted = [label.find("c:delete", NAMES) is not None for label in labels]
    assert deleted == [True, False, True]
    field = labels[1].find("c:tx/c:rich/a:p/a:fld", NAMES)
    assert field.get("type") == "CELLRANGE"
    assert field.findtext("a:t", namespaces=NAMES) == "乙 & co"
    assert labels[1].find(".//c15:showDataLabelsRange", NAMES).get("val") == "1"
    assert root.findtext(".//c15:datalabelsRange/c15:f", namespaces=NAMES) == CELLS
    assert cache(root, "//c15:datalabelsRange/c15:dlblRangeCache") == (
        "3",
        dict(zip("012", COMPANIES, strict=True)),
    )
    children = [etree.QName(child).localname for child in root.find(".//c:ser", NAMES)]
    assert children.index("dLbls") == children.index("xVal") - 1
    assert children[-1] == "extLst"


def test_the_font_and_the_place_of_labels_that_are_there_are_kept(book, saved, part):
    scatter = book["Charts"]._charts[1]
    looks = DataLabelList()
    looks.position = "t"
    font = CharacterProperties(sz=800, b=True, solidFill="C00000")
    looks.txPr = RichText(
        p=[Paragraph(pPr=ParagraphProperties(defRPr=font), endParaRPr=CharacterProperties())]
    )
    scatter.series[0].dLbls = looks
    root = chart(finished(book, saved, PointLabels(CELLS, COMPANIES, frozenset({0}))), part, 2)
    assert root.find(".//c:dLbl[1]/c:dLblPos", NAMES).get("val") == "t"
    properties = root.find(".//a:fld/a:rPr", NAMES)
    assert (properties.get("sz"), properties.get("b")) == ("800", "1")
    assert properties.find(".//a:srgbClr", NAMES).get("val") == "C00000"


def test_axes_are_shown_and_openpyxl_reads_the_charts_again(book, saved, part):
    done = finished(book, saved, PointLabels(CELLS, COMPANIES, frozenset({0})))
    for number in (1, 2):
        root = chart(done, part, number)
        assert [node.get("val") for node in root.findall(".//c:delete", NAMES)][-2:] == ["0", "0"]
    assert root.find(".//c:scatterChart/*", NAMES).tag.endswith("scatterStyle")
    assert len(load_workbook(BytesIO(done))["Charts"]._charts) == 2


@pytest.mark.parametrize(
    ("labels", "place", "message"),
    [
        (PointLabels(CELLS, ["one"], frozenset()), 1, "1 labels for the 3 cells"),
        (PointLabels(CELLS, COMPANIES, frozenset({3})), 1, "Point 3 .* from 0 to 2"),
        (PointLabels("A2:A4", COMPANIES, frozenset()), 1, "no range on a sheet"),
        (PointLabels(CELLS, COMPANIES, frozenset()), 2, "There is no chart 2"),
    ],
)
def test_labels_that_do_not_fit_are_refused_by_sheet(book, saved, labels, place, message):
    with pytest.raises(WorkbookError, match=f"sheet Charts.*{message}|{message}"):
        finished(book, saved, labels, place)


def test_labels_for_more_series_than_there_are_are_refused(book, saved):
    plan = FinishPlan({"It's data": SheetPlan(CACHED)}, charts={("Charts", 0): [None, None]})
    with pytest.raises(WorkbookError, match=r"sheet Charts.*Labels for 2 series"):
        finish_bytes(saved(book), plan)


def test_a_chart_of_a_sheet_that_is_not_there_is_refused(book, saved):
    book["Charts"]._charts[0].series[0].val.numRef.f = "Gone!$A$1:$A$3"
    with pytest.raises(WorkbookError, match=r"sheet Charts.*Gone!"):
        finished(book, saved)
