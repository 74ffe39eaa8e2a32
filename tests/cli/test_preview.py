"""`preview`: pictures of the pages of any workbook."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest
from PIL import Image
from support.office import require_office


@pytest.fixture
def workbook(tmp_path):
    """Two sheets; the first prints on two pages of A4, landscape."""
    require_office()
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("研发<1>")
    first.title, first["A1"], first["A60"], second["A1"] = "One", "top", "bottom", "只此一页"
    first.page_setup.orientation = second.page_setup.orientation = "landscape"
    first.page_setup.paperSize = second.page_setup.paperSize = 9
    book.save(tmp_path / "two.xlsx")
    return tmp_path / "two.xlsx"


def test_each_page_becomes_a_picture_named_for_its_sheet(xl_aigc, workbook):
    result = xl_aigc("preview", workbook, "--dpi", "72")
    assert (result.code, "Wrote 3 pictures" in result.out) == (0, True), result.err
    folder = workbook.with_name("two_pages")
    pages = sorted(path.name for path in folder.iterdir())
    assert pages == ["page-01_One.png", "page-02_One.png", "page-03_研发_1_.png"]
    with Image.open(folder / pages[0]) as picture:
        assert picture.size == pytest.approx((842, 595), abs=2), "A4 in points, at a dot a point"


def test_pictures_are_replaced_only_when_asked_and_other_files_never(xl_aigc, workbook, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "page-07_Old.png").write_bytes(b"old")
    refused = xl_aigc("preview", workbook, "--output", folder)
    assert (refused.code, "holds pictures already (1)" in refused.err) == (1, True)
    assert xl_aigc("preview", workbook, "--output", folder, "--replace").code == 0
    assert not (folder / "page-07_Old.png").exists()
    (folder / "notes.txt").write_text("mine")
    assert "holds other files" in xl_aigc("preview", workbook, "--output", folder, "--replace").err
    assert (
        "The file is missing. Add it, or correct the name." in xl_aigc("preview", tmp_path / "none.xlsx").err
    )


def test_a_file_that_is_no_workbook_is_refused_before_anything_is_printed(xl_aigc, tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "noise.xlsx").write_bytes(bytes(range(256)))
    (tmp_path / "empty.xlsx").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    for name in ("notes.txt", "noise.xlsx", "empty.xlsx", "letter.docx"):
        result = xl_aigc("preview", tmp_path / name)
        assert (result.code, f"{name}: The file is no workbook." in result.err) == (1, True), result.err
        assert "Expected an .xlsx, .xlsm, .xlsb, .ods or .xls file." in result.err
        assert not list(tmp_path.glob("*_pages"))
