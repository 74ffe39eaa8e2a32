"""The tokens of a cell formula with the values of its constants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xl_aigc import formula_tokens
from xl_aigc.cell_errors import CellError
from xl_aigc.errors import HostError, Place

_ERRORS: Final = {error.value: error for error in CellError}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: `literal`, `range`, `call`, `operator`, `mark` or `end`, and where it starts."""

    kind: str
    text: str
    start: int
    value: object = None


def range_name(text: str) -> str:
    """Return a name of cells in one spelling: without `$`, in capitals.

    Example:
        >>> range_name("Data!$A$1:b2")
        'DATA!A1:B2'
    """
    return text.strip().replace("$", "").replace("'", "").upper()


def tokens(formula: str) -> list[Token]:
    """Return the tokens of a formula, an end token last.

    Raises:
        HostError: a character that begins no token.

    Example:
        >>> [token.text for token in tokens("=AIGC_YOY(A1, 100)")]
        ['AIGC_YOY', 'A1', ',', '100', ')', '']
    """
    start = len(formula) - len(formula.lstrip().removeprefix("="))
    found: list[Token] = []
    for piece in formula_tokens.tokens(formula[start:]):
        at = start + piece.start
        if piece.kind == "other" or piece.text == "#":
            place = Place(cell=f"{formula!r}, character {at + 1}")
            raise HostError(f"The formula can't be read at {piece.text!r}.", place)
        if piece.kind != "space":
            found.append(_token(piece, at))
    return [*found, Token("end", "", len(formula))]


def _token(piece: formula_tokens.Token, start: int) -> Token:
    """Return a token; a constant has its value."""
    text = piece.text
    match piece.kind:
        case "number":
            number = float(text)
            whole = number.is_integer() and text.isdigit() and len(text) < 16
            return Token("literal", text, start, int(text) if whole else number)
        case "text":
            return Token("literal", text, start, text[1:-1].replace('""', '"'))
        case "error":
            return Token("literal", text, start, _ERRORS[text.upper()])
        case "truth":
            return Token("literal", text, start, text.upper() == "TRUE")
        case "call":
            return Token("call", text[:-1], start)
        case _:
            return Token(piece.kind, text, start)
