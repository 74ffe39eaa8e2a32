"""Refresh, check, compare and freeze workbooks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.api import frames
from xl_aigc.api.choice import read_day
from xl_aigc.api.reading import request_for
from xl_aigc.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from xl_aigc.ooxml.freeze import Frozen
    from xl_aigc.refreshing.diff import Difference
    from xl_aigc.refreshing.refresh import Refreshed
    from xl_aigc.report.check_file import FileCheck, Recalculation


@dataclass(frozen=True)
class RefreshResult:
    """Result of a refresh, or of a dry run.

    `refresh` makes one.

    Attributes:
        refreshed: the batch, the changes to the store, the new vintage, and what was done to the workbook.
        dry_run: nothing was written.
    """

    refreshed: Refreshed = field(repr=False)
    dry_run: bool

    def __repr__(self) -> str:
        return (
            f"RefreshResult(vintage={self.vintage}, changes={len(self.to_pandas())}, dry_run={self.dry_run})"
        )

    @property
    def vintage(self) -> int | None:
        """Return the number of the new vintage; None if nothing changed or nothing was written."""
        return None if self.dry_run else self.refreshed.vintage

    @property
    def backup(self) -> Path | None:
        """Return the copy of the workbook from before; None if it was not written."""
        return None if self.refreshed.carried is None else self.refreshed.carried.backup

    def to_pandas(self) -> pd.DataFrame:
        """Return the changed figures.

        Returns:
            Columns `change` (`added`, `restated`, `resourced`, `withdrawn`), `ticker`, `item`, `period`, `old`, `new` (units of the currency).
        """
        from xl_aigc.store.changes import Changes  # noqa: PLC0415  only a frame needs it

        return frames.changes(self.refreshed.changes or Changes())

    def set_aside(self) -> pd.DataFrame:
        """Return the rows of the source that were not taken, with their reasons."""
        return frames.set_aside(self.refreshed.batch.set_aside if self.refreshed.batch else ())


@dataclass(frozen=True)
class Differences:
    """Differences between two workbooks, as `diff` gives them; the length is their number.

    Attributes:
        found: one entry for each figure, measure, threshold or company.
    """

    found: tuple[Difference, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.found)

    def to_pandas(self) -> pd.DataFrame:
        """Return the differences: columns `kind`, `ticker`, `what`, `first`, `second`."""
        return frames.differences(self.found)


@checked
def refresh(  # noqa: PLR0913  one argument is one choice of a reader
    workbook: str | Path | None = None,
    source: str | Path | None = None,
    *,
    store: str | Path | None = None,
    basket: str | None = None,
    sheet: str | None = None,
    unit: str | None = None,
    periods: Sequence[str] = (),
    tickers: Sequence[str] = (),
    mapping: str | Path | None = None,
    query: str | None = None,
    as_of: str | None = None,
    overwrite: bool = False,
    dry_run: bool = False,
) -> RefreshResult:
    """Bring new figures into the store, and from there into a workbook. Nothing that a person added is lost.

    Args:
        workbook: the workbook to renew; None to change the store alone.
        source: where figures come from, as for `read`; None to carry what the store knows.
        store: the store, a file or a URL; None for the user's own.
        basket: the basket of the store; None for the workbook's.
        sheet: the sheet to read of a workbook that has several.
        unit: the unit of columns that state none, such as `万` or `USD m`.
        periods: the periods to take; all if empty.
        tickers: the companies to take; all if empty.
        mapping: a CSV file of vendor fields that go before the bundled ones.
        query: the SELECT to run in a database.
        as_of: the day that the figures are of; None for today. Without a source, what the store knew on that day is
            carried, also where the workbook shows newer figures.
        overwrite: replace inputs that a person corrected in the workbook too.
        dry_run: write nothing.

    Returns:
        What changed.

    Raises:
        DataError: nothing is named, the source can't be read, or too many of its rows are bad.
        StoreError: the store can't be read or written.
        WorkbookError: the workbook is open elsewhere, or was not built by this program.

    Example:
        >>> import tempfile
        >>> import xl_aigc as xa
        >>> from xl_aigc.data.folder import REFERENCE
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     changes = xa.refresh(source=REFERENCE, store=f"{folder}/figures.sqlite")
        >>> changes
        RefreshResult(vintage=None, changes=0, dry_run=False)
    """
    from xl_aigc.errors import DataError  # noqa: PLC0415
    from xl_aigc.refreshing.refresh import RefreshOptions  # noqa: PLC0415
    from xl_aigc.refreshing.refresh import refresh as run  # noqa: PLC0415
    from xl_aigc.store.opening import opened_store  # noqa: PLC0415

    if workbook is None and source is None:
        raise DataError("There is nothing to do.", remedy="Name a workbook, a source, or both.")
    request, day = None, None if as_of is None else read_day(as_of)
    if source is not None:
        request = request_for(source, sheet, unit, periods, tickers, mapping, query)
        request = replace(request, as_of=day)
    path = None if workbook is None else Path(workbook)
    wanted = RefreshOptions(request, path, basket, overwrite=overwrite, dry_run=dry_run, as_of=day)
    with opened_store(store, trial=dry_run) as opened:
        done = run(opened, wanted, dt.datetime.now(dt.UTC), lambda *_: None)
    return RefreshResult(done, dry_run)


@checked
def check(workbook: str | Path, *, office: bool | None = None) -> FileCheck:
    """Recalculate a workbook and list errors, stale values, broken references and failed checks. The file is only read.

    Args:
        workbook: the file, .xlsx or .xlsm.
        office: recalculate with LibreOffice; None to do so where it is installed. Without it, only the table Companies
            is recomputed.

    Returns:
        The problems found, and what was recomputed by which program.

    Raises:
        WorkbookError: the file can't be read.
        HostError: LibreOffice was asked for and can't be used.
    """
    from xl_aigc.refreshing.inputs import input_findings  # noqa: PLC0415  a notebook that never checks need not load it
    from xl_aigc.report.check_file import Problem, check_file  # noqa: PLC0415

    path = Path(workbook)
    found = check_file(path, None if office is False else _recalculation(required=bool(office)))
    # First: what other problems follow from.
    inputs = (Problem("input", one.sheet, one.cell, one.says) for one in input_findings(path))
    return replace(found, problems=(*inputs, *found.problems))


def _recalculation(*, required: bool) -> Recalculation | None:
    """LibreOffice as the program that recalculates.

    Args:
        required: fail where it is not installed.
    """
    from xl_aigc.hosts.libreoffice import office as libreoffice  # noqa: PLC0415  as above
    from xl_aigc.report.check_file import Recalculation  # noqa: PLC0415

    office = libreoffice.require_office() if required else libreoffice.find_office()
    if office is None:
        return None
    return Recalculation(libreoffice.office_version(office), libreoffice.recalculate)


@checked
def diff(first: str | Path, second: str | Path) -> Differences:
    """Compare the figures, measures and thresholds of two workbooks.

    Args:
        first: a workbook that this program built.
        second: another one, or the same at a later time.

    Raises:
        WorkbookError: one of them can't be read, or was not built by this program.
    """
    from xl_aigc.refreshing.diff import diff as compare  # noqa: PLC0415  as above

    return Differences(tuple(compare(Path(first), Path(second))))


@checked
def freeze(workbook: str | Path, output: str | Path) -> Frozen:
    """Write a copy in which the formulas that call AIGC functions are replaced by their values.

    Args:
        workbook: the file, .xlsx or .xlsm. It is only read.
        output: the file to write.

    Returns:
        The cells that were frozen, and what else calls the functions and stays.

    Raises:
        WorkbookError: the file can't be read, or the copy can't be written.
    """
    from xl_aigc.functions.spelling import is_own  # noqa: PLC0415  as above
    from xl_aigc.ooxml.freeze import freeze as freeze_file  # noqa: PLC0415

    return freeze_file(Path(workbook), Path(output), is_own)
