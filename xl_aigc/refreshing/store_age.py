"""Refuse a store that is older than a workbook, or another one: the workbook's figures would go back in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, StoreError
from xl_aigc.refreshing.differences import changed_figures
from xl_aigc.report.subjects import recorded, with_nothing_of

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.report.ledger import Ledger
    from xl_aigc.store.store import Store
    from xl_aigc.store.vintage import Vintage

LOST: Final = (
    "Name the store that has it with --store. Where that is lost, make one from the figures that the workbook remembers: "
    "`xl-aigc store export FOLDER --workbook FILE`, then `xl-aigc refresh --from FOLDER`."
)


def check_store(store: Store, facts: Facts, ledger: Ledger, workbook: Path) -> None:
    """Refuse a store that does not know what the workbook shows.

    Args:
        store: where figures are recorded.
        facts: the basket as the store knows it.
        ledger: what the workbook remembers.
        workbook: the file, for the message.

    Raises:
        StoreError: the store has no such vintage, or recorded it at another time than the workbook's store, and has other
            figures.
    """
    found = _reason(store, facts, ledger)
    if found is None:
        return
    back = _going_back(facts, ledger)
    if not back:
        return
    remedy = (
        "Name the store that the workbook was last refreshed from with --store. To take what this one knew on "
        f"a day all the same: xl-aigc refresh --workbook {workbook} --as-of {facts.as_of}"
    )
    raise StoreError(
        f"{found}{back} Nothing was changed.",
        Place(str(store.location)),
        remedy=LOST if store.made else remedy,
    )


def _reason(store: Store, facts: Facts, ledger: Ledger) -> str | None:
    """Return why the figures of a store may not replace those of a workbook; None where they may."""
    vintages = {vintage.id: vintage for vintage in store.vintages()}
    newest = max(vintages, default=0)
    if ledger.vintage is None:
        if facts.as_of >= ledger.facts.as_of:
            return None
        return f"The store's figures are of {facts.as_of}, and older than the workbook's of {ledger.facts.as_of}."
    if store.made and ledger.vintage > newest:
        return "There is no store here, and a new one has the bundled figures alone, older than those of the workbook."
    if ledger.vintage > newest:
        return f"The store (vintage {newest}) is older than the workbook (vintage {ledger.vintage})."
    if ledger.recorded and ledger.recorded != recorded_at(vintages[ledger.vintage]):
        return "The workbook was last refreshed from another store."
    return None


def recorded_at(vintage: Vintage) -> str:
    """Return the time at which a vintage was recorded, as a workbook remembers it."""
    return vintage.recorded.isoformat()


def _going_back(facts: Facts, ledger: Ledger) -> str:
    """Name one figure that the workbook shows and that would become another; empty where none would."""
    periods, items = (ledger.period, ledger.compare), sorted({one.item for one in ledger.facts.figures})
    shown = with_nothing_of(facts, recorded(ledger.rooms), ledger.compare)
    changed = changed_figures(ledger.facts, shown, periods, items, "", "", None)
    first = next((one for one in changed if one.item), None)
    if first is None:
        return ""
    old, new = ("missing" if value is None else f"{value:,.2f}" for value in (first.old, first.new))
    if not first.period:
        return f" {first.ticker} {first.item} would go from {old} to {new}."
    return f" {first.ticker} {first.item} {first.period} would go from {old} to {new}."
