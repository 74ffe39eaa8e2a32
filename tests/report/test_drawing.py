"""A drawing says what the finished file holds, although it never makes one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.ooxml.book import Book
from xl_aigc.report.blocks.changes import built_entry
from xl_aigc.report.builder import BuildOptions, draw_report, known_keys, make_report
from xl_aigc.report.layout import load_layouts
from xl_aigc.report.ledger import History
from xl_aigc.report.live import Live

WAYS = [BuildOptions(), BuildOptions("zh", formulas="udf"), BuildOptions("ko", formulas="udf", names="calc")]


@pytest.fixture(scope="module", params=WAYS, ids=lambda one: f"{one.language} {one.formulas} {one.names}")
def drawn_and_built(request, built):
    report = make_report(load_facts(), request.param)
    report.history = History((built_entry(report),))
    options = request.param
    with Book(built(options.language, formulas=options.formulas, names=options.names)) as book:
        yield draw_report(report, load_layouts(None, known=known_keys())), book


def test_every_cell_of_the_file_is_drawn(drawn_and_built):
    drawing, book = drawn_and_built
    for page in drawing.pages:
        streams = [one.stream for one in drawing.tables.values() if one.sheet == page.key]
        rows = {row for one in streams for row in range(one.row, one.row + one.count)}
        held = book.cells(page.title)
        outside = {
            at: cell for at, cell in held.items() if int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) not in rows
        }
        drawn = drawing.cells(page.key)
        assert outside.keys() == {at for at, cell in drawn.items() if cell.value != "" or cell.formula}
        for at, cell in outside.items():
            assert (cell.value, cell.formula, cell.fills) == (
                drawn[at].value,
                drawn[at].formula,
                drawn[at].fills,
            ), (page.title, at)


def test_every_defined_name_of_the_file_is_drawn(drawn_and_built):
    drawing, book = drawn_and_built
    assert drawing.names == book.names


def test_every_range_of_a_chart_is_drawn(drawn_and_built):
    drawing, book = drawn_and_built
    held: dict[str, list[str]] = {}
    for part, text in book.chart_references():
        held.setdefault(part, []).append(text)
    parts = sorted(held, key=lambda part: int(part.removeprefix("xl/charts/chart").removesuffix(".xml")))
    assert [tuple(held[part]) for part in parts] == list(drawing.charts.values())


def test_a_drawing_needs_no_openpyxl_charts():
    code = (
        "import sys; from xl_aigc.report.builder import BuildOptions, draw_report, known_keys, make_report;"
        "from xl_aigc.data.folder import load_facts;"
        "from xl_aigc.report.layout import load_layouts;"
        "layouts = load_layouts(None, known=known_keys());"
        "drawn = draw_report(make_report(load_facts(), BuildOptions()), layouts);"
        "assert all(drawn.cells(page.key) for page in drawn.pages);"
        "assert 'xl_aigc.report.render' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_text_behind_a_cell_of_another_sheet_is_no_name():
    formula = """'Chart data'!$A$1&", and more"&IF(limit_a>'Chart data'!$A$2,"some words",unit_divisor)"""
    assert Live("", formula).names == {"limit_a", "unit_divisor"}
