"""The program as a person starts it: a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "xl_aigc", *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def finished(*arguments: str, folder: Path) -> tuple[int, str, str]:
    process = start(*arguments, folder=folder)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_a_build_and_a_check_of_what_it_built(tmp_path):
    code, out, err = finished("build", "--language", "zh", folder=tmp_path)
    assert (code, err) == (0, "")
    assert "总览" in out
    code, out, _ = finished("check", "--no-office", "workbooks/aigc_2024H1_zh.xlsx", folder=tmp_path)
    assert code == 0, out


def test_an_error_ends_with_1_and_leaves_nothing(tmp_path):
    code, out, err = finished("build", "--data", "nowhere", folder=tmp_path)
    assert (code, out) == (1, "")
    assert "nowhere" in err
    assert list(tmp_path.iterdir()) == []


WATCHED = """
import signal
import sys
import xl_aigc.ooxml.finish

def slow(file, parts, **more):
    file.write(b"half a workbook")
    file.flush()
    print("writing", flush=True)
    import time
    time.sleep(60)

xl_aigc.ooxml.finish.write_archive = slow
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started the tests with Ctrl-C ignored
from xl_aigc.__main__ import main
main()
"""


@pytest.fixture
def target(english, tmp_path):
    """A workbook that the program wrote, which it may replace."""
    return Path(shutil.copy(english, tmp_path / "report.xlsx"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_while_the_file_is_written_leaves_the_old_one(target, tmp_path):
    """The writing is slowed, so that the signal surely comes in the middle of it; all else is the program."""
    yesterday = target.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-c", WATCHED, "build", "--language", "zh", "--output", str(target)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "writing\n"
    assert len(list(tmp_path.iterdir())) == 2, "the draft is being written beside the target"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]
    assert target.read_bytes() == yesterday


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.slow
@pytest.mark.parametrize("after", [0.3, 0.6, 0.9])
def test_ctrl_c_at_any_moment_leaves_the_old_file_or_the_new(target, tmp_path, after):
    yesterday = target.read_bytes()
    process = start("build", "--language", "zh", "--output", str(target), folder=tmp_path)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]
    whole = target.read_bytes()
    assert whole == yesterday or (process.returncode == 0 and whole.startswith(b"PK"))


def imported(*arguments: str) -> set[str]:
    """Modules that the program has imported when it ends."""
    code = (
        "import sys; from xl_aigc.cli.run import run; code = run(sys.argv[1:]);"
        "print('\\n' + ' '.join(sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {module.split(".")[0] for module in done.stdout.splitlines()[-1].split()}


def test_help_imports_nothing_heavy():
    heavy = {"pandas", "openpyxl", "lxml", "pydantic", "yaml", "sqlalchemy", "xlwings", "numpy"}
    assert imported("--help") & heavy == set()


def test_a_build_imports_no_pandas(tmp_path):
    loaded = imported("build", "--output", str(tmp_path / "a.xlsx"))
    assert "openpyxl" in loaded
    assert loaded & {"pandas", "polars", "sqlalchemy", "xlwings"} == set()
