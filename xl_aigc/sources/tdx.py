"""Figures of the whole usual market from the archives that the TDX terminal downloads; one, or a folder of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.batch import ColumnMeaning
from xl_aigc.data.item import ITEMS
from xl_aigc.data.markets import USUAL
from xl_aigc.data.model import Figure
from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError, Place
from xl_aigc.outside import printable
from xl_aigc.sources.amounts import known_unit, read_amount
from xl_aigc.sources.folder import named_files
from xl_aigc.sources.kind import TDX_ARCHIVE
from xl_aigc.sources.mapping import load_fields
from xl_aigc.sources.reading import Reading
from xl_aigc.sources.tdx_archive import TdxArchive, open_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.fields import Field
    from xl_aigc.sources.request import Progress, Request

DIGITS: Final = 7
"""Significant digits of a float32; further ones say nothing of the company."""
_MAX_FILES: Final = 500
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)


def fetch(request: Request, progress: Progress) -> Batch:
    """Read archives; each gives the figures of one period.

    The option `partial=yes` reads the companies that are whole in an archive that is cut off.

    Raises:
        DataError: an archive can't be taken as a whole; nothing is then taken of the others.
    """
    request.refuse(("single_quarters",), "An archive, whose reports are cumulative,")
    partial = _partial(request)
    if request.address is None:
        raise DataError(
            "No archive is named.", expected="a file such as gpcw20240630.zip, or a folder of them."
        )
    path = Path(request.address)
    fields = _fields(request)
    reading = Reading(replace(request, markets=_markets(request)))
    files = named_files(path, TDX_ARCHIVE, "gpcw20240630.zip or gpcw20240630.dat", _MAX_FILES)
    for done, file in enumerate(files):
        progress(file.name, done, len(files))
        archive = open_archive(file)
        if not partial:
            archive.refuse_cut()
        _read(archive, fields, reading)
    progress(path.name, len(files), len(files))
    return reading.batch("tdx", printable(str(path)))


def _markets(request: Request) -> tuple[str, ...]:
    """The markets that codes may be of: those of an archive are of the usual market, where the basket is of it."""
    return (USUAL,) if USUAL in request.markets else request.markets


def _partial(request: Request) -> bool:
    given = request.options_of("partial").get("partial", "no")
    if given not in ("yes", "no"):
        raise DataError(f"The option 'partial' can't be {quote(given)}.", expected="yes or no.")
    return given == "yes"


def _fields(request: Request) -> Mapping[int, Field]:
    """The fields to take, by their numbers from 1."""
    fields = list(load_fields(("tdx",), request.mapping).by_name.values())
    wrong = next((field for field in fields if not _NUMBER.fullmatch(field.vendor_field)), None)
    if wrong is not None:
        raise DataError(
            f"{quote(wrong.vendor_field)} is no field of an archive.",
            Place(request.mapping, key="vendor_field"),
            expected="the number of a field from 1, such as 74.",
        )
    return {int(field.vendor_field): field for field in fields if field.item in ITEMS}


def _read(archive: TdxArchive, fields: Mapping[int, Field], reading: Reading) -> None:
    for number in (number for number in fields if number > archive.fields):
        place = Place(archive.path, key=str(number))
        reading.aside.add("no_such_field", place, item=fields[number].item, period=archive.period)
    held = {number: field for number, field in fields.items() if number <= archive.fields}
    reading.columns += (
        ColumnMeaning(
            str(number), field.item, Place(archive.path), str(archive.period), known_unit(field.unit)
        )
        for number, field in held.items()
    )
    for code, at in archive.index:
        place = Place(archive.path, key=code)
        ticker = reading.ticker(code, place)
        if ticker is None or not reading.wants(ticker):
            continue
        if archive.is_whole(at):
            values = zip(held.values(), archive.values(at, list(held)), strict=True)
            _company(archive, ticker, values, reading)
        else:
            reading.aside.add("cut_off", place, ticker=ticker, period=archive.period)


def _company(
    archive: TdxArchive, ticker: str, values: Iterable[tuple[Field, float | None]], reading: Reading
) -> None:
    words = f"TDX, {archive.path.name}, rounded to {DIGITS} significant digits (float32)"
    sources = reading.source(words)
    for field, value in values:
        if value is None:
            continue
        amount, _ = read_amount(float(f"{value:.{DIGITS}g}"), known_unit(field.unit))
        if amount is None:  # NaN, which is not the mark of what is missing, or an infinity
            place = Place(archive.path, key=field.vendor_field)
            reading.aside.add(
                "not_finite", place, ticker=ticker, item=field.item, period=archive.period, value=value
            )
        else:
            reading.add(Figure(ticker, archive.period, field.item, amount, "stated", sources))
