"""No pattern of the package takes more than linear time, whatever text it is given."""

from __future__ import annotations

import ast
import importlib
import re
import signal
from functools import cache
from pathlib import Path

import pytest
from support.hostile_text import hostile_texts

import xl_aigc
from xl_aigc.ooxml.edits import cells

PACKAGE = Path(xl_aigc.__file__).parent
SECONDS = 1.0
"""Of the processor, for a text of some 20,000 signs: a linear pattern needs a thousandth of it, a quadratic one more."""
NOT_HERE = ("import uno", "import akshare")
"""What a module imports that runs only inside an office, or that this machine may be without."""
BOUNDED = {"formula_tokens._TOKEN": 8192, "refreshing.canonical._NAMES": 8192}
"""Patterns of formulas: Excel takes none of more signs, and no longer one reaches them."""
SCANS = ("search", "finditer", "findall", "sub", "subn", "split")


@cache
def patterns() -> dict[str, tuple[re.Pattern, str]]:
    """Every pattern that a module or the reader of cells holds, by module and name, with the module's text."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        if (
            "re.compile" not in source
            or "project" in path.parts
            or any(words in source for words in NOT_HERE)
        ):
            continue
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            for number, each in enumerate(held_in(value)):
                found[f"{name.removeprefix('xl_aigc.')}.{key}{number or ''}"] = each, source
    source = Path(cells.__file__).read_text(encoding="utf-8")
    for prefix in ("", "x:"):
        for key, value in vars(cells.Cells(prefix, 1)).items():
            for each in held_in(value):
                found[f"ooxml.edits.cells.Cells {prefix}.{key}"] = each, source
    return found


def held_in(value: object) -> list[re.Pattern]:
    """A pattern, one that a function makes once, or the patterns of a table."""
    if isinstance(value, re.Pattern):
        return [value]
    made = getattr(getattr(value, "__wrapped__", None), "__annotations__", {})
    if made == {"return": "re.Pattern[str]"}:  # compiled when it is first needed
        return [value()]
    if isinstance(value, dict):
        value = (*value, *value.values())
    return [each for part in value for each in held_in(part)] if isinstance(value, (tuple, list)) else []


def uses(name: str, source: str) -> set[str]:
    """How a module uses a pattern; every way where it only hands it on."""
    key = name.rpartition(".")[2].rstrip("0123456789")
    return set(re.findall(rf"\b{re.escape(key)}\.(\w+)\(", source)) & {"match", "fullmatch", *SCANS} or {
        "match",
        "fullmatch",
        "search",
    }


@cache
def written_in_place() -> dict[str, tuple[re.Pattern, str]]:
    """Every pattern that stands in a call such as `re.sub(...)` or `re.compile(...)` inside a function, and the call."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not re.search(r"\bre\.\w+\(", source):
            continue
        functions = [
            one for one in ast.walk(ast.parse(source)) if isinstance(one, (ast.FunctionDef, ast.Lambda))
        ]
        for node in (inner for function in functions for inner in ast.walk(function)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, (str, bytes))
            ):
                flags = (
                    eval(ast.unparse(node.args[1]), {"re": re})
                    if len(node.args) == 2 and node.func.attr == "compile"
                    else 0
                )
                pattern = re.compile(node.args[0].value, flags)
                found[f"{path.relative_to(PACKAGE)}:{node.lineno}"] = pattern, node.func.attr
    return found


def stopped(*_: object) -> None:
    raise TimeoutError


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_pattern_takes_linear_time(name):
    pattern, source = patterns()[name]
    methods = {"search" if use in SCANS[1:] else use for use in uses(name, source)}
    scans = bool(uses(name, source) & set(SCANS[1:]))
    before = signal.signal(signal.SIGVTALRM, stopped)
    try:
        for text in hostile_texts(pattern, BOUNDED.get(name)):
            for method in methods:
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                try:
                    getattr(pattern, method)(text)
                    if scans:
                        pattern.sub(text[:0], text)
                except TimeoutError:
                    pytest.fail(f"{name} {pattern.pattern!r}: {method} of {text[:40]!r}...{text[-20:]!r}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", sorted(written_in_place()))
def test_a_pattern_written_in_place_takes_linear_time(name):
    pattern, use = written_in_place()[name]
    before = signal.signal(signal.SIGVTALRM, stopped)
    try:
        for text in hostile_texts(pattern):
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            getattr(pattern, use if use in {"match", "fullmatch"} else "search")(text)
            if use in SCANS[1:]:
                pattern.split(text)
    except TimeoutError:
        pytest.fail(f"{name} {pattern.pattern!r}: {text[:40]!r}...{text[-20:]!r}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_the_search_for_patterns_finds_them():
    assert len(patterns()) > 60
    assert "ooxml.edits.cells.Cells x:._body" in patterns()
    assert {"data.numerals._WRITTEN", "data.period_forms._NAMED", "data.tickers._CODE"} <= patterns().keys()


@pytest.mark.parametrize(
    "slow", [r"[0-9]+\.?[0-9]*x", r"2024\s*年?\s*H1", r"(a|b|ab)*c", r"\s+$", r"(x+x+)+y"]
)
def test_a_slow_pattern_is_caught(slow):
    pattern = re.compile(slow)
    signal.signal(signal.SIGVTALRM, stopped)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS / 10)
    try:
        with pytest.raises(TimeoutError):
            list(map(pattern.search, hostile_texts(pattern)))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
