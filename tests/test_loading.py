"""Functions and the builder start without libraries that they have no use for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import xl_aigc

PACKAGE = Path(xl_aigc.__file__).parent


LIGHT = ("xl_aigc.metrics", "xl_aigc.data", "xl_aigc.store", "xl_aigc.functions", "xl_aigc.hosts.headless")
HEAVY = {
    "pandas",
    "openpyxl",
    "sqlalchemy",
    "psycopg",
    "pydantic",
    "yaml",
    "numpy",
    "lxml",
    "xlwings",
    "typer",
}


def loaded_by(module: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after importing one."""
    code = f"import sys, {module}; print(*sorted(name.split('.')[0] for name in sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", LIGHT)
def test_functions_start_without_a_heavy_library(module):
    assert not loaded_by(module) & HEAVY


def test_the_builder_starts_without_pandas():
    loaded = loaded_by("xl_aigc.report.builder")
    assert "openpyxl" in loaded
    assert not loaded & {"pandas", "xlwings", "sqlalchemy"}
