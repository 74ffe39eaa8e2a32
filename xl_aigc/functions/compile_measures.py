"""Compiles the program's measures for the functions: `python -m xl_aigc.functions.compile_measures`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from xl_aigc.expressions.json_form import to_json
from xl_aigc.functions.measures_file import FILE, from_table
from xl_aigc.measures.own import program_table

if TYPE_CHECKING:
    from collections.abc import Mapping


def file_text() -> str:
    """The text of the file, a line for each entry."""
    found = from_table(program_table())
    measures = {key: {"labels": one.labels, "money": one.is_money} for key, one in found.measures.items()}
    parts = {
        "measures": measures,
        "trees": {key: to_json(tree) for key, tree in found.trees.items()},
        "cells": {key: to_json(tree) for key, tree in found.cells.items()},
        "limits": found.limits,
    }
    return "{\n" + ",\n".join(f'"{name}": {_lines(part)}' for name, part in parts.items()) + "\n}\n"


def _lines(part: Mapping[str, object]) -> str:
    lines = (f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in part.items())
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    FILE.write_text(file_text(), encoding="utf-8")
