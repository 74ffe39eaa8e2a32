"""Panels of a basket in memory, and of a store: measures over many periods, computed where the figures are."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from xl_aigc.errors import DataError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.model import Facts
    from xl_aigc.panel.panel import Panel
    from xl_aigc.store.store import Store


@dataclass(frozen=True)
class Request:
    """The measures, periods and engine that a person asks for.

    Attributes:
        measures: keys of measures.
        periods: periods, a text of them or of a range; None for all.
        by: `company`, `basket`, or the key of a measure that is a word.
        engine: a connection of ibis, or its URL; None for the usual one.
        figures: the name of a table of the engine that holds figures; None for those of the basket.
    """

    measures: Sequence[str]
    periods: str | Sequence[str] | None = None
    by: str = "company"
    engine: Any = None
    figures: str | None = None


@contextmanager
def panel_of_facts(facts: Facts, request: Request) -> Iterator[Panel]:
    """The panel of a basket in memory; its figures are sent to the engine, or are there already.

    Raises:
        DataError: the extra is not installed, or the request can't be met.
    """
    check_installed()
    from xl_aigc.panel import engines  # noqa: PLC0415  only a panel needs ibis
    from xl_aigc.panel.panel import Panel, asked_of  # noqa: PLC0415

    asked = asked_of(facts, request.measures, request.by)
    if request.figures is not None and request.engine is None:
        raise DataError("The table of figures is of no engine.", remedy="Name the engine too.")
    with _engine(request.engine) as engine:
        figures = engines.named(engine, request.figures) if request.figures else None
        if figures is None:
            figures = engines.of_facts(facts, asked.items)
        yield Panel.of(facts, asked, request.periods, figures, engine)


@contextmanager
def panel_of_store(
    store: Store, request: Request, basket: str | None = None, as_of: dt.date | None = None
) -> Iterator[Panel]:
    """The panel of a basket of a store: in PostgreSQL computed there, in a file by DuckDB.

    Raises:
        DataError: as of `panel_of_facts`.
        StoreError: there is no such basket, or the store can't be read.
    """
    check_installed()
    from xl_aigc.panel import engines  # noqa: PLC0415  only a panel needs ibis
    from xl_aigc.panel.panel import Panel, asked_of  # noqa: PLC0415

    facts = store.facts(basket, as_of=as_of, figures=False)
    if request.engine is not None:
        with panel_of_facts(facts if request.figures else store.facts(basket, as_of=as_of), request) as panel:
            yield panel
        return
    asked, url = asked_of(facts, request.measures, request.by), store.database.location.url
    with engines.duckdb() if url is None else _engine(url) as engine:
        read = engines.of_database if url else engines.of_file
        figures = read(engine, store, asked.items, as_of)
        yield Panel.of(facts, asked, request.periods, figures, engine)


@contextmanager
def _engine(given: Any) -> Iterator[Any]:
    """The engine that computes; one that is opened here is closed."""
    from xl_aigc.panel import engines  # noqa: PLC0415  only a panel needs ibis

    if given is None:
        with engines.duckdb() as engine:
            yield engine
    elif isinstance(given, str):
        engine = engines.connected(given)
        try:
            yield engine
        finally:
            engine.disconnect()
    else:
        yield given


def check_installed() -> None:
    """Refuse a panel where the extra is not installed.

    Raises:
        DataError: it is not.
    """
    if any(find_spec(name) is None for name in ("ibis", "duckdb")):
        raise DataError(
            "Panels are computed by ibis, which is not installed.", remedy="Run: pip install 'xl-aigc[panel]'"
        )
