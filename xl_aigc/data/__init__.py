"""Companies, periods and figures: what is known, how it was found, and how complete it is.

Reads with the standard library and PyYAML only, so that it starts fast.
"""

from __future__ import annotations

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
from xl_aigc.data.coverage import Coverage, Gap, coverage, gaps
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
