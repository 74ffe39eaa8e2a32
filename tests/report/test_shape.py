"""A report drawn from later facts with the rooms of an earlier one has the same shape, so that values can be carried over."""

from __future__ import annotations

import re
from functools import cache

import pytest
from support import baskets
from support.fresh_facts import BUNDLED, LEAVING, another_period, joined, left, synthetic, withdrawn
from support.office import require_office
from support.recalculation import libreoffice

from xl_aigc.data.folder import load_facts
from xl_aigc.report.builder import BuildOptions, build, known_keys, make_report
from xl_aigc.report.check_file import check_file
from xl_aigc.report.drawing import Drawing
from xl_aigc.report.fitting import fitted
from xl_aigc.report.layout import load_layouts
from xl_aigc.report.pages import draw_pages

GROWING = {"companies", "data"}
"""Sheets whose tables grow by rows; their other cells stand still."""
MODES = [("en", "native"), ("zh", "udf")]


@cache
def facts():
    return load_facts()


def draw(of, language="en", formulas="native", rooms=None):
    """The pages of a report, and the report."""
    report = make_report(of, BuildOptions(language=language, formulas=formulas, rooms=rooms))
    return draw_pages(report, fitted(load_layouts(known=known_keys()), report), lambda _: None), report


def shape(pages, report):
    """Where everything stands: cells, merged areas, charts, names, print areas."""
    titles = {page.title: page.key for page in pages}
    book = Drawing(report, pages).skeleton.book
    found = {}
    for sheet in book:
        key = titles[sheet.title]
        cells = {
            cell.coordinate
            for row in sheet.iter_rows(max_row=None if key not in GROWING else heading(sheet))
            for cell in row
            if cell.value is not None
        }
        anchors = [
            (c.anchor._from.col, c.anchor._from.row, c.anchor.to.col, c.anchor.to.row) for c in sheet._charts
        ]
        merged = sorted(str(area) for area in sheet.merged_cells.ranges)
        found[key] = {"cells": cells, "merged": merged, "charts": anchors, "freeze": sheet.freeze_panes}
        found[key]["printed"] = None if key in GROWING else sheet.print_area
    names = {
        n: d.attr_text for n, d in book.defined_names.items() if n not in {"company_tickers", "Companies"}
    }
    return found, names


def heading(sheet):
    tables = list(sheet.tables.values())
    ref = tables[0].ref if tables else sheet.auto_filter.ref
    return int("".join(filter(str.isdigit, ref.partition(":")[0])))


def apart(one, other, sources=0):
    """What differs between two shapes; the list of sources is the last of its sheet and may be longer."""
    wrong = []
    for key, parts in one[0].items():
        for part, value in parts.items():
            if value != other[0][key][part]:
                differing = (
                    sorted(set(value) ^ set(other[0][key][part])) if value and part != "freeze" else value
                )
                wrong.append((key, part, differing[:8]))
    wrong += [
        (name, one[1].get(name), other[1].get(name))
        for name in one[1].keys() | other[1].keys()
        if one[1].get(name) != other[1].get(name)
    ]
    return wrong


@pytest.mark.parametrize(("language", "formulas"), MODES)
@pytest.mark.parametrize("change", BUNDLED)
def test_later_facts_of_the_bundled_basket_keep_every_cell_in_its_place(change, language, formulas):
    earlier = first_shape(language, formulas)
    later = draw(BUNDLED[change](facts()), language, formulas, earlier[1])
    assert not apart(earlier[0], shape(*later))


@cache
def first_shape(language, formulas):
    """The shape of the bundled basket's own build, and its rooms."""
    pages, report = draw(facts(), language, formulas)
    return shape(pages, report), dict(report.rooms)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_facts_of_another_period_keep_every_cell_in_its_place(tmp_path, language):
    """A basket without an article, of 2024H1 and then of 2023FY, with other companies complete."""
    early = synthetic(tmp_path / "a", baskets.market(30))
    late = another_period(withdrawn(joined(early, 20)), "2023FY", "2022FY")
    pages, report = draw(early, language)
    assert not apart(shape(pages, report), shape(*draw(late, language, rooms=dict(report.rooms))))


def test_facts_that_fill_what_was_empty_keep_every_cell_in_its_place(tmp_path):
    """No chart and no list has anything at first; the workbook then says that it kept no room."""
    held = [{item: (100, 90)} for item in ("revenue", "net_profit", "rd_expense", "selling_expense")]
    firms = [
        baskets.Firm(baskets.ticker(number), figures=baskets.figures(**one), price=None)
        for number, one in enumerate(held, 1)
    ]
    bare = synthetic(tmp_path / "a", [*firms, baskets.Firm(baskets.ticker(9))])
    pages, report = draw(bare)
    later = draw(joined(bare, 40), rooms=dict(report.rooms))
    assert not apart(shape(pages, report), shape(*later))
    said = {cell.content.value for page in later[0] for cell in page.cells.values()}
    assert report.text("charts.no_room") in said


