"""Imports go down the floors of docs/architecture.md, and a fresh process loads no more than it needs.

An import under `TYPE_CHECKING` counts like any other: whoever names a type of another floor knows that floor.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import xl_aigc

PACKAGE = Path(xl_aigc.__file__).parent
FLOORS = (
    ("cli", "__main__"),
    ("api",),
    ("refreshing",),
    ("report", "hosts"),
    ("functions", "panel"),
    ("measures",),
    ("expressions",),
    ("sources", "store"),
    ("data",),
    ("ooxml",),
    ("metrics",),
    (
        "addresses",
        "labels",
        "files",
        "errors",
        "cell_errors",
        "arguments",
        "counts",
        "formula_tokens",
        "location",
        "outside",
        "version",
    ),
)
"""The lines of the drawing, the topmost first. Cells of one line do not import each other."""

MAY_IMPORT_SIDEWAYS = {
    ("__main__", "cli"),
    ("labels", "errors"),
    ("labels", "files"),
    ("files", "errors"),
    ("arguments", "errors"),
    ("location", "addresses"),
    ("location", "errors"),
    ("location", "outside"),
    ("formula_tokens", "cell_errors"),
    ("errors", "outside"),
    ("files", "counts"),
    ("files", "outside"),
}
"""The start of the program runs the command line; labels are read from files; each of them has errors of its own, which show text from outside."""

THIRD_PARTIES = {
    "metrics": {"numpy", "pandas"},
    "functions": {"psycopg"},
    "errors": set(),
    "cell_errors": set(),
    "arguments": set(),
    "counts": set(),
    "formula_tokens": set(),
    "labels": set(),
    "addresses": set(),
    "location": set(),
    "outside": set(),
    "version": set(),
    "files": {"yaml", "pydantic", "pydantic_core"},
    "measures": {"pydantic", "pydantic_core"},
    "expressions": {"ibis"},
    "panel": {"ibis", "pyarrow", "pandas"},
    "ooxml": {"lxml", "defusedxml", "openpyxl"},
    "report": {"openpyxl", "pydantic", "pydantic_core", "lxml"},
}
"""What else a floor may import; floors not listed here are free. The functions import psycopg only for a store in PostgreSQL, and
one compiler of expressions imports ibis."""


class Import(NamedTuple):
    """One import of one module."""

    file: str
    line: int
    owner: str
    target: str
    top_level: bool
    modules: tuple[str, ...]
    """The modules that it loads by name: the target, or those of its names that are modules."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def floor_of(dotted: str) -> str:
    """The cell of the drawing that a module of the package stands in; the package's own `__init__` is none."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else ""


def dotted_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def targets(node: ast.Import | ast.ImportFrom, path: Path) -> list[str]:
    """The modules that an import statement names; `from xl_aigc import data` names `xl_aigc.data`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        package = path.relative_to(PACKAGE.parent).parent.parts
        base = ".".join((*package[: len(package) - node.level + 1], *base.split("."))).rstrip(".")
    if base != "xl_aigc":
        return [base]
    names = (alias.name for alias in node.names)
    return [
        f"xl_aigc.{name}" if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists() else base
        for name in names
    ]


def loaded(node: ast.Import | ast.ImportFrom, target: str) -> tuple[str, ...]:
    """The modules that one target of an import statement stands for: `from a import b` loads `a.b` if that is a module."""
    if isinstance(node, ast.Import):
        return (target,)
    folder = PACKAGE.parent.joinpath(*target.split("."))
    inner = [
        f"{target}.{alias.name}"
        for alias in node.names
        if (folder / f"{alias.name}.py").exists() or (folder / alias.name / "__init__.py").exists()
    ]
    return tuple(inner) if len(inner) == len(node.names) else (target, *inner)


@cache
def imports() -> tuple[Import, ...]:
    """Every import statement of the package, wherever it stands."""
    found = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        outermost = {id(node) for node in tree.body}
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                own = dotted_name(path), str(path.relative_to(PACKAGE.parent))
                found += [
                    Import(own[1], node.lineno, floor_of(own[0]), t, id(node) in outermost, loaded(node, t))
                    for t in targets(node, path)
                ]
    return tuple(found)


