"""The file as programs and people meet it: valid, readable, complete, and set up for the screen and for paper."""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile
from itertools import combinations

import pandas as pd
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries
from support.format_checker import findings
from support.openpyxl_reading import filled_cells, load, load_workbook
from support.sheet_reader import read

from xl_aigc.report.record import SHEET

LANGUAGES = ("en", "zh", "ko")
MODES = ("native", "values")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(
    scope="module", params=[(language, mode) for language in LANGUAGES for mode in MODES], ids="-".join
)
def file(request, built):
    """The bundled basket in every language and mode."""
    language, mode = request.param
    return built(language, formulas=mode)


@pytest.fixture
def book(file):
    return load(file)


def is_values(file):
    return "values" in file.name


# ---- validity


@pytest.mark.parametrize(("language", "mode"), [("en", "native"), ("zh", "values")])
def test_the_parts_are_valid(built, language, mode):
    """Languages differ in texts alone, so each mode is checked once."""
    assert findings(built(language, formulas=mode)) == set()


def test_every_reader_sees_the_same_values(file):
    seen = read(file)
    cached = load_workbook(file, data_only=True)
    frames = pd.read_excel(file, sheet_name=None, header=None, engine="calamine", keep_default_na=False)
    assert [*seen, SHEET] == [*cached.sheetnames, SHEET] == list(frames)
    for name in cached.sheetnames:
        sheet = seen[name]
        for row in cached[name].iter_rows():
            for cell in row:
                there = "" if cell.value is None else cell.value
                there = there.date() if isinstance(there, dt.datetime) else there
                assert sheet.at(cell.row, cell.column) == there, (name, cell.coordinate)


def test_every_formula_has_a_value_beside_it(file):
    formulas = 0
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                for cell in etree.fromstring(archive.read(name)).iter(f"{MAIN}c"):
                    if cell.find(f"{MAIN}f") is not None:
                        formulas += 1
                        value = cell.find(f"{MAIN}v")
                        assert value is not None, (name, cell.get("r"))
                        assert cell.get("t") == "str" or value.text, (name, cell.get("r"))
                        assert cell.get("t") != "e", (name, cell.get("r"))
    assert (formulas == 0) if is_values(file) else (formulas > 4000)


def test_no_number_is_empty_infinite_or_no_number(file):
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                for cell in etree.fromstring(archive.read(name)).iter(f"{MAIN}c"):
                    value = cell.find(f"{MAIN}v")
                    if cell.get("t", "n") == "n" and value is not None:
                        assert re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value.text or ""), (
                            name,
                            cell.get("r"),
                        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_modes_show_the_same(built, language):
    native, values = (read(built(language, formulas=mode)) for mode in MODES)
    assert list(native) == list(values)
    for name, sheet in native.items():
        if name != SHEET:  # the record tells which of both it is
            assert same_grid(sheet.grid, values[name].grid), name


def same_grid(one, other):
    """Equal texts, and numbers that differ by rounding to 16 digits at most."""
    pairs = [pair for rows in zip(one, other, strict=True) for pair in zip(*rows, strict=True)]
    return all(a == b or (not isinstance(a, str) and math.isclose(a, b, rel_tol=1e-15)) for a, b in pairs)


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_numbers_do_not_depend_on_the_language(built, language):
    """Numbers of findings stand on the last sheet in the order in which a language tells them, one for each sentence that needs it."""
    *pairs, (english, translated) = zip(
        read(built("en")).values(), read(built(language, unit="million")).values(), strict=True
    )
    for one, other in pairs:
        assert one.numbers() == other.numbers(), one.name
    assert set(english.numbers().values()) == set(translated.numbers().values())


def test_amounts_follow_the_unit_and_nothing_else_does(built):
    million, yi = read(built("en")), read(built("en", unit="yi"))
    scaled = 0
    for one, other in zip(million.values(), yi.values(), strict=True):
        others = other.numbers()
        if one.name == "Companies":
            divisor = next(address for address, number in others.items() if number == 1e8)
            assert one.numbers()[divisor] == 1e6
            others[divisor] = 1e6
        assert one.numbers().keys() == others.keys(), one.name
        for address, number in one.numbers().items():
            amount = abs(others[address] - number / 100) <= 1e-9 * abs(number) + 1e-14
            assert amount or abs(others[address] - number) <= 1e-9 * abs(number) + 1e-14, (one.name, address)
            scaled += amount and number != 0
    assert scaled > 400


# ---- tables, names, links


def test_tables_fit_their_cells(book):
    names = set()
    for sheet in book:
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            headings = [sheet.cell(top, column).value for column in range(left, right + 1)]
            assert headings == [column.name for column in table.tableColumns]
            assert len({str(heading).casefold() for heading in headings}) == len(headings)
            assert all(isinstance(heading, str) for heading in headings)
            assert table.autoFilter.ref == table.ref
            assert bottom - top == 55
            assert not [r for r in sheet.merged_cells.ranges if overlap(r.bounds, (left, top, right, bottom))]
            assert sheet.cell(bottom + 1, left).value is None
            names.add(table.displayName)
    assert names == {"Companies", "Data"}


def test_nothing_spills_inside_a_table(book):
    for sheet in book:
        for table in sheet.tables.values():
            for row in sheet[table.ref]:
                for cell in row:
                    assert not hasattr(cell.value, "ref"), (sheet.title, cell.coordinate)


def test_defined_names_lead_to_cells_that_are_filled(book):
    assert len(book.defined_names) > 20
    for name, defined in book.defined_names.items():
        (sheet, area), *more = list(defined.destinations)
        assert not more, name
        left, top, right, bottom = range_boundaries(area)
        filled = [
            book[sheet].cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)
        ]
        assert any(value is not None for value in filled), name
        assert len(filled) == 1 or bottom > top, name


