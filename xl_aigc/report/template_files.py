"""Where the templates lie, and the reading of one of them: values, and the line of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from xl_aigc.errors import LayoutError, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 20

Loc = tuple["str | int", ...]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Plain words read as YAML 1.2 reads them: `no`, `on`, 12:30 and 2024-06-30 stay text, as their writer meant them.
_PLAIN: Final[tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]] = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
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
    ("expected a single document", "Keep one layout in one file, without a line of '---' inside."),
)


@dataclass(frozen=True, slots=True)
class Template:
    """One template as read: its value, and the line of each key and list item by its path."""

    path: Path
    value: object
    lines: dict[Loc, int]


def templates_folder() -> Path:
    """The folder of the templates that come with the program.

    In a wheel it lies inside the package, in a checkout (also an editable install) beside it.

    Raises:
        LayoutError: neither is there; the installation is damaged.

    Example:
        >>> (templates_folder() / "theme.yaml").is_file()
        True
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "theme.yaml").is_file():
            return folder
    raise LayoutError(
        "the templates are missing.",
        Place(package / "templates"),
        remedy="Install xl-aigc again: pip install --force-reinstall xl-aigc.",
    )


def read_template(path: Path) -> Template:
    """Read one YAML template.

    Args:
        path: the file; at most `MAX_BYTES`, UTF-8, one mapping, without anchors, aliases or tags.

    Raises:
        LayoutError: the file can't be read so; it names the file and, where there is one, the line.
    """
    text = _text(path)
    try:
        _refuse_references(path, text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(path, text, error) from error
    except yaml.YAMLError as error:  # a control character: the reader gives a place in bytes, not a line
        raise LayoutError(
            "the file holds a character that YAML does not allow.", Place(path), remedy="Delete it."
        ) from error
    if node is None:
        raise LayoutError(
            "the file is empty.", Place(path), remedy="Write a layout in it or delete the file."
        )
    if not isinstance(node, yaml.MappingNode):
        raise LayoutError(
            "the file does not begin with a key.",
            Place(path, line=1),
            expected="a line such as 'sheet: overview'.",
        )
    lines: dict[Loc, int] = {(): node.start_mark.line + 1}
    return Template(path, _value(path, node, (), lines), lines)


def _text(path: Path) -> str:
    """The file's text, bounded and decoded."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise LayoutError(f"the file can't be read: {error.strerror}.", Place(path)) from error
    if len(raw) > MAX_BYTES:
        raise LayoutError(
            "the file is larger than 1 MB.", Place(path), expected="a template of a few kilobytes."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LayoutError(
            "the file is not UTF-8.", Place(path, line=line), remedy="Save it again with the encoding UTF-8."
        ) from error


def _refuse_references(path: Path, text: str) -> None:
    """Refuse what can make a small file a large or deep value, before any value is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            remedy = "Write the value out; put text that begins with & or * in quotes."
            raise LayoutError(
                "anchors and aliases (& and *) are not accepted.", Place(path, line=line), remedy=remedy
            )
        if getattr(event, "tag", None) is not None:
            remedy = "Delete it; put text that begins with ! in quotes."
            raise LayoutError(
                "tags (beginning with !) are not accepted.", Place(path, line=line), remedy=remedy
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _too_deep(path, line)


def _too_deep(path: Path, line: int | None) -> LayoutError:
    return LayoutError(f"values are nested more than {MAX_DEPTH} deep.", Place(path, line=line))


def _syntax_error(path: Path, text: str, error: yaml.MarkedYAMLError) -> LayoutError:
    """A parser's complaint in the words of a person who writes layouts."""
    mark = error.problem_mark or error.context_mark
    at = mark.line if mark else 0
    if "nesting depth" in (error.problem or ""):  # libyaml 0.2.6 looks ahead, and has a limit of its own
        return _too_deep(path, at + 1)
    for number, line in enumerate(text.splitlines()[: at + 1], start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return LayoutError(
                "a tab stands in the indentation.",
                Place(path, line=number),
                remedy="Replace each tab by two spaces.",
            )
    said = " ".join(part for part in (error.context, error.problem) if part)
    remedy = next((remedy for piece, remedy in _REMEDIES if piece in said), None)
    return LayoutError(f"this is not YAML: {said}.", Place(path, line=at + 1), remedy=remedy)


def _value(path: Path, node: yaml.Node, loc: Loc, lines: dict[Loc, int]) -> object:
    """A node as plain Python, noting the line of every key and item on the way."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, child in enumerate(node.value):
            lines[(*loc, index)] = child.start_mark.line + 1
            items.append(_value(path, child, (*loc, index), lines))
        return items
    mapping: dict[str, object] = {}
    for key, child in _pairs(path, node):
        if key.value in mapping:
            first = lines[(*loc, key.value)]
            place = Place(path, line=key.start_mark.line + 1, key=key.value)
            raise LayoutError(
                f"the key stands twice (first in line {first}).", place, remedy="Delete one of them."
            )
        lines[(*loc, key.value)] = key.start_mark.line + 1
        mapping[key.value] = _value(path, child, (*loc, key.value), lines)
    return mapping


def _pairs(path: Path, node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping; a key must be a word."""
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise LayoutError(
                "a key is not a word.", Place(path, line=key.start_mark.line + 1), expected="'key: value'."
            )
        yield key, child


def _scalar(node: yaml.ScalarNode) -> object:
    """A quoted text as text; a plain word as the number, truth or nothing that it spells, else as text."""
    if not node.style:
        for pattern, convert in _PLAIN:
            if pattern.fullmatch(node.value):
                return convert(node.value)
    return node.value
