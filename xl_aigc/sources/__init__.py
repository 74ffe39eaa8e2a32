"""Sources of figures: the bundled facts, files of vendors, databases, AkShare; each gives a `Batch` in the project's names and yuan."""

from __future__ import annotations

from xl_aigc.sources.fetch import SOURCES, fetch
from xl_aigc.sources.request import Progress, Request, silent

__all__ = ["SOURCES", "Progress", "Request", "fetch", "silent"]
