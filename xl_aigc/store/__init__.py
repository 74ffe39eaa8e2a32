"""The store: every figure that was ever known, vintage by vintage, in SQLite or PostgreSQL.

Knows no workbook. `open_store` opens or makes one, `Store` reads and records. A name is imported from its module when it is
first asked for: worksheet functions need `versions` only, and have no SQLAlchemy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xl_aigc.store.changes import Change, Changes, Recorded, Restated
    from xl_aigc.store.export import Exported
    from xl_aigc.store.opening import open_store
    from xl_aigc.store.reading import FigureVintage
    from xl_aigc.store.store import Store
    from xl_aigc.store.verify import Fault
    from xl_aigc.store.vintage import Vintage

__all__ = [
    "Change",
    "Changes",
    "Exported",
    "Fault",
    "FigureVintage",
    "Recorded",
    "Restated",
    "Store",
    "Vintage",
    "open_store",
]

_MODULES: Final = (
    "xl_aigc.store.changes",
    "xl_aigc.store.export",
    "xl_aigc.store.opening",
    "xl_aigc.store.reading",
    "xl_aigc.store.store",
    "xl_aigc.store.verify",
    "xl_aigc.store.vintage",
)
"""Modules in which names are looked up, in this order."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name in __all__:
        for module in map(import_module, _MODULES):
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
