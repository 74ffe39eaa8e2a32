"""A refresh that can't go on says why and what to do, and leaves the workbook as it was."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.kill_refresh import Attempt, backup_of, parts, small_report
from support.small_disk import small_disk

from xl_aigc.errors import WorkbookError
from xl_aigc.refreshing.backup import undo

ROOT = Path(__file__).parents[2]

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights and signals")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def attempt(report, tmp_path):
    """A workbook in a folder of its own; the store is elsewhere."""
    return at(report, tmp_path / "reports", tmp_path)


class Elsewhere(Attempt):
    """A refresh whose store is in the folder above."""

    @property
    def store(self) -> Path:
        return self.folder.parent / "store.sqlite"


def at(report, folder, above):
    shutil.copy(report[0], above / "store.sqlite")
    folder.mkdir(exist_ok=True)
    shutil.copy(report[1], folder / "report.xlsx")
    return Elsewhere(folder, report[2])


def names(folder):
    return {path.name for path in folder.iterdir()}


def filled(disk, left):
    """Fill a disk but for some bytes."""
    found = os.statvfs(disk)
    (disk / "filler").write_bytes(b"x" * (found.f_bavail * found.f_frsize - left))


@pytest.mark.parametrize("share", [0.5, 2.0], ids=["no room for the draft", "no room for the copy"])
def test_a_full_disk_is_told_and_the_workbook_stays(report, tmp_path, share):
    with small_disk(tmp_path / "small", megabytes=2) as disk:
        attempt = at(report, disk, tmp_path)
        before, store = attempt.workbook.read_bytes(), attempt.store.read_bytes()
        filled(disk, int(share * len(before)))
        with pytest.raises(WorkbookError) as caught:
            attempt.refresh()
        said = str(caught.value)
        assert said.startswith(str(attempt.workbook if share < 1 else backup_of(attempt.workbook)))
        assert "the disk is full. Make room on it" in said
        recorded = f"as vintage 3; the workbook is as it was. Once that is mended, `xl-aigc refresh --workbook {attempt.workbook}`"  # fmt: skip
        assert (recorded in said) == (share > 1) == (attempt.store.read_bytes() != store)
        assert attempt.workbook.read_bytes() == before
        assert names(disk) == {"report.xlsx", "filler"}
        (disk / "filler").unlink()
        attempt.refresh()
        assert attempt.workbook.read_bytes() != before


def limited(attempt, *arguments):
    """The command in a process that may only do what the rights of files allow, as root may do all else."""
    command = [sys.executable, "-m", "xl_aigc", "refresh", *map(str, arguments)]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere, and setpriv is not here to take that away")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XL_AIGC_STORE": str(attempt.store)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)


@posix
@pytest.mark.parametrize(
    ("what", "usual", "said"),
    [
        ("folder", 0o755, "Nothing can be written beside the workbook: Permission denied."),
        ("workbook", 0o644, "The workbook may only be read."),
    ],
)
def test_a_folder_or_a_file_that_may_only_be_read(attempt, what, usual, said):
    before, store = attempt.workbook.read_bytes(), attempt.store.read_bytes()
    place = getattr(attempt, what)
    place.chmod(usual & 0o555)
    done = limited(attempt, "--from", attempt.figures, "--workbook", attempt.workbook)
    place.chmod(usual)
    assert done.returncode == 1
    assert f"{attempt.workbook}: {said}" in done.stderr
    assert (attempt.workbook.read_bytes(), attempt.store.read_bytes()) == (before, store)
    assert names(attempt.folder) == {"report.xlsx"}


@pytest.mark.parametrize(
    ("mark", "program"),
    [("~$report.xlsx", "Excel"), (".~lock.report.xlsx#", "LibreOffice"), (".~report.xlsx", "WPS Office")],
)
def test_a_workbook_that_is_open_elsewhere(attempt, mark, program):
    before, store = attempt.workbook.read_bytes(), attempt.store.read_bytes()
    (attempt.folder / mark).write_bytes(b"")
    with pytest.raises(WorkbookError, match=f"The workbook is open in {program}") as caught:
        attempt.refresh()
    assert mark in str(caught.value)
    assert (attempt.workbook.read_bytes(), attempt.store.read_bytes()) == (before, store)
    assert names(attempt.folder) == {"report.xlsx", mark}


def test_a_workbook_in_no_folder(attempt):
    lost = Elsewhere(attempt.folder / "nowhere", attempt.figures)
    with pytest.raises(WorkbookError, match=r"report\.xlsx: Nothing can be written beside the workbook"):
        lost.refresh()


def test_a_workbook_that_is_not_there(attempt):
    attempt.workbook.unlink()
    with pytest.raises(WorkbookError, match=r"report\.xlsx: The file is missing"):
        attempt.refresh()
    assert names(attempt.folder) == set()


SLOW = """
import signal
import sys
import time
from xl_aigc.refreshing import {module}

def slow(*_, **__):
    print("there", flush=True)
    time.sleep(60)

{module}.{name} = slow
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started the tests with Ctrl-C ignored
from xl_aigc.__main__ import main

sys.exit(main())
"""


@posix
@pytest.mark.parametrize(
    ("module", "name", "recorded"),
    [("refresh", "check_batch", False), ("carry", "plan_carry", False), ("carry", "take_place", True)],
)
def test_ctrl_c_ends_with_130_and_nothing_half_written(attempt, module, name, recorded):
    before, store = attempt.workbook.read_bytes(), attempt.store.read_bytes()
    given = ["refresh", "--from", str(attempt.figures), "--workbook", str(attempt.workbook)]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW.format(module=module, name=name), *given],
        env={**os.environ, "PYTHONPATH": str(ROOT), "XL_AIGC_STORE": str(attempt.store)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "there\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted. Nothing is half-written: run the same command again." in err
    assert "Traceback" not in err
    assert attempt.workbook.read_bytes() == before
    assert (attempt.store.read_bytes() != store) == recorded
    left = names(attempt.folder)
    assert left == {"report.xlsx"} | ({"report.before-refresh-1.xlsx"} if name == "take_place" else set())
    attempt.refresh()
    assert parts(attempt.workbook) != parts(backup_of(attempt.workbook))


def test_an_undo_without_a_copy(attempt):
    with pytest.raises(
        WorkbookError, match=r"before-refresh-1\.xlsx: There is no copy from before a refresh"
    ):
        undo(attempt.workbook)
    assert names(attempt.folder) == {"report.xlsx"}


@posix
def test_the_copy_is_for_the_same_eyes_as_the_workbook(attempt):
    attempt.workbook.chmod(0o600)
    attempt.refresh()
    assert [path.stat().st_mode & 0o777 for path in (attempt.workbook, backup_of(attempt.workbook))] == [
        0o600,
        0o600,
    ]
