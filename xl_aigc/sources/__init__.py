"""Sources of figures: the bundled facts, files of vendors, databases, AkShare, plug-ins; each gives a `Batch` in the project's names and units of the currency."""

from __future__ import annotations

from xl_aigc.sources.fetch import fetch, source_names
from xl_aigc.sources.request import Progress, Request, silent, tickers_by_name

__all__ = ["Progress", "Request", "fetch", "silent", "source_names", "tickers_by_name"]
