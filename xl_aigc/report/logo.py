"""The logo of a house, at the right end of the head of every section sheet."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

from xl_aigc.errors import LayoutError, Place
from xl_aigc.ooxml.house_look import read_look
from xl_aigc.report.house_style import WORKBOOKS
from xl_aigc.report.widths import COLUMN_PIXELS

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.drawing.image import Image

    from xl_aigc.report.page import Page

COLUMNS: Final = 2
"""Columns at the right end of the finding that a logo takes."""
HIGH, WIDE = 28, COLUMNS * COLUMN_PIXELS
"""Pixels that a logo takes at most."""
EMU: Final = 9525
"""English metric units of a pixel."""
ROW: Final = 3
"""The row of the finding, whose right end is free."""


def put_logo(book: Workbook, pages: list[Page], theme: Path | None) -> None:
    """Put the first picture of a house's workbook on the section sheets.

    Args:
        book: the workbook that is written.
        pages: its sheets.
        theme: the file of the theme; one that is no workbook has no logo.

    Raises:
        LayoutError: the picture is no PNG, JPEG or GIF, or Pillow, which measures it, is not installed.
        WorkbookError: the workbook is damaged.
    """
    picture = picture_of(theme)
    if theme is None or picture is None:
        return
    for page in pages:
        if page.is_section:
            image = _image(picture, theme)
            image.anchor = _anchor(page, image)
            book[page.title].add_image(image)


def picture_of(theme: Path | None) -> bytes | None:
    """Return the first picture of a house's workbook; None where the theme is no workbook, or has none."""
    return read_look(theme).picture if theme and theme.suffix.lower() in WORKBOOKS else None


def _image(picture: bytes, theme: Path) -> Image:
    """Return a picture in the size of a logo."""
    if find_spec("PIL") is None:
        remedy = 'Install it: python -m pip install "xl-aigc[print]".'
        raise LayoutError("A logo needs Pillow, which is not installed.", Place(theme), remedy=remedy)
    from openpyxl.drawing.image import Image  # noqa: PLC0415  it needs Pillow

    try:
        image = Image(io.BytesIO(picture))
    except OSError as error:
        raise LayoutError(
            "The first picture of the workbook can't be read.",
            Place(theme),
            expected="a PNG, JPEG or GIF.",
            remedy="Put such a picture first, or none.",
        ) from error
    factor = min(HIGH / image.height, WIDE / image.width)
    image.width, image.height = round(image.width * factor), round(image.height * factor)
    return image


def _anchor(page: Page, image: Image) -> OneCellAnchor:
    """Return the place of a logo: its right edge is that of the grid."""
    ((column, span),) = page.places([page.width])
    left = WIDE - image.width
    start = AnchorMarker(col=column + span - 3, colOff=EMU * left, row=ROW - 1)
    if left >= COLUMN_PIXELS:
        start.col, start.colOff = start.col + 1, EMU * (left - COLUMN_PIXELS)
    size = XDRPositiveSize2D(EMU * image.width, EMU * image.height)
    return OneCellAnchor(_from=start, ext=size)
