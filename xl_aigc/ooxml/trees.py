"""Parsing and writing the small parts as trees, with entities and network off; the names of the namespaces."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DIGITS: Final = 11
"""Digits that no number of a row, a column or an id has."""
CHART_2012: Final = "http://schemas.microsoft.com/office/drawing/2012/chart"

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def main(tag: str) -> str:
    """A tag of the spreadsheet's own namespace.

    Example:
        >>> main("row")
        '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row'
    """
    return f"{{{MAIN}}}{tag}"


def parse(content: bytes, name: str) -> _Element:
    """Root of a part.

    Args:
        content: the part's bytes.
        name: the part's name, for the error.

    Raises:
        WorkbookError: it is not well-formed XML.

    Example:
        >>> parse(b"<a><b/></a>", "a.xml").tag
        'a'
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise WorkbookError(f"The part is not well-formed XML: {error}", Place(name)) from error


def whole_number(text: str | None, unless: int) -> int:
    """The whole number that an attribute states.

    Args:
        text: the attribute; None where it is not there.
        unless: what it stands for then.

    Raises:
        WorkbookError: it states no number.

    Example:
        >>> whole_number("12", 0), whole_number(None, 1)
        (12, 1)
    """
    if not text:
        return unless
    if not (text.isascii() and text.isdigit() and len(text) < _DIGITS):
        raise WorkbookError(f"{text[:40]!r} is no number.", expected="a whole number, such as 12.")
    return int(text)


def written(root: _Element) -> bytes:
    """A tree as the bytes of a part.

    Example:
        >>> written(parse(b"<a/>", "a.xml")).splitlines()[1]
        b'<a/>'
    """
    body: bytes = etree.tostring(root, encoding="UTF-8")
    return DECLARATION.encode() + body.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>\n")


def rows(content: bytes) -> Iterator[_Element]:
    """The `<row>` elements of a sheet, one at a time; each is emptied once the next is asked for."""
    walk = etree.iterparse(
        BytesIO(content), events=("end",), tag=main("row"), resolve_entities=False, no_network=True
    )
    for _, row in walk:
        yield row
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]
