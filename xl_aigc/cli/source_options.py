"""Options that say which source to read, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

Source = Annotated[
    str | None,
    typer.Option(
        metavar="SOURCE",
        help="Where figures come from: reference, files, database, akshare, tdx, sec, or one of a plug-in.",
        show_default="what the address is",
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE|FOLDER|URL",
        help="What to read: a file, a folder, an archive, or the URL of a database such as sqlite:///figures.db.",
    ),
]
Query = Annotated[
    str | None, typer.Option(metavar="SQL", help="database: the SELECT that gives the figures.")
]
Periods = Annotated[
    list[str] | None,
    typer.Option("--period", metavar="PERIOD", help="A period wanted; may stand several times."),
]
Tickers = Annotated[
    list[str] | None,
    typer.Option("--ticker", metavar="TICKER", help="A company wanted; may stand several times."),
]
Mapping = Annotated[
    Path | None, typer.Option(metavar="FILE", help="CSV of vendor fields, before the bundled ones.")
]
Unit = Annotated[
    str | None, typer.Option(metavar="UNIT", help="Unit of columns that state none, such as 万 or USD m.")
]
Sheet = Annotated[str | None, typer.Option(metavar="SHEET", help="Sheet to read of a workbook with several.")]
Markets = Annotated[
    list[str] | None,
    typer.Option(
        "--market",
        metavar="MARKET",
        help="A market that tickers may be of, such as us; may stand several times.",
    ),
]
Currency = Annotated[
    str,
    typer.Option(metavar="CODE", help="Currency that figures are due in.", show_default="that of the market"),
]
SingleQuarters = Annotated[
    bool, typer.Option("--single-quarters", help="Periods are single quarters: Q1 to Q4, and FY.")
]
Options = Annotated[
    list[str] | None,
    typer.Option("--option", metavar="NAME=VALUE", help="An option of the source; may stand several times."),
]


def option_values(given: Sequence[str] | None) -> dict[str, str]:
    """The options of one source by name.

    Raises:
        DataError: one is not NAME=VALUE, or a name stands twice.

    Example:
        >>> option_values(["currency=USD"])
        {'currency': 'USD'}
    """
    parted = [one.partition("=") for one in given or ()]
    pairs = {name: value for name, sign, value in parted if name and sign}
    if len(pairs) < len(parted):
        raise DataError(
            f"The options {', '.join(given or ())} can't be used.",
            Place("--option"),
            expected="NAME=VALUE, each name once, such as --option tickers=company_tickers.json.",
        )
    return pairs
