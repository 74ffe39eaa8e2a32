"""The one module that parses XML: entities and the network are off, and a document type is refused.

`parse` reads a small part as a tree. `elements` reads a large part one element at a time. `scan` calls back for every
start tag and builds nothing, for parts of unknown origin.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from lxml import etree

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_DIGITS: Final = 11
"""Digits that no number of a row, a column or an id has."""
_CHUNK: Final = 1 << 16
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def parse(content: bytes, name: str) -> _Element:
    """Parse a part as a tree.

    Args:
        content: the part.
        name: its name, for errors.

    Raises:
        WorkbookError: the part is not well-formed XML, or declares a document type.

    Example:
        >>> parse(b"<a><b/></a>", "a.xml").tag
        'a'
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from error
    _check_type(root, name)
    return root


def elements(file: IO[bytes], tag: str, name: str) -> Iterator[_Element]:
    """Parse a large part and yield its elements of one tag. Each is emptied before the next is parsed.

    Args:
        file: the part, open for reading.
        tag: the qualified tag.
        name: name of the part, for errors.

    Raises:
        WorkbookError: the part is not well-formed XML, or declares a document type.

    Example:
        >>> from io import BytesIO
        >>> [element.get("r") for element in elements(BytesIO(b'<a><b r="1"/><b r="2"/></a>'), "b", "a.xml")]
        ['1', '2']
    """
    walk = etree.iterparse(file, events=("end",), tag=tag, resolve_entities=False, no_network=True)
    checked = False
    try:
        for _, element in walk:
            if not checked:
                _check_type(element, name)
                checked = True
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from error


def scan(
    file: IO[bytes],
    name: str,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    raw: Callable[[], None] | None = None,
) -> Iterator[bytes]:
    """Check a part that may come from anybody, and yield its bytes as they are read.

    A SAX reader would take four times as long as expat itself, and a tree would take memory for every element.

    Args:
        file: the part, open for reading.
        name: its name, for errors.
        start: called with the name (prefix included) and the attributes of every element.
        text: called with every piece of text between the elements.
        raw: called where a CDATA section, a comment or an instruction stands.

    Raises:
        WorkbookError: the part is not well-formed XML in UTF-8, or declares a document type.

    Example:
        >>> from io import BytesIO
        >>> found = []
        >>> b"".join(scan(BytesIO(b'<a><x:b r="1"/></a>'), "a.xml", lambda tag, _: found.append(tag)))
        b'<a><x:b r="1"/></a>'
        >>> found
        ['a', 'x:b']
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    if raw:
        parser.StartCdataSectionHandler = raw
        parser.CommentHandler = lambda _: raw()
        parser.ProcessingInstructionHandler = lambda _target, _text: raw()
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_type(name)
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: _check_encoding(name, encoding)
    chunk = file.read(_CHUNK)
    if b"\0" in chunk[:4] or chunk.startswith(_UTF_16):
        _check_encoding(name, "UTF-16")
    try:
        while chunk:
            parser.Parse(chunk, False)  # noqa: FBT003  expat takes no keyword
            yield chunk
            chunk = file.read(_CHUNK)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise _malformed(name, error) from error


def written(root: _Element) -> bytes:
    """Serialise a tree as the bytes of a part.

    Example:
        >>> written(parse(b"<a/>", "a.xml")).splitlines()[1]
        b'<a/>'
    """
    body: bytes = etree.tostring(root, encoding="UTF-8")
    return DECLARATION.encode() + body.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>\n")


def whole_number(text: str | None, default: int) -> int:
    """Read the whole number in an attribute.

    Args:
        text: the attribute; None where the element has none.
        default: the number that a missing attribute stands for.

    Raises:
        WorkbookError: the text is not a whole number.

    Example:
        >>> whole_number("12", 0), whole_number(None, 1)
        (12, 1)
    """
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < _DIGITS):
        raise WorkbookError(
            f"The file is damaged: {text[:40]!r} is not a number.", expected="a whole number, such as 12."
        )
    return int(text)


def _malformed(name: str, error: Exception) -> WorkbookError:
    return WorkbookError(
        f"The file is damaged: a part is not well-formed XML ({error}).",
        Place(key=name),
        remedy="Take a copy that opens, or build it again.",
    )


def _check_type(element: _Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        _refuse_type(name)


def _refuse_type(name: str) -> None:
    raise WorkbookError(
        "The part declares a document type, which no workbook does.",
        Place(key=name),
        remedy="Do not open the file unless you know where it is from.",
    )


def _check_encoding(name: str, encoding: str | None) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise WorkbookError(
            f"The part is encoded in {encoding[:20]}.",
            Place(key=name),
            expected="UTF-8, as every program saves workbooks.",
            remedy="Save the workbook again in Excel.",
        )
