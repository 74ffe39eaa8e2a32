"""The figures that a command works on: those of a folder, of the store, or the bundled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.errors import DataError
from xl_aigc.location import store_to_read

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.store.store import Store
    from xl_aigc.store.vintage import Vintage


class Known(NamedTuple):
    """Facts to work on; where they are from and their vintage, where that is the store."""

    facts: Facts
    origin: str | None
    vintage: Vintage | None


def known_facts(data: Path | None, store: str | None, basket: str | None, as_of: str | None) -> Known:
    """Return the facts to work on.

    The store is never made here: where there is none, the bundled facts serve.

    Args:
        data: a folder; it leaves the store aside.
        store: a path or URL; None for the usual one, if there is one.
        basket: a basket of the store; None for the first.
        as_of: a day; only what was known on it.

    Raises:
        DataError: the options contradict each other, or the folder can't be taken.
        StoreError: the store that is named is not there or can't be read.
    """
    from xl_aigc.api.choice import read_day
    from xl_aigc.data.folder import load_facts

    opened = known_store(data, store, basket, as_of)
    if opened is None:
        return Known(load_facts(data), None, None)
    day = None if as_of is None else read_day(as_of, "--as-of")
    facts = opened.facts(basket, as_of=day)
    counting = [vintage for vintage in opened.vintages() if day is None or vintage.as_of <= day]
    newest = counting[-1]
    origin = f"vintage {newest.id} of {opened.location}, as of {facts.as_of}"
    return Known(facts, origin, newest)


def known_store(data: Path | None, store: str | None, basket: str | None, as_of: str | None) -> Store | None:
    """Return the store to work on; None where a folder or the bundled facts serve. Arguments and errors are those of `known_facts`."""
    named = {"--store": store, "--basket": basket, "--as-of": as_of}
    given = [option for option, value in named.items() if value is not None]
    if data is not None and given:
        raise DataError(
            f"--data and {given[0]} can't go together.",
            remedy=f"A folder is not in the store: leave {given[0]} out, or --data.",
        )
    if data is not None or (not given and store_to_read() is None):
        return None
    from xl_aigc.store.opening import open_store

    return open_store(store, create=False)
