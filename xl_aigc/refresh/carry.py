"""Carries new facts into a closed workbook: everything of the person's stays where and as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.package.book import Book
from xl_aigc.package.edits import apply_edits, check_not_in_use
from xl_aigc.refresh.backup import draft_of, keep_backup, take_place
from xl_aigc.refresh.found import find
from xl_aigc.refresh.plan import plan_carry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xl_aigc.package.edits import Edited
    from xl_aigc.refresh.plan import Carry, Incoming


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done to a workbook.

    Attributes:
        carry: what changed in its cells, and what stays the person's.
        edited: the parts of the file that are other than before; None where no file was written.
        backup: the copy from before; None where nothing was written.
    """

    carry: Carry
    edited: Edited | None
    backup: Path | None


def carry_into(
    workbook: Path,
    incoming: Incoming,
    *,
    target: Path | None = None,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Carried:
    """Carry new facts into a closed workbook, keeping a copy of it from before.

    Args:
        workbook: the file; it is replaced in one step, or stays as it was if anything fails.
        incoming: what comes in.
        target: another file to write, which leaves the workbook as it is; None for the workbook itself.
        overwrite: also inputs that the person corrected.
        dry_run: write nothing.
        progress: told the name of each step.

    Raises:
        WorkbookError: the file is open elsewhere, is no workbook of ours, or can't be read or written.
    """
    if not dry_run:
        check_not_in_use(workbook)
    progress(f"reading {workbook.name}")
    with Book(workbook) as book:
        carry = plan_carry(find(book), incoming, overwrite=overwrite, progress=progress)
    if dry_run or not carry.changes_anything:
        return Carried(carry, None, None)
    if target is not None:
        progress(f"writing {target.name}")
        return Carried(carry, apply_edits(workbook, target, carry.plan), None)
    progress(f"writing {workbook.name}")
    with draft_of(workbook) as draft:
        edited = apply_edits(workbook, draft, carry.plan)
        backup = keep_backup(workbook)
        take_place(draft, workbook)
    return Carried(carry, edited, backup)
