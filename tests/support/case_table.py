"""Tables of cases in YAML files beside their tests: a list of rows, or rows by name."""

from __future__ import annotations

from pathlib import Path

import yaml

TESTS = Path(__file__).parents[1]


def cases(file: str) -> list[tuple[object, ...]]:
    """The rows of a table.

    Args:
        file: its place below the folder of tests.
    """
    return [tuple(row) for row in yaml.safe_load((TESTS / file).read_text(encoding="utf-8"))]
