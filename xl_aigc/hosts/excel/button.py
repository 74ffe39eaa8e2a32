"""A button on a sheet that runs a macro: a form control, in the drawing language that Excel writes these in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.labels import load_labels
from xl_aigc.ooxml.namespaces import OFFICE
from xl_aigc.ooxml.references import Area

if TYPE_CHECKING:
    from xl_aigc.ooxml.parts import Parts

_PART: Final = "xl/drawings/button.vml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_LINK: Final = f"{OFFICE}/vmlDrawing"
_ID: Final = "rIdButton"
_FOLLOWING: Final = re.compile(
    rb"<(?:legacyDrawing(?P<there>)|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b"
    rb"|</worksheet>"
)
"""Elements that may follow the element of the drawing; the sheet's cells come before all of them."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button on the first sheet.

    Attributes:
        caption: what it says.
        macro: what it runs.
        area: the cells that it covers.
    """

    caption: str
    macro: str
    area: Area


def refresh_button(language: str) -> Button:
    """Return the button of a report that refreshes it: at the right end of the first sheet's title.

    Example:
        >>> refresh_button("en").caption
        'Refresh'
    """
    return Button(load_labels(language).text("cover.refresh"), "Refresh_Workbook", Area.parse("R1:S1"))


def add_button(parts: Parts, button: Button) -> None:
    """Put a button on the first sheet of a workbook; nothing else of the sheet changes.

    Raises:
        WorkbookError: the sheet has such drawings already, or is a chart.
    """
    sheet, part = next(iter(parts.sheets().items()))
    content = parts.content[part]
    place = _FOLLOWING.search(content, max(content.find(b"</sheetData>"), 0))
    if place is None or place["there"] is not None:
        raise WorkbookError("A button can't stand on this sheet.", Place(part, sheet=sheet))
    element = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="{_ID}"/>'.encode()
    parts.content[part] = content[: place.start()] + element + content[place.start() :]
    parts.relate(part, _LINK, f"/{_PART}", identity=_ID)
    parts.declare(_PART, _TYPE)
    parts.content[_PART] = drawing(button).encode()


def drawing(button: Button) -> str:
    """Return the drawing of a button: its corners are columns and rows from 0, each with an offset in pixels."""
    area = button.area
    anchor = f"{area.left - 1}, 4, {area.top - 1}, 4, {area.right - 1}, 60, {area.bottom - 1}, 30"
    text = resources.files(__package__).joinpath("button.vml").read_text(encoding="utf-8")
    for mark, value in (("CAPTION", button.caption), ("ANCHOR", anchor), ("MACRO", button.macro)):
        text = text.replace(f"@{mark}@", escape(value))
    return text
