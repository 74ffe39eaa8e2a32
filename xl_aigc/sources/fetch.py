"""One call for every source: those of the program and of other distributions, found by entry point."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Final, cast

from xl_aigc.data.batch import Batch
from xl_aigc.errors import DataError
from xl_aigc.sources.request import Progress, Request, silent

if TYPE_CHECKING:
    from collections.abc import Callable

    Source = Callable[[Request, Progress], Batch]

GROUP: Final = "xl_aigc.sources"
"""The group of entry points; each names a function that takes a `Request` and a `Progress` and returns a `Batch`."""


def source_names() -> list[str]:
    """The keys of the installed sources, in order.

    Example:
        >>> "files" in source_names()
        True
    """
    return sorted({one.name for one in entry_points(group=GROUP)})


def fetch(request: Request, progress: Progress = silent) -> Batch:
    """Fetch the figures of a source in house names and units of the currency; rows that can't be read are in `set_aside`.

    Only the module of the source that is asked for is imported, since some load large libraries.

    Args:
        request: what is asked.
        progress: told how far the work is.

    Raises:
        DataError: there is no such source, it can't be loaded, or what it gives can't be taken as a whole.

    Example:
        >>> batch = fetch(Request("reference"))
        >>> len(batch.companies), batch.complete, batch.set_aside
        (55, True, ())
    """
    entry = _entry(request.source)
    batch: object = _loaded(entry)(request, progress)
    if not isinstance(batch, Batch):
        raise _broken(entry, f"gave {type(batch).__name__}, not a Batch")
    return batch


def _entry(name: str) -> EntryPoint:
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        names = ", ".join(source_names()) or "those of an installed xl_aigc (python -m pip install .)"
        raise DataError(
            f"There is no source {name!r}.",
            expected=f"one of {names}.",
            remedy="Correct the name, or install the distribution that brings it.",
        )
    if len(found) > 1:
        raise DataError(
            f"The source {name!r} is offered by {' and '.join(sorted(map(_distribution, found)))}.",
            expected="one distribution for each name.",
            remedy="Uninstall the one that you do not need: python -m pip uninstall NAME",
        )
    return found[0]


def _loaded(entry: EntryPoint) -> Source:
    try:
        source: object = entry.load()
    except Exception as error:
        raise _broken(entry, f"can't be loaded ({type(error).__name__}: {error})") from error
    if not callable(source):
        raise _broken(entry, f"can't be loaded ({entry.value} is no function)")
    return cast("Source", source)


def _broken(entry: EntryPoint, problem: str) -> DataError:
    name = _distribution(entry)
    return DataError(
        f"The source {entry.name!r} of the distribution {name} {problem}.",
        remedy=f"Update it (python -m pip install --upgrade {name}) or uninstall it (python -m pip uninstall {name}).",
    )


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else entry.value
