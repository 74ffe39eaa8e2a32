"""A panel as a table to compute, as a DataFrame, and as a file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter

import ibis
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from ibis.common.exceptions import IbisError

from xl_aigc.errors import DataError, Place
from xl_aigc.expressions.support import NOT_ON
from xl_aigc.measures.own import table_with
from xl_aigc.ooxml.replace import replacing
from xl_aigc.panel.asked import Asked, chosen_periods
from xl_aigc.panel.grid import frame_of, grid
from xl_aigc.panel.levels import panel_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from xl_aigc.data.model import Facts

BATCH: Final = 50_000
"""Rows of a file that are in memory at once."""
WRITERS: Final = {".parquet": pq.ParquetWriter, ".csv": pa_csv.CSVWriter}
"""Writers of files, by ending."""


@dataclass(frozen=True)
class Panel:
    """A panel that an engine has yet to compute.

    Attributes:
        engine: a connection of ibis.
        rows: the panel as a table of ibis.
    """

    engine: Any
    rows: Any

    @classmethod
    def of(
        cls,
        facts: Facts,
        asked: Asked,
        periods: str | Sequence[str] | None,
        figures: Any,
        engine: Any,
    ) -> Panel:
        """Return a panel.

        Args:
            facts: the basket; its figures are not read.
            asked: the measures, and whom a row is about.
            periods: as of `chosen_periods`.
            figures: a table of the engine, as `engines` makes one.
            engine: what computes.

        Raises:
            DataError: a period is none, or has no figures, or the engine can't compute a measure.
        """
        _check_engine(asked, engine.name)
        members = ibis.memtable(pa.table({"ticker": pa.array(facts.tickers, pa.string())}))
        held = figures.filter(figures.item.isin(asked.items)).semi_join(members, "ticker")
        with _told(engine):
            found = engine.to_pyarrow(held.select("period").distinct())["period"].to_pylist()
        chosen = chosen_periods(periods, found, single=facts.single_quarters)
        frame = frame_of(facts, asked.table)
        return cls(engine, panel_of(grid(figures, frame, asked.inputs, chosen), frame, asked))

    def frame(self) -> pd.DataFrame:
        """Compute the panel, in memory."""
        import pandas as pd  # noqa: PLC0415  only a frame needs pandas

        with _told(self.engine):
            found = self.engine.to_pyarrow(self.rows)
        return found.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)  # type: ignore[no-any-return]  # of an extra

    def write(self, target: Path) -> int:
        """Compute the panel and write it as rows arrive; return their number.

        Raises:
            WorkbookError: the file can't be written.
        """
        rows, schema = 0, self.rows.schema().to_pyarrow()
        writing = WRITERS[target.suffix.lower()]
        with _told(self.engine), replacing(target) as file, writing(file, schema) as writer, catch_warnings():
            simplefilter(
                "ignore", DeprecationWarning
            )  # ibis reads DuckDB by a method that has another name by now
            for batch in self.engine.to_pyarrow_batches(self.rows, chunk_size=BATCH):
                writer.write_batch(batch)
                rows += batch.num_rows
        return rows


def asked_of(facts: Facts, measures: Iterable[str], by: str) -> Asked:
    """Read what a person asks of a basket, with its own measures.

    Raises:
        DataError: a measure of the basket is wrong, or there is none such.
    """
    return Asked.of(table_with(facts.measures, sorts=facts.sorts), measures, by)


def _check_engine(asked: Asked, engine: str) -> None:
    """Refuse a measure that an engine can't compute, with the reason."""
    for measure in asked.all:
        for node in measure.tree.walk():
            reason = NOT_ON.get((type(node), engine))  # type: ignore[arg-type]  # a name that is not among them has none
            if reason is not None:
                raise DataError(
                    reason, Place(key=measure.key), remedy="Leave the measure out, or name another engine."
                )


@contextmanager
def _told(engine: Any) -> Iterator[None]:
    """Turn what a driver says into an error that a person can act on; each has classes of its own.

    Raises:
        DataError: the engine refused the work.
    """
    try:
        yield
    except IbisError:
        raise DataError(
            f"The engine {engine.name} can't compute what the panel needs.",
            Place("engine"),
            expected="DuckDB, PostgreSQL, Spark, Trino or BigQuery.",
        ) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] in {"builtins", "xl_aigc"}:
            raise
        raise DataError(
            f"The engine {engine.name} says: {' '.join(str(error).split())}", Place("engine")
        ) from error


def check_file(target: Path) -> None:
    """Refuse a file of no known kind, or one that is there.

    Raises:
        DataError: it is.
    """
    if target.suffix.lower() not in WRITERS:
        raise DataError(
            "A panel can't be written to such a file.", Place(target), expected="an ending .parquet or .csv."
        )
    if target.exists():
        raise DataError(
            "The file to write is there already.", Place(target), remedy="Name another, or delete it first."
        )
