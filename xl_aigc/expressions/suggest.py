"""Suggestions in place of a name or sign that an expression cannot have."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_LISTED: Final = 24


def near(name: str, accepted: Collection[str]) -> str:
    """Return the accepted names most like a name, whatever its case, as advice; empty where none is like it.

    A name with a word more or less is of something else, and no other spelling.

    Example:
        >>> near("Revenu", ["revenue", "net_profit"]), near("x", ["revenue"])
        ('perhaps revenue.', '')
        >>> near("revenue", ["Revenue rank", "Revenu"]), near("净利润", ["净利润率"])
        ('perhaps Revenu.', '')
    """
    cased = {folded: each for each in accepted if not _has_more(name.casefold(), folded := each.casefold())}
    found = difflib.get_close_matches(name.casefold(), cased, 3, 0.7)
    return f"perhaps {', '.join(cased[each] for each in found)}." if found else ""


def _has_more(one: str, other: str) -> bool:
    """Return whether one of two names is the other and words, or characters of Chinese or Korean, before or behind it."""
    short, long = sorted((_parts(one), _parts(other)), key=len)
    return len(short) < len(long) and short in (long[: len(short)], long[-len(short) :])


def _parts(name: str) -> list[str]:
    """The words of a name, in the singular; its characters where it is not in Latin ones."""
    plain = name.replace("_", " ").replace("-", " ")
    return [word.removesuffix("s") for word in plain.split()] if name.isascii() else list(plain)


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
