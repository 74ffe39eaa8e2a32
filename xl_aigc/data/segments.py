"""Segments that a basket folds what its companies do into, so that a table of them groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a basket.

    Attributes:
        key: short name.
        name: its name by language.
        holds: what companies in it do, as the column `segment` of `companies.csv` says it.
    """

    key: str
    name: Mapping[str, str]
    holds: tuple[str, ...]
