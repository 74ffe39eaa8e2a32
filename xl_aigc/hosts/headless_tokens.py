"""The tokens of a cell formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import HostError, Place

_ERRORS: Final = {error.value: error for error in CellError}
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<error>{"|".join(map(re.escape, _ERRORS))})
  | (?P<call>[^\W\d][\w.]*)\(
  | (?P<boolean>(?:TRUE|FALSE)(?![\w.!:\[]))
  | (?P<range>(?:'(?:[^']|'')+'!|[^\W\d][\w.]*!)?[$]?[^\W\d][\w.$]*(?::[$]?[^\W\d][\w.$]*)?(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?)
  | (?P<operator><>|<=|>=|[-+*/^&=<>%])
  | (?P<mark>[(){{}},;])
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: `literal`, `range`, `call`, `operator`, `mark` or `end`, and where it starts."""

    kind: str
    text: str
    start: int
    value: object = None


def range_name(text: str) -> str:
    """A name of cells in one spelling: without `$`, in capitals.

    Example:
        >>> range_name("Data!$A$1:b2")
        'DATA!A1:B2'
    """
    return text.strip().replace("$", "").replace("'", "").upper()


def tokens(formula: str) -> list[Token]:
    """The tokens of a formula, an end token last.

    Raises:
        HostError: a character that begins no token.

    Example:
        >>> [token.text for token in tokens("=AIGC_YOY(A1, 100)")]
        ['AIGC_YOY', 'A1', ',', '100', ')', '']
    """
    start = len(formula) - len(formula.lstrip().removeprefix("="))
    found: list[Token] = []
    while start < len(formula):
        match = _TOKEN.match(formula, start)
        if match is None:
            place = Place(cell=f"{formula!r}, character {start + 1}")
            raise HostError(f"the formula can't be read at {formula[start]!r}.", place)
        if match.lastgroup != "space":
            found.append(_token(match))
        start = match.end()
    return [*found, Token("end", "", start)]


def _token(match: re.Match[str]) -> Token:
    """A token from its match; literals with their value."""
    kind = str(match.lastgroup)
    text, start = match[kind], match.start()
    if kind == "number":
        number = float(text)
        whole = number.is_integer() and text.isdigit() and len(text) < 16
        return Token("literal", text, start, int(text) if whole else number)
    if kind == "text":
        return Token("literal", text, start, text[1:-1].replace('""', '"'))
    if kind == "error":
        return Token("literal", text, start, _ERRORS[text.upper()])
    if kind == "boolean":
        return Token("literal", text, start, text.upper() == "TRUE")
    return Token(kind, text, start)
