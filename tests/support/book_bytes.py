"""A workbook of openpyxl as bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook


def saved(book: Workbook) -> bytes:
    """The bytes that openpyxl writes."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()
