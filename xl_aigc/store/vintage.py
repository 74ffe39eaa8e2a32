"""Vintages: the state of knowledge after each refresh, and which of them were known on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from xl_aigc.errors import StoreError
from xl_aigc.store.schema import VINTAGE
from xl_aigc.store.versions import Known


@dataclass(frozen=True, slots=True)
class Vintage:
    """The state of knowledge after one refresh, and what the refresh did.

    Attributes:
        id: 1 for the first, each one more than the one before.
        recorded: when it was recorded.
        as_of: the day that its figures are of.
        source: the key of the adapter that gave it.
        origin: where that read.
        added: figures that were not known before.
        restated: figures whose value changed.
        resourced: figures whose value stayed, with other sources or of another kind.
        withdrawn: figures that are no longer so.
        unchanged: figures that were given again as they were.
        set_aside: rows that could not be taken.
    """

    id: int
    recorded: dt.datetime
    as_of: dt.date
    source: str
    origin: str
    added: int
    restated: int
    resourced: int
    withdrawn: int
    unchanged: int
    set_aside: int


def counts(vintage: Vintage, known: Known) -> bool:
    """Return whether a vintage is one of the known."""
    return vintage.id <= known.newest and (known.as_of is None or vintage.as_of <= known.as_of)


def newest_id(connection: Connection) -> int:
    """The id of the newest vintage, 0 where there is none."""
    return connection.execute(select(func.max(VINTAGE.c.id))).scalar_one() or 0


def read_vintages(connection: Connection) -> tuple[Vintage, ...]:
    """Every vintage, the oldest first."""
    return tuple(map(_vintage, connection.execute(select(VINTAGE).order_by(VINTAGE.c.id))))


def known(connection: Connection, vintage: int | None, as_of: dt.date | None) -> Known:
    """Select the vintages that were known at a vintage or on a day.

    Args:
        connection: to the store.
        vintage: the id of the last one that counts; None for the newest.
        as_of: the last day that counts; None for any.

    Raises:
        StoreError: there is no such vintage, or nothing was known on that day.
    """
    vintages = read_vintages(connection)
    newest = vintages[-1].id if vintages else 0
    if vintage is not None and not 1 <= vintage <= newest:
        raise StoreError(f"There is no vintage {vintage}.", expected=f"a number from 1 to {newest}.")
    found = Known(newest if vintage is None else vintage, as_of)
    if as_of is not None and not any(counts(each, found) for each in vintages):
        oldest = min((each.as_of for each in vintages), default=None)
        raise StoreError(f"Nothing was known on {as_of}.", expected=f"a day from {oldest} on.")
    return found


def _vintage(row: Any) -> Vintage:
    id_, recorded, as_of, *rest = row
    return Vintage(id_, dt.datetime.fromisoformat(recorded), dt.date.fromisoformat(as_of), *rest)
