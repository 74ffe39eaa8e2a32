"""Texts made to hurt a pattern: for each part of it that repeats, what leads there, then very many of the part, then a stop."""

from __future__ import annotations

import re
import re._constants as of
import re._parser as parser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 20_000
"""Repetitions: a linear pattern takes milliseconds for them, a quadratic one many seconds."""
STOPS = ("\x01", "!", "")
_CLASSES = {
    of.CATEGORY_DIGIT: "0",
    of.CATEGORY_SPACE: " ",
    of.CATEGORY_WORD: "a",
    of.CATEGORY_NOT_DIGIT: "x",
    of.CATEGORY_NOT_SPACE: "x",
    of.CATEGORY_NOT_WORD: "-",
}
_REPEATS = (of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT)


def hostile_texts(pattern: re.Pattern[Any], longest: int | None = None) -> Iterator[Any]:
    """Texts against every repetition of a pattern, as the texts or bytes that it takes, of a length at most."""
    is_bytes = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if is_bytes else pattern.pattern
    tree = parser.parse(source, pattern.flags & ~re.LOCALE)
    made = dict.fromkeys(
        text
        for before, body in _repeated(list(tree), "")
        for stop in STOPS
        for text in (before + body * MANY + stop, (before + body) * (MANY // 4) + stop)
    )
    for whole in made:
        text = whole[:longest]
        yield text.encode("latin-1", "replace") if is_bytes else text


def _repeated(tree: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """What leads to each unbounded repetition, and one round of it."""
    for kind, argument in tree:
        for inner in _inner(kind, argument):
            yield from _repeated(inner, before)
        if kind in _REPEATS and argument[1] > 100:
            bodies = dict.fromkeys((_sample(argument[2], 0), _sample(argument[2], 1)))
            for body in filter(None, bodies):
                yield before, body
        before += _sample([(kind, argument)], 0)


def _inner(kind: Any, argument: Any) -> list[list[Any]]:
    if kind in _REPEATS:
        return [list(argument[2])]
    if kind is of.SUBPATTERN:
        return [list(argument[3])]
    if kind is of.BRANCH:
        return [list(branch) for branch in argument[1]]
    if kind is of.ATOMIC_GROUP:
        return [list(argument)]
    return []


def _sample(tree: Any, choice: int) -> str:
    """A short text that a part of a pattern matches."""
    return "".join(_one(kind, argument, choice) for kind, argument in tree)


def _one(kind: Any, argument: Any, choice: int) -> str:
    if kind is of.LITERAL:
        return chr(argument)
    if kind in (of.NOT_LITERAL, of.ANY):
        return "x" if argument != ord("x") else "y"
    if kind is of.IN:
        return _member(argument, choice)
    if kind in _REPEATS:
        return _sample(argument[2], choice) * max(argument[0], choice)
    if kind is of.BRANCH:
        branches = argument[1]
        return _sample(branches[min(choice, len(branches) - 1)], choice)
    return "".join(_sample(inner, choice) for inner in _inner(kind, argument))


def _member(members: Any, choice: int) -> str:
    if members[0][0] is of.NEGATE:
        allowed = re.compile("".join(("[^", "".join(map(_spelled, members[1:])), "]")))
        signs = [sign for sign in "x0 \n-_." if allowed.fullmatch(sign)] or ["\u4e00"]
        return signs[min(choice, len(signs) - 1)]
    kind, argument = members[min(choice, len(members) - 1)]
    if kind is of.CATEGORY:
        return _CLASSES.get(argument, "x")
    return chr(argument[0] if kind is of.RANGE else argument)


def _spelled(member: tuple[Any, Any]) -> str:
    kind, argument = member
    if kind is of.CATEGORY:
        return {of.CATEGORY_DIGIT: r"\d", of.CATEGORY_SPACE: r"\s", of.CATEGORY_WORD: r"\w"}.get(
            argument, r"\W"
        )
    if kind is of.RANGE:
        return "-".join(re.escape(chr(end)) for end in argument)
    return re.escape(chr(argument))
