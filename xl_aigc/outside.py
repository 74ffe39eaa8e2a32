r"""Text from outside: what it may hold, how long it may be, and how it is shown.

Refused are the characters that a terminal obeys, that no workbook can hold, or that make a text look like another:
control characters (of Unicode's C0 but tab, line feed and carriage return; DEL; C1), halves of characters, U+FFFE, U+FFFF,
and those that turn the direction of what follows (embeddings, overrides, isolates). Marks of direction, joiners and
blanks of every width are part of real names and stay.

Standard library only: the errors and the functions need it too.
"""

import re
import unicodedata
from typing import Final

MAX_TEXT: Final = 32_000
"""Characters of any text: a cell of Excel holds 32,767, and some words may be put before or after it."""
MAX_NAME: Final = 1_000
"""Characters of a name."""
MAX_WORD: Final = 255
"""Characters of what formulas compare: Excel takes no longer literal, and no longer criterion."""

MAX_LINK: Final = 2_079
"""Characters of a link of Excel."""

REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LINK: Final = re.compile(r"https?://\S")


def flaw(text: str, longest: int = MAX_TEXT) -> str | None:
    r"""Return the reason to refuse a text, as the end of a sentence; None where there is none.

    Args:
        text: the text.
        longest: the most characters that it may have.

    Example:
        >>> flaw("昆仑万维"), flaw("a\x1b[31m"), flaw("long", 3)
        (None, 'holds the character U+001B', 'has 4 characters, more than 3')
    """
    if len(text) > longest:
        return f"has {len(text):,} characters, more than {longest:,}"
    found = None if text.isprintable() else REFUSED.search(text)
    return None if found is None else f"holds the character {code_point(found[0])}"


def is_link(text: str) -> bool:
    """Return whether a text is a link to the web that Excel takes: one that is longer or holds a blank damages the file.

    Example:
        >>> is_link("https://example.com/a"), is_link("https://example.com/a b"), is_link("file:///etc/passwd")
        (True, False, False)
    """
    return len(text) <= MAX_LINK and len(text.split()) == 1 and _LINK.match(text) is not None


def code_point(character: str) -> str:
    """The name of a character's place in Unicode, such as U+001B."""
    return f"U+{ord(character):04X}"


def printable(text: str, *, kept: str = "") -> str:
    r"""A text whose control characters are spelled out, so that a terminal does not obey them.

    Args:
        text: the text.
        kept: control characters that stay, such as the line feeds of a text with several lines.

    Example:
        >>> printable("a\nb\x1b[31m é"), printable("a\nb\x9b", kept="\n")
        ('a\\nb\\x1b[31m é', 'a\nb\\x9b')
    """
    if text.isprintable():
        return text
    return "".join(sign if sign in kept or _is_shown(sign) else _spelled(sign) for sign in text)


def _is_shown(sign: str) -> bool:
    # Python counts every blank but the usual one as not printable; Chinese text holds wide ones.
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode()
