"""One refresh: figures are fetched, checked, recorded as a new vintage, and carried into a workbook."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.errors import AigcError, Place, StoreError, WorkbookError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.own import MEASURES_FILE, table_with
from xl_aigc.ooxml.edits.in_use import check_not_in_use
from xl_aigc.refreshing.carry import Carried, Draft, Inspection, drafted, inspect, put_in_place
from xl_aigc.refreshing.differences import given_by
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.refreshing.store_age import LOST, check_store, recorded_at
from xl_aigc.refreshing.workbook_lock import locked
from xl_aigc.sources import Request, fetch, tickers_by_name
from xl_aigc.sources.files import folder_facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.figure_rules import BatchLimits
    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.report.ledger import Ledger
    from xl_aigc.store.changes import Changes
    from xl_aigc.store.store import Store
    from xl_aigc.store.vintage import Vintage

    Progress = Callable[[str, int, int | None], None]

REASONS_TOLD: Final = 200
"""Rows set aside that a workbook remembers; the store keeps all of them."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The result of a refresh, or of a dry run.

    Attributes:
        batch: what the source gave, without the rows set aside; None where nothing was fetched.
        changes: the changes in the store; None where nothing was fetched.
        vintage: the number of the new vintage, or of what would be it; None where there is none.
        carried: what was done to the workbook; None where none was named.
        outside: the companies that the batch gives figures of, and no basket of the store holds.
        ahead: the newest period with figures of the basket, where the workbook shows an older one.
    """

    batch: Batch | None
    changes: Changes | None
    vintage: int | None
    carried: Carried | None
    outside: tuple[str, ...] = ()
    ahead: Period | None = None


@dataclass(frozen=True, slots=True)
class RefreshOptions:
    """The options of a refresh.

    Attributes:
        request: what to ask of which source; None to fetch nothing and carry what the store knows.
        workbook: the workbook to carry it into.
        basket: the basket of the store; None for the workbook's own, else the first.
        limits: from where on a row is not believed; None for the usual limits.
        overwrite: also inputs that a person corrected in the workbook.
        dry_run: write nothing.
        as_of: without a request, carry what the store knew on that day, also where the workbook shows newer figures.
    """

    request: Request | None
    workbook: Path | None = None
    basket: str | None = None
    limits: BatchLimits | None = None
    overwrite: bool = False
    dry_run: bool = False
    as_of: dt.date | None = None


def refresh(store: Store, options: RefreshOptions, now: dt.datetime, progress: Progress) -> Refreshed:
    """Bring figures into the store, and from there into a workbook.

    The workbook's next state is written beside it before the vintage becomes part of the store, and takes its place
    after: where one of the two can't be written, neither changes. Should the last step fail, the store has the new
    vintage, and the same command without a source carries it: the error says so. From the first look at the workbook
    to the last no other refresh works on it.

    Args:
        store: where figures are recorded.
        options: what to do.
        now: when this is.
        progress: told what is being done, how much is done, of how much.

    Raises:
        DataError: the source can't be read, or too many of its rows are bad.
        StoreError: the store can't be read or written.
        WorkbookError: the workbook is open elsewhere, or is none of ours.
    """
    if options.workbook is None or options.dry_run:
        return _refresh(store, options, now, progress)
    with locked(options.workbook, progress=lambda what: progress(what, 0, None)):
        return _refresh(store, options, now, progress)


def _refresh(store: Store, options: RefreshOptions, now: dt.datetime, progress: Progress) -> Refreshed:
    inspection = None
    if options.workbook is not None:
        check_not_in_use(options.workbook)
        progress(f"reading {options.workbook.name}", 0, None)
        inspection = inspect(options.workbook)
    ledger = inspection.ledger if inspection else None
    if options.request is None:
        basket = options.basket or basket_of(store, ledger)
        return _carry_known(store, basket, options, inspection, now, progress)
    known = _known(store, options, options.request, ledger)
    if inspection is not None and options.workbook is not None:
        check_store(store, known, inspection.ledger, options.workbook)
    for period in options.request.periods:
        period.checked(single=known.single_quarters)
    request = replace(
        options.request,
        single_quarters=known.single_quarters,
        markets=options.request.markets or known.markets,
        currency=options.request.currency or known.currency,
        named=tickers_by_name(known.companies),
    )
    batch = check_batch(fetch(request, progress), known, options.limits)
    _check_measures(batch, request)
    progress("recording", 0, None)
    with ExitStack() as drafts:
        with store.recording(
            batch, now, trial=options.dry_run, progress=lambda n, of: progress("recording", n, of)
        ) as recording:
            made, changes = recording.done.vintage, recording.done.changes
            facts = recording.facts(known.key) if inspection else None
            shown = made or store.vintages()[-1]
            draft = drafts.enter_context(_draft(shown, facts, batch, options, inspection, now, progress))
        vintage = made.id if made else None
        outside, ahead = _outside(batch, store), _ahead(batch, known, inspection)
        if draft is None or options.workbook is None:
            return Refreshed(batch, changes, vintage, None, outside, ahead)
        with _recorded_all_the_same(options.workbook, vintage):
            return Refreshed(batch, changes, vintage, put_in_place(draft), outside, ahead)


def _outside(batch: Batch, store: Store) -> tuple[str, ...]:
    """The companies of a vendor's batch that no basket holds."""
    held = {ticker for basket in store.baskets() for ticker in basket.members}
    given = dict.fromkeys(figure.ticker for figure in batch.figures)
    return () if batch.basket else tuple(ticker for ticker in given if ticker not in held)


