"""What `import xl_aigc as xa` offers: these names, documented, each with an example that runs, and nothing loaded before its time."""

from __future__ import annotations

import importlib.util
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.examples import run_examples

import xl_aigc as xa

ROOT = Path(__file__).parents[2]
WITHOUT_EXAMPLE = {"check", "diff", "freeze", "open_store"}
"""Functions that need a workbook or a store; docs/api.md shows them, and tests/api runs them."""
FUNCTIONS = [name for name in xa.__all__ if not isinstance(getattr(xa, name), type)]


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a new process has loaded after some code."""
    code += "\nimport sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    return set(done.stdout.split())


def test_the_names_are_these():
    assert sorted(xa.__all__) == xa.__all__
    assert {
        *("yoy", "growth_status", "cagr", "rd_intensity", "rank_correlation", "summarise", "screen"),
        *(
            "load",
            "Basket",
            "read",
            "refresh",
            "check",
            "diff",
            "freeze",
            "open_store",
            "evaluate",
            "AigcError",
        ),
    } <= set(xa.__all__)


def test_every_name_is_there_and_documented():
    for name in xa.__all__:
        assert inspect.getdoc(getattr(xa, name)), name


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'profit'"):
        _ = xa.profit


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name not in WITHOUT_EXAMPLE])
def test_every_function_has_an_example_that_runs(name):
    run_examples(getattr(xa, name), name)


def test_the_reference_is_up_to_date():
    spec = importlib.util.spec_from_file_location("make_api", ROOT / "docs" / "make_api.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == module.markdown(), (
        "Run: python docs/make_api.py"
    )


def test_importing_the_package_loads_nothing_else():
    assert not loaded_after("import xl_aigc") & {
        "pandas",
        "numpy",
        "pydantic",
        "openpyxl",
        "sqlalchemy",
        "yaml",
        "lxml",
    }


def test_metrics_load_neither_pandas_nor_numpy():
    assert not loaded_after("import xl_aigc as xa; xa.yoy(120, 100)") & {
        "pandas",
        "numpy",
        "pydantic",
        "yaml",
    }


def test_pandas_is_loaded_when_a_frame_is_asked_for():
    quiet = loaded_after("import xl_aigc as xa; xa.load().periods")
    assert "pandas" not in quiet
    assert "pandas" in loaded_after("import xl_aigc as xa; xa.load().figures()")
