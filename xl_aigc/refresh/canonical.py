"""One spelling for formulas that mean the same: programs that save a workbook write them in their own way."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PIECE: Final = re.compile(
    r'"(?:[^"]|"")*"'  # a text stays as it is
    r"|\[\[(?P<single>(?:[^\[\]']|'.)*)\]\]"
    r"|(?P<column>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])"
    r"|'(?P<sheet>[^'\W\d][^'\W]*)'!"
    r"|(?P<prefix>_xlfn\.(?:_xlws\.)?)"
    r"|(?P<number>(?<![\w.$])(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?+(?![\w.(!]))"
    r"|(?P<space>\s+)"
    r"|(?P<word>[^\W\d][\w.]*)"
)
_REFERENCE: Final = re.compile(r'"(?:[^"]|"")*"|\[[^\]]*\]|(?P<column>\$?[A-Z]{1,3})\$?\d+(?![\w(])')


@lru_cache(maxsize=65536)
def canonical(formula: str) -> str:
    """A formula in one spelling: without idle blanks, brackets and prefixes, names in capitals.

    Args:
        formula: its text without `=`.

    Example:
        >>> canonical("sum( Data[[Net profit]] , 'Data'!A1 , _xlfn.IFNA(1,0.50) )")
        'SUM(DATA[Net profit],DATA!A1,IFNA(1,0.5))'
    """

    def one(match: re.Match[str]) -> str:
        if match["single"] is not None:
            return f"[{match['single']}]"
        if match["sheet"]:
            return f"{match['sheet'].upper()}!"
        if match["prefix"] or match["space"]:
            return ""
        if match["number"]:
            return repr(float(match["number"])).removesuffix(".0")
        return match["word"].upper() if match["word"] else match[0]

    return _PIECE.sub(one, formula)


def without_rows(formula: str) -> str:
    """A canonical formula whose references name no rows: equal where only rows were inserted above.

    Example:
        >>> without_rows("SUM($A$1:B2)"), without_rows('"A1"&A1')
        ('SUM($A:B)', '"A1"&A')
    """
    return _REFERENCE.sub(lambda match: match["column"] or match[0], formula)
