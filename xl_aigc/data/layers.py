"""Layers and archetypes: what a basket sorts its companies into."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xl_aigc.labels import LANGUAGES, word
from xl_aigc.metrics import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a basket; an archetype has the same parts.

    Attributes:
        key: short name, as the columns of `companies.csv` and expressions say it.
        name: its name by language.
        about: what it holds, by language; empty where the basket does not say.
    """

    key: str
    name: Mapping[str, str] = field(hash=False)
    about: Mapping[str, str] = field(hash=False, default_factory=lambda: MappingProxyType({}))


Layers = tuple[Layer, ...]

*_KINDS, OTHER = RULES["archetype"].cohorts


def _named(keys: Iterable[str]) -> Layers:
    return tuple(
        Layer(key, MappingProxyType({language: word(key, language) for language in LANGUAGES}))
        for key in keys
    )


USUAL_LAYERS: Final = _named(RULES["layer"].cohorts)
"""Layers of a basket that declares none, for which the program has words."""
USUAL_ARCHETYPES: Final = _named(_KINDS)


@dataclass(frozen=True, slots=True)
class Sorts:
    """The layers and archetypes of a basket.

    Attributes:
        layers: layers of the value chain, in order; a company may be in none.
        archetypes: types of business, in order, without `other`, which every remaining company is of.
    """

    layers: Layers = USUAL_LAYERS
    archetypes: Layers = USUAL_ARCHETYPES

    @property
    def archetype_keys(self) -> tuple[str, ...]:
        """The keys that a company's archetype can have.

        Example:
            >>> Sorts().archetype_keys
            ('deep_pockets', 'clear_model', 'rigid_demand', 'other')
        """
        return (*keys_of(self.archetypes), OTHER)

    @property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """The name of every layer and archetype, by key and language."""
        return {one.key: one.name for one in (*self.layers, *self.archetypes)}


def keys_of(layers: Layers) -> tuple[str, ...]:
    """Return the keys of layers in their order.

    Example:
        >>> keys_of(USUAL_LAYERS)
        ('upstream', 'midstream', 'downstream')
    """
    return tuple(one.key for one in layers)


USUAL_SORTS: Final = Sorts()


def sorts_texts(sorts: Sorts) -> tuple[str | None, str | None]:
    """Return layers and archetypes as texts of JSON; None for the usual ones."""
    return _text(sorts.layers, USUAL_SORTS.layers), _text(sorts.archetypes, USUAL_SORTS.archetypes)


def sorts_of(layers: str | None, archetypes: str | None) -> Sorts:
    """Return the layers and archetypes of texts that `sorts_texts` wrote.

    Example:
        >>> own = Sorts(layers=USUAL_SORTS.archetypes)
        >>> sorts_of(*sorts_texts(own)) == own
        True
    """
    return Sorts(_read(layers) or USUAL_SORTS.layers, _read(archetypes) or USUAL_SORTS.archetypes)


def _text(declared: Layers, usual: Layers) -> str | None:
    if declared == usual:
        return None
    parts = [[one.key, dict(one.name), dict(one.about)] for one in declared]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def _read(text: str | None) -> Layers:
    held = ((key, *map(MappingProxyType, texts)) for key, *texts in json.loads(text or "[]"))
    return tuple(Layer(*one) for one in held)
