"""Where elements stand in the bytes of a part, so that some can go and everything else stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_TAG: Final = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_CHUNK: Final = 1 << 20

Span = tuple[int, int]
"""First byte, and the one behind the last."""


class Element:
    """An element of a part. What bytes it takes is found out when it is asked: most elements are not.

    Attributes:
        tag: its name without the namespace.
        attributes: by name; one that has a namespace is `namespace name`.
        parent: the innermost of the elements asked for that it is in.
        pieces: its text, that of elements inside it included, unless they are asked for themselves.
    """

    __slots__ = ("_content", "_last_tag", "_start", "attributes", "parent", "pieces", "tag")

    def __init__(
        self, content: bytes, start: int, tag: str, attributes: dict[str, str], parent: Element | None
    ) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.pieces: list[str] = []
        self._content, self._start, self._last_tag = content, start, start

    def close(self, last_tag: int) -> None:
        """Note where its closing tag begins; for one without, where it ends."""
        self._last_tag = last_tag

    @property
    def opening(self) -> Span:
        """The bytes of its opening tag."""
        match = _TAG.match(self._content, self._start)
        return self._start, match.end() if match else self._start

    @property
    def span(self) -> Span:
        """All its bytes."""
        start, opened = self.opening
        closed = self._content[opened - 2 : opened] == b"/>"
        return start, opened if closed else self._content.index(b">", self._last_tag) + 1

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(self.pieces)


def elements(content: bytes, part: str, tags: Collection[str]) -> Iterator[Element]:
    """The elements of some names, each when it ends: those inside it come first.

    Args:
        content: the part.
        part: its name, for errors.
        tags: names without the namespace.

    Raises:
        WorkbookError: the part is no well-formed XML in UTF-8, or declares a document type.

    Example:
        >>> part = b'<x:a xmlns:x="urn:x"><x:b>1 &lt; 2</x:b><x:b/></x:a>'
        >>> [(each.text, part[slice(*each.span)]) for each in elements(part, "part", {"b"})]
        [('1 < 2', b'<x:b>1 &lt; 2</x:b>'), ('', b'<x:b/>')]
    """
    walk = _Walk(content, part, tags)
    for start in range(0, max(len(content), 1), _CHUNK):
        walk.feed(content[start : start + _CHUNK], last=start + _CHUNK >= len(content))
        yield from walk.done
        walk.done.clear()


def without(content: bytes, spans: Iterable[Span]) -> bytes:
    """The bytes without some, which do not overlap.

    Example:
        >>> without(b"abcdef", [(4, 5), (1, 3)])
        b'adf'
    """
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(content[place:start])
        place = end
    return b"".join([*kept, content[place:]])


def attribute_span(content: bytes, opening: Span, name: str) -> Span | None:
    """The bytes of an attribute in an opening tag, with the blank before it; None where it has none.

    Example:
        >>> tag = b'<c r="A1" cm="1">'
        >>> attribute_span(tag, (0, len(tag)), "cm")
        (9, 16)
    """
    found = re.compile(rb"\s+%s\s*=\s*(?:\"[^\"]*\"|'[^']*')" % name.encode()).search(content, *opening)
    return found.span() if found else None


class _Walk:
    """One pass of expat over a part. It tells the place of each tag, which lxml does not."""

    def __init__(self, content: bytes, part: str, tags: Collection[str]) -> None:
        self.done: list[Element] = []
        self._content, self._part, self._tags = content, part, frozenset(tags)
        self._open: list[Element] = []
        if content.startswith(_UTF_16):
            self._not_utf_8()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        # Without a document type there are no entities to swell.
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise WorkbookError(
                f"the part is not well-formed XML: {error}.", Place(key=self._part)
            ) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in self._tags:
            parent = self._open[-1] if self._open else None
            start = self._parser.CurrentByteIndex
            self._open.append(Element(self._content, start, tag, attributes, parent))

    def _finish(self, name: str) -> None:
        if name.rpartition(" ")[2] not in self._tags:
            return
        element = self._open.pop()
        element.close(self._parser.CurrentByteIndex)
        self.done.append(element)

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
            self._not_utf_8()

    def _not_utf_8(self) -> NoReturn:
        raise WorkbookError(
            "the part is not written in UTF-8.",
            Place(key=self._part),
            remedy="Save the workbook again in Excel.",
        )

    def _refuse(self, *_: object) -> NoReturn:
        raise WorkbookError(
            "the part declares a document type, which no workbook does.",
            Place(key=self._part),
            remedy="Do not open the file unless you know where it is from.",
        )
