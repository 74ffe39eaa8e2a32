"""Equal input gives equal bytes: whatever the clock, the folder, the seed of hashes, and what was built before."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xl_aigc
from xl_aigc.data.folder import load_facts
from xl_aigc.report.builder import BuildOptions, build

PACKAGE = Path(xl_aigc.__file__).parent.parent
LANGUAGES = ("en", "zh", "ko")
MODES = ("native", "values")

# Shifts every clock that Python code can ask: of `time`, of `datetime`, and of the modules that took a class from there.
SHIFTED = """
import datetime, time, sys
import xl_aigc.report.builder
YEARS = 7 * 365 * 86400
real, real_ns, local, gm = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: real() + YEARS
time.time_ns = lambda: real_ns() + YEARS * 10**9
time.localtime = lambda seconds=None: local(real() + YEARS if seconds is None else seconds)
time.gmtime = lambda seconds=None: gm(real() + YEARS if seconds is None else seconds)
kind = datetime.datetime
class Later(kind):
    @classmethod
    def now(cls, tz=None):
        return kind.fromtimestamp(time.time(), tz)
    today = now
    @classmethod
    def utcnow(cls):
        return kind.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
datetime.datetime = Later
for module in list(sys.modules.values()):
    for name, value in list(vars(module).items()) if hasattr(module, "__dict__") else ():
        if value is kind:
            setattr(module, name, Later)
import openpyxl.packaging.core
assert openpyxl.packaging.core.datetime.datetime.now().year >= 2031
assert datetime.datetime.now().year >= 2031
"""
BUILD = """
import hashlib, pathlib, sys
from xl_aigc.report.builder import BuildOptions, build
for name in sys.argv[2:]:
    language, formulas = name.split("_")
    target = pathlib.Path(sys.argv[1], f"{name}.xlsx")
    build(target, options=BuildOptions(language=language, formulas=formulas))
    print(target.stem, hashlib.sha256(target.read_bytes()).hexdigest())
"""


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests_of(code, folder, names, **environment):
    """What a fresh process builds, in this order: the digest of each file by language and mode."""
    folder.mkdir(parents=True)
    settings = os.environ | {"PYTHONPATH": str(PACKAGE), **environment}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), *names],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env=settings,
        timeout=200,
    )
    return dict(line.split() for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def expected(built):
    """The digests of this process, in its own order of building."""
    return {
        f"{language}_{mode}": digest(built(language, formulas=mode))
        for mode in MODES
        for language in LANGUAGES
    }


@pytest.mark.parametrize(
    ("code", "names", "environment"),
    [
        (
            BUILD,
            ("ko_values", "zh_native", "en_values"),
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        ),
        (
            SHIFTED + BUILD,
            ("zh_values", "en_native", "ko_native"),
            {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles"},
        ),
    ],
    ids=["another process", "seven years later"],
)
def test_another_process_in_another_folder_writes_the_same_bytes(
    tmp_path, expected, code, names, environment
):
    digests = digests_of(code, tmp_path / "other" / "文件夹", names, **environment)
    assert digests == {name: expected[name] for name in names}


def test_building_again_changes_nothing(tmp_path, expected):
    build(tmp_path / "again.xlsx", options=BuildOptions(language="zh"))
    assert digest(tmp_path / "again.xlsx") == expected["zh_native"]


def test_every_language_and_mode_is_another_file(expected):
    assert len(set(expected.values())) == len(LANGUAGES) * len(MODES)


def test_a_changed_figure_changes_the_bytes(tmp_path, expected):
    """Equal bytes prove something only if other input gives others."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in (PACKAGE / "xl_aigc" / "data" / "reference").glob("*.*"):
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace(",18232000000,", ",18232000001,"), encoding="utf-8")
    build(tmp_path / "changed.xlsx", load_facts(folder))
    assert digest(tmp_path / "changed.xlsx") != expected["en_native"]
