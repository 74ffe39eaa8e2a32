"""Docstrings and messages are written as the style asks: verb first or a noun of the field, and a capital letter first."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import xl_aigc
from xl_aigc.errors import AigcError

PACKAGE = Path(xl_aigc.__file__).parent
RIDDLES = {"What", "How", "Who", "Which", "Where", "Whether"}
"""Words that begin a question in place of a description."""
ALLOWED = {
    "Who earns with AIGC? Worksheet functions, a formatted report and a careful refresh, for any basket of companies."
}
NAMES_IN_SMALL_LETTERS = ("xlwings", "xl_aigc ", "basket and as_of ")
"""Beginnings of messages that are the name of a program or an argument."""
PROBLEM = {"MeasureError": 1, "Mistake": 1}
"""Classes whose first argument is a code; the problem is the one after it."""


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the package, parsed."""
    paths = [path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts]
    return {str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def descriptions(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and first line of every docstring, those of constants and fields too."""
    found = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.append((statement.lineno, value.value.strip().split("\n")[0]))
    return found


def classes_of_errors() -> set[str]:
    """The names of all classes of errors of the package."""
    names = {AigcError.__name__}
    classes = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while True:
        more = {
            one.name
            for one in classes
            if any(isinstance(base, ast.Name) and base.id in names for base in one.bases)
        }
        if more <= names:
            return names
        names |= more


def messages(tree: ast.Module, errors: set[str]) -> list[tuple[int, str]]:
    """Line and beginning of the message of every error that is made; one that begins with a value is left out."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors:
            place = PROBLEM.get(node.func.id, 0)
            problem = node.args[place] if len(node.args) > place else None
            first = problem.values[0] if isinstance(problem, ast.JoinedStr) else problem
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append((node.lineno, first.value))
    return found


def test_no_docstring_begins_with_a_question():
    found = [
        f"{file}:{line} {text}"
        for file, tree in trees().items()
        for line, text in descriptions(tree)
        if text.split(" ")[0] in RIDDLES and text not in ALLOWED
    ]
    assert found == []


def test_every_message_begins_with_a_capital_letter():
    errors = {*classes_of_errors(), "Mistake", "error", "cls"}
    said = [
        (f"{file}:{line}", text) for file, tree in trees().items() for line, text in messages(tree, errors)
    ]
    assert len(said) > 250
    wrong = [
        (place, text)
        for place, text in said
        if text[:1].islower() and not text.startswith(NAMES_IN_SMALL_LETTERS)
    ]
    assert wrong == []
