"""Number formats of Excel, changed part by part: positive, negative, zero, text."""

from __future__ import annotations


def with_words(text: str, before: str, behind: str) -> str:
    """Return a number format with words around its numbers, within their brackets.

    Example:
        >>> with_words("0_);(0);0_);@_)", "> ", " km")
        '"> "0" km"_);("> "0" km");"> "0" km"_);@_)'
    """
    parts = text.split(";")
    for place, part in enumerate(parts[:3]):
        bare = part.removesuffix("_)")
        first, number, last = (
            ("(", bare[1:-1], ")") if bare.startswith("(") else ("", bare, part[len(bare) :])
        )
        around = (f'"{one}"' if one else "" for one in (before, behind))
        parts[place] = f"{first}{next(around)}{number}{next(around)}{last}"
    return ";".join(parts)


def with_minus(text: str, *, plus: bool) -> str:
    """Return a number format with a minus in place of brackets.

    Example:
        >>> with_minus("0.0%_);(0.0%);0.0%_);@_)", plus=True), with_minus("0;@", plus=False)
        ('+0.0%;"−"0.0%;0.0%;@', '0;@')
    """
    parts = text.replace("_)", "").split(";")
    if len(parts) < 3 or not (parts[1].startswith("(") and parts[1].endswith(")")):
        return text
    return ";".join(["+" * plus + parts[0], f'"−"{parts[1][1:-1]}', *parts[2:]])
