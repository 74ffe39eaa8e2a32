"""Masks: which companies a number is about, at once in Python and as part of a formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xl_aigc.expressions import native, python
from xl_aigc.expressions import tree as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.measures.frame import Frame, Value


@dataclass(frozen=True)
class Mask:
    """Companies of a frame: those of which a test is known to be true."""

    frame: Frame
    test: t.Node

    @cached_property
    def native(self) -> str:
        """Return a number over the Companies table: 1 for a company that counts and 0 for the others."""
        return native.product(native.true(self.test))

    @property
    def chosen(self) -> Sequence[bool]:
        """The same in Python."""
        return python.mask(self.test, self.frame)

    def __and__(self, other: Mask) -> Mask:
        """Return the companies in both."""
        tests = [
            part
            for one in (self.test, other.test)
            for part in (one.tests if isinstance(one, t.Every) else (one,))
        ]
        return Mask(self.frame, t.Every(tuple(tests)))

    def __invert__(self) -> Mask:
        """Return all other companies."""
        return Mask(self.frame, t.Opposite(t.Sure(self.test)))

    def __or__(self, other: Mask) -> Mask:
        """Return the companies in either."""
        return Mask(self.frame, t.Some((self.test, other.test)))

    def __len__(self) -> int:
        """Return the number of companies."""
        return sum(self.chosen)

    def __bool__(self) -> bool:
        return True

    def pick(self, values: Sequence[Value]) -> list[Value]:
        """Return the values of the companies that count."""
        return [value for value, chosen in zip(values, self.chosen, strict=True) if chosen]

    def numbers(self, frame: Frame, key: str) -> list[float]:
        """Return the known numbers of a column among the companies that count."""
        return [value for value in self.pick(frame.numbers(key)) if value is not None]  # type: ignore[misc]


def that(frame: Frame, text: str) -> Mask:
    """Return the companies of which a test holds: `that(frame, 'giant == "yes" and net_profit < 0')`."""
    return Mask(frame, frame.test(text))


def everyone(frame: Frame) -> Mask:
    """Return every company that is in the basket."""
    return group(frame, "all")


def where(frame: Frame, key: str, word: str, *, cell: str | None = None) -> Mask:
    """Return the companies whose word in a column is this one; a formula reads it in a cell, if one is named."""
    told = t.Address(cell, word, "word") if cell else t.Word(word)
    return Mask(frame, t.Compare("==", frame.table.leaf(key), told))


def known(frame: Frame, *keys: str) -> Mask:
    """Return the companies whose numbers in all these columns are known."""
    return Mask(frame, t.Every(tuple(t.Known(frame.table.leaf(key)) for key in keys)))


GROUPS: Final = {
    "all": "in_basket == 1",
    "ex_giants": 'in_basket == 1 and not sure(giant == "yes")',
    "named": 'in_basket == 1 and membership == "named"',
    "added": 'in_basket == 1 and membership == "added"',
}
"""Groups that every sum and statistic is also shown for, each with the test of its companies."""


def group(frame: Frame, key: str) -> Mask:
    """Return the companies of one of the `GROUPS`."""
    return that(frame, GROUPS[key])
