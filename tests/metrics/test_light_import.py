"""The floor starts fast, runs without third parties, and on the Python of an office."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xl_aigc

PACKAGE = Path(xl_aigc.__file__).parent
MODULES = sorted((PACKAGE / "metrics").glob("*.py"))
HEAVY = ("numpy", "pandas", "openpyxl", "sqlalchemy", "pydantic", "yaml", "lxml", "xlwings", "typer", "rich")

CALLS = """
from xl_aigc import metrics as m
m.yoy([120.0, None], (100, 100)), m.growth_status([1.0], 2.0), m.median([1.0, 2.0]), m.ranks([1.0, None])
m.rank_correlation([1.0, 2.0, 3.0], [1.0, 3.0, 2.0]), m.count_above([1.0], [0.0]), m.drawdown([1.0, 2.0])
table = {"layer": ["upstream", None], "net_profit": [1.0, -1.0], "net_profit_prior": [1.0, None]}
m.summarise(table, "layer"), m.screen_order(m.screen(table)), m.interval_cohort([1.0], [0.0])
"""


def loaded_after(code):
    """Names of the modules that a fresh process has loaded after some code."""
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("code", ["import xl_aigc.metrics", CALLS], ids=["import", "calls with lists"])
def test_nothing_heavy_is_loaded(code):
    loaded = loaded_after(code)
    assert "xl_aigc.metrics" in loaded
    assert not loaded & set(HEAVY)


def test_only_the_floor_itself_is_loaded_of_the_package():
    own = {name for name in loaded_after("import xl_aigc.metrics") if name.startswith("xl_aigc.")}
    assert all(name.startswith(("xl_aigc.metrics", "xl_aigc.version")) for name in own)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_syntax_is_that_of_python_3_10(module):
    ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 10))
