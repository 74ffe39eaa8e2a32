"""Writes the `en` cells of xl_aigc/labels/zh/messages.csv: every message of the code that a person may read.

A row that is there keeps its `zh`; one of no message goes; one of a new message waits for its `zh`. Run: python docs/make_messages.py
"""

from __future__ import annotations

import ast
import csv
import itertools
import re
import string
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xl_aigc
from xl_aigc.data import tables
from xl_aigc.data.reasons import REASONS
from xl_aigc.functions.why import _GENERAL
from xl_aigc.labels.messages import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PACKAGE: Final = Path(xl_aigc.__file__).parent
PARTS: Final = ("problem", "expected", "remedy", "mend", "says", "said", "more", "origin")
"""Keywords of what a person reads, whatever is called with them."""
SAID: Final = {"say": 0, "progress": 0, "tell": 0, "BadParameter": 0, "ValueError": 0, "PydanticCustomError": 1, "Known": 1, "Batch": 1, "finding": 1, "remember": 2, "_kept": 1, "_keep": 2}
"""Functions whose argument at a place is read by a person."""
TABLES: Final = {"NEEDS", "_REMEDIES", "_OTHER_FILES", "NEVER_BESIDE", "DUE", "CORRECT", "_EXPECTED", "_KINDS", "_TROUBLES", "NOT_ON", "REFUSED"}
"""Tables of a module whose texts are read by a person."""
UNREAD: Final = ("xl_aigc.metrics", "xl_aigc.hosts.xlwings_server.metrics")
"""Modules of which a person at the terminal reads nothing."""
LISTS: Final = ("said", "told", "lines")
"""Lists of what is told."""
SENTENCES: Final = (
    ("xl_aigc.functions.why", "why"),
    ("xl_aigc.functions.row_reasons", "_sentence"),
    ("xl_aigc.data.figure_rules", "reason"),
    ("xl_aigc.data.limits", "expected"),
    ("xl_aigc.data.rollout", "contradiction"),
    ("xl_aigc.measures.measure_errors", "__str__"),
    ("xl_aigc.measures.measure_checks", "_reserved"),
    ("xl_aigc.refreshing.plan", "_own_rows"),
    ("xl_aigc.report.check_file", "_by_ourselves"),
    ("xl_aigc.report.failed_checks", "_failed"),
)
"""Functions that return what is said where nothing of the above tells so."""
OF_TYPER: Final = (
    "Usage: {}", "Try '{}' for help.", "Error: {}", "No such option: {}", "No such option: {} (Possible options: {})",
    "No such option: {} Did you mean {}?", "Option {} requires an argument.", "Missing argument {}.", "Missing option {}.",
    "No such command {}.", "Invalid value for {}: {}", "Got unexpected extra argument(s) ({})", "Missing command.",
    "Value error, {} is not one of {}.", "Input should be less than or equal to {}", "Input should be greater than or equal to {}",
    "Input should be a valid integer, unable to parse string as an integer",
)  # fmt: skip
"""What typer says of wrong arguments."""
PLAIN: Final = {"str", "printable", "quote", "iter", "list", "tuple", "sorted", "reversed"}
"""Functions that hand on the text which they are given."""
PLURALS: Final = {("s",), ("",), ("es",)}
SPEAKING: Final = ("xl_aigc.cli", "xl_aigc.errors", "xl_aigc.refreshing.refresh", "xl_aigc.report.builder", "xl_aigc.sources.database", "xl_aigc.sources.reference")
"""Modules whose single words are read by a person; those of others may be keys."""
SUBJECTS: Final = {"what", "subject", "context['what']", "self.what"}
"""What the code calls words such as `company` or `period` that it puts into a sentence."""
NAMES: Final = {"Python", "LibreOffice", "xl_aigc", "xl_aigc {0:t}", "zh", "ko", "xlwings", "openpyxl", "lxml.etree", "defusedxml", "pydantic", "yaml", "typer", "rich", "filelock", "numpy", "pandas", "platformdirs", "python-calamine", "SQLAlchemy", "TRUE", "FALSE"}
"""Names that are the same in every language."""
WORDS: Final = {"larger", "smaller", "nothing", "nothing.", "none.", "one.", "number", "test", "missing", "undefined", "numbers", "words", "Companies", "Data", "archetype", "archetypes", "layer", "layers", "item", "limit", "period", "basket", "kind", "currency", "unit", "market", "company", "measure", "date", "text", "row", "column", "row", "sheet", "cell", "table", "file", "folder", "word", "value", "block", "language", "cohort rule", "number format", "company"}
"""Single words of other modules that are read all the same."""
NUMBERS: Final = re.compile(r"[,.+]|[df%]$")


