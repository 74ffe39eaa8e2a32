"""The functions start fast and need nothing but the standard library."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xl_aigc

PACKAGE = Path(xl_aigc.__file__).parent
HEAVY = (
    "pandas",
    "numpy",
    "openpyxl",
    "sqlalchemy",
    "pydantic",
    "yaml",
    "lxml",
    "xlwings",
    "platformdirs",
    "typer",
)
CALLS = """
from xl_aigc.functions import CATALOGUE
CATALOGUE["COHORT"].call(); CATALOGUE["FIGURE"].call("688787.SH", "revenue"); CATALOGUE["CLAIM"].call("both_up_count")
CATALOGUE["UNIT"].call(1.0, "moon"); CATALOGUE["SCREEN"].call()
"""


def fresh(code: str, bytecode: Path | None = None) -> str:
    """What a fresh interpreter prints; with a folder for bytecode it starts as an installed package does."""
    environment = dict(os.environ)
    if bytecode:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=PACKAGE.parent, env=environment, timeout=60
    )
    return done.stdout


def test_no_heavy_library_is_imported_by_loading_or_calling():
    code = f"import sys\n{CALLS}\nprint([name for name in {HEAVY} if name in sys.modules])"
    assert fresh(code).strip() == "[]"


def test_loading_opens_no_file_of_figures():
    code = "import xl_aigc.functions as f, xl_aigc.functions.reader as g\nprint(g._chosen)"
    assert fresh(code).strip() == "None"


def test_loading_is_fast(tmp_path):
    # What the functions add to the parts of the standard library that any host has loaded; best of five.
    code = (
        "import csv, dataclasses, datetime, enum, importlib.resources, inspect, pathlib, re, typing, time\n"
        "start = time.perf_counter()\nimport xl_aigc.functions\nprint(time.perf_counter() - start)"
    )
    times = [float(fresh(code, tmp_path)) for _ in range(6)]
    assert min(times[1:]) < 0.030


@pytest.mark.parametrize("floor", ["functions", "metrics", "labels"])
def test_the_text_is_python_3_10(floor):
    for file in sorted((PACKAGE / floor).rglob("*.py")):
        ast.parse(file.read_text(encoding="utf-8"), str(file), feature_version=(3, 10))
