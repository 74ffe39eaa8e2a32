"""Puts the modules that several tests share (`office`, `baskets`) on the path, and keeps one LibreOffice for all."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
for folder in (HERE, HERE / "workbook"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
