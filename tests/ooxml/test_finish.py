"""The target: the old file or the new one, whole, and nothing beside it."""

import stat
import sys
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from support.openpyxl_reading import load_workbook

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish, finish_bytes
from xl_aigc.ooxml.plan import Column, FinishPlan, SheetPlan, Stream

ROWS = 1000


class Breaking(Sequence):
    """A thousand numbers, of which the last rows raise: the file is half written by then."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __len__(self) -> int:
        return ROWS

    def __getitem__(self, item):
        if item.stop > ROWS // 2:
            raise self.error
        return [1.0] * (item.stop - item.start)


def streamed(values) -> FinishPlan:
    return FinishPlan({"Data": SheetPlan(streams=[Stream(2, [Column(values)], ROWS)])})


@pytest.fixture
def skeleton(prototype_book, saved):
    return saved(prototype_book("a"))


def test_the_target_holds_the_finished_bytes(skeleton, tmp_path):
    target = tmp_path / "book.xlsx"
    finish(skeleton, target, streamed([2.5] * ROWS))
    assert target.read_bytes() == finish_bytes(skeleton, streamed([2.5] * ROWS))
    assert load_workbook(target)["Data"]["A1001"].value == 2.5
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1), MemoryError(), ValueError("midway")])
@pytest.mark.parametrize("old", [b"the old file", None])
def test_an_interruption_leaves_the_old_file_and_nothing_else(skeleton, tmp_path, error, old):
    target = tmp_path / "book.xlsx"
    if old is not None:
        target.write_bytes(old)
    with pytest.raises(type(error)):
        finish(skeleton, target, streamed(Breaking(error)))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == (
        {"book.xlsx": old} if old else {}
    )


def test_a_bad_value_leaves_the_old_file(skeleton, tmp_path):
    target = tmp_path / "book.xlsx"
    target.write_bytes(b"the old file")
    with pytest.raises(WorkbookError, match="cell A1001"):
        finish(skeleton, target, streamed([1.0] * (ROWS - 1) + [float("nan")]))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old file"]


def test_a_folder_that_is_not_there_is_named(skeleton, tmp_path):
    with pytest.raises(WorkbookError, match=r"nowhere.*can't be written.*check that the folder exists"):
        finish(skeleton, tmp_path / "nowhere" / "book.xlsx", streamed([1.0] * ROWS))


def test_a_target_that_can_not_be_replaced_leaves_no_draft(skeleton, tmp_path):
    target = tmp_path / "book.xlsx"
    target.mkdir()
    (target / "inside").write_text("kept")
    with pytest.raises(WorkbookError, match="can't be written"):
        finish(skeleton, target, streamed([1.0] * ROWS))
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such permissions")
def test_the_permissions_of_the_old_file_stay(skeleton, tmp_path):
    target = tmp_path / "book.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    finish(skeleton, target, streamed([1.0] * ROWS))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(skeleton, tmp_path):
    target, link = tmp_path / "book.xlsx", tmp_path / "link.xlsx"
    target.write_bytes(b"old")
    link.symlink_to(target)
    finish(skeleton, link, streamed([1.0] * ROWS))
    assert link.is_symlink()
    assert load_workbook(target)["Data"]["A2"].value == 1.0


def test_a_book_of_one_empty_sheet_is_finished(saved):
    assert finish_bytes(saved(Workbook()), FinishPlan()).startswith(b"PK")
