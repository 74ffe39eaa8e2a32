"""`doctor`: what is installed, and what is broken."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

from xl_aigc.cli import doctor
from xl_aigc.functions.log import log_path
from xl_aigc.hosts.libreoffice.office import environment_in_the_way
from xl_aigc.report.layout import templates_folder

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_everything_needed_works_here(xl_aigc):
    result = xl_aigc("doctor")
    assert (result.code, result.err) == (0, "")
    assert "Everything needed works." in result.out
    assert "55 companies, 347 figures" in result.out
    assert str(templates_folder()) in result.out


def test_it_names_the_log_file(xl_aigc, tmp_path, monkeypatch):
    monkeypatch.setenv("XL_AIGC_LOG", str(tmp_path / "log" / "mine.log"))
    assert str(log_path()) == str(tmp_path / "log" / "mine.log")
    assert str(tmp_path / "log" / "mine.log") in xl_aigc("doctor").out


def test_every_dependency_of_the_project_is_looked_at():
    listed = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=;\s]", line)[0].lower() for line in listed}
    assert {name.lower() for name in (*doctor.NEEDED, *doctor.USED)} == names


def test_what_is_missing_and_needed_is_broken(xl_aigc, monkeypatch):
    monkeypatch.setitem(doctor.NEEDED, "no-such-thing", "no_such_thing")
    result = xl_aigc("doctor")
    assert result.code == 1
    assert "broken  no-such-thing" in result.out
    assert "1 things are broken." in result.out


def test_what_is_missing_and_not_needed_is_a_note(xl_aigc, monkeypatch):
    monkeypatch.setattr(doctor, "USED", ("no-such-thing",))
    result = xl_aigc("doctor")
    assert result.code == 0
    assert "note    no-such-thing" in result.out


def test_an_output_folder_that_is_a_file_is_broken(xl_aigc, tmp_path):
    (tmp_path / "workbooks").write_text("", encoding="utf-8")
    result = xl_aigc("doctor")
    assert result.code == 1
    assert "broken  output folder" in result.out


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the office brings a Python of its own")
@pytest.mark.parametrize(("is_environment", "warned"), [(True, True), (False, False)])
def test_an_activated_environment_before_the_python_of_the_office_is_told(
    tmp_path, monkeypatch, is_environment, warned
):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").touch()
    if is_environment:
        (tmp_path / "pyvenv.cfg").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    told = environment_in_the_way()
    assert (told is not None) == warned
    assert told is None or str(tmp_path / "bin") in told