@dataclass(frozen=True)
class Hole:
    """A part of a message that differs each time: `n` is a number, `t` a text of the table."""

    kind: str = ""


Text = tuple["str | Hole", ...]


@dataclass(frozen=True)
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
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef)) or isinstance(tree, ast.Module) and isinstance(child, ast.ClassDef):
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


def members(several: ast.expr) -> list[ast.expr]:
    """What a loop over some value meets, as far as it is written there."""
    match several:
        case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
            return elts
        case ast.Dict(keys=keys, values=values):
            return [one for one in keys if one is not None]
        case ast.Call(func=ast.Attribute(attr="values", value=ast.Name() as name)):
            return [ast.Subscript(name, ast.Constant(0))]
        case ast.Call(func=ast.Attribute(attr="items", value=ast.Name() as name)):
            return [ast.Tuple([ast.Subscript(name, ast.Constant("keys")), ast.Subscript(name, ast.Constant(0))])]
        case ast.Name():
            return [ast.Subscript(several, ast.Constant(0))]
        case ast.Call(func=ast.Name()):
            return [several]
    return []


def parted(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, each in zip(targets, values, strict=True):
                yield from parted(one, each)


@dataclass
class Module:
    """A module, its functions and what it imports."""

    name: str
    tree: ast.Module
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Module:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        made = cls(".".join(parts).removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8")))
        for node in made.nodes:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xl_aigc"):
                made.imports |= {alias.asname or alias.name: (node.module or "", alias.name) for alias in node.names}
        return made

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def scope(self) -> Scope:
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
    return walked()[0]


def functions() -> dict[tuple[str, str], list[Scope]]:
    return walked()[1]


def called(call: ast.Call) -> str:
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


class Reader:
    """Reads the messages of the package."""

    def __init__(self) -> None:
        self.found: dict[Text, set[str]] = {}
        self._known: dict[int, tuple[ast.expr, list[Text] | None]] = {}

    def all(self) -> set[str]:
        """Every message, as it stands in the table."""
        for name, sites in calls().items():
            for call, scope in sites:
                for one in read_by_people(name, call, scope.module):
                    self._keep(self.texts(one, scope), scope)
        for module in modules().values():
            for name in TABLES & module.scope.names.keys():
                for value in module.scope.names[name]:
                    self._keep(self._either(written_in(value), module.scope), module.scope)
        for name, function in SENTENCES:
            scope = modules()[name].scope
            self._keep(self._returned(function, scope), scope)
        self._keep([(text,) for text in read_elsewhere()], scope)
        self._keep([formatted((text,)) for text in OF_TYPER], modules()["xl_aigc.cli.run"].scope)
        return {row for text, owners in self.found.items() for row in rows(text) if any(is_told(row, one) for one in owners)}

    def _keep(self, texts: Iterable[Text] | None, scope: Scope) -> None:
        for one in texts or ():
            if one not in PLURALS:
                self.found.setdefault(one, set()).add(scope.module.name)

    def texts(self, node: ast.expr, scope: Scope) -> list[Text] | None:
        """The texts that an expression can be; None where they are not written in the code."""
        if id(node) not in self._known:
            self._known[id(node)] = node, None  # what leads back to itself adds nothing
            found = self._texts(node, scope)
            self._known[id(node)] = node, None if found is None else list(dict.fromkeys(found))
        return self._known[id(node)][1]

    def _texts(self, node: ast.expr, scope: Scope) -> list[Text] | None:
        match node:
            case ast.Constant(value=str(text)):
                return [(text,)]
            case ast.JoinedStr(values=values):
                return [tuple(itertools.chain.from_iterable(self._part(one, scope) for one in values))]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._together(left, right, scope)
            case ast.IfExp(body=first, orelse=other):
                return self._either([first, other], scope)
            case ast.BoolOp(op=ast.Or(), values=several):
                return self._either(several, scope)
            case ast.Tuple(elts=several) | ast.List(elts=several):
                return self._either(several, scope)
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
                return self._either(of_classes().get(name, ()), scope.module.scope)
            case ast.Call():
                return self._call(node, scope)
        return None

    def _either(self, several: Iterable[ast.expr], scope: Scope) -> list[Text] | None:
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
        if found and len(found) == 1 and isinstance(node.value, ast.Name) and node.value.id.isupper() and all(isinstance(p, str) for p in found[0]):
            return found[0]
        spec = ast.unparse(node.format_spec)[2:-1] if node.format_spec else ""
        if NUMBERS.search(spec) or self._counts(node.value, scope):
            return (Hole("n"),)
        words = {one for one in found or () if one not in PLURALS} if node.conversion == -1 else set()
        self._keep(words, scope)
        known = any(is_told(row, scope.module.name) for one in words for row in rows(one))
        return (Hole("t" if known or ast.unparse(node.value) in SUBJECTS else ""),)

    def _counts(self, node: ast.expr, scope: Scope) -> bool:
        match node:
            case ast.Call(func=ast.Name(id="len" | "round" | "sum" | "int")) | ast.Constant(value=int()):
                return True
            case ast.BinOp(left=left):
                return self._counts(left, scope)
            case ast.Name(id=name):
                held = scope.names.get(name, ())
                return bool(held) and all(self._counts(one, scope) for one in held if not isinstance(one, ast.Name))
        return False

    def _named(self, name: str, scope: Scope) -> list[Text] | None:
        """The texts that a name stands for: what is given to it, or what a function of the name returns."""
        values, owner = home(ast.Name(name), scope)
        if values:
            return self._either(values, owner)
        inner: Scope | None = scope
        while inner is not None:
            if isinstance(inner.tree, ast.FunctionDef) and (found := argument(inner.tree, name)) is not None:
                return self._passed(inner, *found)
            inner = inner.outer
        return self._returned(name, scope)

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
            by_place = call.args[place : place + 1] if 0 <= place else []
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
                    return self._either(several, owner)
        return self._named(node.id, scope) if isinstance(node, ast.Name) else None

    def _call(self, node: ast.Call, scope: Scope) -> list[Text] | None:
        name = called(node)
        if isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if name == "format":
                found = self.texts(inner, scope)
                for one in (*node.args, *(k.value for k in node.keywords)):
                    self._keep(self.texts(one, scope), scope)
                return None if found is None else [formatted(one) for one in found]
            if name == "join":
                return self.texts(node.args[0], scope)
            if name == "get":
                held = self._held(inner, scope)
                return [*(held or ()), *(self._either(node.args[1:], scope) or ())] or None
            if name in {"strip", "rstrip", "lower", "upper", "replace", "removesuffix", "removeprefix"}:
                return self.texts(inner, scope)
        if name in PLAIN and node.args:
            return self.texts(node.args[0], scope)
        if name == "filter" and len(node.args) > 1:
            return self.texts(node.args[1], scope)
        if name == "map" and len(node.args) > 1 and isinstance(node.args[0], ast.Name):
            return self._returned(node.args[0].id, scope)
        if name in errors():
            return None
        if isinstance(node.func, ast.Name):
            return self._named(name, scope)
        return self._returned(name, scope)

    def _returned(self, name: str, scope: Scope) -> list[Text] | None:
        """The texts that a function of the package returns or yields."""
        found: list[Text] = []
        for inner in functions_of(name, scope):
            for node in own_nodes(inner.tree):
                if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and node.value is not None:
                    found += self.texts(node.value, inner) or ()
        return found or None


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


def read_elsewhere() -> Iterator[str]:
    """What the tables of the package and typer say."""
    yield from (one.text for one in REASONS.values())
    yield from _GENERAL.values()
    yield from dict.fromkeys(row["written"] for row in tables.rows("markets"))


def written_in(table: ast.expr) -> Iterator[ast.expr]:
    """The texts that a table of the code holds as values, at any depth."""
    match table:
        case ast.Tuple(elts=[ast.Constant(), ast.Constant(value=str(remedy)) as one]) if remedy.endswith("."):
            yield one  # what a parser says, and the remedy
        case ast.Dict(values=several) | ast.Tuple(elts=several) | ast.List(elts=several):
            for one in several:
                yield from written_in(one)
        case ast.Call(func=ast.Name(id="_Trouble")):
            pass  # it is read where it is called
        case ast.DictComp(value=value):
            yield from written_in(value)
        case _:
            yield table


def read_by_people(name: str, call: ast.Call, module: Module) -> Iterator[ast.expr]:
    """The arguments of a call that a person reads."""
    told = [one for one in call.keywords if one.arg in PARTS]
    places = any(
        (isinstance(one, ast.Call) and called(one) == "Place")
        or (name.endswith("error") and isinstance(one, ast.Name) and one.id == "place")
        for one in call.args[1:]
    )
    if module.name.startswith(UNREAD) or (name == "ValueError" and not module.checks):
        return
    if isinstance(first := next(iter(call.args), None), ast.Constant) and first.value == "unknown_name":
        return  # files/schema.py says it in words of its own
    if name in {"Form", "_Trouble"}:
        yield from call.args[1:]
    if name == "append" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith(LISTS):
        yield from call.args
    if name in SAID and (isinstance(call.func, ast.Name) or ast.unparse(call.func.value) in {"typer", "column"}):
        yield from call.args[SAID[name] : SAID[name] + 1]
    elif name in errors() | {"Finding", "Fault", "Problem"} or told or places:
        yield from (one for one in call.args if not (isinstance(one, ast.Call) and called(one) == "Place"))
    if name == "__init__" and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        yield from call.args[:1]
    yield from (one.value for one in told)


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


def rows(text: Text) -> Iterator[str]:
    """The rows of a text: one of each line, and in a line of columns one of each column."""
    whole = ""
    for part in text:
        whole += f"\0{part.kind}\1" if isinstance(part, Hole) else part.replace("{", "{{").replace("}", "}}")
    whole = re.sub("(?:\0[^\1]*\1){2,}", lambda several: max(several[0].split("\1"), key=len) + "\1", whole)
    for piece in re.split(r"\n|  +", whole):
        bare = piece.strip()
        if re.search("[A-Za-z]{2}", re.sub("\0[^\1]*\1", "", bare)) or {"\0n\1", "\0t\1"} <= set(
            re.findall("\0[^\1]*\1", bare)
        ):
            numbers = itertools.count()
            yield re.sub("\0([^\1]*)\1", lambda hole: f"{{{next(numbers)}{':' if hole[1] else ''}{hole[1]}}}", bare)


def is_told(row: str, module: str) -> bool:
    """Whether a row is words to read: one word alone may be a key, unless the command line says it."""
    if " " in re.sub(r" ?\{.*?\} ?", "", row).strip() or {":n}", ":t}"} <= set(re.findall(":.}", row)):
        return True
    return row in WORDS or (module.startswith(SPEAKING) and row not in NAMES and re.search("[A-Za-z]{2}", re.sub(r"\{.*?\}", "", row)) is not None)


def without_kinds(en: str) -> str:
    return re.sub(r"(?<=\d):[nt]}", "}", en)


def main() -> None:
    """Write the table."""
    known = {}
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as file:
            known = {without_kinds(row["en"]): row["zh"] for row in csv.DictReader(file)}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["en", "zh"])
        writer.writerows((en, known.get(without_kinds(en), "")) for en in sorted(Reader().all()))


if __name__ == "__main__":
    main()
