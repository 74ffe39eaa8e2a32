"""What holds a person's data is for its owner's eyes: the store and what SQLite puts beside it, the log, drafts and backups."""

from __future__ import annotations

import os
import shutil
import stat
import sys

import pytest

from xl_aigc.functions.log import forget_refusals, log_refusal
from xl_aigc.ooxml.replace import replacing
from xl_aigc.refreshing.backup import draft_of, keep_backup
from xl_aigc.store.opening import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


@pytest.fixture(autouse=True)
def everyone_may_read():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_store_and_the_files_of_its_log_are_of_mode_600(tmp_path):
    store = open_store(tmp_path / "deep" / "own.sqlite")
    with store.database.writing():
        beside = {path.name: mode(path) for path in (tmp_path / "deep").iterdir()}
    assert beside.keys() >= {"own.sqlite", "own.sqlite-wal"}
    assert set(beside.values()) == {0o600}
    assert mode(tmp_path / "deep") == 0o700


def test_a_store_that_a_person_opened_to_others_stays_open(tmp_path):
    open_store(tmp_path / "own.sqlite")
    (tmp_path / "own.sqlite").chmod(0o660)
    open_store(tmp_path / "own.sqlite")
    assert mode(tmp_path / "own.sqlite") == 0o660


def test_the_log_and_the_one_before_it_are_of_mode_600(tmp_path, monkeypatch):
    path = tmp_path / "logs" / "functions.log"
    monkeypatch.setenv("XL_AIGC_LOG", str(path))
    monkeypatch.setattr("xl_aigc.functions.log_file.LARGEST", 200)
    forget_refusals()
    for number in range(9):
        log_refusal("UNIT", f"{number} " + "x" * 60)
    assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    assert len(list(path.parent.iterdir())) == 2
    assert mode(path.parent) == 0o700


@pytest.mark.parametrize("own", [0o600, 0o644, 0o660])
def test_a_backup_a_draft_and_a_replaced_file_have_the_mode_of_the_workbook(tmp_path, own):
    workbook = tmp_path / "a.xlsx"
    workbook.write_bytes(b"1")
    workbook.chmod(own)
    with replacing(workbook) as file:
        assert mode(next(path for path in tmp_path.iterdir() if path != workbook)) & ~own == 0
        file.write(b"2")
    assert mode(workbook) == own
    assert mode(keep_backup(workbook)) == own
    with draft_of(workbook) as draft:
        assert mode(draft) == 0o600
        shutil.copy(workbook, draft.with_suffix(".copy"))
