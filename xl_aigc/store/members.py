"""Members of a basket that the store records: who they are, and what they may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError
from xl_aigc.store.rows import basket_row
from xl_aigc.store.state import read_state
from xl_aigc.store.versions import BASKET, COMPANY, MEMBER, Known

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from xl_aigc.data.batch import Basket, Batch

_ALIKE: Final = {"currency": "currency", "periods": "kind of periods"}
"""Settings in which the baskets of a company agree, since a figure of it is the same in all of them; the name of each."""


def members_of(basket: Basket, old: list[str], *, complete: bool) -> tuple[str, ...]:
    """Return the members of the basket from now on; a batch that is not complete only adds."""
    if len(set(basket.members)) < len(basket.members):
        raise DataError(f"The basket {basket.key!r} lists a company twice.", remedy="Keep one of the two.")
    return basket.members if complete else tuple(dict.fromkeys([*old, *basket.members]))


def refuse_two_meanings(
    connection: Connection, basket: Basket, known: Known, members: tuple[str, ...]
) -> None:
    """Refuse a company that another basket has in another currency or kind of periods: a store holds each figure once."""
    settings = read_state(connection, BASKET, known)
    own = dict(zip(BASKET.content, basket_row(basket), strict=True))
    of = read_state(connection, MEMBER, known)
    for column, name in _ALIKE.items():
        place = BASKET.content.index(column)
        others = {key: content[place] for (key,), content in settings.items() if key != basket.key}
        held = {ticker: key for key, ticker in of if others.get(key, own[column]) != own[column]}
        both = next((ticker for ticker in members if ticker in held), None)
        if both is not None:
            other = held[both]
            raise DataError(
                f"{both} is in the basket {other!r} in {_said(others[other])}, and in {basket.key!r} in "
                f"{_said(own[column])}.",
                expected=f"one {name} for each company of a store.",
                remedy="Keep one of the baskets in a store of its own (--store).",
            )


def _said(setting: str) -> str:
    """Return a currency as it is, and a kind of periods in words."""
    return {"cumulative": "cumulative periods", "single": "single quarters"}.get(setting, setting)


def refuse_unknown(connection: Connection, batch: Batch, known: Known, members: tuple[str, ...]) -> None:
    """Refuse a member of which neither the batch nor the store says anything."""
    told = {company.ticker for company in batch.companies}
    missing = set(members) - told
    if missing:
        missing -= {ticker for (ticker,) in read_state(connection, COMPANY, known)}
    if missing:
        raise DataError(
            f"Nothing is known of {min(missing)}, a member of the basket {batch.basket and batch.basket.key!r}.",
            expected="a company for every member.",
        )
