"""Start tags in the bytes of a part: found, read and changed where they stand, so that all else stays as it is."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.escape import attribute

if TYPE_CHECKING:
    from collections.abc import Callable

_ANY: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|<(?P<close>/)?(?:[\w.\-]++:)?(?P<name>[\w.\-]++)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A child of an element: its name without prefix, its bytes. What stands between children has the name ''."""

    name: str
    content: bytes


@lru_cache(maxsize=64)
def start_tag(name: str) -> re.Pattern[bytes]:
    """Return a pattern of an element's start tag, whatever its prefix.

    Example:
        >>> start_tag("row").findall(b'<x:row r="1"/><rowBreaks/>')
        [b'<x:row r="1"/>']
    """
    return re.compile(rb"<(?:[\w.\-]+:)?" + name.encode() + rb"(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@lru_cache(maxsize=64)
def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"\s+" + name.encode() + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def plain_text(content: bytes) -> str:
    """Text of an element or an attribute, its entities resolved.

    Example:
        >>> plain_text(b"A1 &lt; 2")
        'A1 < 2'
    """
    return html.unescape(content.decode())


def read(tag: bytes, name: str) -> str | None:
    """Return an attribute of a start tag; None where it has none.

    Example:
        >>> read(b'<c r="A1" s="3"/>', "s"), read(b"<c/>", "s")
        ('3', None)
    """
    found = _attribute(name).search(tag)
    return None if found is None else plain_text(found[1] if found[1] is not None else found[2])


def without(tag: bytes, *names: str) -> bytes:
    """Return a start tag without some attributes.

    Example:
        >>> without(b'<c r="A1" t="s"/>', "t", "cm")
        b'<c r="A1"/>'
    """
    for name in names:
        tag = _attribute(name).sub(b"", tag)
    return tag


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return a start tag with an attribute set.

    Example:
        >>> with_attribute(b'<dimension ref="A1"/>', "ref", "A1:B2")
        b'<dimension ref="A1:B2"/>'
    """
    new = f' {name}="{attribute(value)}"'.encode()
    if _attribute(name).search(tag):
        return _attribute(name).sub(lambda _: new, tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + new + tag[end:]


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Bytes in which every start tag of an element has been changed."""
    return start_tag(name).sub(lambda found: change(found[0]), content)


def pieces(content: bytes) -> list[Piece]:
    """Return the elements that stand side by side in some bytes; joined again they are these bytes.

    Args:
        content: bytes whose elements may end with end tags of elements opened before.

    Example:
        >>> [(piece.name, piece.content) for piece in pieces(b"<x:a><b/></x:a> <c/></d>")]
        [('a', b'<x:a><b/></x:a>'), ('', b' '), ('c', b'<c/>'), ('', b'</d>')]
    """
    found: list[Piece] = []
    depth, start, last, name = 0, 0, 0, ""
    for tag in _ANY.finditer(content):
        if tag["name"] is None:
            continue
        if depth == 0:
            if tag["close"]:
                break
            if tag.start() > last:
                found.append(Piece("", content[last : tag.start()]))
            start, name = tag.start(), tag["name"].decode()
        depth += -1 if tag["close"] else 0 if tag[0].endswith(b"/>") else 1
        if depth == 0:
            last = tag.end()
            found.append(Piece(name, content[start:last]))
    if last < len(content):
        found.append(Piece("", content[last:]))
    return found
