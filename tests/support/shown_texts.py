"""Every text of a workbook that a person or a program for the blind may meet."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from support.record_of import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOWN_IN = {"name", "sheet", "descr", "title", "displayName"}
"""Attributes that hold names, and alternative texts of pictures and charts."""


def shown_texts(path: Path) -> Iterator[str]:
    """Yield cells, titles of charts, names, properties, comments and alternative texts; not formulas, not the record."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                for element in etree.fromstring(archive.read(name)).iter(etree.Element):
                    is_formula = etree.QName(element).localname in {"f", "calculatedColumnFormula"}
                    text = element.text or ""
                    if text and not is_formula and not PIECE.fullmatch(text):
                        yield text
                    yield from (str(value) for key, value in element.attrib.items() if key in SHOWN_IN)
