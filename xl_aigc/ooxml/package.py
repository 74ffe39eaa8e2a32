"""A package open for reading: parts as bytes, as trees and as streams of elements, each read only when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import IO, TYPE_CHECKING, Self

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import MAX_SMALL, Archive, reading
from xl_aigc.ooxml.parser import elements, parse
from xl_aigc.ooxml.relationships import related_parts, relationships_of

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from lxml.etree import _Element


class Package:
    """A package of parts that anybody may have saved. Its sizes are bounded before anything is unpacked.

    Args:
        path: the file.
        shown: the file that errors name, where this one is a draft of it.

    Attributes:
        path: the file that errors name.

    Raises:
        WorkbookError: it can't be read, is no package, or would unpack to an absurd size.
    """

    def __init__(self, path: Path, shown: Path | None = None) -> None:
        self.path = shown or path
        self._archive = Archive(path)
        self._names = frozenset(self._archive.names)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def __contains__(self, part: object) -> bool:
        return part in self._names

    @property
    def parts(self) -> list[zipfile.ZipInfo]:
        """Return the entries of the archive, in the order of the file."""
        return self._archive.entries

    def content(self, part: str) -> bytes:
        """Read the bytes of a part.

        Raises:
            WorkbookError: there is no such part, or it is damaged.
        """
        return self._archive.read(part)

    def open_part(self, part: str) -> IO[bytes]:
        """Open a part for reading from its beginning.

        Raises:
            WorkbookError: there is no such part, or it is damaged.
        """
        return self._archive.open(part)

    def tree(self, part: str) -> _Element:
        """Parse a part as a tree.

        Raises:
            WorkbookError: there is no such part, or it is damaged, too large, or declares a document type.
        """
        content = self._archive.read(part, MAX_SMALL)
        try:
            return parse(content, part)
        except WorkbookError as error:
            raise error.at(Place(self.path, key=part)) from error

    def elements(self, part: str, tag: str) -> Iterator[_Element]:
        """Read the elements of one tag of a large part, one at a time.

        Raises:
            WorkbookError: there is no such part, or it is damaged or declares a document type.
        """
        place = Place(self.path, key=part)
        try:
            with self.open_part(part) as file, reading(place):
                yield from elements(file, tag, part)
        except WorkbookError as error:
            raise error.at(place) from error

    def outside_targets(self, part: str, kind: str) -> list[str]:
        """List what a part relates to outside the package, by the type of the relationship.

        Raises:
            WorkbookError: the relationships are damaged.
        """
        name = relationships_of(part)
        if name not in self:
            return []
        return [
            link.get("Target", "")
            for link in self.tree(name)
            if link.get("TargetMode") == "External" and link.get("Type") == kind
        ]

    def related(self, part: str, kind: str | None = None) -> dict[str, str]:
        """List the parts that a part relates to, by relationship id; links to the outside are left out.

        Args:
            part: its name.
            kind: the last word of the type of those to list, such as `table`; None for all.
        """
        name = relationships_of(part)
        if name not in self:
            return {}
        try:
            found = related_parts(self._archive.read(name, MAX_SMALL), part, kind)
            return {key: self._as_named(target) for key, target in found.items()}
        except WorkbookError as error:
            raise error.at(Place(self.path)) from error

    def _as_named(self, part: str) -> str:
        """A part's name as the archive spells it, since case does not matter in names of parts (ISO/IEC 29500-2)."""
        return part if part in self else self._folded.get(part.casefold(), part)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in self._names}
