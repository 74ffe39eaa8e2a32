"""Masks: which companies a number is about, at once in Python and as part of a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.measures.frame import Frame, Value


@dataclass(frozen=True, slots=True)
class Mask:
    """Companies of a frame.

    Attributes:
        native: an expression over the Companies table that is 1 for a company that counts and 0 for the others.
        chosen: the same in Python.
    """

    native: str
    chosen: Sequence[bool]

    def __and__(self, other: Mask) -> Mask:
        """The companies in both."""
        both = [a and b for a, b in zip(self.chosen, other.chosen, strict=True)]
        return Mask(f"{self.native}*{other.native}", both)

    def pick(self, values: Sequence[Value]) -> list[Value]:
        """The values of the companies that count."""
        return [value for value, chosen in zip(values, self.chosen, strict=True) if chosen]

    def numbers(self, frame: Frame, key: str) -> list[float]:
        """The known numbers of a column among the companies that count."""
        pairs = zip(frame.numbers(key), self.chosen, strict=True)
        return [value for value, chosen in pairs if chosen and value is not None]


def everyone(frame: Frame) -> Mask:
    """Every company that is in the basket."""
    return Mask("([in_basket]=1)", [value == 1 for value in frame["in_basket"]])


def where(frame: Frame, key: str, word: str, *, cell: str | None = None) -> Mask:
    """The companies whose word in a column is this one.

    Args:
        frame: the columns.
        key: the column.
        word: the key of the word.
        cell: address of a cell that shows the word, so that the formula reads it there.
    """
    return Mask(f"([{key}]={cell or spelled(word)})", [value == word for value in frame[key]])


def unless(frame: Frame, key: str, word: str) -> Mask:
    """The companies whose word in a column is another one."""
    return Mask(f"([{key}]<>{spelled(word)})", [value != word for value in frame[key]])


def spelled(word: str) -> str:
    """A word as a formula names it; a literal where it holds a quotation mark or brace, or could be an array constant.

    Example:
        >>> spelled("both_up"), spelled('the "best" one'), spelled("1;2")
        ('{both_up}', '"the ""best"" one"', '"1;2"')
    """
    doubled = word.replace('"', '""')
    literal = set('"{}') & set(word) or not word.strip("0123456789.,;-")
    return f'"{doubled}"' if literal else f"{{{word}}}"


def known(frame: Frame, *keys: str) -> Mask:
    """The companies whose numbers in all these columns are known."""
    native = "*".join(f"ISNUMBER([{key}])" for key in keys)
    columns = [frame.numbers(key) for key in keys]
    return Mask(native, [None not in row for row in zip(*columns, strict=True)])


GROUPS = ("all", "ex_giants", "named", "added")
"""Groups that every sum and statistic is also shown for."""


def group(frame: Frame, key: str) -> Mask:
    """One of the `GROUPS`."""
    masks = {
        "ex_giants": lambda: unless(frame, "giant", "yes"),
        "named": lambda: where(frame, "membership", "named"),
        "added": lambda: where(frame, "membership", "added"),
    }
    return everyone(frame) & masks[key]() if key in masks else everyone(frame)
