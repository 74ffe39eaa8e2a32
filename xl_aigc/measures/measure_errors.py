"""Mistakes in a file of measures: each with file, line, key and, in an expression, the place of the word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from xl_aigc.errors import DataError, Place, SeveralError
from xl_aigc.expressions.mistakes import Code as ExpressionCode
from xl_aigc.expressions.mistakes import Mistake, Span, pointed

if TYPE_CHECKING:
    from collections.abc import Sequence

FileCode = Literal[
    "unknown-key", "missing-key", "wrong-value", "name", "reserved", "family", "shows",
    "label-language", "label-placeholder", "label-twice", "description", "call", "formula-too-long", "float-equality",
    "too-many",
]  # fmt: skip
Code = ExpressionCode | FileCode


class MeasureError(DataError):
    """One mistake in a file of measures.

    Attributes:
        code: what kind of mistake it is.
        span: its place in the expression, if it is about a part of one.
    """

    def __init__(
        self,
        code: Code,
        problem: str,
        place: Place,
        *,
        expected: str | None = None,
        text: str = "",
        span: Span | None = None,
    ) -> None:
        super().__init__(problem, place, expected=expected)
        self.code, self.span = code, span
        self.excerpt = "" if span is None else pointed(" ".join(text.split("\n")), span)

    @classmethod
    def of(cls, mistake: Mistake, place: Place, text: str) -> MeasureError:
        """Return the error for a mistake in an expression."""
        return cls(
            mistake.code, mistake.problem, place, expected=mistake.expected, text=text, span=mistake.span
        )

    def __str__(self) -> str:
        """Return the message, and below it the expression with carets under the part."""
        if self.span is None:
            return super().__str__()
        lines = "".join(f"\n    {line}" for line in self.excerpt.split("\n"))
        return f"{super().__str__()}{lines} column {self.span.start + 1}"


class MeasuresError(SeveralError, DataError):
    """Several mistakes in a file of measures, shown together, in the order of the lines."""


def together(errors: Sequence[MeasureError]) -> DataError:
    """Return one error that says all of some: the only one itself, or a `MeasuresError`."""
    return errors[0] if len(errors) == 1 else MeasuresError(errors)
