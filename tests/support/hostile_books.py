"""Workbooks of other kinds than `.xlsx` that are damaged or made to do harm, by name, with words of their refusal."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import partial
from typing import TYPE_CHECKING

from support.vendor_files import ods, wide, xls, xls_record, xlsb
from xl_aigc.files.compound_file import write_streams

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["代码", "2024中报营业收入(元)"], ["300418", 5.0]]
FAR = [*ROWS, *[[]] * 65_533, [None] * 255 + [1.0]]
"""A cell in the last corner of an old sheet: the range has 16,777,216 cells."""
WIDE = [*ROWS, [None] * 16_383 + [1.0]]


def holding(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def repeated(rows: int, columns: int) -> bytes:
    """A table whose last cell stands for many."""
    mark = "repeated"
    said = f'table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"'
    row = f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell {said}/></table:table-row>'
    return ods(
        [*ROWS, [mark]],
        (
            f'<table:table-row><table:table-cell office:value-type="string"><text:p>{mark}</text:p></table:table-cell></table:table-row>',
            row,
        ),
    )


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """An archive with some bytes of a part other ones."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            assert name != part or old in held
            target.writestr(name, held.replace(old, new, 1) if name == part else held)
    return done.getvalue()


CLAIMING = changed(
    xlsb(ROWS), "xl/workbook.bin", wide("rId1"), struct.pack("<I", 100) + "rId1".encode("utf-16-le")
)
"""A text in its list of sheets claims to be longer than the list: calamine 0.37 panics."""
BOOKS = {
    "far cell.xls": (xls(FAR), "65,536 rows"),
    "claimed texts.xls": (xls(ROWS, xls_record(0x00FC, struct.pack("<II", 2**31, 2**31))), "texts"),
    "cut off.xls": (xls(ROWS)[:1500], "cut off or damaged"),
    "password.xlsx": (write_streams({("EncryptedPackage",): b"x" * 5000}), "has a password"),
    "no workbook.xls": (write_streams({("WordDocument",): b"x" * 5000}), "no workbook"),
    "wide.xlsb": (xlsb(WIDE), "16,384 columns"),
    "cut off.xlsb": (xlsb(ROWS)[:700], "no workbook"),
    "claimed text.xlsb": (CLAIMING, "is damaged"),
    "a cell for millions.ods": (repeated(1, 1_000_000_000), "1,000,000,000"),
    "a row for millions.ods": (repeated(1_000_000_000, 1), "1,000,000,00"),
    "page.xls": ("<html><table><tr><td>代码</td></tr></table></html>".encode(), "a web page"),
}
FILES = {name: (partial(holding, content), words) for name, (content, words) in BOOKS.items()}
