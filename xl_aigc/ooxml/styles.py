"""Mends of the styles that openpyxl writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml import order
from xl_aigc.ooxml.namespaces import MAIN, main
from xl_aigc.ooxml.parser import parse, written

if TYPE_CHECKING:
    from lxml.etree import _Element

PART: Final = "xl/styles.xml"

_PLACES: Final = {f"{{{MAIN}}}{tag}": place for place, tag in enumerate(order.FONT)}


def mended_styles(content: bytes) -> bytes:
    """Return the styles with the children of every font in the schema's order.

    openpyxl 3.1.5 writes `name` first; openxml-audit then reports "Unexpected element 'color' found".

    Example:
        >>> font = '<fonts><font><name val="Arial"/><b val="1"/></font></fonts>'
        >>> b'<b val="1"/><name' in mended_styles(f'<styleSheet xmlns="{MAIN}">{font}</styleSheet>'.encode())
        True
    """
    root = parse(content, PART)
    for font in root.iter(main("font")):
        font[:] = sorted(font, key=_place)
    return written(root)


def _place(child: _Element) -> int:
    return _PLACES.get(str(child.tag), len(_PLACES))
