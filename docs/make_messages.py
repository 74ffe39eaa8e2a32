"""Writes the `en` cells of xl_aigc/labels/zh/messages.csv: every message of the code that a person at a terminal reads.

A row that is there keeps its `zh`; one of no message goes; one of a new message waits for its `zh`. Run: python docs/make_messages.py
"""

from __future__ import annotations

import ast
import csv
import re
from typing import TYPE_CHECKING, Final

from code_map import Module, Scope, called, calls, errors, modules
from code_texts import Hole, Reader, Text, formatted

from xl_aigc.data import tables
from xl_aigc.data.reasons import REASONS
from xl_aigc.functions.why import _GENERAL
from xl_aigc.labels.messages import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARTS: Final = ("problem", "expected", "remedy", "mend", "says", "said", "more", "origin")
"""Keywords of what a person reads, whatever is called with them."""
SAID: Final = {
    "say": 0,
    "progress": 0,
    "tell": 0,
    "BadParameter": 0,
    "ValueError": 0,
    "PydanticCustomError": 1,
    "Known": 1,
    "Batch": 1,
    "finding": 1,
    "remember": 2,
    "_kept": 1,
    "_keep": 2,
}
"""Functions whose argument at a place is read by a person."""
TABLES: Final = {
    "NEEDS",
    "_REMEDIES",
    "_OTHER_FILES",
    "NEVER_BESIDE",
    "DUE",
    "CORRECT",
    "_EXPECTED",
    "_KINDS",
    "_TROUBLES",
    "NOT_ON",
    "REFUSED",
}
"""Tables of a module whose texts are read by a person."""
UNREAD: Final = ("xl_aigc.metrics", "xl_aigc.hosts.xlwings_server.metrics")
"""Modules of which a person at the terminal reads nothing."""
LISTS: Final = ("said", "told", "lines")
"""Lists of what is told."""
SENTENCES: Final = (
    ("xl_aigc.cli.run", "_sentence"),
    ("xl_aigc.functions.why", "why"),
    ("xl_aigc.functions.row_reasons", "_sentence"),
    ("xl_aigc.data.figure_rules", "reason"),
    ("xl_aigc.data.limits", "expected"),
    ("xl_aigc.data.rollout", "contradiction"),
    ("xl_aigc.measures.measure_errors", "__str__"),
    ("xl_aigc.measures.measure_checks", "_reserved"),
    ("xl_aigc.refreshing.differences", "displaced"),
    ("xl_aigc.refreshing.plan", "_own_rows"),
    ("xl_aigc.report.check_file", "_by_ourselves"),
    ("xl_aigc.report.failed_checks", "_failed"),
)
"""Functions that return what is said where nothing of the above tells so."""
OF_TYPER: Final = (
    "Usage: {}", "Try '{}' for help.", "Error: {}", "No such option: {}", "No such option: {} (Possible options: {})",
    "No such option: {} Did you mean {}?", "Option {} requires an argument.", "Missing argument {}.", "Missing option {}.",
    "No such command {}.", "Invalid value for {}: {}", "Got unexpected extra argument(s) ({})", "Missing command.",
    "{} is not one of {}.", "{} is not one of {}. Write {}.", "Input should be less than or equal to {}", "Input should be greater than or equal to {}",
    "Input should be a valid integer, unable to parse string as an integer",
)  # fmt: skip
"""What typer says of wrong arguments."""


PLURALS: Final = {("s",), ("",), ("es",)}
SPEAKING: Final = (
    "xl_aigc.cli",
    "xl_aigc.errors",
    "xl_aigc.refreshing.refresh",
    "xl_aigc.report.builder",
    "xl_aigc.sources.database",
    "xl_aigc.sources.reference",
)
"""Modules whose single words are read by a person; those of others may be keys."""


