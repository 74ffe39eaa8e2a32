"""The functions start fast and need nothing but the standard library."""

from __future__ import annotations

import ast
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
    "sqlite3",
    "psycopg",
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


def fresh(code: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PACKAGE.parent, timeout=60)
    return done.stdout


def test_no_heavy_library_is_imported_by_loading_or_calling():
    code = f"import sys\n{CALLS}\nprint([name for name in {HEAVY} if name in sys.modules])"
    assert fresh(code).strip() == "[]"


def test_loading_opens_no_file_of_figures():
    code = "import xl_aigc.functions as f, xl_aigc.functions.reader as g\nprint(g._chosen)"
    assert fresh(code).strip() == "None"


@pytest.mark.parametrize("floor", ["functions", "metrics", "labels", "files", "data"])
def test_the_text_is_python_3_10(floor):
    for file in sorted((PACKAGE / floor).rglob("*.py")):
        ast.parse(file.read_text(encoding="utf-8"), str(file), feature_version=(3, 10))
