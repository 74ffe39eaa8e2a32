"""`build` of several baskets and languages, to a folder, and sheets as a PDF."""

from __future__ import annotations

import openpyxl
import pytest
from pypdf import PdfReader
from support.market_baskets import write_hong_kong, write_us
from support.office import require_office

from xl_aigc.api.building import print_sheets
from xl_aigc.errors import WorkbookError
from xl_aigc.hosts.libreoffice import office
from xl_aigc.ooxml.book import Book


@pytest.fixture
def two_baskets(tmp_path):
    """Two small baskets under two keys, in the order of their names."""
    return write_hong_kong(tmp_path / "hk"), write_us(tmp_path / "us")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_basket_in_each_language_goes_to_the_folder(xl_aigc, two_baskets, tmp_path):
    one, other = two_baskets
    languages = ("--language", "en", "--language", "ko", "--language", "en")
    assert xl_aigc("build", "--data", one, "--data", other, *languages, "--output", "new").code == 0
    kept = tmp_path / "new"
    assert names(kept) == [
        "hk5_2024FY.xlsx", "hk5_2024FY_ko.xlsx", "us8_2024FY.xlsx", "us8_2024FY_ko.xlsx",
    ]  # fmt: skip
    with Book(kept / "us8_2024FY_ko.xlsx") as book:
        assert "기업" in book.sheets


def test_a_folder_takes_one_workbook_under_its_usual_name(xl_aigc, two_baskets, tmp_path):
    (tmp_path / "out.d").mkdir()
    for folder in ("out.d", "new"):
        assert xl_aigc("build", "--data", two_baskets[0], "--language", "zh", "--output", folder).code == 0
        assert names(tmp_path / folder) == ["hk5_2024FY_zh.xlsx"]


def test_what_can_not_be_written_is_refused_before_anything_is_built(xl_aigc, two_baskets, tmp_path):
    one, other = ("--data", two_baskets[0]), ("--data", two_baskets[1])
    assert (
        "Two workbooks would be written to one file." in xl_aigc("build", *one, *one, "--output", "new").err
    )
    several = xl_aigc("build", *one, *other, "--output", "a.xlsx")
    assert "a.xlsx: 2 workbooks can't go to one file." in several.err
    (tmp_path / "file").write_text("mine")
    assert "The folder can't be made" in xl_aigc("build", *one, *other, "--output", "file").err
    assert "'fr' is not one of 'en', 'zh', 'ko'" in xl_aigc("build", "--language", "fr").err
    assert names(tmp_path) == ["file", "hk", "us"]


def test_the_section_sheets_go_to_a_pdf_with_a_bookmark_each(xl_aigc, two_baskets, tmp_path):
    require_office()
    assert xl_aigc("build", "--data", two_baskets[1], "--pdf", "--output", "a.xlsx").code == 0
    with Book(tmp_path / "a.xlsx") as book:
        sheets = list(book.sheets)
    pdf = PdfReader(tmp_path / "a.pdf")
    starts = {item.title: pdf.get_destination_page_number(item) for item in pdf.outline}
    assert list(starts) == [sheet for sheet in sheets if sheet in starts]
    assert {"Overview", "Profitability", "R&D"} <= starts.keys()
    assert not {"One company", "Companies", "Data", "Sources", "Checks", "Changes"} & starts.keys()
    assert sorted(set(starts.values())) == list(starts.values())
    assert (min(starts.values()), max(starts.values()) < len(pdf.pages)) == (0, True)
    assert f"{len(pdf.pages)} / {len(pdf.pages)}" in pdf.pages[-1].extract_text()
    assert "US companies" in pdf.pages[starts["Profitability"]].extract_text()
    assert pdf.metadata.title == openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True).properties.title


def test_a_pdf_that_somebody_changed_is_kept(tmp_path):
    require_office()
    book = openpyxl.Workbook()
    book.active["A1"] = "printed"
    book.save(tmp_path / "a.xlsx")
    for _ in range(2):
        printed = print_sheets(tmp_path / "a.xlsx", {"Sheet"})
    with printed.open("ab") as file:
        file.write(b"% a remark\n")
    mine = printed.read_bytes()
    with pytest.raises(WorkbookError, match=r"a\.pdf is there already"):
        print_sheets(tmp_path / "a.xlsx", {"Sheet"})
    assert printed.read_bytes() == mine
    print_sheets(tmp_path / "a.xlsx", {"Sheet"}, replace=True)
    assert (tmp_path / "a.1.pdf").read_bytes() == mine


def test_what_a_pdf_needs_is_asked_for_before_anything_is_built(xl_aigc, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    refused = xl_aigc("build", "--pdf", "--output", "a.xlsx")
    assert (refused.code, "LibreOffice is not installed" in refused.err) == (1, True)
    assert names(tmp_path) == []
