"""Random edits of random sheets, compared with a dictionary of cells."""

from __future__ import annotations

import string
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

names = st.builds(
    lambda column, row: f"{column}{row}", st.sampled_from(string.ascii_uppercase[:6]), st.integers(1, 9)
)
texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: not ILLEGAL_CHARACTERS_RE.search(text) and "\r" not in text and not text.isspace()
)
values = st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | texts
sheets = st.dictionaries(names, values | st.just("=1+1"), max_size=25)
edits = st.dictionaries(names, st.none() | values | st.tuples(values), max_size=25)
"""A new value, nothing, or a formula with its value."""


def write(path: Path, cells: Mapping[str, object]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "S"
    for name, value in cells.items():
        sheet[name] = value
        if value != "=1+1" and isinstance(value, str):
            sheet[name].data_type = "s"
    book.save(path)


def shown(path: Path) -> dict[str, tuple[object, str | None]]:
    with Book(path) as book:
        return {name: (cell.value, cell.formula) for name, cell in book.cells("S").items()}


@settings(max_examples=60, deadline=None)
@given(sheets, edits)
def test_what_is_read_back_is_what_a_dictionary_holds(tmp_path_factory, before, changes):
    with TemporaryDirectory() as folder:
        path = tmp_path_factory.getbasetemp() / f"{folder.rsplit('/', 1)[-1]}.xlsx"
        write(path, before)
        model = shown(path)
        contents = {}
        for name, change in changes.items():
            if change is None:
                model.pop(name, None)
                contents[name] = Content(None)
            elif isinstance(change, tuple):
                model[name], contents[name] = (change[0], "A1<2"), Content(change[0], "A1<2")
            else:
                model[name], contents[name] = (change, None), Content(change)
        apply_edits(path, path, EditPlan({"S": SheetEdit(contents=contents)}))
        assert shown(path) == model
