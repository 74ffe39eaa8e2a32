"""A very hidden sheet of texts for a workbook that a person owns: programs keep it, and no menu shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.edits.tags import read, start_tag
from xl_aigc.ooxml.escape import attribute, string_item
from xl_aigc.ooxml.namespaces import MAIN, OFFICE
from xl_aigc.ooxml.parser import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATIONSHIP: Final = f"{OFFICE}/worksheet"


def sheet_part(texts: Sequence[str]) -> bytes:
    """Return the part of a sheet that holds texts, from A1 downward."""
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is>{string_item(text)}</is></c></row>'
        for number, text in enumerate(texts, 1)
    )
    return f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def listed(workbook: bytes, name: str, relationship: str) -> bytes:
    """Return the workbook's part with a very hidden sheet behind all others.

    Args:
        workbook: the part.
        name: the name of the sheet.
        relationship: the id of the workbook's relationship to it.
    """
    tags = list(start_tag("sheet").finditer(workbook))
    number = max(int(read(tag[0], "sheetId") or 0) for tag in tags) + 1
    last = tags[-1]
    prefix = last[0][1:].split(b"sheet")[0].decode()
    end = last.end() if last[0].endswith(b"/>") else workbook.index(b">", last.end()) + 1
    tag = (
        f'<{prefix}sheet name="{attribute(name)}" sheetId="{number}" state="veryHidden" '
        f'xmlns:r="{OFFICE}" r:id="{relationship}"/>'
    )
    return workbook[:end] + tag.encode() + workbook[end:]
