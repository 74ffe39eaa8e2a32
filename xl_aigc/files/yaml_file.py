"""Reading of YAML: the value, with the line of every key and list item.

Plain words are read as YAML 1.2 reads them: `no`, `on`, 12:30 and 2024-06-30 stay text, as their writer meant them.
Anchors, aliases and tags are refused, since they can make a small file a large value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from xl_aigc.errors import AigcError, DataError, Place
from xl_aigc.files.text import illegal, illegal_characters, read_text
from xl_aigc.outside import flaw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES: Final = 4_000_000
MAX_DEPTH: Final = 20
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple["str | int", ...]

_PLAIN: Final[tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]] = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]{1,400}"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)

# What a person most likely did, by a piece of what the parser says.
_REMEDIES: Final = (
    (
        "mapping values are not allowed",
        "Put text that holds ': ' in quotes, and begin the keys of one block in one column.",
    ),
    ("could not find expected ':'", "Follow every key by a colon and a space."),
    ("unexpected end of stream", "Close the quotation mark that was opened."),
    ("that cannot start any token", "Put text that begins with a sign such as @, % or ` in quotes."),
    ("found undefined tag", "Put text that begins with ! in quotes."),
    ("unknown escape", "Use single quotes around text that holds a backslash."),
    ("block sequence", "Begin the items of one list in one column, each with '- '."),
    ("<block end>", "Begin the keys of one block in one column."),
    ("did not find expected key", "Begin the keys of one block in one column."),
    ("expected a single document", "Keep one document in one file, without a line of '---' inside."),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text as read; `lines` gives the line of each key and list item by its path.

    `path` is the file it came from, or words for a text that is in no file.
    """

    path: Path | str
    value: Any
    lines: dict[KeyPath, int]
    text: str = ""

    def place(self, *key: str | int) -> Place:
        """The place of a key, or of the nearest key above it that exists."""
        known = key
        while known and known not in self.lines:
            known = known[:-1]
        return Place(self.path, line=self.lines.get(known), key=dotted(key))


def dotted(key: KeyPath) -> str | None:
    """A path of keys as one text, its list items counted from 1 as a reader counts.

    Example:
        >>> dotted(("claims", 0, "id"))
        'claims[1].id'
    """
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key)
    return "".join(parts).lstrip(".") or None


def read_yaml(path: Path, *, max_bytes: int = MAX_BYTES, error: type[AigcError] = DataError) -> Document:
    """A YAML file.

    Args:
        path: the file.
        max_bytes: the largest size that is accepted.
        error: the class of what is raised.

    Raises:
        AigcError: of the given class; the file can't be read, or what it holds can't be taken as YAML.
    """
    return parse_yaml(read_text(path, max_bytes=max_bytes, error=error), path, error)


def parse_yaml(text: str, path: Path | str, error: type[AigcError] = DataError) -> Document:
    r"""A YAML text, taken as `read_yaml` takes a file.

    Args:
        text: the text.
        path: where it came from, for messages.
        error: the class of what is raised.

    Raises:
        AigcError: of the given class; it can't be taken as YAML.

    Example:
        >>> parse_yaml("key: aigc\nas_of: 2024-09-12", "basket.yaml").value
        {'key': 'aigc', 'as_of': '2024-09-12'}
    """
    for line, character in illegal_characters(text):
        raise illegal(path, line, character, error)
    reader = _Reader(path, error)
    try:
        reader.refuse_references(text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as reason:
        raise reader.syntax_error(text, reason) from None
    except yaml.YAMLError:  # a character whose place is told in bytes, not by its line
        raise error(
            "The file holds a character that YAML does not allow.", Place(path), remedy="Delete it."
        ) from None
    value = None if node is None else reader.value(node, ())
    return Document(path, value, reader.lines, text)


class _Reader:
    """One reading of a text: what was found in it so far."""

    def __init__(self, path: Path | str, error: type[AigcError]) -> None:
        self.lines: dict[KeyPath, int] = {(): 1}
        self._path = path
        self._error = error

    def _refuse(
        self, problem: str, line: int | None, *, expected: str | None = None, remedy: str | None = None
    ) -> AigcError:
        return self._error(problem, Place(self._path, line=line), expected=expected, remedy=remedy)

    def refuse_references(self, text: str) -> None:
        """Refuse what makes a small file a large or deep value, before any value is made.

        PyYAML 6.0.3's C composer ends the process on a million brackets.
        """
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else None
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                remedy = "Write the value out; put text that begins with & or * in quotes."
                raise self._refuse("Anchors and aliases (& and *) are not accepted.", line, remedy=remedy)
            if getattr(event, "tag", None) is not None:
                remedy = "Delete it; put text that begins with ! in quotes."
                raise self._refuse("Tags (beginning with !) are not accepted.", line, remedy=remedy)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise self._too_deep(line)

    def _too_deep(self, line: int | None) -> AigcError:
        return self._refuse(f"Values are nested more than {MAX_DEPTH} deep.", line)

    def syntax_error(self, text: str, reason: yaml.MarkedYAMLError) -> AigcError:
        """A parser's complaint in the words of a person who writes such files."""
        mark = reason.problem_mark or reason.context_mark
        at = mark.line if mark else 0
        if "nesting depth" in (reason.problem or ""):  # libyaml 0.2.6 looks ahead, and has a limit of its own
            return self._too_deep(at + 1)
        for number, line in enumerate(text.splitlines()[: at + 1], start=1):
            if "\t" in line[: len(line) - len(line.lstrip())]:
                remedy = "Replace each tab by two spaces."
                return self._refuse("A tab stands in the indentation.", number, remedy=remedy)
        said = " ".join(part for part in (reason.context, reason.problem) if part)
        remedy = next((remedy for piece, remedy in _REMEDIES if piece in said), "Correct the line.")
        return self._refuse(f"This is not YAML: {said}.", at + 1, remedy=remedy)

    def value(self, node: yaml.Node, key: KeyPath) -> object:
        """A node as plain Python, noting the line of every key and item on the way."""
        if not key:
            self.lines[key] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            self._check(node)
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._child(child, child, (*key, index)) for index, child in enumerate(node.value)]
        mapping: dict[str, object] = {}
        for name, child in node.value:
            line = name.start_mark.line + 1
            if not isinstance(name, yaml.ScalarNode):
                raise self._refuse("A key is not a word.", line, expected="'key: value'.")
            self._check(name)
            if name.value in mapping:
                first = self.lines[(*key, name.value)]
                place = Place(self._path, line=line, key=name.value)
                problem = f"The key stands twice (first in line {first})."
                raise self._error(problem, place, remedy="Delete one of them.")
            mapping[name.value] = self._child(name, child, (*key, name.value))
        return mapping

    def _check(self, node: yaml.ScalarNode) -> None:
        r"""Refuse a text that no text from outside may be; escapes such as "\e" are decoded only here."""
        found = flaw(node.value)
        if found is not None:
            line = node.start_mark.line + 1
            raise self._refuse(f"The text {found}.", line, remedy="Shorten it, or delete that character.")

    def _child(self, begins: yaml.Node, node: yaml.Node, key: KeyPath) -> object:
        self.lines[key] = begins.start_mark.line + 1
        return self.value(node, key)


def _scalar(node: yaml.ScalarNode) -> object:
    """A quoted text as text; a plain word as the number, truth or nothing that it spells, else as text."""
    if not node.style:
        for pattern, convert in _PLAIN:
            if pattern.fullmatch(node.value):
                return convert(node.value)
    return node.value
