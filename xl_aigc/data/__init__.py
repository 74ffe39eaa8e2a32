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

_MODULES: Final = (
    "xl_aigc.files.failures",
    "xl_aigc.data.item",
    "xl_aigc.data.period",
    "xl_aigc.data.claims",
    "xl_aigc.data.model",
    "xl_aigc.data.completeness",
    "xl_aigc.data.checks",
    "xl_aigc.data.folder",
)
"""Modules in which names are looked up, in this order."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name in __all__:
        for module in map(import_module, _MODULES):
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
