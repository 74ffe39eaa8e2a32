"""The store: every figure that was ever known, vintage by vintage, in SQLite or PostgreSQL.

Knows no workbook. `open_store` opens or makes one, `Store` reads and records.
"""

from __future__ import annotations

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
