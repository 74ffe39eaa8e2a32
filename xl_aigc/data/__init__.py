"""Companies, periods and figures: what is known, how it was found, and how complete it is.

A name is imported from its module when it is first asked for: worksheet functions need words and periods only, and must
not wait for what reads a folder.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xl_aigc.data.checks import CHECKS, Finding, Level, check
    from xl_aigc.data.claims import (
        RELATIONS,
        Article,
        Background,
        Claim,
        Conclusion,
        Disagreement,
        IndexFact,
        Relation,
        Stated,
    )
    from xl_aigc.data.completeness import Coverage, Gap, coverage, gaps
    from xl_aigc.data.folder import REFERENCE, load_facts
    from xl_aigc.data.item import ITEMS, Item
    from xl_aigc.data.model import (
        ARCHETYPES,
        ARTICLE_SOURCE,
        FIGURE_KINDS,
        LAYERS,
        Company,
        Facts,
        Figure,
        FigureKind,
        PriceChange,
        Source,
    )
    from xl_aigc.data.period import Period
    from xl_aigc.files.failures import FolderError

__all__ = [
    "ARCHETYPES",
    "ARTICLE_SOURCE",
    "CHECKS",
    "FIGURE_KINDS",
    "ITEMS",
    "LAYERS",
    "REFERENCE",
    "RELATIONS",
    "Article",
    "Background",
    "Claim",
    "Company",
    "Conclusion",
    "Coverage",
    "Disagreement",
    "Facts",
    "Figure",
    "FigureKind",
    "Finding",
    "FolderError",
    "Gap",
    "IndexFact",
    "Item",
    "Level",
    "Period",
    "PriceChange",
    "Relation",
    "Source",
    "Stated",
    "check",
    "coverage",
    "gaps",
    "load_facts",
]

_HOMES: Final = {
    "data.checks": (
        "CHECKS",
        "Finding",
        "Level",
        "check",
    ),
    "data.claims": (
        "Article",
        "Background",
        "Claim",
        "Conclusion",
        "Disagreement",
        "IndexFact",
        "RELATIONS",
        "Relation",
        "Stated",
    ),
    "data.completeness": (
        "Coverage",
        "Gap",
        "coverage",
        "gaps",
    ),
    "data.folder": (
        "REFERENCE",
        "load_facts",
    ),
    "data.item": (
        "ITEMS",
        "Item",
    ),
    "data.model": (
        "ARCHETYPES",
        "ARTICLE_SOURCE",
        "Company",
        "FIGURE_KINDS",
        "Facts",
        "Figure",
        "FigureKind",
        "LAYERS",
        "PriceChange",
        "Source",
    ),
    "data.period": ("Period",),
    "files.failures": ("FolderError",),
}
"""The names of each module."""


def __getattr__(name: str) -> object:
    """A public name, from its module."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"xl_aigc.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