def test_every_name_in_a_formula_is_defined(book):
    used = set()
    for _, cell in filled_cells(book):
        if cell.data_type == "f":
            text = re.sub(r'"[^"]*"|\[[^\]]*\]|\'[^\']*\'!', "", cell.value)
            used |= set(re.findall(r"(?<![\w$.!])[a-z]+_[a-z0-9_]+(?![\w(])", text))
    assert used <= set(book.defined_names)


def test_links_lead_to_sheets_of_the_book_or_to_the_web(book):
    inside = outside = 0
    for sheet in book:
        for link in (cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            if link.location:
                target, cell = link.location.rsplit("!", 1)
                assert target.strip("'").replace("''", "'") in book.sheetnames, link.location
                assert re.fullmatch(r"\$?[A-Z]+\$?\d+", cell)
                inside += 1
            else:
                assert link.target.startswith(("http://", "https://")), link.target
                outside += 1
    assert inside > 10
    assert outside > 50


# ---- charts

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def charts_of(file):
    """The tree of each chart of a file, by its part."""
    with zipfile.ZipFile(file) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return {name: etree.fromstring(archive.read(name)) for name in names}


def range_values(file, reference):
    """What the cells of a reference show."""
    name, area = reference.rsplit("!", 1)
    sheet = read(file)[name.strip("'").replace("''", "'")]
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [sheet.at(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def test_charts_draw_complete_rows_only(file):
    """A text would be drawn as 0; #N/A is the one value that is left out, and a series of nothing has blanks alone."""
    charts = charts_of(file)
    assert len(charts) >= 12
    for name, chart in charts.items():
        numbers = [reference.find(f"{CHART}f").text for reference in chart.iter(f"{CHART}numRef")]
        assert numbers, name
        for reference in numbers:
            values = range_values(file, reference)
            assert values, (name, reference)
            drawn = [value for value in values if value != "#N/A"]
            assert all(isinstance(value, float) for value in drawn) or not any(drawn), (name, reference)
        for reference in chart.iter(f"{CHART}strRef"):
            assert all(range_values(file, reference.find(f"{CHART}f").text)), (name, "a blank label")


def test_charts_hold_the_values_of_their_cells(file):
    for name, chart in charts_of(file).items():
        for reference in chart.iter(f"{CHART}numRef"):
            values = range_values(file, reference.find(f"{CHART}f").text)
            cache = reference.find(f"{CHART}numCache")
            points = {
                int(point.get("idx")): float(point.find(f"{CHART}v").text)
                for point in cache.iter(f"{CHART}pt")
            }
            assert int(cache.find(f"{CHART}ptCount").get("val")) == len(values), name
            assert points == {
                place: value for place, value in enumerate(values) if isinstance(value, float)
            }, name


def test_charts_leave_their_titles_to_the_cells_above(file):
    for name, chart in charts_of(file).items():
        assert chart.find(f"{CHART}chart/{CHART}title") is None, name
        assert chart.find(f"{CHART}chart/{CHART}legend") is None, name


# ---- the screen and the printed page


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def test_merged_cells_do_not_overlap_and_hide_nothing(book):
    for sheet in book:
        by_row = {}
        for merged in sheet.merged_cells.ranges:
            by_row.setdefault(merged.min_row, []).append(merged.bounds)
            assert merged.min_row == merged.max_row, (sheet.title, str(merged))
        for bounds in by_row.values():
            assert not [pair for pair in combinations(bounds, 2) if overlap(*pair)], sheet.title


def test_every_sheet_is_set_up_for_reading_and_printing(book):
    for sheet in book:
        assert sheet.print_area, sheet.title
        assert sheet.freeze_panes, sheet.title
        upright = sheet.page_setup.orientation == "portrait"
        assert upright == (sheet.title in {"Sources", "来源", "출처"}), sheet.title
        # Excel ignores our page breaks on a sheet that is told to fit.
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.scale, sheet.title
        assert sheet.sheet_properties.tabColor is not None, sheet.title
        printed = sheet.title not in {"Chart data", "图表数据", "차트 데이터"}
        assert bool(sheet.print_title_rows) == bool(sheet.oddFooter.left.text) == printed, sheet.title


def test_the_printed_area_holds_every_cell_above_its_end(book):
    for sheet in book:
        _, _, right, bottom = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
        outside = {c.column_letter for s, c in filled_cells([sheet]) if c.row <= bottom and c.column > right}
        folded = {letter for letter, look in sheet.column_dimensions.items() if look.hidden}
        assert outside <= folded or sheet.row_dimensions[bottom].hidden, sheet.title


def test_properties_say_what_the_file_is(book):
    properties = book.properties
    assert "2024H1" in properties.title
    assert properties.subject
    assert properties.creator.startswith("xl_aigc")
    assert str(properties.created) == "2024-09-12 00:00:00"
