"""Figures that companies file with the SEC, from files that anyone may download."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.currency import EXPECTED, is_currency
from xl_aigc.data.markets import ANY
from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError
from xl_aigc.outside import printable
from xl_aigc.sources.folder import named_files
from xl_aigc.sources.reading import Reading
from xl_aigc.sources.sec.choice import add_figures
from xl_aigc.sources.sec.ciks import MARKETS, read_tickers
from xl_aigc.sources.sec.company_facts import read_company_facts
from xl_aigc.sources.sec.data_set import read_data_set
from xl_aigc.sources.sec.intake import Intake

if TYPE_CHECKING:
    from xl_aigc.data.batch import Batch
    from xl_aigc.sources.request import Progress, Request

MAX_FILES: Final = 20_000
_NAMED: Final = re.compile(r"CIK[0-9]{10}\.json|.{1,200}\.zip", re.ASCII | re.IGNORECASE)


def fetch(request: Request, progress: Progress) -> Batch:
    """Read data sets (.zip) and `companyfacts` files (.json), one or a folder of them, as one body of filings.

    The option `tickers` names a file that gives the tickers of CIKs, the option `currency` the one currency that is taken.

    Raises:
        DataError: a file can't be taken as a whole; nothing is then taken of the others.
    """
    options = request.options_of("tickers", "currency")
    if request.address is None:
        raise DataError(
            "No file is named.", expected="a file such as 2024q2.zip or CIK0000320193.json, or a folder."
        )
    path, currency = Path(request.address), options.get("currency", "USD")
    if not is_currency(currency):
        raise DataError(f"{quote(currency)} is no currency.", expected=EXPECTED)
    markets = (ANY,) if ANY in request.markets else MARKETS
    tickers = read_tickers(Path(options["tickers"]), markets) if "tickers" in options else {}
    intake = Intake(Reading(replace(request, markets=markets)), tickers, currency)
    files = named_files(path, _NAMED, "2024q2.zip or CIK0000320193.json", MAX_FILES)
    for done, file in enumerate(files):
        progress(file.name, done, len(files))
        (read_data_set if file.suffix.lower() == ".zip" else read_company_facts)(file, intake)
    add_figures(intake.facts, intake.reading)
    progress(path.name, len(files), len(files))
    return intake.reading.batch("sec", printable(str(path)), currency)
