"""The functions of the language, and calls of functions that are written in it."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.counts import with_noun
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.lower import matched
from xl_aigc.expressions.mistakes import Mistake
from xl_aigc.expressions.node import described
from xl_aigc.expressions.operators import FUNCTIONS
from xl_aigc.expressions.reading import MOST_CALLS, SHORTER
from xl_aigc.expressions.suggest import of_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.expressions.reading import Reading

ROWS: Final = ("known", "sure", "number_of", "number_known", "match", *FUNCTIONS)
"""Functions over the figures of one company."""
AGGREGATES: Final = ("count", "share", "sum", "median", "lowest", "highest")
"""Functions over many companies."""
_NAMED: Final = {"known", "number_known"}


def read_call(reading: Reading, one: ast.Call) -> t.Node:
    """Return the tree of a call.

    Raises:
        Mistake: there is no such function, or it does not take these arguments.
    """
    name = one.func.id if isinstance(one.func, ast.Name) else ""
    if name == "match":
        return _match(reading, one)
    if one.keywords:
        expected = f"{name}({', '.join(ast.unparse(each.value) for each in one.keywords)})."
        raise reading.mistake("arguments", f"{name}() takes no named arguments.", expected, one)
    if name in reading.vocabulary.functions:
        return _expanded(reading, name, one)
    if name in AGGREGATES:
        return _aggregate(reading, name, one)
    if name in FUNCTIONS:
        return _apply(reading, name, one)
    if name in ROWS:
        return _of_tests(reading, name, one) if name not in _NAMED else _of_names(reading, name, one)
    if name.lower() == "if":
        raise reading.mistake(
            "unknown-function", "There is no function IF().", "`1 if revenue > 0 else 2`.", one
        )
    accepted = [*reading.vocabulary.functions, *ROWS, *AGGREGATES]
    raise reading.mistake(
        "unknown-function", f"There is no function {name}().", f"{of_names(name, accepted)}.", one
    )


def _counted(reading: Reading, one: ast.Call, least: int, most: int, form: str) -> None:
    """Refuse a call with too few or too many arguments."""
    if not least <= len(one.args) <= most:
        name, given = getattr(one.func, "id", ""), len(one.args)
        problem = f"{name}() got {with_noun(given, '{} argument', '{} arguments')}."
        raise reading.mistake("arguments", problem, f"{name}({form}).", one)


def _apply(reading: Reading, name: str, one: ast.Call) -> t.Node:
    """Return a function of numbers."""
    function = next(each for key, each in FUNCTIONS.items() if key == name)
    _counted(
        reading, one, function.least, function.most, "number" if function.most == 1 else "number, number, …"
    )
    numbers = tuple(reading.agreed(tuple(map(reading.read, one.args)), one.args))
    return reading.made(lambda: t.Apply(function.name, numbers), one, {"arguments": one.args})


def _of_tests(reading: Reading, name: str, one: ast.Call) -> t.Node:
    """`sure(test)` and `number_of(test, …)`."""
    _counted(reading, one, 1, 1 if name == "sure" else 99, "test" if name == "sure" else "test, …")
    tests = tuple(map(reading.read, one.args))
    if name == "sure":
        return reading.made(lambda: t.Sure(tests[0]), one, {"test": one.args})
    return reading.made(lambda: t.NumberOf(tests), one, {"tests": one.args})


def _of_names(reading: Reading, name: str, one: ast.Call) -> t.Node:
    """`known(measure, …)` and `number_known(measure, …)`."""
    _counted(reading, one, 1, 99, "measure, …")
    leaves = tuple(map(reading.read, one.args))
    if name == "number_known":
        return reading.made(lambda: t.NumberKnown(leaves), one, {"leaves": one.args})
    tests = tuple(_known(reading, leaf, each) for leaf, each in zip(leaves, one.args, strict=True))
    return tests[0] if len(tests) == 1 else t.Every(tests)


def _known(reading: Reading, leaf: t.Node, one: ast.expr) -> t.Node:
    return reading.made(lambda: t.Known(leaf), one, {"leaf": [one]})


def _expanded(reading: Reading, name: str, one: ast.Call) -> t.Node:
    """Return the expression of a function, with the arguments in place of its parameters."""
    function = reading.vocabulary.functions[name]
    if name in reading.opened:
        circle = " → ".join([*reading.opened[reading.opened.index(name) :], name])
        raise reading.mistake(
            "circle",
            f"The function calls itself: {circle}.",
            "an expression that does not come back to it.",
            one,
        )
    _counted(reading, one, len(function.takes), len(function.takes), ", ".join(function.takes))
    reading.calls.append(name)
    if len(reading.calls) > MOST_CALLS:
        problem = f"The expression leads to more than {MOST_CALLS:,} calls of functions."
        raise reading.mistake("too-long", problem, SHORTER, one)
    numbers = [_number(reading, each) for each in one.args]
    bound = dict(zip(function.takes, numbers, strict=True))
    inside = replace(reading, text=function.is_, bound=bound, opened=(*reading.opened, name))
    try:
        return inside.read(ast.parse(function.is_.replace("\n", " "), mode="eval").body)
    except SyntaxError:
        raise reading.mistake("syntax", f"The function {name}() can't be read.", None, one) from None
    except Mistake as error:  # its place is in the text of the function
        raise reading.mistake(error.code, error.problem, error.expected, one) from None


def _number(reading: Reading, one: ast.expr) -> t.Node:
    """Return an argument that must be a number."""
    tree = reading.read(one)
    reading.made(lambda: t.Apply("abs", (tree,)), one, {"arguments": [one]})
    return tree


def _match(reading: Reading, one: ast.Call) -> t.Node:
    """`match(layer, upstream=a, midstream=b)`: a branch for each word; missing for any other."""
    if len(one.args) != 1 or not one.keywords or any(each.arg is None for each in one.keywords):
        raise reading.mistake(
            "arguments", "match() got other arguments.", "match(word measure, one=…, other=…).", one
        )
    subject = reading.read(one.args[0])
    if subject.kind != "word":
        raise reading.mistake(
            "wrong-kind",
            f"{reading.quoted(one.args[0])} is {described(subject)}.",
            "a measure that is a word, such as match(layer, upstream=1, midstream=2).",
            one.args[0],
        )
    _check_branches(reading, subject, one)
    written = [one.args[0], *(each.value for each in one.keywords)]
    values = reading.agreed(tuple(map(reading.read, written[1:])), written[1:])
    branches = [(str(each.arg), value) for each, value in zip(one.keywords, values, strict=True)]
    parts: dict[str, Sequence[ast.expr]] = {
        "left": written[:1],
        "right": written[:1],
        "then": written[1:2],
        "other": written[-1:],
    }
    return reading.made(lambda: matched(subject, branches), one, parts)


def _check_branches(reading: Reading, subject: t.Node, one: ast.Call) -> None:
    """Refuse a branch for a word that the subject never is, and a second one for the same word."""
    words = [str(each.arg) for each in one.keywords]
    for word, each in zip(words, one.keywords, strict=True):
        reading.check_word(subject, t.Word(word), each)
        if words.count(word) > 1:
            problem = f"match() has two branches for {word!r}."
            raise reading.mistake("arguments", problem, "one branch for each word.", each)


def _aggregate(reading: Reading, name: str, one: ast.Call) -> t.Node:
    """Return a number over companies."""
    inside = reading.at("mask")
    if name in {"count", "share"}:
        _counted(reading, one, 0 if name == "count" else 1, 99 if name == "count" else 1, "test")
        tests = tuple(map(inside.read, one.args))
        test = tests[0] if len(tests) == 1 else inside.made(lambda: t.Every(tests), one, {"tests": one.args})
        return reading.made(
            lambda: t.Count(test) if name == "count" else t.Share(test), one, {"test": one.args}
        )
    _counted(reading, one, 1, 2, "measure, test")
    of, *tests_given = map(inside.read, one.args)
    where = tests_given[0] if tests_given else None
    make: Mapping[str, Callable[[], t.Node]] = {
        "sum": lambda: t.Total(of, where),
        "median": lambda: t.Middle(of, where),
        "lowest": lambda: t.Extreme(of, where, lowest=True),
        "highest": lambda: t.Extreme(of, where),
    }
    return reading.made(make[name], one, {"of": one.args[:1], "where": one.args[1:]})
