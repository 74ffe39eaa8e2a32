"""Writes docs/mistakes.md: what the program says of mistakes, and what to do. Run: python docs/make_mistakes.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from code_map import Scope, calls, errors
from code_texts import Hole, Reader, Text

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

PAGE: Final = Path(__file__).parent / "mistakes.md"
INTRODUCTION: Final = """\
# Messages

<!-- Written by docs/make_mistakes.py; change the messages where the code says them. -->

Look up a message of the program and what to do about it. The program writes the file, sheet, cell, line or key before a message; `…` stands for
what differs each time. Where no remedy is given, do what is expected, or correct the place that the message names. Rows that a source sets aside
have reasons of their own: [sources.md](sources.md).
"""
PARTS: Final = {
    "Files": ("files", "location"),
    "Baskets, figures and sources": ("data", "sources"),
    "The store": ("store", "panel"),
    "Workbooks and refresh": ("ooxml", "refreshing"),
    "Layouts, measures and reports": ("report", "measures", "expressions", "labels"),
    "Worksheet functions": ("functions",),
    "Commands and programs beside": ("cli", "api", "hosts", "arguments"),
}
"""The packages whose messages stand under a heading."""
GAP: Final = "…"


def page() -> str:
    """The page as it must be."""
    told = messages()
    return "".join([INTRODUCTION, *(_section(title, packages, told) for title, packages in PARTS.items())])


def messages() -> dict[str, dict[str, tuple[str, str]]]:
    """Each message with what is expected and what to do, by the package that says it."""
    reader, found = Reader(lambda _texts, _scope: False), dict[str, dict[str, tuple[str, str]]]()
    for name in sorted(errors()):
        for call, scope in calls().get(name, ()):
            advice = {one.arg: one.value for one in call.keywords}
            said = [_first(reader, advice.get(key), scope) for key in ("expected", "remedy")]
            for text in _texts(reader, call, scope):
                package = scope.module.name.split(".")[1]
                found.setdefault(package, {}).setdefault(text, (said[0], said[1]))
    return found


def _texts(reader: Reader, call: ast.Call, scope: Scope) -> Iterator[str]:
    problem = next(iter(call.args), None)
    for text in (reader.texts(problem, scope) or ()) if problem else ():
        shown = _shown(text)
        if shown.endswith(".") and shown.strip(f"{GAP} .:,"):
            yield shown


def _first(reader: Reader, node: ast.expr | None, scope: Scope) -> str:
    texts = (reader.texts(node, scope) if node is not None else None) or ()
    return next(iter(map(_shown, texts)), "" if node is None else GAP)


def _shown(text: Text) -> str:
    whole = "".join(GAP if isinstance(part, Hole) else part for part in text)
    while GAP * 2 in whole:
        whole = whole.replace(GAP * 2, GAP)
    return " ".join(whole.split())


def _section(title: str, packages: tuple[str, ...], told: dict[str, dict[str, tuple[str, str]]]) -> str:
    rows = sorted((text, *advice) for one in packages for text, advice in told.get(one, {}).items())
    lines = (f"| {' | '.join(map(_cell, row))} |\n" for row in rows)
    return f"\n## {title}\n\n| message | expected | what to do |\n|---|---|---|\n{''.join(lines)}"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