def _ahead(batch: Batch, known: Facts, inspection: Inspection | None) -> Period | None:
    """The period of a vendor's batch that is newer than the workbook's."""
    held = frozenset(known.tickers)
    periods = {figure.period for figure in batch.figures if figure.ticker in held}
    newest = max(periods) if periods and inspection else None
    return newest if inspection and newest and newest > inspection.ledger.period else None


def _known(store: Store, options: RefreshOptions, request: Request, ledger: Ledger | None) -> Facts:
    """The basket as the store knows it; one that the store meets for the first time, as its folder states it."""
    key = options.basket or (ledger.facts.key if ledger else None)
    if key is not None and key not in {basket.key for basket in store.baskets()}:
        brought = folder_facts(request)
        if brought is not None and brought.key == key:
            return brought
    return store.facts(options.basket or basket_of(store, ledger))


def _check_measures(batch: Batch, request: Request) -> None:
    """Refuse a basket whose own measures are wrong, before the store has them for every function and build.

    Raises:
        DataError: as above; the message names file, line and key.
    """
    if batch.basket is None or not batch.basket.measures:
        return
    file = Path(request.address or batch.origin) / MEASURES_FILE
    table_with(parse_yaml(batch.basket.measures, file), sorts=batch.basket.sorts)


def _carry_known(
    store: Store,
    basket: str | None,
    options: RefreshOptions,
    inspection: Inspection | None,
    now: dt.datetime,
    progress: Progress,
) -> Refreshed:
    """Carry what the store knows, or knew on a day, into a workbook."""
    day = options.as_of
    facts = store.facts(basket, as_of=day)
    shown = [vintage for vintage in store.vintages() if day is None or vintage.as_of <= day][-1]
    if day is None and inspection is not None and options.workbook is not None:
        check_store(store, facts, inspection.ledger, options.workbook)
    with _draft(shown, facts, None, options, inspection, now, progress) as draft:
        return Refreshed(None, None, None, put_in_place(draft) if draft else None)


@contextmanager
def _draft(
    shown: Vintage,
    facts: Facts | None,
    batch: Batch | None,
    options: RefreshOptions,
    inspection: Inspection | None,
    now: dt.datetime,
    progress: Progress,
) -> Iterator[Draft | None]:
    """The next state of the workbook, written beside it; None where none is options."""
    if options.workbook is None or inspection is None or facts is None:
        yield None
        return
    with drafted(
        options.workbook,
        incoming_of(shown, facts, inspection.ledger, batch, now),
        inspection=inspection,
        overwrite=options.overwrite,
        dry_run=options.dry_run,
        progress=lambda what: progress(what, 0, None),
    ) as draft:
        yield draft


@contextmanager
def _recorded_all_the_same(workbook: Path, vintage: int | None) -> Iterator[None]:
    """Have an error say that the store is already further than the workbook."""
    try:
        yield
    except AigcError as error:
        if vintage is None:
            raise
        raise WorkbookError(
            f"{error} The store has the new figures all the same, as vintage {vintage}; the workbook is as it was.",
            remedy=f"Once that is mended, `xl-aigc refresh --workbook {workbook}` carries them into it.",
        ) from error


def basket_of(store: Store, ledger: Ledger | None) -> str | None:
    """Return the basket that a workbook shows, where the store knows it.

    Raises:
        StoreError: the store does not know it.
    """
    if ledger is None:
        return None
    known = [basket.key for basket in store.baskets()]
    if ledger.facts.key not in known:
        if store.made:
            raise StoreError(
                "There is no store here, and a new one has the bundled figures alone, not those of the basket "
                f"{ledger.facts.key!r}, which the workbook shows.",
                Place(str(store.location)),
                remedy=LOST,
            )
        raise StoreError(
            f"The store has no basket {ledger.facts.key!r}, which the workbook shows.",
            Place(str(store.location)),
            expected=f"one of {', '.join(known)}.",
            remedy=LOST,
        )
    return ledger.facts.key


def incoming_of(
    shown: Vintage, facts: Facts, ledger: Ledger, batch: Batch | None, now: dt.datetime
) -> Incoming:
    """Return the new facts for a workbook, and the rows that their batch set aside.

    Args:
        shown: the vintage of the store that the facts are of.
        facts: the basket.
        ledger: what the workbook remembers.
        batch: what was fetched; None where nothing was.
        now: when this is.
    """
    source = f"{batch.source}: {batch.origin}" if batch else f"{shown.source}: {shown.origin}"
    aside = batch.set_aside if batch else ()
    return Incoming(
        facts,
        shown.id,
        source,
        now.astimezone().date().isoformat(),
        ledger.period,
        ledger.compare,
        tuple(str(row) for row in aside[:REASONS_TOLD]),
        len(aside),
        recorded_at(shown),
        None if batch is None else given_by(batch),
    )
