"""The texts that expressions of the package's code can be: literal parts with holes between them."""

from __future__ import annotations

import ast
import itertools
import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from code_map import (
    Scope,
    argument,
    called,
    calls,
    defined_once,
    errors,
    functions_of,
    home,
    of_classes,
    own_nodes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PLAIN: Final = {"str", "printable", "quote", "iter", "list", "tuple", "sorted", "reversed"}
"""Functions that hand on the text which they are given."""
SUBJECTS: Final = {"what", "subject", "context['what']", "self.what"}
"""What the code calls words such as `company` or `period` that it puts into a sentence."""
NUMBERS: Final = re.compile(r"[,.+]|[df%]$")


@dataclass(frozen=True)
class Hole:
    """A part of a message that differs each time: `n` is a number, `t` a text of the table."""

    kind: str = ""


Text = tuple["str | Hole", ...]


class Reader:
    """Reads the texts of the package."""

    def __init__(self, keep: Callable[[Iterable[Text], Scope], bool]) -> None:
        self._keep = keep
        """Takes the texts that a part of another can be, and says whether a person reads any of them."""
        self._known: dict[int, tuple[ast.expr, list[Text] | None]] = {}

    def texts(self, node: ast.expr, scope: Scope) -> list[Text] | None:
        """The texts that an expression can be; None where they are not written in the code."""
        if id(node) not in self._known:
            self._known[id(node)] = node, None  # what leads back to itself adds nothing
            found = self._texts(node, scope)
            self._known[id(node)] = node, None if found is None else list(dict.fromkeys(found))
        return self._known[id(node)][1]

    def _texts(self, node: ast.expr, scope: Scope) -> list[Text] | None:  # noqa: C901, PLR0911, PLR0912  a line each form
        match node:
            case ast.Constant(value=str(text)):
                return [(text,)]
            case ast.JoinedStr(values=values):
                return [tuple(itertools.chain.from_iterable(self._part(one, scope) for one in values))]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._together(left, right, scope)
            case ast.IfExp(body=first, orelse=other):
                return self.either([first, other], scope)
            case ast.BoolOp(op=ast.Or(), values=several):
                return self.either(several, scope)
            case ast.Tuple(elts=several) | ast.List(elts=several):
                return self.either(several, scope)
            case ast.Lambda(body=value):
                return self.texts(value, scope)
            case ast.Starred(value=value) | ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.texts(value, scope)
            case ast.GeneratorExp(elt=value) | ast.ListComp(elt=value):
                return self.texts(value, scope)
            case ast.Name(id=name):
                return self._named(name, scope)
            case ast.Subscript(value=value):
                return self._held(value, scope)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                return self.either(of_classes().get(name, ()), scope.module.scope)
            case ast.Call():
                return self._call(node, scope)
        return None

    def either(self, several: Iterable[ast.expr], scope: Scope) -> list[Text] | None:
        """The texts that any of some expressions can be."""
        found = [self.texts(one, scope) for one in several]
        known = [one for one in found if one is not None]
        return list(itertools.chain.from_iterable(known)) if known else None

    def _together(self, left: ast.expr, right: ast.expr, scope: Scope) -> list[Text] | None:
        first, second = (self.texts(one, scope) for one in (left, right))
        if first is None and second is None:
            return None
        return [(*one, *other) for one in first or [(Hole(),)] for other in second or [(Hole(),)]]

    def _part(self, node: ast.expr, scope: Scope) -> Text:
        """A part of an f-string: text, a text written elsewhere, or a hole."""
        if isinstance(node, ast.Constant):
            return (str(node.value),)
        if not isinstance(node, ast.FormattedValue):
            raise TypeError(node)
        found = self.texts(node.value, scope)
        if (
            found
            and len(found) == 1
            and isinstance(node.value, ast.Name)
            and node.value.id.isupper()
            and all(isinstance(p, str) for p in found[0])
        ):
            return found[0]
        spec = ast.unparse(node.format_spec)[2:-1] if node.format_spec else ""
        if NUMBERS.search(spec) or self._counts(node.value, scope):
            return (Hole("n"),)
        known = node.conversion == -1 and self._keep(found or (), scope)
        return (Hole("t" if known or ast.unparse(node.value) in SUBJECTS else ""),)

    def _counts(self, node: ast.expr, scope: Scope) -> bool:
        match node:
            case ast.Call(func=ast.Name(id="len" | "round" | "sum" | "int")) | ast.Constant(value=int()):
                return True
            case ast.BinOp(left=left):
                return self._counts(left, scope)
            case ast.Name(id=name):
                held = scope.names.get(name, ())
                return bool(held) and all(
                    self._counts(one, scope) for one in held if not isinstance(one, ast.Name)
                )
        return False

    def _named(self, name: str, scope: Scope) -> list[Text] | None:
        """The texts that a name stands for: what is given to it, or what a function of the name returns."""
        values, owner = home(ast.Name(name), scope)
        if values:
            return self.either(values, owner)
        inner: Scope | None = scope
        while inner is not None:
            if isinstance(inner.tree, ast.FunctionDef) and (found := argument(inner.tree, name)) is not None:
                return self._passed(inner, *found)
            inner = inner.outer
        return self.returned(name, scope)

    def _passed(self, scope: Scope, place: int, default: ast.expr | None, name: str) -> list[Text] | None:
        """The texts that the callers of a function pass to one of its arguments."""
        tree = scope.tree
        assert isinstance(tree, ast.FunctionDef)
        found = [] if default is None else [(default, scope)]
        for call, where in calls().get(tree.name, ()):
            own = ast.unparse(call.func).startswith("self.") and where.module is scope.module
            known = isinstance(call.func, ast.Name) or not (own or defined_once(tree.name))
            if known and not (isinstance(call.func, ast.Name) and scope in functions_of(call.func.id, where)):
                continue
            by_name = [one.value for one in call.keywords if one.arg == name]
            by_place = call.args[place : place + 1] if place >= 0 else []
            found += [(one, where) for one in (*by_name, *by_place) if not isinstance(one, ast.Starred)]
        texts = [self.texts(one, where) for one, where in found]
        known = [one for one in texts if one is not None]
        return list(itertools.chain.from_iterable(known)) if known else None

    def _held(self, node: ast.expr, scope: Scope) -> list[Text] | None:
        """The texts that a table written in the code holds."""
        values, owner = home(node, scope)
        for value in values:
            match value:
                case ast.Dict(values=several) | ast.Tuple(elts=several) | ast.List(elts=several):
                    return self.either(several, owner)
        return self._named(node.id, scope) if isinstance(node, ast.Name) else None

    def _call(self, node: ast.Call, scope: Scope) -> list[Text] | None:  # noqa: C901, PLR0911  as above
        name = called(node)
        if isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if name == "format":
                found = self.texts(inner, scope)
                for one in (*node.args, *(k.value for k in node.keywords)):
                    self._keep(self.texts(one, scope) or (), scope)
                return None if found is None else [formatted(one) for one in found]
            if name == "join":
                return self.texts(node.args[0], scope)
            if name == "get":
                held = self._held(inner, scope)
                return [*(held or ()), *(self.either(node.args[1:], scope) or ())] or None
            if name in {"strip", "rstrip", "lower", "upper", "replace", "removesuffix", "removeprefix"}:
                return self.texts(inner, scope)
        if name in PLAIN and node.args:
            return self.texts(node.args[0], scope)
        if name == "filter" and len(node.args) > 1:
            return self.texts(node.args[1], scope)
        if name == "map" and len(node.args) > 1 and isinstance(node.args[0], ast.Name):
            return self.returned(node.args[0].id, scope)
        if name in errors():
            return None
        if isinstance(node.func, ast.Name):
            return self._named(name, scope)
        return self.returned(name, scope)

    def returned(self, name: str, scope: Scope) -> list[Text] | None:
        """The texts that a function of the package returns or yields."""
        found: list[Text] = []
        for inner in functions_of(name, scope):
            for node in own_nodes(inner.tree):
                if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and node.value is not None:
                    found += self.texts(node.value, inner) or ()
        return found or None


def formatted(text: Text) -> Text:
    """A text whose `{names}` are holes."""
    made: list[str | Hole] = []
    for part in text:
        if isinstance(part, Hole):
            made.append(part)
            continue
        for literal, name, spec, _ in string.Formatter().parse(part):
            made.append(literal)
            if name is not None:
                made.append(Hole("n" if NUMBERS.search(spec or "") else ""))
    return tuple(made)
