"""A map of the package's code: its modules, functions, names and calls, and what a name stands for where it is read."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xl_aigc

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(xl_aigc.__file__).parent


@dataclass(frozen=True, eq=False)
class Scope:
    """A function or module in which names stand for something."""

    tree: ast.AST
    module: Module
    outer: Scope | None = None

    @cached_property
    def names(self) -> dict[str, list[ast.expr]]:
        """What is given to each name in the scope itself."""
        found: dict[str, list[ast.expr]] = {}
        for node in own_nodes(self.tree):
            for target, value in given(node):
                for name, one in parted(target, value):
                    found.setdefault(name, []).append(one)
        return found


def own_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module, without those of the functions in it."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef)) or (
            isinstance(tree, ast.Module) and isinstance(child, ast.ClassDef)
        ):
            yield from own_nodes(child)


def given(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The targets and values of an assignment, a walrus or a loop."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield target, value
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield target, value
        case ast.For(target=target, iter=several) | ast.comprehension(target=target, iter=several):
            for value in members(several):
                yield target, value


def members(several: ast.expr) -> list[ast.expr]:  # noqa: PLR0911  a line each form
    """What a loop over some value meets, as far as it is written there."""
    match several:
        case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
            return elts
        case ast.Dict(keys=keys):
            return [one for one in keys if one is not None]
        case ast.Call(func=ast.Attribute(attr="values", value=ast.Name() as name)):
            return [ast.Subscript(name, ast.Constant(0))]
        case ast.Call(func=ast.Attribute(attr="items", value=ast.Name() as name)):
            return [
                ast.Tuple([ast.Subscript(name, ast.Constant("keys")), ast.Subscript(name, ast.Constant(0))])
            ]
        case ast.Name():
            return [ast.Subscript(several, ast.Constant(0))]
        case ast.Call(func=ast.Name()):
            return [several]
    return []


def parted(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names of a target, each with its part of the value."""
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, each in zip(targets, values, strict=True):
                yield from parted(one, each)


@dataclass(eq=False)
class Module:
    """A module, its functions and what it imports."""

    name: str
    tree: ast.Module
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Module:
        """Read a file of the package."""
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        made = cls(".".join(parts).removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8")))
        for node in made.nodes:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xl_aigc"):
                made.imports |= {
                    alias.asname or alias.name: (node.module or "", alias.name) for alias in node.names
                }
        return made

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of it."""
        return list(ast.walk(self.tree))

    @cached_property
    def scope(self) -> Scope:
        """Its outermost scope."""
        return Scope(self.tree, self)

    @cached_property
    def checks(self) -> bool:
        """Whether the module's ValueErrors become messages of a schema."""
        return any(isinstance(n, ast.ImportFrom) and n.module == "pydantic" for n in self.nodes)


@cache
def modules() -> dict[str, Module]:
    """Every module of the package by its dotted name."""
    read = [Module.read(path) for path in sorted(PACKAGE.rglob("*.py")) if "project" not in path.parts]
    return {module.name: module for module in read}


@cache
def walked() -> tuple[dict[str, list[tuple[ast.Call, Scope]]], dict[tuple[str, str], list[Scope]]]:
    """Every call of the package by the last part of the name that is called, and every function by module and name."""
    called_by, defined = dict[str, list[tuple[ast.Call, Scope]]](), dict[tuple[str, str], list[Scope]]()

    def visit(tree: ast.AST, scope: Scope) -> None:
        for child in ast.iter_child_nodes(tree):
            inner = scope
            if isinstance(child, ast.Call):
                called_by.setdefault(called(child), []).append((child, scope))
            elif isinstance(child, ast.FunctionDef):
                inner = Scope(child, scope.module, scope)
                defined.setdefault((scope.module.name, child.name), []).append(inner)
            visit(child, inner)

    for module in modules().values():
        visit(module.tree, module.scope)
    return called_by, defined


def calls() -> dict[str, list[tuple[ast.Call, Scope]]]:
    """Every call, by the last part of the name that is called."""
    return walked()[0]


def functions() -> dict[tuple[str, str], list[Scope]]:
    """Every function, by module and name."""
    return walked()[1]


def called(call: ast.Call) -> str:
    """The last part of the name that is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@cache
def errors() -> frozenset[str]:
    """The names of AigcError and of what is made from it."""
    found, bases = {"AigcError", "Mistake"}, dict[str, set[str]]()
    for module in modules().values():
        for node in module.nodes:
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    for _ in range(4):
        found |= {name for name, of in bases.items() if of & found}
    return frozenset(found)


@cache
def of_classes() -> dict[str, list[ast.expr]]:
    """What errors say by an attribute of their class."""
    found: dict[str, list[ast.expr]] = {}
    for module in modules().values():
        for node in module.nodes:
            if isinstance(node, ast.ClassDef) and node.name in errors():
                for name, value in Scope(node, module).names.items():
                    found.setdefault(name, []).extend(value)
    return found


def home(node: ast.expr, scope: Scope) -> tuple[list[ast.expr], Scope]:
    """What a name is given, and the scope in which it is given that; another expression is itself."""
    if not isinstance(node, ast.Name):
        return [node], scope
    inner: Scope | None = scope
    while inner is not None:
        if node.id in inner.names:
            return inner.names[node.id], inner
        if isinstance(inner.tree, ast.FunctionDef) and argument(inner.tree, node.id) is not None:
            return [], scope
        inner = inner.outer
    module, other = scope.module.imports.get(node.id, ("", ""))
    if module not in modules():
        return [], scope
    return modules()[module].scope.names.get(other, []), modules()[module].scope


def functions_of(name: str, scope: Scope) -> list[Scope]:
    """The functions that a name stands for in a module."""
    module, other = scope.module.imports.get(name, (scope.module.name, name))
    return functions().get((module, other), [])


@cache
def defined_once(name: str) -> bool:
    """Whether one function of the package has a name."""
    return sum(len(several) for (_, other), several in functions().items() if other == name) == 1


def argument(tree: ast.FunctionDef, name: str) -> tuple[int, ast.expr | None, str] | None:
    """The place of an argument, its default and its name; a place below 0 is none."""
    plain = [*tree.args.posonlyargs, *tree.args.args]
    names = [one.arg for one in plain]
    if name in names:
        first = len(plain) - len(tree.args.defaults)
        place = names.index(name)
        default = tree.args.defaults[place - first] if place >= first else None
        return place - (names[:1] in (["self"], ["cls"])), default, name
    if name in [one.arg for one in tree.args.kwonlyargs]:
        return -1, None, name
    return None
