"""The program's file of measures for the layers of a basket.

An entry whose key holds `{layer}` becomes one entry for each layer. In its expression `{layer}` is the key of the layer, in its
texts the name. In any expression, `{each layer: f({layer})}` becomes the part behind the colon for each layer, joined by commas, or
by what `{each layer joined by "+": ...}` says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.layers import Layer, Layers
    from xl_aigc.files.yaml_file import Document

LAYER: Final = "{layer}"
_EACH: Final = re.compile(r'\{each layer(?: joined by "([^"]*)")?: ((?:[^{}]|\{layer\})+)\}')


def for_layers(document: Document, layers: Layers) -> Document:
    """Return a file of measures with an entry for each layer where it asks for one."""
    value = document.value
    if not isinstance(value, dict) or LAYER not in document.text:
        return document
    sections = {
        name: dict(_entries(section, layers)) if isinstance(section, dict) else section
        for name, section in value.items()
    }
    return replace(document, value=sections)


def _entries(section: dict[str, Any], layers: Layers) -> Iterator[tuple[str, Any]]:
    for key, entry in section.items():
        if LAYER in key:
            for layer in layers:
                yield key.replace(LAYER, layer.key), _of_layer(entry, layer)
        elif isinstance(entry, dict) and LAYER in str(entry.get("is")):
            yield key, {**entry, "is": _EACH.sub(lambda match: _each(match, layers), entry["is"])}
        else:
            yield key, entry


def _each(match: re.Match[str], layers: Layers) -> str:
    """Return what an expression says of every layer."""
    return (match[1] or ", ").join(match[2].replace(LAYER, layer.key) for layer in layers)


def _of_layer(entry: dict[str, Any], layer: Layer) -> dict[str, Any]:
    """Return the entry of one layer."""
    return {
        part: text.replace(LAYER, layer.key)
        if isinstance(text, str)
        else {language: words.replace(LAYER, layer.name[language]) for language, words in text.items()}
        for part, text in entry.items()
    }
