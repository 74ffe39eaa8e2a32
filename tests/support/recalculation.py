"""LibreOffice as the program that `check_file` recalculates with."""

from __future__ import annotations

from support.office import require_office
from xl_aigc.hosts.libreoffice.office import recalculate
from xl_aigc.report.check_file import Recalculation


def libreoffice() -> Recalculation:
    """The installed LibreOffice; skips the test without it."""
    require_office()
    return Recalculation("LibreOffice", recalculate)
