"""Words of a basket's own in place of the report's, and what its blocks show of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.data.layers import Layers

_ROWS: Final = "blocks.cover.taxonomy.rows"
"""The table of the cover that says what each layer holds."""


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


def with_layers(own: OwnTexts | None, layers: Layers) -> OwnTexts:
    """Return the words of a basket and what it says of its layers, which its own words go before."""
    own, told = own or OwnTexts(), [one for one in layers if one.about]
    if not told:
        return own
    words: dict[str, Mapping[str, str]] = {
        language: {
            f"{_ROWS}.{one.key}.{column}": text.replace("{", "{{").replace("}", "}}")
            for one in told
            for column, text in (("layer", one.name[language]), ("holds", one.about[language]))
        }
        | dict(own.by_language.get(language, {}))
        for language in LANGUAGES
    }
    table = {"columns": ("layer", "holds"), "rows": tuple(one.key for one in told), "spans": (2, 9)}
    cover = {"taxonomy": table, **own.layouts.get("cover", {})}
    return OwnTexts(words, {**own.layouts, "cover": cover}, own.text)
