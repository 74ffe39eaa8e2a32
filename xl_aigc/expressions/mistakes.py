"""Mistakes in an expression: a code, a sentence, the expected form, and the place in the text."""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

Code = Literal[
    "too-long", "too-deep", "syntax", "not-in-language", "number-digits",
    "unknown-name", "unknown-input", "input-name", "unknown-function", "word-unquoted", "never-word", "function-name",
    "wrong-kind", "two-kinds", "nothing-operand", "arguments", "comparison", "money", "settled",
    "over-companies", "one-company", "refused", "circle",
]  # fmt: skip


class Span(NamedTuple):
    """A part of a text, counted in characters from 0."""

    start: int
    end: int


class Mistake(Exception):  # noqa: N818  a person's mistake; whoever knows the file turns it into an error
    """Something wrong with an expression.

    Attributes:
        code: what kind of mistake it is.
        problem: what is wrong, as a sentence.
        expected: what is expected in its place.
        span: where it stands; None for the whole text.
    """

    def __init__(
        self, code: Code, problem: str, expected: str | None = None, span: Span | None = None
    ) -> None:
        super().__init__(problem)
        self.code, self.problem, self.expected, self.span = code, problem, expected, span


def pointed(text: str, span: Span) -> str:
    """Return a text with carets under a part of it; a wide character takes two places.

    Example:
        >>> print(pointed("net_profit / net_proft", Span(13, 22)))
        net_profit / net_proft
                     ^^^^^^^^^
    """
    before, part = text[: span.start], text[span.start : max(span.end, span.start + 1)]
    return f"{text}\n{' ' * _width(before)}{'^' * max(_width(part), 1)}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
