"""The tables of the store.

Every table but `vintage` and `set_aside` is versioned, as `versions` says; rows are only ever added. Days are texts as
2024-09-12, so that both databases hold and compare the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    Connection,
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

from xl_aigc.data.claims_file import parted
from xl_aigc.data.markets import MARKETS, USUAL, shared_year_end
from xl_aigc.store.versions import BASKET, MEMBER, OF_BASKET, ROLLOUT, SCHEMA, VERSIONED, Versioned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


VERSION: Final = SCHEMA
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


_KINDS: Final = {
    "value": Double,
    "change": Double,
    "place": Integer,
    "models": Integer,
    "algorithms": Integer,
}
"""The columns of content that are no texts."""


def _table(versioned: Versioned) -> Table:
    """A versioned table; `WITHOUT ROWID` makes the key itself the tree that SQLite reads."""
    key = [Column(each, Text, primary_key=True) for each in versioned.key]
    since: Column[int] = Column("vintage", ForeignKey(VINTAGE.c.id), primary_key=True, autoincrement=False)
    content: list[Column[Any]] = [Column(each, _KINDS.get(each, Text)) for each in versioned.content]
    return Table(versioned.name, METADATA, *key, since, *content, sqlite_with_rowid=False)


TABLES: Final = {each: _table(each) for each in VERSIONED}

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


def _add(table: Versioned, *columns: str) -> Callable[[Connection], object]:
    """Give a table more columns of text."""

    def add(connection: Connection) -> None:
        for column in columns:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {column} TEXT"))

    return add


def _name_markets(connection: Connection) -> None:
    """Say of every basket recorded so far what all of them were: of the usual market, in its currency."""
    _add(BASKET, "markets", "currency")(connection)
    held = {"markets": USUAL, "currency": MARKETS[USUAL].currency}
    connection.execute(update(TABLES[BASKET]).where(TABLES[BASKET].c.name.is_not(None)).values(held))


def _part_claims_from_the_article(connection: Connection) -> None:
    """Make the table of what was rolled out; texts that hold an article and its claims become two."""
    TABLES[ROLLOUT].create(connection)
    for column in ("claims", "segments"):
        _add(BASKET, column)(connection)
    table = TABLES[BASKET]
    for key, vintage, text_ in connection.execute(
        select(table.c.key, table.c.vintage, table.c.article).where(table.c.article.is_not(None))
    ).all():
        article, claims = parted(text_)
        here = (table.c.key == key) & (table.c.vintage == vintage)
        connection.execute(update(table).where(here).values(article=article, claims=claims))


def _name_periods(connection: Connection) -> None:
    """Say of every basket recorded so far what all of them were: of cumulative periods, without limits of its own."""
    _add(BASKET, "limits", "periods", "year_end")(connection)
    table = TABLES[BASKET]
    for (markets,) in connection.execute(select(table.c.markets).distinct()).all():
        if markets is not None:
            held = {"limits": "{}", "periods": "cumulative", "year_end": shared_year_end(markets.split())}
            connection.execute(update(table).where(table.c.markets == markets).values(held))


STEPS: Mapping[int, Callable[[Connection], object]] = {
    1: _add(BASKET, "measures"),
    2: _add(BASKET, "texts"),
    3: _name_markets,
    4: _part_claims_from_the_article,
    5: _name_periods,
    6: _add(BASKET, "layers"),
    7: _add(BASKET, "archetypes"),
    8: _add(MEMBER, *OF_BASKET),
}
"""Statements that upgrade a store to the next version, by the version that they apply to."""


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
