"""Whether a workbook can be replaced now: no other program has it open, and it may be written to."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.regular import regular_file

if TYPE_CHECKING:
    from pathlib import Path

_OWNERS: Final = (
    ("Excel", "~${name}"),
    ("LibreOffice", ".~lock.{name}#"),
    ("WPS Office", ".~{name}"),
)
"""Files that programs put beside a workbook as long as it is open in them."""


def check_not_in_use(workbook: Path) -> None:
    """Refuse a workbook that is open in another program or may not be written to.

    Args:
        workbook: the file; one that is not there is in nobody's use.

    Raises:
        WorkbookError: it is.
    """
    for program, pattern in _OWNERS:
        mark = workbook.with_name(pattern.format(name=workbook.name))
        if mark.exists():
            raise WorkbookError(
                f"The workbook is open in {program}.",
                Place(workbook),
                remedy=f"Close it there. If it is open nowhere (after a crash), delete {mark.name} beside it.",
            )
    if not workbook.exists():
        return
    regular_file(workbook, None, WorkbookError)
    if not workbook.stat().st_mode & stat.S_IWRITE:
        raise WorkbookError(
            "The workbook may only be read.",
            Place(workbook),
            remedy="Take the write protection off, or work on a copy.",
        )
    try:
        with workbook.open("r+b"):
            pass
    except OSError as error:  # Excel on Windows locks what it has open
        raise WorkbookError(
            f"The workbook can't be written: {error.strerror or error}.",
            Place(workbook),
            remedy="Close it in every other program, and check that you may write to it.",
        ) from error
