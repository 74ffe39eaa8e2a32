"""The command line called in this process, a data folder that tests may spoil, a workbook that tests may spoil."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.kill_refresh import small_report

from xl_aigc.cli.run import run
from xl_aigc.data.folder import REFERENCE


@dataclass(frozen=True)
class Result:
    """What a command leaves behind: its exit code, and what it said where."""

    code: int
    out: str
    err: str


@pytest.fixture
def xl_aigc(capsys, tmp_path, monkeypatch):
    """Runs one command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return call


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the bundled figures."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "figures"))


@pytest.fixture
def rewrite(tmp_path):
    """Copies a workbook with one part changed: the first match of a pattern in the part of a sheet becomes a text."""

    def make(workbook: Path, part: str, pattern: str, text: str) -> Path:
        target = tmp_path / "changed.xlsx"
        with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in source.namelist():
                content = source.read(name)
                if name == part:
                    changed, count = re.subn(pattern, text, content.decode("utf-8"), count=1, flags=re.DOTALL)
                    assert count == 1, f"nothing in {part} matches {pattern}"
                    content = changed.encode("utf-8")
                copy.writestr(name, content)
        return target

    return make


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def files(report, tmp_path, monkeypatch):
    """The workbook `report.xlsx`, a copy, the folder `next` with each of the 39 figures a tenth higher; the store."""
    store = tmp_path / "store.sqlite"
    shutil.copy(report[0], store)
    for name in ("report.xlsx", "before.xlsx"):
        shutil.copy(report[1], tmp_path / name)
    shutil.copytree(report[2], tmp_path / "next")
    monkeypatch.setenv("XL_AIGC_STORE", str(store))
    return tmp_path
