"""Where figures come from: the bundled facts, files of vendors, databases, AkShare; each gives a `Batch` in house names and yuan."""

from __future__ import annotations

from xl_aigc.sources.fetch import SOURCES, fetch
from xl_aigc.sources.request import Progress, Request, silent

__all__ = ["SOURCES", "Progress", "Request", "fetch", "silent"]
