"""The texts of labels, and those that the bundled basket brings, read once."""

from __future__ import annotations

from functools import cache

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import load_labels


@cache
def texts(language: str) -> dict[str, str]:
    return dict(load_labels(language).texts)


@cache
def own_texts(language: str) -> dict[str, str]:
    """The texts that the bundled basket brings."""
    return dict(load_facts().texts.by_language[language])
