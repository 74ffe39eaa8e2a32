"""The notebook of the examples shows what its cells give."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "docs" / "make_notebook.py"


def test_the_notebook_shows_what_its_cells_give():
    found = importlib.util.spec_from_file_location("make_notebook", SCRIPT)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    kept = module.NOTEBOOK.read_text("utf-8")
    assert module.written(json.loads(kept)) == kept, "run: python docs/make_notebook.py"
