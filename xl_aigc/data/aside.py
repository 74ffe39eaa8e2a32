"""Collects the rows of a source that can't be taken: every mistake, and of what is merely not wanted the first few."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.batch import SetAside
from xl_aigc.data.quote import SHOWN
from xl_aigc.data.reasons import REASONS, reason_text
from xl_aigc.errors import DataError, Place
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BAD: Final = 50_000
"""Rows set aside for one reason, after which the table as a whole is refused: one of nothing but text ends soon."""
MAX_UNWANTED: Final = 100
"""Rows listed for each reason that is no mistake; the rest is counted."""


@dataclass(slots=True)
class Aside:
    """The rows set aside so far."""

    listed: list[SetAside] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    @property
    def bad(self) -> int:
        """Count the rows that are mistakes of the source."""
        return sum(REASONS[row.reason].bad for row in self.listed)

    def add(
        self,
        reason: str,
        place: Place,
        *,
        more: str = "",
        ticker: str = "",
        item: str = "",
        period: object = "",
        value: object = "",
    ) -> None:
        """Note a row or a cell; what the source gave is noted with its control characters spelled out.

        Args:
            reason: why, a key of `REASONS`.
            place: where it stands.
            more: what to say beyond the words of the reason.
            ticker: the company as the source gave it.
            item: the item, or the vendor's field.
            period: the period as the source gave it.
            value: the value as the source gave it.

        Raises:
            DataError: there are too many of them.
        """
        self._counts[reason] += 1
        if not REASONS[reason].bad and self._counts[reason] > MAX_UNWANTED:
            return
        if self._counts[reason] > MAX_BAD:
            first = next(row for row in self.listed if row.reason == reason)
            raise DataError(
                f"More than {MAX_BAD:,} cells can't be taken; the first: {first.message}",
                first.place,
                remedy="Check that it is the right table.",
            )
        words = f"{REASONS[reason].text}; {more}" if more else reason_text(reason)
        cut = (_shown(each) for each in (ticker, item, period, value))
        self.listed.append(SetAside(reason, printable(words), _shown_place(place), *cut))

    def rows(self, origin: str) -> tuple[SetAside, ...]:
        """The rows listed, then one for those of each reason that were only counted."""
        return (*self.listed, *self._rest(origin))

    def _rest(self, origin: str) -> Iterator[SetAside]:
        for reason, count in self._counts.items():
            if not REASONS[reason].bad and count > MAX_UNWANTED:
                words = f"{count - MAX_UNWANTED:,} more such rows: {reason_text(reason)}"
                yield SetAside(reason, words, Place(origin))


def _shown(value: object) -> str:
    return printable(str(value)[:SHOWN])


def _shown_place(place: Place) -> Place:
    """A place whose key and sheet, which are the source's own words, can be shown and stored."""
    return replace(
        place,
        file=printable(place.file) if isinstance(place.file, str) else place.file,
        key=None if place.key is None else _shown(place.key),
        sheet=None if place.sheet is None else _shown(place.sheet),
    )
