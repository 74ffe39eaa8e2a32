"""Collects every mistake of a folder or file into one error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import SHOWN, AigcError, DataError, Place

if TYPE_CHECKING:
    from pathlib import Path

KEPT: Final = 1000


class FolderError(DataError):
    """A data folder with more than one thing wrong.

    Attributes:
        failures: one error for each thing wrong, at most the first 1,000.
        count: how many things are wrong.
    """

    def __init__(self, folder: Path | str, failures: tuple[AigcError, ...], count: int) -> None:
        self.failures = failures
        self.count = count
        lines = [f"  {failure}" for failure in failures[:SHOWN]]
        if count > SHOWN:
            lines.append(f"  and {count - SHOWN} more")
        super().__init__(f"{count} things can't be taken as they are.\n" + "\n".join(lines), Place(folder))


class Failures:
    """Collects the mistakes of a folder or file, so that a person can correct all of them at once."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = folder
        self._kept: list[AigcError] = []
        self._count = 0

    def add(self, error: AigcError) -> None:
        """Add a mistake."""
        self._count += 1
        if len(self._kept) < KEPT:
            self._kept.append(error)

    def throw(self) -> None:
        """Raise what was collected; do nothing if there are no mistakes.

        Raises:
            DataError: the one thing wrong, or a `FolderError` that lists them.
        """
        if self._count == 1:
            raise self._kept[0]
        if self._count:
            raise FolderError(self._folder, tuple(self._kept), self._count)
