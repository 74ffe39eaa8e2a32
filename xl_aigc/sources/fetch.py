"""One call for every source."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from xl_aigc.errors import DataError
from xl_aigc.sources.request import Progress, Request, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xl_aigc.data.batch import Batch

SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "reference": "xl_aigc.sources.reference",
        "files": "xl_aigc.sources.files",
        "database": "xl_aigc.sources.database",
        "akshare": "xl_aigc.sources.akshare",
    }
)
"""The module of each source; imported when it is asked for, since some load large libraries."""


def fetch(request: Request, progress: Progress = silent) -> Batch:
    """Fetch the figures of a source in house names and yuan; rows that can't be read are in `set_aside`.

    Args:
        request: what is asked.
        progress: told how far the work is.

    Raises:
        DataError: there is no such source, or what it gives can't be taken as a whole.

    Example:
        >>> batch = fetch(Request("reference"))
        >>> len(batch.companies), batch.complete, batch.set_aside
        (55, True, ())
    """
    if request.source not in SOURCES:
        raise DataError(f"There is no source {request.source!r}.", expected=f"one of {', '.join(SOURCES)}.")
    module = import_module(SOURCES[request.source])
    return cast("Callable[[Request, Progress], Batch]", module.fetch)(request, progress)
