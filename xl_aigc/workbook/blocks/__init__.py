"""The kinds of block. Importing this package makes them all known to layouts."""

from xl_aigc.workbook.blocks import (
    article,
    changes,
    checks,
    claims,
    companies,
    cover,
    dot_strips,
    kpis,
    prose,
    provenance,
    scatters,
    summary,
    tables,
)
from xl_aigc.workbook.blocks.draw import draw

__all__ = [
    "article",
    "changes",
    "checks",
    "claims",
    "companies",
    "cover",
    "dot_strips",
    "draw",
    "kpis",
    "prose",
    "provenance",
    "scatters",
    "summary",
    "tables",
]
