"""The record of a workbook's file, taken out and put back, for tests of records that somebody changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from support.package_file import PackageFile, q
from xl_aigc.ooxml.book import Book
from xl_aigc.report.record import SHEET, find_record, record_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PIECE = re.compile(r"[A-Za-z0-9+/=]{60,}")
"""A text of the hidden sheet."""


def with_texts(good: Path, target: Path, texts: Sequence[str]) -> None:
    """Write a workbook whose hidden sheet holds these texts."""
    file = PackageFile.read(good)
    part = file.sheets()[SHEET]
    root = file.tree(part)
    data = root.find(q("sheetData"))
    for row in list(data):
        data.remove(row)
    for number, text in enumerate(texts, 1):
        row = etree.SubElement(data, q("row"), r=str(number))
        cell = etree.SubElement(row, q("c"), r=f"A{number}", t="inlineStr")
        etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = text
    file.put(part, root)
    file.write(target)


def texts_of(good: Path) -> list[str]:
    """The texts of the hidden sheet."""
    with Book(good) as book:
        return [str(cell.value) for cell in book.cells(SHEET).values()]


def ledger_of(good: Path) -> etree._Element:
    """The root of the ledger's document."""
    with Book(good) as book:
        return find_record(book).ledger


def with_ledger(good: Path, target: Path, ledger: etree._Element | bytes) -> None:
    """Write a workbook with another ledger, its prints as before, in a record that is whole."""
    with Book(good) as book:
        prints = find_record(book).prints
    document = ledger if isinstance(ledger, bytes) else etree.tostring(ledger, encoding="UTF-8")
    with_texts(good, target, record_texts(document, prints))
