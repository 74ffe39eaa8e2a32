"""A quota of cells a minute for each person: a bucket that fills evenly."""

from __future__ import annotations

import math
import os
from collections import OrderedDict
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from xl_aigc.counts import with_noun
from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.xlwings_server.payload import Refusal

QUOTA_VARIABLE: Final = "XL_AIGC_SERVER_QUOTA"
_MINUTE: Final = 60.0
_PERSONS: Final = 10_000
"""Persons whose use is kept; who was not seen for longest has a full bucket again."""


def cells_a_minute() -> int:
    """Return the quota that the environment sets, 0 for none.

    Raises:
        HostError: it is no whole number.
    """
    given = os.environ.get(QUOTA_VARIABLE, "").strip() or "0"
    if not (given.isascii() and given.isdigit()):
        raise HostError(
            f"{given!r} is no quota.", Place(key=QUOTA_VARIABLE), expected="cells a minute, such as 100000."
        )
    return int(given)


@dataclass(frozen=True)
class Quota:
    """Cells that each person may have computed within a minute.

    Args:
        cells: how many, 0 for any number.
    """

    cells: int = 0
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def refusal(self, person: str, now: float | None = None) -> Refusal | None:
        """Why a person may not call now; a call that is larger than what is left goes through and is paid for by waiting.

        Example:
            >>> quota = Quota(600)
            >>> quota.refusal("me", now=0)
            >>> quota.spend("me", 610, now=0)
            >>> quota.refusal("me", now=0).reason
            'The quota of 600 cells a minute is used up. Recalculate in 2 seconds.'
            >>> quota.refusal("me", now=1.5), quota.refusal("you", now=0)
            (None, None)
        """
        left = self._left(person, monotonic() if now is None else now)
        if left > 0:
            return None
        seconds = max(1, math.floor(-left * _MINUTE / self.cells) + 1)
        wait = with_noun(seconds, "{} second", "{} seconds")
        told = f"The quota of {self.cells:,} cells a minute is used up. Recalculate in {wait}."
        return Refusal(429, told, seconds)

    def spend(self, person: str, cells: int, now: float | None = None) -> None:
        """Take cells from what a person has left."""
        if not self.cells or not cells:
            return
        at = monotonic() if now is None else now
        self._buckets[person] = self._left(person, at) - cells, at
        self._buckets.move_to_end(person)
        if len(self._buckets) > _PERSONS:
            self._buckets.popitem(last=False)

    def _left(self, person: str, now: float) -> float:
        """The cells that are left, 1 where there is no quota."""
        if not self.cells:
            return 1.0
        left, since = self._buckets.get(person, (float(self.cells), now))
        return min(self.cells, left + (now - since) * self.cells / _MINUTE)
