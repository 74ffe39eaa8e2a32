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
    from xl_aigc.store.reading import Told
    from xl_aigc.store.store import Store
    from xl_aigc.store.verify import Fault
    from xl_aigc.store.vintage import Vintage

__all__ = [
    "Change",
    "Changes",
    "Exported",
    "Fault",
    "Recorded",
    "Restated",
    "Store",
    "Told",
    "Vintage",
    "open_store",
]

_HOMES: Final = {
    "changes": (
        "Change",
        "Changes",
        "Recorded",
        "Restated",
    ),
    "export": ("Exported",),
    "opening": ("open_store",),
    "reading": ("Told",),
    "store": ("Store",),
    "verify": ("Fault",),
    "vintage": ("Vintage",),
}
"""The names of each module."""


def __getattr__(name: str) -> object:
    """A public name, from its module."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
