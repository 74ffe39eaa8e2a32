"""Verifies a store: what the database itself can check, and what only the store knows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, text

from xl_aigc.data.item import ITEMS
from xl_aigc.store.schema import SET_ASIDE, TABLES, VINTAGE
from xl_aigc.store.versions import COMPANY, FIGURE, MEMBER
from xl_aigc.store.vintage import Vintage, read_vintages

if TYPE_CHECKING:
    from collections.abc import Iterator


_FIGURE, _COMPANY, _MEMBER = (TABLES[each] for each in (FIGURE, COMPANY, MEMBER))


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the store: `key` names the check, `says` describes the fault in a sentence."""

    key: str
    says: str


def verify(connection: Connection) -> tuple[Fault, ...]:
    """List the faults of a store; empty if it is sound."""
    vintages = read_vintages(connection)
    return (
        *_database(connection),
        *_numbering(vintages),
        *_vintages_of_rows(connection),
        *_values(connection),
        *_counts(connection, vintages),
        *_members(connection),
    )


def _database(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return  # a server checks its own pages and keys
    for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            yield Fault("damaged", f"The file is damaged: {said}")
    for table, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault("foreign_key", f"a row of {table} belongs to nothing.")


def _numbering(vintages: tuple[Vintage, ...]) -> Iterator[Fault]:
    ids = [vintage.id for vintage in vintages]
    if ids != list(range(1, len(ids) + 1)):
        yield Fault("numbering", f"the vintages are numbered {ids}, not 1 to {len(ids)}.")


def _vintages_of_rows(connection: Connection) -> Iterator[Fault]:
    for table in (*TABLES.values(), SET_ASIDE):
        stray = table.c.vintage.not_in(select(VINTAGE.c.id))
        count = connection.execute(select(func.count()).select_from(table).where(stray)).scalar_one()
        if count:
            yield Fault("no_vintage", f"rows of {table.name} that belong to no vintage: {count}.")


def _values(connection: Connection) -> Iterator[Fault]:
    columns = (_FIGURE.c.ticker, _FIGURE.c.item, _FIGURE.c.period, _FIGURE.c.vintage, _FIGURE.c.value)
    for *key, value in connection.execute(select(*columns).where(_FIGURE.c.value.is_not(None))):
        if not isinstance(value, float) or not math.isfinite(value):
            yield Fault("value", f"figure {key} is {value!r}, no finite number.")
    known_items = select(_FIGURE.c.item).distinct()
    for item in sorted(set(connection.execute(known_items).scalars()) - ITEMS.keys()):
        yield Fault("item", f"there are figures of {item!r}, which is no item.")


def _counts(connection: Connection, vintages: tuple[Vintage, ...]) -> Iterator[Fault]:
    """Of each vintage: figures that came with it, and rows set aside, as it says itself."""
    gone = func.count().filter(_FIGURE.c.value.is_(None))
    rows = select(_FIGURE.c.vintage, func.count(), gone).group_by(_FIGURE.c.vintage)
    figures = {vintage: (count, withdrawn) for vintage, count, withdrawn in connection.execute(rows)}
    asides = select(SET_ASIDE.c.vintage, func.count()).group_by(SET_ASIDE.c.vintage)
    aside = {row[0]: row[1] for row in connection.execute(asides)}
    for each in vintages:
        told = each.added + each.restated + each.resourced + each.withdrawn, each.withdrawn
        held = figures.get(each.id, (0, 0))
        if held != told:
            yield Fault(
                "count",
                f"vintage {each.id} tells of figures: {told[0]}, {told[1]} withdrawn, and has {held}.",
            )
        if aside.get(each.id, 0) != each.set_aside:
            yield Fault(
                "count",
                f"vintage {each.id} tells of rows set aside: {each.set_aside}, and has {aside.get(each.id, 0)}.",
            )


def _members(connection: Connection) -> Iterator[Fault]:
    companies = set(connection.execute(select(_COMPANY.c.ticker).distinct()).scalars())
    members = set(connection.execute(select(_MEMBER.c.ticker).distinct()).scalars())
    for ticker in sorted(members - companies):
        yield Fault("company", f"Nothing is known of {ticker}, a member of a basket.")