def level(cell: str) -> int:
    return next(number for number, line in enumerate(FLOORS) if cell in line)


def allowed(owner: str, target: str) -> bool:
    """Whether a cell of the drawing may import another."""
    return owner == target or (owner, target) in MAY_IMPORT_SIDEWAYS or level(owner) < level(target)


def told(wrong: list[Import]) -> str:
    return "\n".join(f"{one.file}:{one.line} imports {one.target}" for one in wrong)


def test_every_part_of_the_package_stands_on_a_floor():
    cells = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert cells - {"__init__"} <= {cell for line in FLOORS for cell in line}


def test_imports_only_go_down():
    inside = [one for one in imports() if one.target.startswith("xl_aigc.") and one.owner]
    wrong = [one for one in inside if not allowed(one.owner, floor_of(one.target))]
    assert len(inside) > 200
    assert not wrong, told(wrong)


@pytest.mark.parametrize(
    ("owner", "target", "may"),
    [
        ("report", "measures", True),
        ("report", "report", True),
        ("report", "hosts", False),
        ("measures", "functions", False),
        ("functions", "measures", True),
        ("store", "sources", False),
        ("metrics", "data", False),
        ("ooxml", "metrics", True),
    ],
)
def test_the_rule_of_the_floors_itself(owner, target, may):
    assert allowed(owner, target) is may


def test_the_reader_of_imports_sees_every_form():
    node = ast.parse(
        "from .blocks import draw\nfrom .. import data\nfrom xl_aigc import metrics, __version__"
    ).body
    here = PACKAGE / "report" / "builder.py"
    assert targets(node[0], here) == ["xl_aigc.report.blocks"]
    assert targets(node[1], here) == ["xl_aigc.data"]
    assert targets(node[2], here) == ["xl_aigc.metrics", "xl_aigc"]


def test_nobody_imports_a_host_but_the_command_line_and_the_public_functions():
    wrong = [
        one
        for one in imports()
        if floor_of(one.target) == "hosts" and one.owner not in {"", "hosts", "api", "cli", "__main__"}
    ]
    assert not wrong, told(wrong)


def test_only_hosts_and_the_refresh_of_an_open_book_import_xlwings():
    users = [one for one in imports() if one.target.split(".")[0] == "xlwings"]
    wrong = [one for one in users if one.owner not in {"hosts", "cli", "refreshing"}]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("floor", THIRD_PARTIES)
def test_a_floor_imports_only_the_third_parties_it_may(floor):
    wrong = [
        one
        for one in imports()
        if one.owner == floor
        and (top := one.target.split(".")[0]) not in THIRD_PARTIES[floor] | {"xl_aigc", "__future__"}
        and top not in sys.stdlib_module_names
    ]
    assert not wrong, told(wrong)


def test_neither_numpy_nor_pandas_is_imported_by_loading_the_metrics():
    wrong = [
        one
        for one in imports()
        if one.owner == "metrics" and one.target.startswith(("numpy", "pandas")) and one.top_level
    ]
    assert not wrong, told(wrong)


def test_no_modules_import_each_other_in_a_circle():
    names = {dotted_name(path) for path in modules()}
    edges: dict[str, set[str]] = {name: set() for name in names}
    for one in imports():
        owner = dotted_name(PACKAGE.parent / one.file)
        edges[owner] |= {target for target in one.modules if target in names and target != owner}
    circles = [part for part in strongly_connected(edges) if len(part) > 1]
    assert circles == []


def strongly_connected(edges: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan's algorithm)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        waiting.append(name)
        for other in edges[name]:
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in waiting:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            part = waiting[waiting.index(name) :]
            del waiting[waiting.index(name) :]
            found.append(sorted(part))

    for name in sorted(edges):
        if name not in order:
            visit(name)
    return found
