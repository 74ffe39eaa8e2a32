"""The changes that a batch makes, in the terms of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from xl_aigc.data.model import Company, Figure, PriceChange, Source
    from xl_aigc.data.rollout import Rollout
    from xl_aigc.store.vintage import Vintage


Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure before and after.

    Example:
        >>> from xl_aigc.data.model import Figure
        >>> from xl_aigc.data.period import Period
        >>> loss, gain = (Figure("300418.SZ", Period("2024H1"), "net_profit", v, "stated", ()) for v in (-4e8, 1e8))
        >>> Restated(loss, gain).percent
        125.0
    """

    old: Figure
    new: Figure

    @property
    def percent(self) -> float | None:
        """The change in percent of the old value's size; None where that is 0."""
        before = abs(self.old.value)
        return (self.new.value - self.old.value) / before * 100 if before else None


@dataclass(frozen=True, slots=True)
class Change(Generic[Content]):
    """Something before (None: not there) and after (None: no longer there)."""

    old: Content | None
    new: Content | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that a batch makes.

    Attributes:
        added: figures that were not known, or had been withdrawn.
        restated: figures whose value changed.
        resourced: figures whose value stayed, with other sources or of another kind.
        withdrawn: figures that are no longer so, as they were.
        unchanged: how many figures were given again as they were.
        joined: tickers that are new in the basket, in its order.
        left: tickers that are no longer in it, in its old order.
        companies: companies that are new, or of which something else is said.
        price_changes: price changes that are new, other or withdrawn.
        rollout: what companies have rolled out, where that is new, other or withdrawn.
        sources: sources that are new, or have another address.
        basket: whether something else is said of the basket: its name, periods, giants, order of members, article.
    """

    added: tuple[Figure, ...] = ()
    restated: tuple[Restated, ...] = ()
    resourced: tuple[Restated, ...] = ()
    withdrawn: tuple[Figure, ...] = ()
    unchanged: int = 0
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    companies: tuple[Change[Company], ...] = ()
    price_changes: tuple[Change[PriceChange], ...] = ()
    rollout: tuple[Change[Rollout], ...] = ()
    sources: tuple[Source, ...] = ()
    basket: bool = False

    @property
    def nothing(self) -> bool:
        """Return whether the batch changes nothing at all."""
        return not (
            self.added
            or self.restated
            or self.resourced
            or self.withdrawn
            or self.joined
            or self.left
            or self.companies
            or self.price_changes
            or self.rollout
            or self.sources
            or self.basket
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """The result of recording a batch; `vintage` is None where the batch changed nothing."""

    vintage: Vintage | None
    changes: Changes
