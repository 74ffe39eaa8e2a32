"""LibreOffice as the program that `check_file` recalculates with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.office import convert, require_office
from xl_aigc.hosts.libreoffice.office import recalculate
from xl_aigc.report.check_file import Recalculation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def libreoffice() -> Recalculation:
    """The installed LibreOffice; skips the test without it."""
    require_office()
    return Recalculation("LibreOffice", recalculate)


def in_one_office(files: Sequence[Path], folder: Path) -> Recalculation:
    """Recalculate several workbooks of different names in one LibreOffice, whose start costs more than a small workbook."""
    answers = dict(zip(files, convert(files, folder), strict=True))
    return Recalculation("LibreOffice", lambda file, _: answers[file])
