"""The only place that escapes text for XML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from xl_aigc.errors import WorkbookError

MAX_TEXT: Final = 32_767
"""Characters that a cell can hold (Excel specifications and limits)."""

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)
# XML 1.0 section 2.2 leaves these out; a carriage return is allowed, but a parser turns it into a line feed.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# ST_Xstring (ECMA-376 part 1, 22.9.2.19): _xHHHH_ stands for a character, so a text that looks like one hides its first _.
_XSTRING: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""Halves of surrogate pairs are no characters, and stay as they are."""
_EDGES: Final = " \t\n"


def _coded(match: re.Match[str]) -> str:
    return f"_x{ord(match.group()):04X}_"


@lru_cache(maxsize=4096)
def cell_text(text: str) -> str:
    r"""Text as the content of a cell, a shared string or a cached value.

    Args:
        text: any text, characters that XML forbids included.

    Returns:
        Escaped text in which a character that XML forbids is `_xHHHH_`.

    Raises:
        WorkbookError: the text is longer than a cell can hold.

    Example:
        >>> cell_text("R&D\x00 _x0041_")
        'R&amp;D_x0000_ _x005F_x0041_'
    """
    if len(text) > MAX_TEXT:
        raise WorkbookError(
            f"A text of {len(text)} characters does not fit in a cell.",
            expected=f"at most {MAX_TEXT}.",
            remedy="Shorten it.",
        )
    return _XSTRING.sub(_coded, text.translate(_ENTITIES))


def unescaped(text: str) -> str:
    r"""Return a text of a cell as it is meant: `_xHHHH_` stands for a character.

    Example:
        >>> unescaped("a_x000D_\nb _x005F_x0041_")
        'a\r\nb _x0041_'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def string_item(text: str) -> str:
    """Text as the `<t>` of a shared string; spaces at its ends are kept.

    Example:
        >>> string_item(" a<b")
        '<t xml:space="preserve"> a&lt;b</t>'
    """
    edged = bool(text) and (text[0] in _EDGES or text[-1] in _EDGES)
    return f'<t xml:space="preserve">{cell_text(text)}</t>' if edged else f"<t>{cell_text(text)}</t>"


def formula_text(formula: str) -> str:
    """Formula as the content of `<f>`, without its leading `=`.

    Raises:
        WorkbookError: it is empty or holds a character that XML forbids.

    Example:
        >>> formula_text('=IF(A1<0,"R&D","")')
        'IF(A1&lt;0,"R&amp;D","")'
    """
    body = formula.removeprefix("=")
    if not body or _ILLEGAL.search(body):
        raise WorkbookError(f"{formula!r} can't be a formula.", expected="text without control characters.")
    return body.translate(_ENTITIES)


def attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes.

    Example:
        >>> attribute('a"b')
        'a&quot;b'
    """
    return _ILLEGAL.sub(_coded, text).translate(_QUOTED)


def legal(text: str) -> str:
    r"""Text that a tree takes as it is: characters that XML forbids are written `_xHHHH_`.

    Example:
        >>> legal("a\x00 & b")
        'a_x0000_ & b'
    """
    return _ILLEGAL.sub(_coded, text)
