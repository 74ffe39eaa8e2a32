"""Ids of sources in the store, which holds those of many batches: one id never stands for two sources."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from xl_aigc.store.state import asking, read_state
from xl_aigc.store.versions import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from xl_aigc.data.batch import Batch
    from xl_aigc.store.versions import Known

_NUMBERED: Final = re.compile(r"S([0-9]{1,9})")
"""Ids as readers of files count them."""


def with_known_ids(connection: Connection, batch: Batch, known: Known) -> Batch:
    """Return a batch whose sources bear the ids that the store knows them by, and new ones the next free number.

    A reader counts its sources from S1 in each batch. A person's folder keeps its own ids, also where it corrects an address,
    unless figures of other companies cite the id.
    """
    if not batch.sources:
        return batch
    held = {id_: str(content[0]) for (id_,), content in read_state(connection, SOURCE, known).items()}
    ids = _ids(connection, batch, held)
    if all(old == new for old, new in ids.items()):
        return batch

    def renamed(sources: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids.get(one, one) for one in sources))

    sources = {ids[one.id]: replace(one, id=ids[one.id]) for one in batch.sources}
    return replace(
        batch,
        figures=tuple(replace(one, sources=renamed(one.sources)) for one in batch.figures),
        rollout=tuple(replace(one, sources=renamed(one.sources)) for one in batch.rollout),
        sources=tuple(sources.values()),
    )


def _ids(connection: Connection, batch: Batch, held: Mapping[str, str]) -> dict[str, str]:
    """Return the id in the store of each source of a batch."""
    by_address = {address: id_ for id_, address in held.items()}
    taken = {*held, *(one.id for one in batch.sources)}
    numbers = [int(match[1]) for id_ in taken if (match := _NUMBERED.fullmatch(id_))]
    free = (f"S{number}" for number in count(max(numbers, default=0) + 1))
    found = {}
    for one in batch.sources:
        before = held.get(one.id, one.address if batch.complete else None)
        own = before == one.address or (batch.complete and not _cited_elsewhere(connection, batch, one.id))
        unused = one.id if one.id not in held else None
        found[one.id] = one.id if own else by_address.get(one.address) or unused or next(free)
    return found


def _cited_elsewhere(connection: Connection, batch: Batch, id_: str) -> bool:
    """Return whether figures of companies that a batch does not hold cite an id."""
    own = {company.ticker for company in batch.companies}
    query = "SELECT DISTINCT ticker, sources FROM figure WHERE sources LIKE ?"
    rows = asking(connection)(query, (f"%{id_}%",))
    return any(ticker not in own and id_ in sources.split() for ticker, sources in rows)
