"""Layers of a value chain that a basket sorts its companies into."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xl_aigc.labels import LANGUAGES, word
from xl_aigc.metrics import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a basket.

    Attributes:
        key: short name, as the column `layer` of `companies.csv` and expressions say it.
        name: its name by language.
        about: what it holds, by language; empty where the basket does not say.
    """

    key: str
    name: Mapping[str, str] = field(hash=False)
    about: Mapping[str, str] = field(hash=False, default_factory=lambda: MappingProxyType({}))


Layers = tuple[Layer, ...]

USUAL_LAYERS: Final[Layers] = tuple(
    Layer(key, MappingProxyType({language: word(key, language) for language in LANGUAGES}))
    for key in RULES["layer"].cohorts
)
"""Layers of a basket that declares none, for which the program has words."""


def keys_of(layers: Layers) -> tuple[str, ...]:
    """Return the keys of layers in their order.

    Example:
        >>> keys_of(USUAL_LAYERS)
        ('upstream', 'midstream', 'downstream')
    """
    return tuple(one.key for one in layers)


def layers_text(layers: Layers) -> str | None:
    """Return layers as a text of JSON; None for the usual ones."""
    if layers == USUAL_LAYERS:
        return None
    parts = [[one.key, dict(one.name), dict(one.about)] for one in layers]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def layers_of(text: str | None) -> Layers:
    """Return the layers of a text that `layers_text` wrote.

    Example:
        >>> layers_of(layers_text(USUAL_LAYERS)) == USUAL_LAYERS
        True
    """
    held = ((key, *map(MappingProxyType, texts)) for key, *texts in json.loads(text or "[]"))
    return tuple(Layer(*one) for one in held) or USUAL_LAYERS