def test_a_list_without_room_for_all_says_how_many_more_there_are():
    few = dict.fromkeys(("profitability.largest_losses.rows", "checks.inputs.rows", "checks.near.rows"), 4)
    pages, report = draw(facts(), rooms=few)
    losses = sum(value is not None and value < 0 for value in report.frame.numbers("net_profit"))
    texts = {
        key: str(cell.content.value)
        for page in pages
        for key, cell in page.cells.items()
        if page.key == "checks"
    }
    said = {str(cell.content.value) for page in pages for cell in page.cells.values()}
    assert report.text("notes.list_of", n=losses, k=losses - 4) in said
    assert sum("not shown" in text for text in texts.values()) == 2


# Restated figures change the sign of profits too, as "a loss" does.
@pytest.mark.slow
@pytest.mark.parametrize("change", [change for change in BUNDLED if change != "a loss"])
def test_a_report_with_the_rooms_of_another_holds_no_stale_value(tmp_path, change):
    require_office()
    rooms = first_shape("en", "native")[1]
    build(tmp_path / "later.xlsx", BUNDLED[change](facts()), BuildOptions(rooms=rooms))
    found = check_file(tmp_path / "later.xlsx", libreoffice())
    assert not [problem for problem in found.problems if problem.kind != "check"]
    assert found.compared == found.formulas > 5000


# One of its own without R&D does not speak of it; the earlier workbook goes on to do so.
@pytest.mark.parametrize("change", [change for change in BUNDLED if change != "no R&D"])
def test_a_report_with_the_rooms_of_another_says_what_one_of_its_own_says(change):
    """Row for row: what stands in a list of both is equal, the other rows are spare or cut."""
    rooms = first_shape("en", "native")[1]
    own, given = draw(BUNDLED[change](facts())), draw(BUNDLED[change](facts()), rooms=rooms)
    for one, other in zip(own[0], given[0], strict=True):
        # A limit names the sheets that read it; a chart that is not drawn reads none.
        uses = (row[:-1] if one.key == "limits" and len(row) == 4 else row for row in lines(one))
        rows = [row for row in uses if any(value != "" for value in row)]
        missing = [row for row in rows if not shown(row, lines(other)) and not about_lists(row)]
        assert len(missing) <= cut(own[1], given[1], one.key), (one.key, missing[:5])


def shown(row, rows):
    """Whether a row stands among others, also beside what another block shows."""
    size = len(row)
    pieces = (other[n : n + size] for other in rows for n in range(len(other) - size + 1))
    return any(all(map(says, piece, row)) for piece in pieces)


def says(value, own):
    """Whether a cell says what another says; the line of a chart that is not drawn tells no number of companies.

    One that gives way, as a scatter of a single dot does, leaves its number to the exhibit behind it.
    """
    value, own = (re.sub(r"^Exhibit \d+: ", "", one) if isinstance(one, str) else one for one in (value, own))
    return value == own or (isinstance(own, str) and str(value).startswith(f"{own}; "))


def lines(page):
    """What each row above the end of the printed page shows."""
    rows = {}
    for (row, _), cell in sorted(page.cells.items()):
        if row <= page.print_last:
            rows.setdefault(row, []).append(cell.content.value)
    return list(rows.values())


def about_lists(row):
    """A line that says how long a list is, or a chart's place."""
    text = " ".join(str(value) for value in row)
    return any(
        words in text
        for words in ("not shown", "in all", "near a band edge", "lack figures", "are missing", "chart")
    )


def cut(own, given, sheet):
    """How many rows the given rooms cut off a sheet's lists."""
    return sum(
        max(0, rows - given.rooms[key])
        for key, rows in own.rooms.items()
        if key.partition(".")[0] == sheet and key in given.rooms
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_company_that_left_counts_nowhere(language):
    """A workbook with its row shows what one without it shows, but for the row itself and the addresses of sources."""
    there, report = draw(left(facts()), language)
    gone, _ = draw(facts().subset([t for t in facts().tickers if t != LEAVING]), language)
    wrong = []
    for one, other in zip(there, gone, strict=True):
        if one.key in GROWING:
            assert one.cells.keys() == other.cells.keys()
        for place in sorted(one.cells.keys() | other.cells.keys()):
            values = [p.cells[place].content.value if place in p.cells else None for p in (one, other)]
            if values[0] != values[1] and not feed_place(one, place, report):
                wrong.append((one.key, place, values))
    assert not wrong


def feed_place(page, place, report):
    """The place of a company in the table: of those below one that left it is one more."""
    row, column = place
    above = next(
        (
            page.cells[r, column].content.value
            for r in range(row, 0, -1)
            if (r, column) in page.cells
            and isinstance(page.cells[r, column].content.value, str)
            and page.cells[r, column].content.value
        ),
        "",
    )
    return row > page.print_last and above == report.text("charts.place")


@pytest.mark.slow
@pytest.mark.parametrize("formulas", ["native"])
def test_a_workbook_with_a_company_that_left_holds_no_stale_value(tmp_path, formulas):
    require_office()
    build(tmp_path / "left.xlsx", left(facts()), BuildOptions(formulas=formulas))
    found = check_file(tmp_path / "left.xlsx", libreoffice())
    assert not found.problems
