"""Rolls a workbook forward: the figures of another period in the same workbook, with all that a person added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import DataError, Place, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.carry import Carried, carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.refreshing.refresh import basket_of
from xl_aigc.refreshing.store_age import check_store, recorded_at
from xl_aigc.refreshing.workbook_lock import locked
from xl_aigc.report.output import check_output, is_kept, output_place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.store.store import Store


def roll(  # noqa: PLR0913  one argument is one choice of a reader
    store: Store,
    workbook: Path,
    to: tuple[Period, Period],
    now: dt.datetime,
    *,
    target: Path | None = None,
    replace: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Carried:
    """Have a workbook show another period.

    Titles, headings and formulas follow, a person's own formulas that name a heading too. The article's claims stay at
    their own period. Inputs that a person corrected stay theirs where their period is shown.

    Args:
        store: where the figures are.
        workbook: the workbook, closed.
        to: the period to show, and the one to compare it with.
        now: when this is.
        target: another file to write; None for the workbook itself.
        replace: replace a target that is somebody's too, and keep it as a numbered copy.
        dry_run: write nothing.
        progress: told the name of each step.

    Raises:
        DataError: the store has no figures of a period.
        WorkbookError: the workbook is open elsewhere, none of ours, or can't be written.
    """
    if target is not None:
        _check_another(workbook, target)
        is_kept(target, replace=replace)  # refuses what it may not replace, also where nothing is written
    if dry_run:
        incoming = _incoming(store, workbook, to, now)
        return carry_into(workbook, incoming, dry_run=True, progress=progress)
    with locked(workbook, progress=progress):
        incoming = _incoming(store, workbook, to, now)
        if target is None:
            return carry_into(workbook, incoming, progress=progress)
        with output_place(target, replace=replace) as place:
            return carry_into(workbook, incoming, target=place, progress=progress)


def _check_another(workbook: Path, target: Path) -> None:
    check_output(target, workbook.suffix.lower())
    if target.exists() and workbook.exists() and target.samefile(workbook):
        raise WorkbookError(
            "The output is the workbook itself.",
            Place(target),
            remedy="Leave --output out to roll the workbook itself; a copy from before is kept then.",
        )


def _incoming(store: Store, workbook: Path, to: tuple[Period, Period], now: dt.datetime) -> Incoming:
    """Return the figures of another period, as far as the store and the workbook allow it."""
    with Book(workbook) as book:
        ledger = find(book).ledger
    facts = store.facts(basket_of(store, ledger))
    period, other = to
    for wanted, option in ((period, "--to"), (other, "--compare")):
        _check_known(facts, wanted, option)
    if (period, other) == (ledger.period, ledger.compare):
        raise WorkbookError(
            f"The workbook shows {period} against {other} already.",
            Place(workbook),
            remedy="`xl-aigc refresh --workbook` brings its figures up to date.",
        )
    check_store(store, facts, ledger, workbook)
    newest = store.vintages()[-1]
    source = f"{ledger.period} → {period}"
    return Incoming(
        facts,
        newest.id,
        source,
        now.astimezone().date().isoformat(),
        period,
        other,
        recorded=recorded_at(newest),
    )


def _check_known(facts: Facts, period: Period, option: str) -> None:
    period.checked(single=facts.single_quarters)
    if period not in facts.periods:
        raise DataError(
            f"The store has no figure of {period} for the basket {facts.key!r}.",
            Place(option),
            expected=f"one of {', '.join(map(str, facts.periods))}.",
            remedy=f"Bring it in first: xl-aigc refresh --source files --from FILE --period {period}",
        )
