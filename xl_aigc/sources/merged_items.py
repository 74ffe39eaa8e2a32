"""Items merged down a column: the rows below the first one of a block are of its item too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

R = TypeVar("R")


class _Block(NamedTuple, Generic[R]):
    """An item, and of the rows from its own to the next one's what each is of."""

    item: str
    of: list[Hashable]
    unnamed: list[R]


class MergedItems(Generic[R]):
    """The blocks of a table with a row a figure; they are merged ones if each item begins one block, all of the same companies and periods."""

    def __init__(self) -> None:
        self._blocks: list[_Block[R]] = []

    def named(self, item: str, of: Hashable) -> None:
        """Take in a row that names its item, and the company and period that it is of."""
        self._blocks.append(_Block(item, [of], []))

    def unnamed(self, row: R, of: Hashable) -> None:
        """Take in a row that names none."""
        if not self._blocks:
            self._blocks.append(_Block("", [], []))
        self._blocks[-1].of.append(of)
        self._blocks[-1].unnamed.append(row)

    def rows(self) -> Iterator[tuple[R, str]]:
        """The rows that name no item, each with the one that it is of; empty where the blocks are no merged ones."""
        first = self._blocks[0].of if self._blocks else []
        items = {block.item for block in self._blocks}
        alike = all(block.of == first for block in self._blocks) and len(items) == len(self._blocks)
        merged = alike and "" not in items and len(set(first)) == len(first)
        for block in self._blocks:
            yield from ((row, block.item if merged else "") for row in block.unnamed)
