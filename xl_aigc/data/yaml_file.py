"""Reading of a YAML file of a data folder: its value, with the line of every key and list item."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from xl_aigc.data.text_file import illegal_characters, read_text
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_YAML_BYTES: Final = 4_000_000
MAX_DEPTH: Final = 20
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple["str | int", ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text as read; `lines` gives the line of each key and list item by its path.

    `path` is the file it came from, or words for a text that is in no file.
    """

    path: Path | str
    value: Any
    lines: dict[Key, int]
    text: str = ""

    def place(self, *key: str | int) -> Place:
        """Where a key stands, or the nearest one above it that is there."""
        known = key
        while known and known not in self.lines:
            known = known[:-1]
        return Place(self.path, line=self.lines.get(known), key=dotted(key))


def dotted(key: Key) -> str | None:
    """A path of keys as one text.

    Example:
        >>> dotted(("claims", 0, "id"))
        'claims[0].id'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".") or None


def read_yaml(path: Path) -> Document:
    """A YAML file, read by the safe loader; anchors and keys given twice are refused.

    Raises:
        DataError: the file is missing, too large, not UTF-8 or no YAML.
    """
    return parse_yaml(read_text(path, max_bytes=MAX_YAML_BYTES), path)


def parse_yaml(text: str, path: Path | str) -> Document:
    """A YAML text, taken as `read_yaml` takes a file.

    Args:
        text: the text.
        path: where it came from, for messages.

    Raises:
        DataError: it is no YAML.
    """
    for line, character in illegal_characters(text):
        raise DataError(f"the line holds the character U+{ord(character):04X}.", Place(path, line=line))
    loader = _LOADER(text)
    try:
        _check_depth(path, text)
        node = loader.get_single_node()
        lines = dict(_lines(path, node)) if node is not None else {}
        value = None if node is None else loader.construct_document(node)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        place = Place(path, line=mark.line + 1 if mark else None)
        if "nesting depth" in problem:  # libyaml 0.2.6 looks ahead, and has a limit of its own
            raise _too_deep(place) from None
        raise DataError(f"the file is not YAML: {problem}.", place, remedy="Correct the line.") from None
    finally:
        loader.dispose()
    return Document(path, value, lines, text)


def _check_depth(path: Path | str, text: str) -> None:
    """Refuse deep nesting before anything recurses: PyYAML 6.0.3's C composer ends the process on a million brackets."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = None if event.start_mark is None else event.start_mark.line + 1
            raise _too_deep(Place(path, line=line))


def _too_deep(place: Place) -> DataError:
    return DataError("the file is nested too deep.", place, expected=f"{MAX_DEPTH} levels at most.")


def _lines(path: Path | str, root: yaml.Node) -> Iterator[tuple[Key, int]]:
    """Path and line of every node."""
    seen: set[int] = set()
    waiting = deque[tuple[Key, int, yaml.Node]]([((), root.start_mark.line + 1, root)])
    while waiting:
        key, line, node = waiting.popleft()
        if id(node) in seen:
            raise DataError(
                "anchors are not used here.",
                Place(path, line=line, key=dotted(key)),
                remedy="Write the value out again.",
            )
        seen.add(id(node))
        yield key, line
        if isinstance(node, yaml.MappingNode):
            waiting += _entries(path, key, node)
        elif isinstance(node, yaml.SequenceNode):
            waiting += [((*key, i), child.start_mark.line + 1, child) for i, child in enumerate(node.value)]


def _entries(path: Path | str, key: Key, node: yaml.MappingNode) -> Iterator[tuple[Key, int, yaml.Node]]:
    names: set[str] = set()
    for name, child in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            raise DataError("a key must be a word.", Place(path, line=line, key=dotted(key)))
        if name.value in names:
            raise DataError(
                f"the key {name.value!r} is given twice.", Place(path, line=line, key=dotted(key))
            )
        names.add(name.value)
        yield (*key, name.value), line, child
