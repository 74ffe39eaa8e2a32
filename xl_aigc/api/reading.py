"""Read a source without storing anything: what it holds, and which rows can't be taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.addresses import EXPECTED, is_unclear
from xl_aigc.api import frames
from xl_aigc.arguments import checked
from xl_aigc.data.batch_checks import checked_rows
from xl_aigc.data.folder import load_facts
from xl_aigc.data.markets import in_order, known_markets
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch, tickers_by_name
from xl_aigc.sources.kind import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from xl_aigc.data.batch import Batch


@dataclass(frozen=True)
class Reading:
    """Contents of a source.

    `read` makes one.

    Attributes:
        batch: the figures, companies and price changes, and the rows set aside.
    """

    batch: Batch = field(repr=False)

    def __repr__(self) -> str:
        return (
            f"Reading({self.batch.origin!r}, figures={len(self.batch.figures)}, "
            f"set_aside={len(self.batch.set_aside)})"
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return the figures: columns `ticker`, `item`, `period`, `value` (units of the currency), `kind`, `sources`."""
        return frames.figures(self.batch.figures)

    def set_aside(self) -> pd.DataFrame:
        """Return the rows that can't be taken: `ticker`, `item`, `period`, `value`, `reason`, `message`, `place`."""
        return frames.set_aside(self.batch.set_aside)


@checked
def read(  # noqa: PLR0913  one argument is one choice of a reader
    address: str | Path,
    *,
    sheet: str | None = None,
    unit: str | None = None,
    periods: Sequence[str] = (),
    tickers: Sequence[str] = (),
    mapping: str | Path | None = None,
    query: str | None = None,
    source: str | None = None,
    options: Mapping[str, str] | None = None,
    markets: Sequence[str] = (),
    currency: str = "",
) -> Reading:
    """Read figures from a file, a folder, a database or another source, and store nothing.

    Args:
        address: a CSV or workbook file, a folder of them, a basket's folder, or the URL of a database.
        sheet: the sheet to read of a workbook that has several.
        unit: the unit of columns that state none, such as `万` or `USD m`.
        periods: the periods to take, such as `["2024H1"]`; all if empty.
        tickers: the companies to take; all if empty.
        mapping: a CSV file of vendor fields that go before the bundled ones.
        query: the SELECT to run in a database.
        source: the key of the source, such as `tdx`; None for what the address is: files or a database.
        options: what only that source understands, by name.
        markets: the markets that tickers may be of, such as `["us"]`; the usual one of the source if empty.
        currency: the currency that figures are due in; that of the first market if empty.

    Returns:
        The figures in house names and units of the currency, and the rows set aside with their reasons.

    Raises:
        DataError: the source can't be read, or an argument can't be used.

    Example:
        >>> import xl_aigc as xa
        >>> from xl_aigc.data.folder import REFERENCE
        >>> xa.read(REFERENCE).to_pandas()["item"].nunique()
        6
    """
    request = request_for(address, sheet, unit, periods, tickers, mapping, query)
    chosen = replace(
        request,
        source=source or request.source,
        options=dict(options or {}),
        markets=in_order(known_markets(markets)),
        currency=currency,
    )
    return Reading(checked_rows(fetch(chosen)))


def request_for(
    address: str | Path | None,
    sheet: str | None,
    unit: str | None,
    periods: Sequence[str],
    tickers: Sequence[str],
    mapping: str | Path | None,
    query: str | None,
) -> Request:
    """Return the request for an address, of the source that reads such a one; the companies of the bundled facts are known.

    Raises:
        DataError: it may hold a password that can't be told from its other parts.
    """
    address = address.strip() if isinstance(address, str) else address
    if address is not None and is_unclear(str(address)):
        raise DataError(
            "The address of the database can't be read; it is not shown, as it may hold a password.",
            expected=EXPECTED,
        )
    return Request(
        "files" if address is None else source_of(address),
        address,
        query,
        tuple(map(Period.typed, periods)),
        tuple(tickers),
        mapping=None if mapping is None else Path(mapping),
        unit=unit,
        sheet=sheet,
        named=tickers_by_name(load_facts().companies),
    )
