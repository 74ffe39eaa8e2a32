"""Links of streamed cells to the web."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from support.openpyxl_reading import load_workbook

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import Column, FinishPlan, SheetPlan, Stream


def skeleton(*, linked: bool = False) -> bytes:
    """A sheet with a heading and a prototype row; where asked, with a link of openpyxl's own."""
    book, file = Workbook(), BytesIO()
    sheet = book.active
    sheet["A1"], sheet["A2"] = "Company", "prototype"
    if linked:
        sheet["A1"].hyperlink = "https://example.org/heading"
    book.save(file)
    return file.getvalue()


def links(content: bytes) -> dict[str, str]:
    sheet = load_workbook(BytesIO(content)).active
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    return {cell.coordinate: cell.hyperlink.target for cell in cells}


def plan(**addresses: str) -> FinishPlan:
    names = Column(["a", "b", "c"])
    return FinishPlan({"Sheet": SheetPlan(streams=[Stream(2, [names], 3)], links=addresses)})


def test_a_streamed_cell_leads_to_its_address() -> None:
    done = finish_bytes(skeleton(), plan(A3="https://example.org/b?x=1&y=2", A4="http://example.org/c"))
    assert links(done) == {"A3": "https://example.org/b?x=1&y=2", "A4": "http://example.org/c"}


def test_links_of_the_skeleton_stay() -> None:
    done = finish_bytes(skeleton(linked=True), plan(A3="https://example.org/b"))
    assert links(done) == {"A1": "https://example.org/heading", "A3": "https://example.org/b"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org"])
def test_only_web_addresses_are_links(address: str) -> None:
    with pytest.raises(WorkbookError, match="no web address") as error:
        finish_bytes(skeleton(), plan(A3=address))
    assert error.value.place.cell == "A3"
