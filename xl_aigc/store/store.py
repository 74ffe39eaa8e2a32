"""The store as its users see it: each method is one reading or one writing."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the dates of these methods are read at run time by their users
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xl_aigc.store import reading
from xl_aigc.store.changes import Changes, Recorded
from xl_aigc.store.description import Description, describe
from xl_aigc.store.export import Exported, write_folder
from xl_aigc.store.plan import plan
from xl_aigc.store.state import bulk
from xl_aigc.store.verify import Fault, verify
from xl_aigc.store.versions import Known
from xl_aigc.store.vintage import Vintage, known, newest_id, read_vintages
from xl_aigc.store.writing import silent, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from xl_aigc.data.batch import Basket, Batch, SetAside
    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.location import Location
    from xl_aigc.store.database import Database
    from xl_aigc.store.reading import FigureColumns, FigureVintage
    from xl_aigc.store.writing import Progress


@dataclass(frozen=True)
class Recording:
    """A vintage that is written and not yet there for others.

    Attributes:
        done: what became of the batch.
        known: what counts with it.
        connection: the one that writes.
    """

    done: Recorded
    known: Known
    connection: Connection

    def facts(self, basket: str | None = None) -> Facts:
        """Read the facts of a basket as of this vintage."""
        chosen = reading.choose_basket(reading.read_baskets(self.connection, self.known), basket)
        return reading.read_facts(self.connection, self.known, chosen)


@dataclass(frozen=True)
class Store:
    """Every figure ever known, vintage by vintage; nothing is ever overwritten.

    Every method may raise a `StoreError`: the database can't be reached, read or written.

    Attributes:
        database: where it is.
        made: whether there was none before, so that it holds the bundled figures alone.
    """

    database: Database
    made: bool = False

    @property
    def location(self) -> Location:
        """Return the place by which messages name it."""
        return self.database.named

    def compare(self, batch: Batch) -> Changes:
        """Compute what recording a batch would change, without writing.

        Raises:
            DataError: the batch contradicts itself.
        """
        with self.database.reading() as connection:
            return plan(connection, batch, Known(newest_id(connection))).changes

    def record(self, batch: Batch, recorded: dt.datetime, *, progress: Progress = silent) -> Recorded:
        """Add a batch as a new vintage, in one transaction: all of it or, if it is interrupted, nothing.

        Args:
            batch: what a source gave. One that changes nothing makes no vintage.
            recorded: when; the store reads no clock.
            progress: told how many rows are written, of how many.

        Raises:
            DataError: the batch contradicts itself.
        """
        with self.recording(batch, recorded, progress=progress) as recording:
            return recording.done

    @contextmanager
    def recording(
        self, batch: Batch, recorded: dt.datetime, *, trial: bool = False, progress: Progress = silent
    ) -> Iterator[Recording]:
        """Record a batch like `record`, and keep the vintage only if the body of the `with` statement succeeds.

        Args:
            batch: what a source gave.
            recorded: when.
            trial: nothing of it stays in any case.
            progress: told how many rows are written, of how many.

        Raises:
            DataError: the batch contradicts itself.
        """
        database = self.database
        with database.trying() if trial else database.writing() as connection:
            newest = newest_id(connection)
            vintage = None
            with bulk():
                planned = plan(connection, batch, Known(newest))
                if not planned.changes.nothing:
                    vintage = write(connection, batch, planned, newest + 1, recorded, progress)
            done = Recorded(vintage, planned.changes)
            yield Recording(done, Known(vintage.id if vintage else newest), connection)

    def vintages(self) -> tuple[Vintage, ...]:
        """Every vintage, the oldest first."""
        with self.database.reading() as connection:
            return read_vintages(connection)

    def facts(
        self,
        basket: str | None = None,
        *,
        vintage: int | None = None,
        as_of: dt.date | None = None,
        period: Period | None = None,
        compare: Period | None = None,
        figures: bool = True,
    ) -> Facts:
        """Read the facts of a basket; they equal those of its data folder.

        Args:
            basket: its key; None for the first that the store knew.
            vintage: as after that one; None for the newest.
            as_of: as known on that day: only vintages whose own day is not later count.
            period: the period to report; None for the basket's.
            compare: the period to compare with; None for the basket's, or a year before `period`.
            figures: read the figures too; there may be millions.
        """
        with self.database.reading() as connection:
            counting = known(connection, vintage, as_of)
            chosen = reading.choose_basket(reading.read_baskets(connection, counting), basket)
            found = reading.read_facts(connection, counting, chosen, figures=figures)
        other = compare or (period.year_before if period else found.compare)
        return replace(found, period=period or found.period, compare=other)

    def columns(self, items: Iterable[str], *, as_of: dt.date | None = None) -> Iterator[FigureColumns]:
        """Read the figures of all companies item by item, so that those of one item are in memory at once."""
        with self.database.reading() as connection:
            counting = Known(newest_id(connection), as_of)
            for item in items:
                yield reading.read_columns(connection, counting, item)

    def figure(
        self, ticker: str, item: str, period: Period, *, as_of: dt.date | None = None
    ) -> Figure | None:
        """Read a figure; None where it is missing or was withdrawn."""
        with self.database.reading() as connection:
            counting = Known(newest_id(connection), as_of)
            return reading.read_figure(connection, counting, ticker, item, period)

    def history(self, ticker: str, item: str, period: Period) -> tuple[FigureVintage, ...]:
        """Read the history of a figure, oldest vintage first."""
        with self.database.reading() as connection:
            return reading.read_history(connection, ticker, item, period)

    def set_aside(self, vintage: int) -> tuple[SetAside, ...]:
        """The rows that a refresh could not take, with the reasons.

        Raises:
            StoreError: there is no such vintage.
        """
        with self.database.reading() as connection:
            known(connection, vintage, None)
            return reading.read_set_aside(connection, vintage)

    def baskets(self, *, vintage: int | None = None, as_of: dt.date | None = None) -> tuple[Basket, ...]:
        """The baskets with their members, the first that the store knew at the front."""
        with self.database.reading() as connection:
            return reading.read_baskets(connection, known(connection, vintage, as_of))

    def left(self, basket: str | None = None, *, as_of: dt.date | None = None) -> tuple[str, ...]:
        """List the tickers that have left a basket; their figures stay in the store."""
        with self.database.reading() as connection:
            counting = known(connection, None, as_of)
            chosen = reading.choose_basket(reading.read_baskets(connection, counting), basket)
            return reading.read_left(connection, counting, chosen)

    def export(
        self,
        folder: Path,
        basket: str | None = None,
        *,
        vintage: int | None = None,
        as_of: dt.date | None = None,
    ) -> Exported:
        """Write a basket as a data folder that `load_facts` reads."""
        with self.database.reading() as connection:
            counting = known(connection, vintage, as_of)
            chosen = reading.choose_basket(reading.read_baskets(connection, counting), basket)
            facts = reading.read_facts(connection, counting, chosen)
        return write_folder(folder, facts)

    def verify(self) -> tuple[Fault, ...]:
        """List the faults of the store; empty if it is sound."""
        with self.database.reading() as connection:
            return verify(connection)

    def description(self) -> Description:
        """Count what the store holds."""
        with self.database.reading() as connection:
            return describe(connection)
