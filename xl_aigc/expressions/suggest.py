"""Suggestions in place of a name or sign that an expression cannot have."""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LISTED: Final = 24
_WORD: Final = 0.6
"""The likeness from which two words may be one."""
_LEAST: Final = 3
"""The signs of a name of which one may be another."""
_SPLIT: Final = 0.9
"""The likeness from which two names may be one, their blanks left out."""


def near(name: str, accepted: Collection[str]) -> str:
    """Return the accepted names most like a name, whatever its case, as advice; empty where none is like it.

    A name with a word more or less is of something else, and no other spelling.

    Example:
        >>> near("Revenu", ["revenue", "net_profit"]), near("x", ["revenue"])
        ('perhaps revenue.', '')
        >>> near("revenue", ["Revenue rank", "Revenu"]), near("净利润", ["净利润率"])
        ('perhaps Revenu.', '')
    """
    cased = {each.casefold(): each for each in accepted}
    found = difflib.get_close_matches(name.casefold(), cased, _LISTED, 0.7)
    if not (found or name.isascii()):
        found = list(filter(None, [one_sign_off(name.casefold(), cased)]))
    meant = [cased[each] for each in found if _may_be_meant(name.casefold(), each)][:3]
    return f"perhaps {', '.join(meant)}." if meant else ""


def one_sign_off(name: str, accepted: Iterable[str]) -> str:
    """The only accepted name that has one sign more, less or other than a name; empty where none has, or several have, or a name is too short to tell.

    Example:
        >>> one_sign_off("净例润", ["净利润", "营业收入"]), one_sign_off("净例润", ["净利润", "净列润"]), one_sign_off("利率", ["利润"])
        ('净利润', '', '')
    """
    found = list(islice((each for each in accepted if _differ_by_one(name, each)), 2))
    return found[0] if len(found) == 1 else ""


def _differ_by_one(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST or len(long) > len(short) + 1 or one == other:
        return False
    same = next(
        (at for at, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short)
    )
    return long[same + 1 :] == short[same + (len(long) == len(short)) :]


def _may_be_meant(one: str, other: str) -> bool:
    """Return whether of two names that are alike no word is another one, and neither has a word, or a character of Chinese or Korean, more."""
    if not (one.isascii() and other.isascii()):
        short, long = sorted((one, other), key=len)
        return len(short) == len(long) or not (long.startswith(short) or long.endswith(short))
    words, others = (each.replace("_", " ").replace("-", " ").split() for each in (one, other))
    if len(words) != len(others):
        return difflib.SequenceMatcher(None, "".join(words), "".join(others)).ratio() > _SPLIT
    return all(
        difflib.SequenceMatcher(None, *pair).ratio() > _WORD for pair in zip(words, others, strict=True)
    )


def of_names(name: str, accepted: Collection[str]) -> str:
    """Return the accepted names most like a name; where none is like it, some of them, those with most in common first.

    Example:
        >>> of_names("net_proft", ["net_profit", "revenue"])
        'perhaps net_profit'
        >>> of_names("rd_ratio", ["net_profit", "rd_intensity"])
        'one of rd_intensity, net_profit'
    """
    near = difflib.get_close_matches(name, accepted, 3, 0.6)
    if near:
        return f"perhaps {', '.join(near)}"
    alike = difflib.get_close_matches(name, sorted(accepted), _LISTED, 0.0)
    return f"one of {', '.join(alike)}"


def of_syntax(text: str) -> str:
    """Guess what a text that is no expression was meant to be."""
    if any(sign in text for sign in "？，（）“”"):
        return 'ASCII signs: , ( ) ".'
    if "=" in text and not any(sign in text for sign in ("==", "<=", ">=", "!=")):
        return "== to compare."
    return "an expression such as `net_profit / revenue`."
