"""LibreOffice as the program that recomputes a file."""

from __future__ import annotations

import openpyxl
import pytest
from support.office import require_office

from xl_aigc.errors import HostError
from xl_aigc.hosts.libreoffice import office
from xl_aigc.ooxml.book import Book


@pytest.fixture
def workbook(tmp_path):
    """A formula without a value, in a file whose name a command line could trip over."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = 20, "=A1*2+2"
    book.save(tmp_path / "-my 报告.xlsx")
    return tmp_path / "-my 报告.xlsx"


@pytest.fixture
def empty(tmp_path):
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_it_recalculates_into_another_file(workbook, empty):
    require_office()
    before = workbook.read_bytes()
    with Book(office.recalculate(workbook, empty)) as book:
        assert book.cells("Sheet")["A2"].value == 42
    assert workbook.read_bytes() == before
    assert {path.name for path in workbook.parent.iterdir()} == {workbook.name, "empty"}


def test_a_file_that_it_can_not_read_is_told(tmp_path, empty):
    require_office()
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(HostError, match=r"a\.xlsx: LibreOffice gave no \.xlsx file"):
        office.recalculate(tmp_path / "a.xlsx", empty)


def test_it_is_stopped_when_it_takes_too_long(workbook, empty):
    require_office()
    with pytest.raises(HostError, match="took more than 0 seconds"):
        office.recalculate(workbook, empty, timeout=0.05)


def test_its_absence_is_told(workbook, empty, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(HostError, match="LibreOffice is not installed"):
        office.recalculate(workbook, empty)


def test_a_check_without_it_falls_back_on_our_own_measures(xl_aigc, english, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    result = xl_aigc("check", english)
    assert (result.code, result.err) == (0, "")
    assert "Recomputed by our own measures" in result.out


def test_it_tells_its_version():
    found = require_office()
    assert found
    program = office.find_office()
    assert program is not None
    assert office.office_version(program).startswith("LibreOffice ")
