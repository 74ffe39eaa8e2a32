"""The state of the store at a vintage, read in one way for the program and for worksheet functions.

Standard library only: the functions read a store inside an office that has nothing else.

Every versioned table has a key, the vintage that a row came with, and what holds from then on. Of the rows of a key the one
of the newest vintage holds; a row whose content is NULL says that what was so is so no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt

SCHEMA: Final = 9
"""The schema that this program reads and writes."""

Row = tuple[Any, ...]
State = dict[Row, Row]
"""Content by key, as columns of the table; what is no longer so is not there."""
Ask = Callable[[str, Sequence[object]], list[Row]]
"""Gives the rows of a query, whose values are marked by `?`."""


@dataclass(frozen=True)
class Versioned:
    """A versioned table: its name, the columns of its key, and those of its content."""

    name: str
    key: tuple[str, ...]
    content: tuple[str, ...]


FIGURE: Final = Versioned("figure", ("item", "period", "ticker"), ("value", "kind", "sources"))
OF_BASKET: Final = ("layer", "segment", "archetype", "membership")
"""The facts of a company that each of its baskets may state in its own way."""
COMPANY: Final = Versioned("company", ("ticker",), ("name_zh", "name_en", *OF_BASKET))
"""A company as the first of its baskets has it."""
PRICE_CHANGE: Final = Versioned("price_change", ("ticker",), ("change", "base_date", "date", "basis"))
ROLLOUT: Final = Versioned(
    "rollout", ("ticker",), ("as_of", "models", "first_registration", "algorithms", "names", "sources")
)
SOURCE: Final = Versioned("source", ("id",), ("address",))
BASKET: Final = Versioned(
    "basket",
    ("key",),
    (
        "name",
        "giants",
        "period",
        "compare",
        "indices",
        "article",
        "claims",
        "measures",
        "texts",
        "markets",
        "currency",
        "segments",
        "limits",
        "periods",
        "year_end",
        "layers",
        "archetypes",
    ),
)
MEMBER: Final = Versioned("member", ("basket", "ticker"), ("place", *OF_BASKET))
"""A member of a basket, with what a basket says of it that is not its first; NULL is as the first says."""
VERSIONED: Final = (FIGURE, COMPANY, PRICE_CHANGE, ROLLOUT, SOURCE, BASKET, MEMBER)


@dataclass(frozen=True, slots=True)
class Known:
    """Selects the vintages up to `newest` that were known on or before `as_of`.

    Attributes:
        newest: the id of the last vintage that counts; 0 for none.
        as_of: the last day that counts; None for any.
    """

    newest: int
    as_of: dt.date | None = None


def rows(
    ask: Ask, table: Versioned, known: Known, columns: Sequence[str] = (), **only: Collection[str]
) -> list[Row]:
    """The rows of a table that count, the newest of a key last.

    Args:
        ask: runs a query.
        table: the table.
        known: the vintages that count.
        columns: the columns to read; none for key, content and vintage.
        only: for a column of the key the values to read; all where it is not named.
    """
    conditions, values = (
        ["vintage <= ?"],
        [known.newest, *(value for each in only.values() for value in each)],
    )
    conditions += [f"{name} IN ({', '.join('?' * len(each))})" for name, each in only.items()]
    if known.as_of is not None:
        conditions.append("vintage IN (SELECT id FROM vintage WHERE as_of <= ?)")
        values.append(known.as_of.isoformat())
    order = ", ".join((*table.key, "vintage"))  # the order on disk, so that nothing is sorted
    read = ", ".join(columns or (*table.key, *table.content, "vintage"))
    return ask(
        f"SELECT {read} FROM {table.name} WHERE {' AND '.join(conditions)} ORDER BY {order}",  # noqa: S608  names of the tables above
        values,
    )


def item_rows(ask: Ask, known: Known, item: str) -> list[Row]:
    """The figures of an item that hold: period, ticker, value, kind and sources; no column more, since there are many."""
    columns = (*FIGURE.key[1:], *FIGURE.content)
    return newest(rows(ask, FIGURE, known, columns, item=[item]), len(FIGURE.key) - 1)


def newest(found: Sequence[Row], width: int) -> list[Row]:
    """Select the rows that hold, of rows in the order of `rows`: the last of each key, unless it withdraws the key.

    Args:
        found: the rows: key, then content.
        width: the number of columns of the key.
    """
    last = width - 1  # rows of one key stand together, and most neighbours differ in the last column of it
    following = chain(islice(found, 1, None), [()])
    return [
        row
        for row, after in zip(found, following, strict=False)
        if row[width] is not None and (not after or row[last] != after[last] or row[:last] != after[:last])
    ]


def latest(found: Sequence[Row], table: Versioned) -> State:
    """Content by key, of rows in the order of `rows`."""
    width = len(table.key)
    return {row[:width]: row[width:-1] for row in newest(found, width)}


def state(ask: Ask, table: Versioned, known: Known, **only: Collection[str]) -> State:
    """Read the state of a table; arguments as for `rows`."""
    return latest(rows(ask, table, known, (), **only), table)


def basket_keys(ask: Ask, known: Known) -> tuple[str, ...]:
    """The baskets, that which the store knew first at the front."""
    first: dict[str, int] = {}
    for key, *_, vintage in rows(ask, BASKET, Known(known.newest)):
        first.setdefault(key, vintage)
    there = state(ask, BASKET, known)
    return tuple(key for key in sorted(first, key=lambda key: (first[key], key)) if (key,) in there)


def members(ask: Ask, known: Known, basket: str) -> tuple[str, ...]:
    """The tickers of a basket in its order."""
    places = state(ask, MEMBER, known, basket=[basket])
    return tuple(
        ticker for _, ticker in sorted((place, ticker) for (_, ticker), (place, *_) in places.items())
    )


def first_baskets(ask: Ask, known: Known) -> dict[str, str]:
    """The first basket of each company, of those that the store knows."""
    return {ticker: key for key in reversed(basket_keys(ask, known)) for ticker in members(ask, known, key)}


def in_basket(company: Row, member: Row) -> Row:
    """The content of a company as a basket has it, of its own row and of the basket's row of it."""
    names, general = company[: -len(OF_BASKET)], company[-len(OF_BASKET) :]
    return (*names, *(said if own is None else own for own, said in zip(member[1:], general, strict=True)))


def vintage_days(ask: Ask, known: Known) -> dict[int, str]:
    """The day of each vintage that counts, by its id."""
    return dict(ask("SELECT id, as_of FROM vintage WHERE id <= ?", (known.newest,)))
