"""Words of a basket's own in place of the report's, and what its blocks show of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class OwnTexts:
    """Words of a basket's own, and options of blocks that only it has.

    Attributes:
        by_language: texts by language and dotted key, as the labels of the program have them; an empty one removes a text.
        layouts: options by sheet, id of the block, and key, for blocks whose layout leaves them out.
        text: all of this as `texts.yaml` says it.
    """

    by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    text: str = field(default="", repr=False)
