"""One spelling for formulas that mean the same: programs that save a workbook write them in their own way."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from xl_aigc.formula_tokens import Token, tokens

_NAMES: Final = re.compile(
    r"\[\[(?P<single>(?:[^\[\]']|'.)*)\]\]"
    r"|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"  # columns of a table stay as they are
    r"|'(?P<sheet>[^'\W\d][^'\W]*)'!"
    r"|(?P<prefix>_xlfn\.(?:_xlws\.)?)"
    r"|(?P<word>[^\W\d][\w.]*)"
)
_ROW: Final = re.compile(r"\[[^\]]*\]|(?P<column>\$?[A-Z]{1,3})\$?\d+(?![\w(])")


@lru_cache(maxsize=65536)
def canonical(formula: str) -> str:
    """Spell a formula in one way: without needless blanks, brackets and prefixes, names in capitals.

    Args:
        formula: its text without `=`.

    Example:
        >>> canonical("sum( Data[[Net profit]] , 'Data'!A1 , _xlfn.IFNA(1,0.50) )")
        'SUM(DATA[Net profit],DATA!A1,IFNA(1,0.5))'
    """
    return "".join(map(_canonical, tokens(formula)))


def without_rows(formula: str) -> str:
    """Leave the rows of references out of a canonical formula: equal results differ by inserted rows only.

    Example:
        >>> without_rows("SUM($A$1:B2)"), without_rows('"A1"&A1')
        ('SUM($A:B)', '"A1"&A')
    """
    return "".join(
        _ROW.sub(lambda match: match["column"] or match[0], token.text)
        if token.kind == "range"
        else token.text
        for token in tokens(formula)
    )


def _canonical(token: Token) -> str:
    match token.kind:
        case "space":
            return ""
        case "number":
            return repr(float(token.text)).removesuffix(".0")
        case "truth" | "error":
            return token.text.upper()
        case "range" | "call":
            return _NAMES.sub(_name, token.text)
        case _:
            return token.text


def _name(match: re.Match[str]) -> str:
    if match["single"] is not None:
        return f"[{match['single']}]"
    if match["sheet"]:
        return f"{match['sheet'].upper()}!"
    if match["prefix"]:
        return ""
    return match["word"].upper() if match["word"] else match[0]
