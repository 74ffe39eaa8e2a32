"""Files and functions fit into a head, modules are named for what they hold, and each reader has one home."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import xl_aigc

PACKAGE = Path(xl_aigc.__file__).parent


LONGEST_FILE = 300
LONGEST_FUNCTION, USUAL_FUNCTION = 40, 18
"""Lines of code, those of the head too: without the docstring, comments and blank lines."""
NAMED_FOR_A_THING = {"manager.py": "the Extension Manager of LibreOffice, which it runs"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools", "stuff"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_no_file_is_longer_than_a_head_can_hold():
    lengths = {
        str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """The lines of a function that hold code; its docstring, its comments and blank lines do not count."""
    first = function.body[0]
    docs = set()
    if ast.get_docstring(function, clean=False) is not None:
        docs = set(range(first.lineno, (first.end_lineno or 0) + 1))
    numbered = enumerate(lines[function.lineno - 1 : function.end_lineno], function.lineno)
    texts = (text.strip() for number, text in numbered if number not in docs)
    return sum(bool(text) and not text.startswith("#") for text in texts)


def function_lengths() -> dict[str, int]:
    """The code lines of every function of the package, methods and inner functions too."""
    found = {}
    for path in modules():
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"] = code_lines(node, lines)
    return found


def test_no_function_is_longer_than_a_screen():
    assert {name: size for name, size in function_lengths().items() if size > LONGEST_FUNCTION} == {}


def test_most_functions_are_short():
    sizes = sorted(function_lengths().values())
    assert sizes[len(sizes) * 9 // 10] <= USUAL_FUNCTION


def test_modules_are_named_for_what_they_hold():
    parts = {path: {*path.stem.split("_"), path.parent.name} for path in modules()}
    assert not [path for path, words in parts.items() if VAGUE & words and path.name not in NAMED_FOR_A_THING]


def calls(path: Path) -> set[str]:
    """The dotted names that a module calls, such as `zipfile.ZipFile`."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


@pytest.mark.parametrize(
    ("home", "calling"),
    [
        ("files/archive.py", {"zipfile.ZipFile", "ZipFile"}),
        (
            "ooxml/parser.py",
            {f"etree.{name}" for name in ("fromstring", "XML", "parse", "iterparse", "XMLParser", "HTML")}
            | {"expat.ParserCreate", "ElementTree.fromstring", "ElementTree.parse"},
        ),
    ],
)
def test_one_module_opens_archives_and_one_parses_xml(home, calling):
    found = {str(path.relative_to(PACKAGE)) for path in modules() if calls(path) & calling}
    assert found == {home}


ONLY_IN_FILES = (
    r"\bcsv\.(reader|DictReader)\b",
    r"\byaml\.(load|safe_load|compose|parse|scan)\b",
    r"CSafeLoader",
)


def test_csv_and_yaml_are_read_in_one_place():
    found = [
        (str(path.relative_to(PACKAGE)), match[0])
        for path in modules()
        if path.parent.name != "files"
        for pattern in ONLY_IN_FILES
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]
    assert found == []
