"""The layers of a new basket, from the words that a table has for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.file_values import in_languages
from xl_aigc.data.layer_words import LONGEST_LAYER, MOST_LAYERS, free_layer_key
from xl_aigc.data.layers import USUAL_LAYERS, Layer, keys_of
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised, spellings
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NO_SIGN: Final = re.compile(r"[^a-z0-9]+")


def layers_in(words: Iterable[str], place: Place) -> Mapping[str, Layer]:
    """Return the layer of each word, in the order in which they come.

    A word that the program has for one of its own layers, in any language, is that layer. Any other word is the name of a layer.

    Raises:
        DataError: there are too many of them, or one is too long.

    Example:
        >>> found = layers_in(["Cloud software", "上游", "硬件"], Place())
        >>> [one.key for one in found.values()]
        ['cloud_software', 'upstream', 'layer_3']
    """
    usual = spellings(keys_of(USUAL_LAYERS))
    own = {one.key: one for one in USUAL_LAYERS}
    found: dict[str, Layer] = {}
    for word in dict.fromkeys(words):
        known = own.get(usual.get(normalised(word), ""))
        alike = (one for one in found.values() if normalised(one.name["en"]) == normalised(word))
        found[word] = known or next(alike, None) or _layer(word, found.values())
    longest = max((*found, ""), key=len)
    if len(keys_of(tuple(dict.fromkeys(found.values())))) > MOST_LAYERS or len(longest) > LONGEST_LAYER:
        raise DataError(
            f"The column of layers holds {len(found)} words, of which the longest is {quote(longest)}.",
            place,
            expected=f"at most {MOST_LAYERS} layers of at most {LONGEST_LAYER} characters.",
            remedy="Call the column segment, or write fewer layers into it.",
        )
    return found


def _layer(word: str, held: Iterable[Layer]) -> Layer:
    taken = {one.key for one in held}
    key = _NO_SIGN.sub("_", word.casefold()).strip("_")
    free = key[:1].isalpha() and key not in taken and free_layer_key(key)
    return Layer(key if free else f"layer_{len(taken) + 1}", in_languages(word))
