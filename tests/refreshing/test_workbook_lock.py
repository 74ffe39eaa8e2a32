"""Two at once on one workbook: one waits for the other, or says why it does not; nothing of either is lost."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import threading

import pytest
from support.kill_refresh import WHEN, Attempt, backup_of, parts

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.copies import keep_copy
from xl_aigc.refreshing import carry
from xl_aigc.refreshing.backup import UNDONE, undo
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.refreshing.workbook_lock import lock_of, locked
from xl_aigc.store.opening import open_store


def names(attempt):
    return {path.name for path in attempt.folder.iterdir()} - {"store.sqlite-wal", "store.sqlite-shm"}


def test_a_held_workbook_is_refused_after_the_wait_and_free_afterwards(attempt):
    waited = []
    with locked(attempt.workbook):
        assert lock_of(attempt.workbook).exists()
        with (
            pytest.raises(WorkbookError, match=r"report\.xlsx: Another refresh of the workbook is running\."),
            locked(attempt.workbook, wait=0.3, progress=waited.append),
        ):
            pass
    assert waited == ["waiting for another refresh of report.xlsx"]
    with locked(attempt.workbook, wait=0):
        pass
    assert not lock_of(attempt.workbook).exists()


def test_a_lock_that_a_killed_program_left_is_nobodys(attempt):
    lock_of(attempt.workbook).write_bytes(b"")
    attempt.refresh()
    assert names(attempt) == {"report.xlsx", "report.before-refresh-1.xlsx", "store.sqlite"}


def test_whoever_waits_goes_on_when_the_other_has_ended(attempt):
    order = []

    def second() -> None:
        with locked(attempt.workbook):
            order.append("second")

    with locked(attempt.workbook):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_two_names_of_one_file_are_one_workbook(attempt):
    link = attempt.folder / "link.xlsx"
    try:
        link.symlink_to(attempt.workbook)
    except OSError:
        pytest.skip("this account may make no links")
    with (
        locked(attempt.workbook),
        pytest.raises(WorkbookError, match="Another refresh"),
        locked(link, wait=0),
    ):
        pass


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork server")
def test_four_refreshes_at_once_end_as_one_would(report, attempt, tmp_path_factory):
    alone = Attempt(tmp_path_factory.mktemp("alone"), report[2])
    for name in ("store.sqlite", "report.xlsx"):
        shutil.copy(attempt.folder / name, alone.folder / name)
    alone.refresh()
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["xl_aigc.refreshing.refresh"])
    processes = [start.Process(target=attempt.refresh) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    assert parts(attempt.workbook) == parts(alone.workbook)
    assert backup_of(attempt.workbook).read_bytes() == report[1].read_bytes()
    assert len(open_store(attempt.store).vintages()) == 3, "the others brought nothing new"
    assert names(attempt) == {"report.xlsx", "report.before-refresh-1.xlsx", "store.sqlite"}


def test_a_workbook_that_another_program_saves_meanwhile_stays_as_saved(attempt, monkeypatch):
    saved = attempt.workbook.read_bytes()
    keep = carry.keep_backup

    def save_too(workbook):
        done = keep(workbook)
        workbook.write_bytes(saved + b"\0")
        return done

    monkeypatch.setattr(carry, "keep_backup", save_too)
    with pytest.raises(WorkbookError, match=r"report\.xlsx: The workbook was saved by another program while"):
        attempt.refresh()
    assert attempt.workbook.read_bytes() == saved + b"\0"
    assert names(attempt) == {"report.xlsx", "report.before-refresh-1.xlsx", "store.sqlite"}


def test_a_reader_keeps_what_it_opened(attempt):
    before = attempt.workbook.read_bytes()
    with attempt.workbook.open("rb") as reader:
        attempt.refresh()
        assert reader.read() == before
    assert attempt.workbook.read_bytes() != before


def test_drafts_that_a_kill_left_go_with_the_next_refresh_and_nothing_else_does(attempt):
    left = {
        ".report.0123456789ab.xlsx",
        "..report.0123456789ab.xlsx.0123456789ab.tmp",
        ".report.before-refresh-1.xlsx.0123456789ab.tmp",
    }
    theirs = {".report.xlsx", ".report.mine.xlsx", ".other.0123456789ab.xlsx", "report.0123456789ab.xlsx", ".report.xlsx.0123456789ab.tmp"}  # fmt: skip
    for name in left | theirs:
        (attempt.folder / name).write_bytes(b"x")
    attempt.refresh()
    assert names(attempt) - {"report.xlsx", "report.before-refresh-1.xlsx", "store.sqlite"} == theirs


def test_an_undo_that_was_killed_halfway_is_ended_by_the_next(attempt):
    before = attempt.workbook.read_bytes()
    attempt.refresh()
    refreshed = attempt.workbook.read_bytes()
    kept = keep_copy(attempt.workbook, UNDONE)  # the first of its two steps
    undo(attempt.workbook)
    assert (attempt.workbook.read_bytes(), kept.read_bytes()) == (before, refreshed)
    assert names(attempt) == {"report.xlsx", "report.undone-1.xlsx", "store.sqlite"}


def test_a_dry_run_waits_for_nobody_and_writes_nothing(attempt):
    with locked(attempt.workbook):
        wanted = RefreshOptions(None, attempt.workbook, dry_run=True)
        assert refresh(open_store(attempt.store), wanted, WHEN, lambda *_: None).carried is not None
