"""Runs the cells of `examples/who_earns.ipynb` and writes what they show below them: python docs/make_notebook.py."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pandas as pd

NOTEBOOK = Path(__file__).parents[1] / "examples" / "who_earns.ipynb"
SHOWN = ("display.width", 100, "display.max_columns", 12, "display.float_format", "{:,.4g}".format)


def with_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook with the value of the last line of each cell of code below it."""
    names: dict[str, object] = {}
    cells, count = [], 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            count += 1
            outputs = [_output(value, count) for value in _values("".join(cell["source"]), names)]
            cells.append({**cell, "execution_count": count, "outputs": outputs})
        else:
            cells.append(cell)
    return {**notebook, "cells": cells}


def _values(code: str, names: dict[str, object]) -> list[object]:
    """Run a cell, and return the value of its last line where that is an expression with a value."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    return [] if value is None else [value]


def _output(value: object, count: int) -> dict[str, Any]:
    with pd.option_context(*SHOWN):
        lines = repr(value).splitlines(keepends=True)
    return {
        "output_type": "execute_result",
        "execution_count": count,
        "metadata": {},
        "data": {"text/plain": lines},
    }


def written(notebook: dict[str, Any]) -> str:
    """The text of the file."""
    return json.dumps(with_outputs(notebook), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(written(json.loads(NOTEBOOK.read_text("utf-8"))), "utf-8")
