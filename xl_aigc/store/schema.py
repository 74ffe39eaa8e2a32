"""The tables of the store.

Every table but `vintage` and `set_aside` is versioned in one way: a key, the vintage that a row came with, and what it says
from then on. Rows are only ever added; of the rows of a key the one of the newest vintage holds. A row that says nothing
(all its content NULL) says that what was so is so no longer: a figure was withdrawn, a member left.
Days are texts as 2024-09-12, so that both databases hold and compare the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    select,
    text,
    update,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

VERSION: Final = 2
"""The schema that this program writes."""

METADATA: Final = MetaData()

MARK: Final = Table(
    "xl_aigc_store", METADATA, Column("version", Integer, primary_key=True, autoincrement=False)
)
"""Tells a store from any other database, and the version of its schema."""

VINTAGE: Final = Table(
    "vintage",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("recorded", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("origin", Text, nullable=False),
    *(
        Column(count, Integer, nullable=False)
        for count in ("added", "restated", "resourced", "withdrawn", "unchanged", "set_aside")
    ),
)


def _versioned(name: str, key: tuple[str, ...], *content: Column[object]) -> Table:
    """A table of what holds from a vintage on; `WITHOUT ROWID` makes the key itself the tree that SQLite reads."""
    before = [Column(each, Text, primary_key=True) for each in key]
    since: Column[int] = Column("vintage", ForeignKey(VINTAGE.c.id), primary_key=True, autoincrement=False)
    return Table(name, METADATA, *before, since, *content, sqlite_with_rowid=False)


def _texts(*names: str) -> list[Column[object]]:
    return [Column(name, Text) for name in names]


FIGURE: Final = _versioned(
    "figure", ("item", "period", "ticker"), Column("value", Double), *_texts("kind", "sources")
)
COMPANY: Final = _versioned(
    "company",
    ("ticker",),
    *_texts("name_zh", "name_en", "layer", "segment", "archetype", "membership"),
)
PRICE_CHANGE: Final = _versioned(
    "price_change", ("ticker",), Column("change", Double), *_texts("base_date", "date", "basis")
)
SOURCE: Final = _versioned("source", ("id",), *_texts("address"))
BASKET: Final = _versioned(
    "basket", ("key",), *_texts("name", "giants", "period", "compare", "indices", "article", "measures")
)
MEMBER: Final = _versioned("member", ("basket", "ticker"), Column("place", Integer))

VERSIONED: Final = (FIGURE, COMPANY, PRICE_CHANGE, SOURCE, BASKET, MEMBER)

SET_ASIDE: Final = Table(
    "set_aside",
    METADATA,
    Column("vintage", ForeignKey(VINTAGE.c.id), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *(
        Column(name, Text, nullable=False)
        for name in ("reason", "message", "ticker", "item", "period", "value")
    ),
    Column("file", Text),
    Column("line", Integer),
    *(Column(name, Text) for name in ("key", "sheet", "cell")),
    sqlite_with_rowid=False,
)


def _add_measures(connection: Connection) -> None:
    """Give baskets a column for their own measures."""
    connection.execute(text(f"ALTER TABLE {BASKET.name} ADD COLUMN measures TEXT"))


STEPS: Mapping[int, Callable[[Connection], None]] = {1: _add_measures}
"""What makes a store of each older version one of the next; by the version that it is for."""


def create_tables(connection: Connection) -> None:
    """Make every table of an empty database."""
    METADATA.create_all(connection)
    connection.execute(insert(MARK).values(version=VERSION))


def upgrade_tables(connection: Connection, version: int) -> None:
    """Bring a store of an older version up to this one, step by step, in the transaction of the caller."""
    for each in range(version, VERSION):
        STEPS[each](connection)
        connection.execute(update(MARK).values(version=each + 1))


def version_of(connection: Connection) -> int | None:
    """The version of a store's schema, None where the tables are not there."""
    if not connection.dialect.has_table(connection, MARK.name):
        return None
    return connection.execute(select(MARK.c.version)).scalar_one_or_none()
