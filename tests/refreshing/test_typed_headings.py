"""Headings that a person typed over: recognised, or named before anything is refreshed."""

from __future__ import annotations

import pytest
from support.package_file import PackageFile
from support.typed_cells import DATA, carry, put, value

import xl_aigc as xa
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book


def renamed(workbook, heading, text):
    """Type another heading: the cell, the name of the table's column and the formulas that name it, as Excel keeps them equal."""
    file = PackageFile.read(workbook)
    with Book(workbook) as book:
        cells = book.cells("Data")
    cell = next(name for name, held in cells.items() if held.value == heading and held.formula is None)
    put(workbook, DATA, {cell: text})
    file = PackageFile.read(workbook)
    part = next(
        name for name in file.parts if "/tables/" in name and b'displayName="Data"' in file.parts[name]
    )
    file.parts[part] = file.parts[part].replace(f'name="{heading}"'.encode(), f'name="{text}"'.encode(), 1)
    for name in file.parts:
        if name.endswith(".xml"):
            file.parts[name] = file.parts[name].replace(f"[{heading}]".encode(), f"[{text}]".encode())
    file.write(workbook)
    return cell


def typed_alone(workbook, heading, text):
    """Type another heading into the cell alone, as openpyxl does: the name of the table's column stays."""
    with Book(workbook) as book:
        cell = next(name for name, held in book.cells("Data").items() if held.value == heading)
    put(workbook, DATA, {cell: text})
    return cell


WAYS = pytest.mark.parametrize("typed", [renamed, typed_alone])


@WAYS
@pytest.mark.parametrize("text", ["Revenue 2023FY", "营业收入 2023年报", "Revenue 2024-12-31"])
def test_a_heading_that_names_another_period_is_refused(attempt, text, typed):
    cell = typed(attempt.workbook, "Revenue 2024H1", text)
    with pytest.raises(WorkbookError, match=r"names 20\d\dFY, but the column holds figures of 2024H1"):
        attempt.refresh()
    found = [one for one in xa.check(attempt.workbook, office=False).problems if one.kind == "input"]
    assert {(one.sheet, one.cell) for one in found} == {("Data", cell)}
    assert any("but the column holds figures of 2024H1" in one.says for one in found)


@WAYS
@pytest.mark.parametrize("text", ["Sales", "Sales 2024H1", "营业收入 2024中报"])
def test_another_heading_of_the_same_period_or_of_none_stays(attempt, text, typed):
    cell = typed(attempt.workbook, "Revenue 2024H1", text)
    attempt.refresh()
    assert value(attempt.workbook, cell) == text
    with Book(attempt.workbook) as book:
        (data,) = [table for table in book.tables if table.name == "Data"]
        formulas = [cell.formula for cell in book.cells("Companies").values() if cell.formula]
    assert text in data.columns
    assert "Revenue 2024H1" not in data.columns
    assert any(f"[{text}]" in each for each in formulas)
    assert not any("[Revenue 2024H1]" in each for each in formulas)
    assert xa.check(attempt.workbook, office=False).problems == ()


def test_a_heading_typed_into_its_cell_alone_is_told(attempt):
    cell = typed_alone(attempt.workbook, "Revenue 2024H1", "Sales")
    first = xa.check(attempt.workbook, office=False).problems[0]
    says = f"Data {cell}: the column 'Revenue 2024H1' is called 'Sales' now, as its heading says."
    assert (first.kind, first.sheet, first.cell, first.says) == ("input", "Data", cell, says)
    assert carry(attempt).carried.carry.mended == (says,)


@pytest.mark.parametrize("typed", ["Ticker", 2024])
def test_what_can_be_no_heading_is_named_and_nothing_is_refreshed(attempt, typed):
    """Two columns of one name, or a number."""
    cell = typed_alone(attempt.workbook, "Revenue 2024H1", typed)
    before = attempt.workbook.read_bytes()
    with pytest.raises(WorkbookError, match=rf"cell {cell}: The cell of the heading 'Revenue 2024H1'"):
        carry(attempt)
    assert attempt.workbook.read_bytes() == before


def test_an_emptied_heading_is_named_and_nothing_is_refreshed(attempt):
    with Book(attempt.workbook) as book:
        address = next(name for name, held in book.cells("Data").items() if held.value == "Revenue 2024H1")
    put(attempt.workbook, DATA, {address: None})
    with pytest.raises(WorkbookError, match=f"cell {address}: The heading 'Revenue 2024H1' .* was emptied"):
        carry(attempt)
