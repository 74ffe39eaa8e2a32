"""The one tokeniser of formulas, as a file spells them: with commas, without the leading `=`.

openpyxl has a tokeniser too, which takes nine times as long. The tests hold that both agree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from xl_aigc.cell_errors import CellError

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["space", "text", "error", "number", "truth", "call", "range", "operator", "mark", "other"]

_DELIMITERS: Final = r"\s,;{}()\"%*/^&=<>+\-'\[\]#"
_ERRORS: Final = "|".join(re.escape(error.value) for error in CellError)
_TOKEN: Final = re.compile(
    rf"""
    (?P<mark>[(){{}},;])
  | (?P<space>\s+)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<error>(?i:{_ERRORS}))
  | (?P<number>(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?+(?![^{_DELIMITERS}]))
  | (?P<truth>(?i:TRUE|FALSE)(?![^{_DELIMITERS}]|\())
  | (?P<range>
        (?: '(?:[^']|'')*'                                          # a sheet
          | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]               # a column of a table, or another workbook
          | [^{_DELIMITERS}]++
          | (?<=!)\#REF!
        )+)
    (?P<call>\()?
  | (?P<operator><>|<=|>=|[-+*/^&=<>%#])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a formula.

    Attributes:
        kind: `space`; `text`, `error`, `number` or `truth`: a constant; `call`: the name of a function with its opening
            bracket; `range`: cells, a column of a table or a name, with its sheet; `operator`; `mark`: brackets, braces
            and separators; `other`: what begins no token.
        text: the piece, as it is spelled.
        start: its place in the formula, from 0.
    """

    kind: str
    text: str
    start: int


def tokens(formula: str) -> list[Token]:
    """Split a formula into tokens, which joined again are the formula.

    Args:
        formula: its text without `=`.

    Example:
        >>> [(token.kind, token.text) for token in tokens('SUM(Data[[Net, profit]:[x]],1.5E+3)&"a"')]
        [('call', 'SUM('), ('range', 'Data[[Net, profit]:[x]]'), ('mark', ','), ('number', '1.5E+3'), ('mark', ')'), ('operator', '&'), ('text', '"a"')]
    """
    # The group that closed last names the token: of a call it is the bracket.
    return [Token(match.lastgroup or "other", match[0], match.start()) for match in _TOKEN.finditer(formula)]


def rewritten(formula: str, piece: Callable[[str, str], str]) -> str:
    """Return a formula with another spelling of each token; no token is made for it.

    Args:
        formula: its text without `=`.
        piece: gives the new spelling of a token by its kind and its text.

    Example:
        >>> rewritten("A1+b2", lambda kind, text: text.upper() if kind == "range" else text)
        'A1+B2'
    """
    return _TOKEN.sub(lambda match: piece(match.lastgroup or "other", match[0]), formula)


@lru_cache(maxsize=2**14)  # more than the formulas of a report, which several checks of a file ask about
def called(formula: str) -> frozenset[str]:
    """Name the functions that a formula calls, in capitals and without the workbook that they are in.

    Example:
        >>> sorted(called('IF(A1="SUM(",Data[MAX(],my.fn(2))'))
        ['IF', 'MY.FN']
    """
    calls = (token.text[:-1] for token in tokens(formula) if token.kind == "call")
    return frozenset(text.rpartition("!")[2].upper() for text in calls)


def mentioned(formula: str) -> frozenset[str]:
    """Name the ranges that a formula refers to, in capitals, without their sheets.

    Example:
        >>> sorted(mentioned("SUM(growth)+'a growth'!A1"))
        ['A1', 'GROWTH']
    """
    ranges = (token.text for token in tokens(formula) if token.kind == "range")
    return frozenset(text.rpartition("!")[2].upper() for text in ranges)
