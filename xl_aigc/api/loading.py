"""Baskets as they are loaded: from a folder, from the store, or the bundled one."""

from __future__ import annotations

from pathlib import Path

from xl_aigc.api.basket import Basket
from xl_aigc.api.choice import read_day
from xl_aigc.arguments import checked
from xl_aigc.data.folder import load_facts
from xl_aigc.errors import DataError


@checked
def load(
    folder: str | Path | None = None,
    *,
    store: str | Path | None = None,
    basket: str | None = None,
    as_of: str | None = None,
) -> Basket:
    """Load a basket.

    Args:
        folder: a basket's folder; None for the bundled basket, or for the store if one is named.
        store: the store, a file or a URL such as `postgresql://USER@HOST/DATABASE`.
        basket: the key of a basket of the store; None for the first.
        as_of: a day such as `2024-09-30`: only what was known then, of the store.

    Returns:
        The basket.

    Raises:
        DataError: the folder can't be used, or arguments contradict each other.
        StoreError: the store is not there, can't be read, or has no such basket.

    Example:
        >>> import xl_aigc as xa
        >>> xa.load().periods
        ('2023H1', '2024H1')
    """
    if store is None and (basket is not None or as_of is not None):
        raise DataError(
            "basket and as_of choose among what a store keeps.", remedy="Name the store too: load(store=...)."
        )
    if store is None:
        return Basket(load_facts(None if folder is None else Path(folder)))
    if folder is not None:
        raise DataError("Folder and store can't go together.", remedy="Name one of them.")
    return _stored(store, basket, as_of)


def _stored(store: str | Path, basket: str | None, as_of: str | None) -> Basket:
    from xl_aigc.store.opening import open_store  # noqa: PLC0415  a folder needs no database

    opened = open_store(store, create=False)
    day = None if as_of is None else read_day(as_of)
    facts = opened.facts(basket, as_of=day)
    newest = [one for one in opened.vintages() if day is None or one.as_of <= day][-1]
    return Basket(facts, newest.id, newest.recorded.isoformat())