NAMES: Final = {
    "Python",
    "LibreOffice",
    "xl_aigc",
    "xl_aigc {0:t}",
    "en",
    "zh",
    "ko",
    "xlwings",
    "openpyxl",
    "lxml.etree",
    "defusedxml",
    "pydantic",
    "yaml",
    "typer",
    "rich",
    "filelock",
    "numpy",
    "pandas",
    "platformdirs",
    "python-calamine",
    "SQLAlchemy",
    "TRUE",
    "FALSE",
}
"""Names that are the same in every language."""
WORDS: Final = {
    "larger",
    "smaller",
    "nothing",
    "nothing.",
    "none.",
    "one.",
    "number",
    "test",
    "missing",
    "undefined",
    "numbers",
    "words",
    "Companies",
    "Data",
    "archetype",
    "archetypes",
    "layer",
    "layers",
    "item",
    "limit",
    "period",
    "basket",
    "kind",
    "currency",
    "unit",
    "market",
    "company",
    "measure",
    "date",
    "text",
    "row",
    "column",
    "sheet",
    "cell",
    "table",
    "file",
    "folder",
    "word",
    "value",
    "block",
    "language",
    "cohort rule",
    "number format",
}
"""Single words of other modules that are read all the same."""


class Messages:
    """The messages of the package, each with the modules that say it."""

    def __init__(self) -> None:
        self._found: dict[Text, set[str]] = {}
        reader = Reader(self._keep)
        for name, sites in calls().items():
            for call, scope in sites:
                for one in read_by_people(name, call, scope.module):
                    self._keep(reader.texts(one, scope), scope)
        for module in modules().values():
            for name in TABLES & module.scope.names.keys():
                for value in module.scope.names[name]:
                    self._keep(reader.either(written_in(value), module.scope), module.scope)
        for name, function in SENTENCES:
            scope = modules()[name].scope
            self._keep(reader.returned(function, scope), scope)
        self._keep([(text,) for text in read_elsewhere()], scope)
        self._keep([formatted((text,)) for text in OF_TYPER], modules()["xl_aigc.cli.run"].scope)

    def rows(self) -> list[str]:
        """Every message as it stands in the table."""
        told = {
            row
            for text, owners in self._found.items()
            for row in rows(text)
            if any(is_told(row, one) for one in owners)
        }
        return sorted(told)

    def _keep(self, texts: Iterable[Text] | None, scope: Scope) -> bool:
        words = [one for one in texts or () if one not in PLURALS]
        for one in words:
            self._found.setdefault(one, set()).add(scope.module.name)
        return any(is_told(row, scope.module.name) for one in words for row in rows(one))


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
    if (
        name == "append"
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value).endswith(LISTS)
    ):
        yield from call.args
    if name in SAID and (
        isinstance(call.func, ast.Name) or ast.unparse(call.func.value) in {"typer", "column"}
    ):
        yield from call.args[SAID[name] : SAID[name] + 1]
    elif name in errors() | {"Finding", "Fault", "Problem"} or told or places:
        yield from (one for one in call.args if not (isinstance(one, ast.Call) and called(one) == "Place"))
    if name == "__init__" and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        yield from call.args[:1]
    yield from (one.value for one in told)


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
            kinds = iter(enumerate(re.findall("\0([^\1]*)\1", bare)))
            yield re.sub("\0[^\1]*\1", lambda _, kinds=kinds: numbered(*next(kinds)), bare)


def numbered(place: int, kind: str) -> str:
    """A hole as it stands in a row."""
    return f"{{{place}:{kind}}}" if kind else f"{{{place}}}"


def is_told(row: str, module: str) -> bool:
    """Whether a row is words to read: one word alone may be a key, unless the command line says it."""
    if " " in re.sub(r" ?\{.*?\} ?", "", row).strip() or {":n}", ":t}"} <= set(re.findall(":.}", row)):
        return True
    return row in WORDS or (
        module.startswith(SPEAKING)
        and row not in NAMES
        and re.search("[A-Za-z]{2}", re.sub(r"\{.*?\}", "", row)) is not None
    )


def without_kinds(en: str) -> str:
    """A row whose holes do not say what they take."""
    return re.sub(r"(?<=\d):[nt]}", "}", en)


def main() -> None:
    """Write the table."""
    known = {}
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as file:
            known = {without_kinds(row["en"]): row["zh"] for row in csv.DictReader(file)}
    rows = Messages().rows()
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["en", "zh"])
        writer.writerows((en, known.get(without_kinds(en), "")) for en in rows)


if __name__ == "__main__":
    main()
