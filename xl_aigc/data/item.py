"""Items: the kinds of figures, read from `items.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast

from xl_aigc.data import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

ItemKind = Literal["flow", "stock"]
Sign = Literal["any", "nonnegative"]


@dataclass(frozen=True, slots=True)
class Item:
    """The quantity that a figure reports.

    Attributes:
        key: the house name, such as `revenue`; its words are in `labels/words.csv`.
        kind: `flow` is summed from 1 January, `stock` is a balance on the last day.
        sign: `nonnegative` where no filing can have a value below zero.
    """

    key: str
    kind: ItemKind
    sign: Sign


def _read_items() -> Mapping[str, Item]:
    rows = tables.rows("items")
    items = (Item(row["key"], cast("ItemKind", row["kind"]), cast("Sign", row["sign"])) for row in rows)
    return MappingProxyType({item.key: item for item in items})


ITEMS: Final[Mapping[str, Item]] = _read_items()
