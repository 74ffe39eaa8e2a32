"""Copies from before a refresh are numbered and replace nothing; an undo keeps what it takes back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from support.kill_refresh import backup_of
from support.package_file import PackageFile

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.copies import keep_copy
from xl_aigc.ooxml.seal import SEAL, sealed
from xl_aigc.refreshing.backup import undo


def books(attempt):
    return {path.name for path in attempt.folder.glob("*.xlsx")}


def type_in(workbook, sheet_part, old, new):
    """Change a part of a workbook as a program does that saves it whole: the seal goes."""
    file = PackageFile.read(workbook)
    assert old in file.parts[sheet_part]
    file.parts[sheet_part] = file.parts[sheet_part].replace(old, new, 1)
    file.parts.pop(SEAL, None)
    file.write(workbook)


def test_a_refresh_never_replaces_a_file_that_has_the_name_of_its_copy(attempt):
    before = attempt.workbook.read_bytes()
    backup_of(attempt.workbook).write_bytes(b"notes of a person")
    attempt.refresh()
    assert backup_of(attempt.workbook).read_bytes() == b"notes of a person"
    assert (attempt.folder / "report.before-refresh-2.xlsx").read_bytes() == before
    undo(attempt.workbook)
    assert attempt.workbook.read_bytes() == before
    assert books(attempt) == {"report.xlsx", "report.before-refresh-1.xlsx", "report.undone-1.xlsx"}


def test_a_copy_takes_the_next_number_and_the_same_bytes_only_once(tmp_path):
    book = tmp_path / "a.xlsx"
    taken = []
    for content in (b"one", b"one", b"two", b"one"):
        book.write_bytes(content)
        taken.append(keep_copy(book, ".copy-").name)
    assert taken == ["a.copy-1.xlsx", "a.copy-1.xlsx", "a.copy-2.xlsx", "a.copy-3.xlsx"]
    assert len(list(tmp_path.iterdir())) == 4


def test_an_undo_keeps_the_refreshed_state_and_says_that_nobody_changed_it(attempt):
    before = attempt.workbook.read_bytes()
    attempt.refresh()
    refreshed = attempt.workbook.read_bytes()
    undone = undo(attempt.workbook)
    assert attempt.workbook.read_bytes() == before
    assert (undone.kept.name, undone.saved, undone.changed) == ("report.undone-1.xlsx", False, {})
    assert undone.kept.read_bytes() == refreshed


def test_an_undo_after_an_edit_names_the_cells_and_keeps_the_edit(attempt):
    attempt.refresh()
    type_in(attempt.workbook, "xl/worksheets/sheet2.xml", b"</sheetData>", b'<row r="40"><c r="B40"><v>12</v></c></row></sheetData>')  # fmt: skip
    edited = attempt.workbook.read_bytes()
    assert sealed(attempt.workbook) is None
    undone = undo(attempt.workbook)
    assert (undone.saved, undone.changed) == (True, {"Data": ["B40"]})
    assert undone.kept.read_bytes() == edited


def test_an_undo_after_another_program_dropped_the_record_goes_back_to_the_newest_copy(attempt):
    before = attempt.workbook.read_bytes()
    attempt.refresh()
    book = load_workbook(attempt.workbook)
    book.save(attempt.workbook)
    undone = undo(attempt.workbook)
    assert attempt.workbook.read_bytes() == before
    assert (undone.saved, undone.changed, undone.kept.name) == (True, {}, "report.undone-1.xlsx")


def test_a_copy_that_is_not_as_the_refresh_left_it_is_refused(attempt):
    attempt.refresh()
    refreshed = attempt.workbook.read_bytes()
    backup_of(attempt.workbook).write_bytes(b"something else")
    with pytest.raises(
        WorkbookError, match="is not the copy that the last refresh kept; nothing was changed"
    ):
        undo(attempt.workbook)
    assert attempt.workbook.read_bytes() == refreshed
    assert backup_of(attempt.workbook).read_bytes() == b"something else"
