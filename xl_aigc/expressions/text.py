"""A tree as the text of the language, with the fewest brackets; parsing it gives the same tree."""

from __future__ import annotations

from typing import Final, assert_never

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.operators import ARITHMETIC

CHOICE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, ATOM = range(9)
"""Binding strength of each form, the loosest first."""
_SIGNS: Final = {1: SUM, 2: PRODUCT}


def text(tree: t.Node) -> str:
    """Return the text of a tree.

    Example:
        >>> text(t.Arithmetic("*", t.Arithmetic("-", t.Column("revenue"), t.Number(1)), t.Number(2)))
        '(revenue - 1) * 2'
    """
    return _at(tree, CHOICE)


def _at(tree: t.Node, outer: int) -> str:
    """Return the text of a tree, in brackets where it binds more loosely than its place needs."""
    shown, own = _shown(tree)
    return f"({shown})" if own < outer else shown


def _shown(tree: t.Node) -> tuple[str, int]:
    """Return the text of a tree and how tightly it binds."""
    match tree:
        case t.Number(value):
            return repr(value), ATOM if value >= 0 else SIGN
        case t.Word(key):
            return _quoted(key), ATOM
        case t.Arithmetic():
            return _arithmetic(tree)
        case t.Choose(test, then, other):
            return f"{_at(then, OR)} if {_at(test, OR)} else {_at(other, CHOICE)}", CHOICE
        case t.Compare(sign, left, right):
            return f"{_at(left, SUM)} {sign} {_at(right, SUM)}", COMPARISON
        case t.Among() | t.Opposite(t.Among()):
            return _among(tree), COMPARISON
        case t.Every(tests) if len(tests) > 1:
            return " and ".join(_at(one, NOT) for one in tests), AND
        case t.Some(tests) if len(tests) > 1:
            return " or ".join(_at(one, AND) for one in tests), OR
        case t.Every(tests) | t.Some(tests):  # only a program makes one of these
            return _shown(tests[0]) if tests else (repr(isinstance(tree, t.Every)), ATOM)
        case t.Opposite(test):
            return f"not {_at(test, NOT)}", NOT
        case t.Computed(of):
            return _shown(of)
        case _:
            return _atom(tree), ATOM


def _arithmetic(tree: t.Arithmetic) -> tuple[str, int]:
    """Return a sum or product; zero less something is its opposite."""
    if tree.sign == "-" and tree.left == t.Number(0) and not isinstance(tree.right, t.Number):
        return f"-{_at(tree.right, SIGN)}", SIGN
    own = _SIGNS[ARITHMETIC[tree.sign].binding]
    return f"{_at(tree.left, own)} {tree.sign} {_at(tree.right, own + 1)}", own


def _among(tree: t.Among | t.Opposite) -> str:
    """Return a list of words, with or without `not`."""
    among, sign = (tree, "in") if isinstance(tree, t.Among) else (tree.test, "not in")
    assert isinstance(among, t.Among)  # noqa: S101  by the pattern that leads here
    words = ", ".join(map(_quoted, among.words))
    return f"{_at(among.subject, SUM)} {sign} ({words}{',' if len(among.words) == 1 else ''})"


_Atom = (
    t.Truth
    | t.Nothing
    | t.Name
    | t.Apply
    | t.NumberOf
    | t.NumberKnown
    | t.Sure
    | t.Known
    | t.Present
    | t.Aggregate
)


def _atom(tree: _Atom) -> str:
    """Return a name, or a call."""
    match tree:
        case t.Truth(value):
            return repr(value)
        case t.Nothing(undefined):
            return "undefined" if undefined else "missing"
        case t.Column(key):
            return key
        case t.Input(key):
            return f"data.{key}"
        case t.Named(name):
            return "unit" if name == t.UNIT else name
        case t.Address(cell):
            return cell
        case t.Apply(name, arguments):
            return _call(name, *arguments)
        case t.NumberOf(tests):
            return _call("number_of", *tests)
        case t.NumberKnown(leaves):
            return _call("number_known", *leaves)
        case t.Sure(test):
            return _call("sure", test)
        case t.Known(leaf):
            return _call("known", leaf)
        case t.Present(leaf):
            return _call("present", leaf)
        case _:
            return _aggregate(tree)


def _aggregate(tree: t.Aggregate) -> str:
    match tree:
        case t.Count(test):
            return "count()" if test == t.Every(()) else _call("count", test)
        case t.Share(test):
            return _call("share", test)
        case t.Total(of, where):
            return _call("sum", of, where)
        case t.Middle(of, where):
            return _call("median", of, where)
        case t.Extreme(of, where, lowest):
            return _call("lowest" if lowest else "highest", of, where)
        case _:
            assert_never(tree)


def _call(name: str, *arguments: t.Node | None) -> str:
    return f"{name}({', '.join(text(one) for one in arguments if one is not None)})"


def _quoted(word: str) -> str:
    doubled = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{doubled}"'
