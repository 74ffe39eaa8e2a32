"""Carries new facts into a closed workbook: everything of the person's stays where and as it is."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits, check_editable
from xl_aigc.ooxml.edits.in_use import check_not_in_use
from xl_aigc.refreshing.backup import draft_of, keep_backup, remove_leftovers, take_place
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.plan import Carry, Incoming, plan_carry
from xl_aigc.refreshing.redraw import last_written
from xl_aigc.refreshing.restored import naming, restored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xl_aigc.ooxml.edits.plan import Edited
    from xl_aigc.ooxml.seal import State
    from xl_aigc.refreshing.redraw import Written
    from xl_aigc.report.ledger import Ledger

    Fingerprint = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Carried:
    """The result of carrying facts into a workbook.

    Attributes:
        carry: what changed in its cells, and what stays the person's.
        edited: the parts of the file that changed; None where no file was written.
        backup: the copy from before; None where nothing was written.
    """

    carry: Carry
    edited: Edited | None
    backup: Path | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """A workbook as it is before anything is done.

    Attributes:
        ledger: what it remembers.
        written: what it was last written with.
        fingerprint: changes as soon as any program saves the file.
    """

    ledger: Ledger
    written: Written
    fingerprint: Fingerprint | None


def inspect(workbook: Path) -> Inspection:
    """Read what a refresh needs of a workbook.

    Raises:
        WorkbookError: it can't be read, is none of ours, or has lost what a refresh needs.
    """
    state = _fingerprint(workbook)
    with restored(workbook) as source, Book(source.file, workbook) as book:
        check_editable(book)
        found = find(book)
        return Inspection(found.ledger, last_written(found), state)


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

    The caller holds the workbook (`locked`), or writes nothing.

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
    with drafted(
        workbook, incoming, target=target, overwrite=overwrite, dry_run=dry_run, progress=progress
    ) as draft:
        return put_in_place(draft)


@dataclass(frozen=True, slots=True)
class Draft:
    """The next state of a workbook, written whole and not yet in its place.

    Attributes:
        workbook: the file that it is of.
        carry: what changes.
        edited: the parts that are other than before; None where nothing was written.
        file: where it is written; None where it is in its place already, or nowhere.
        state: of the workbook when it was read.
    """

    workbook: Path
    carry: Carry
    edited: Edited | None
    file: Path | None
    fingerprint: Fingerprint | None


@contextmanager
def drafted(
    workbook: Path,
    incoming: Incoming,
    *,
    inspection: Inspection | None = None,
    target: Path | None = None,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Draft]:
    """Write the next state of a workbook beside it, for as long as the caller needs to decide.

    The inspection serves, unless somebody has saved the workbook since.
    """
    check_not_in_use(workbook)
    state = _fingerprint(workbook)
    written = inspection.written if inspection is not None and inspection.fingerprint == state else None
    progress(f"reading {workbook.name}")
    with restored(workbook) as source:
        with Book(source.file, workbook) as book:
            carry = plan_carry(find(book), incoming, written=written, overwrite=overwrite, progress=progress)
        carry = replace(carry, restored=source.said, mended=(*source.said, *carry.mended))
        if not carry.changes_anything:
            yield Draft(workbook, carry, None, None, state)
        elif dry_run:
            with TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as folder:
                # Whatever refuses the real run refuses this one.
                _edited(workbook, source.file, Path(folder) / workbook.name, carry)
            yield Draft(workbook, carry, None, None, state)
        elif target is not None:
            progress(f"writing {target.name}")
            yield Draft(workbook, carry, _edited(workbook, source.file, target, carry, "output"), None, state)
        else:
            progress(f"writing {workbook.name}")
            remove_leftovers(workbook)
            with draft_of(workbook) as file:
                yield Draft(workbook, carry, _edited(workbook, source.file, file, carry), file, state)


def put_in_place(draft: Draft) -> Carried:
    """Have a draft take its workbook's place, once a copy from before is kept.

    Raises:
        WorkbookError: the workbook is open elsewhere, or was saved by another program meanwhile.
    """
    if draft.file is None:
        return Carried(draft.carry, draft.edited, None)
    backup = keep_backup(draft.workbook)
    check_not_in_use(draft.workbook)
    if _fingerprint(draft.workbook) != draft.fingerprint:
        raise WorkbookError(
            "The workbook was saved by another program while it was being refreshed.",
            Place(draft.workbook),
            remedy="It is as that program saved it. Close it there, and run the same command again.",
        )
    take_place(draft.file, draft.workbook)
    return Carried(draft.carry, draft.edited, backup)


def _fingerprint(workbook: Path) -> Fingerprint | None:
    """Return a fingerprint that changes as soon as somebody writes the file; None where the file is missing."""
    try:
        found = workbook.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _edited(workbook: Path, source: Path, target: Path, carry: Carry, state: State = "refreshed") -> Edited:
    """Write the next state; an error about a draft names the workbook."""
    drafts = (source, target) if state == "refreshed" else (source,)
    with naming(workbook, *drafts):
        return apply_edits(source, target, carry.plan, state)
