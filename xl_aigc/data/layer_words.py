"""Keys and names that a layer or an archetype of a basket can have."""

from __future__ import annotations

import keyword
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from xl_aigc.data.layers import OTHER, USUAL_SORTS
from xl_aigc.data.quote import quote
from xl_aigc.labels import LANGUAGES, words
from xl_aigc.outside import flaw

LONGEST_LAYER: Final = 40
"""Characters of the name of a layer: charts and sentences hold it."""
MOST_LAYERS: Final = 12
_NO_VALUE: Final = frozenset({"n.a.", "n.m.", *(words(each)["unknown"].casefold() for each in LANGUAGES)})
"""Texts of cells whose value is unknown."""


def free_layer_key(key: str) -> bool:
    """Return whether a layer or an archetype may have a key: no word of the program has it, and expressions can name it."""
    return (
        not keyword.iskeyword(key) and (key in USUAL_SORTS.names or key not in words("en")) and key != OTHER
    )


def _key(key: str) -> str:
    if not free_layer_key(key):
        raise ValueError(f"{key} is a word of the program. Choose another key, such as {key}_1.")
    return key


def _name(name: str) -> str:
    if name.casefold() in _NO_VALUE:
        raise ValueError(f"{quote(name)} stands in cells for what is not known. Choose another name.")
    if flaw(name) or name != " ".join(name.split()):
        raise ValueError(
            f"{quote(name)} holds a line break, several blanks or a control character. Delete them."
        )
    return name


LayerKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=LONGEST_LAYER), AfterValidator(_key)]
LayerName = Annotated[str, Field(min_length=1, max_length=LONGEST_LAYER), AfterValidator(_name)]
