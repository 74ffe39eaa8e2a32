"""The interface that the three parts of the compiler share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.expressions import tree as t
    from xl_aigc.expressions.native.factors import Factors

MISSING: Final = '"n.a."'
UNDEFINED: Final = '"n.m."'


@dataclass(frozen=True)
class Writer(ABC):
    """Writes formulas.

    Attributes:
        whole: columns are whole ones, so that COUNT, AND, OR, MIN and MAX would give one number for all rows.
        among: factors of the companies that a number is over.
        shared: what companies must have for the sums of one expression.
    """

    whole: bool
    among: Factors = ()
    shared: t.Node | None = None

    @property
    def columns(self) -> Self:
        """Return the writer of what stands inside an aggregate."""
        return replace(self, whole=True, among=(), shared=None)

    @abstractmethod
    def value(self, tree: t.Node) -> str:
        """Return a value, guarded by what is not known yet."""

    @abstractmethod
    def bare(self, tree: t.Node, outer: int = 0, *, right: bool = False) -> str:
        """Return a value whose leaves are all known, in brackets where its place needs them."""

    @abstractmethod
    def leaf(self, leaf: t.Leaf) -> str:
        """Return a leaf as it is read."""

    @abstractmethod
    def aggregate(self, leaf: t.Aggregate) -> str:
        """Return a number over companies."""

    @abstractmethod
    def plain(self, tree: t.Node) -> str:
        """Return a test whose leaves are all known, as a logical."""

    @abstractmethod
    def any_of(self, tests: Sequence[str]) -> str:
        """Return whether one of several logicals holds."""

    @abstractmethod
    def known(self, tree: t.Node) -> Factors:
        """Factors that hold where something is known."""

    @abstractmethod
    def true(self, tree: t.Node) -> Factors:
        """Factors that hold where a test is known to be true."""

    @abstractmethod
    def false(self, tree: t.Node) -> Factors:
        """Factors that hold where a test is known to be false."""
