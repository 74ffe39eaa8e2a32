"""Refuse a store that is older than a workbook, or another one: the workbook's figures would go back in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import Place, StoreError
from xl_aigc.refreshing.differences import changed_figures

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.report.ledger import Ledger
    from xl_aigc.store.store import Store
    from xl_aigc.store.vintage import Vintage


def check_store(store: Store, facts: Facts, ledger: Ledger, workbook: Path) -> None:
    """Refuse a store that does not know what the workbook shows.

    Args:
        store: where figures are recorded.
        facts: the basket as the store knows it.
        ledger: what the workbook remembers.
        workbook: the file, for the message.

    Raises:
        StoreError: the store has no such vintage, or it recorded the vintage at another time than the workbook's store.
    """
    found = _reason(store, facts, ledger)
    if found is None:
        return
    raise StoreError(
        f"{found}{_going_back(facts, ledger)} Nothing was changed.",
        Place(str(store.location)),
        remedy="Name the store that the workbook was last refreshed from with --store. To take what this one knew on "
        f"a day all the same: xl-aigc refresh --workbook {workbook} --as-of {facts.as_of}",
    )


def _reason(store: Store, facts: Facts, ledger: Ledger) -> str | None:
    """Return why the figures of a store may not replace those of a workbook; None where they may."""
    vintages = {vintage.id: vintage for vintage in store.vintages()}
    newest = max(vintages, default=0)
    if ledger.vintage is None:
        if facts.as_of >= ledger.facts.as_of:
            return None
        return f"The store's figures are of {facts.as_of}, and older than the workbook's of {ledger.facts.as_of}."
    if ledger.vintage > newest:
        return f"The store (vintage {newest}) is older than the workbook (vintage {ledger.vintage})."
    if ledger.recorded and ledger.recorded != recorded_at(vintages[ledger.vintage]):
        return "The workbook was last refreshed from another store."
    return None


def recorded_at(vintage: Vintage) -> str:
    """Return the time at which a vintage was recorded, as a workbook remembers it."""
    return vintage.recorded.isoformat()


def _going_back(facts: Facts, ledger: Ledger) -> str:
    """Name one figure that would become another."""
    periods, items = (ledger.period, ledger.compare), sorted({one.item for one in ledger.facts.figures})
    changed = changed_figures(ledger.facts, facts, periods, items, "", "", None)
    first = next((one for one in changed if one.item), None)
    if first is None:
        return ""
    old, new = ("missing" if value is None else f"{value:,.2f}" for value in (first.old, first.new))
    return f" {first.ticker} {first.item} {first.period} would go from {old} to {new}."
