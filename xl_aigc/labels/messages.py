"""The language of messages: what a person reads on a terminal, told in Chinese.

The code says its messages in English where they arise. `zh/messages.csv` holds a row for each: the English with its holes
numbered, and the Chinese with the same holes. A hole is `{0}`; `{0:n}` takes a number only, and `{0:t}` holds a text of the table.
What has no row, or one that can't be filled, stays English.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.files.csv_file import bundled_table
from xl_aigc.labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE: Final = Path(__file__).parent / "zh" / "messages.csv"
_COLUMNS: Final = re.compile(r"(?<=\S)(?=  )")
_NUMBER: Final = re.compile(r"[-+]?[\d,.]+%?")
_SENTENCE: Final = re.compile(r"(?<=[.] )(?=[A-Z`'])")
_PLACE_WORDS: Final = {
    "line": "第{}行",
    "key": "键{}",
    "sheet": "工作表{}",
    "cell": "单元格{}",
    "character": "第{}个字符",
}
_HEADS: Final = 3
"""A line of more columns, each of which is in the table, is the heads of a table, which stand at the right."""
_DEEPEST: Final = 6
"""Messages within messages that are looked for."""
_MOST: Final = 12
"""Sentences of a message that are looked for; what follows stays as it is."""


class Message:
    """A message of the code: literal texts with holes between them, and its Chinese."""

    def __init__(self, en: str, zh: str, *, name: bool = False) -> None:
        self.zh, self.literals, self.holes = zh, [""], list[str]()
        for literal, hole, kind, _ in string.Formatter().parse(en):
            self.literals[-1] += literal
            if hole is not None:
                self.holes.append(kind or "")
                self.literals.append("")
        self.weight = sum(map(len, self.literals))
        self.speaks = any(sign.isalpha() for literal in self.literals for sign in literal)
        """It has words of its own, and does not only put others together."""
        several = any(" " in literal.strip() for literal in self.literals)
        self.is_phrase = not name and (several or (self.speaks and "n" in self.holes))
        """Its own words are several, or stand beside a number, so that no name is taken for it."""

    def filling(self, text: str) -> list[str] | None:
        """Return the fillings of the holes where a text is this message; None where it is another.

        Example:
            >>> Message("{0:n} of {1} left.", "").filling("3 of 5 companies left.")
            ['3', '5 companies']
        """
        first, *middle = self.literals
        if not (text.startswith(first) and text.endswith(self.literals[-1])):
            return None
        if not middle:
            return [] if text == first else None
        end, at, filled = len(text) - len(middle.pop()), len(first), []
        for literal in middle:
            found = text.find(literal, at, end)
            if found < 0:
                return None
            filled.append(text[at:found])
            at = found + len(literal)
        if end < at:
            return None
        filled.append(text[at:end])
        fits = all(
            kind != "n" or _NUMBER.fullmatch(one) for kind, one in zip(self.holes, filled, strict=True)
        )
        return filled if fits else None

    def told(self, filled: Sequence[str]) -> str | None:
        """Return the Chinese with its holes filled; None where they are none of the English.

        Example:
            >>> Message("{0:n} left", "余{0}项").told(["3"]), Message("{0:n} left", "余{0:n}项").told(["3"])
            ('余3项', None)
        """
        try:
            return self.zh.format(*filled)
        except (ValueError, LookupError, AttributeError):
            return None


@cache
def _messages() -> tuple[Message, ...]:
    """The messages and the field's words, those of the most signs first."""
    rows = [Message(row["en"], row["zh"]) for row in bundled_table(TABLE)]
    names = zip(words("en").values(), words("zh").values(), strict=True)
    rows += [Message(en, zh, name=True) for en, zh in names if "{" not in en]
    return tuple(sorted((row for row in rows if row.zh), key=lambda row: -row.weight))


@cache
def _beginning(sign: str) -> tuple[Message, ...]:
    """The messages that a text can be which begins with a sign."""
    return tuple(row for row in _messages() if row.literals[0][:1] in {"", sign})


def in_chinese(text: str) -> str:
    r"""A text of one or several lines in Chinese; what the table does not know stays English.

    Example:
        >>> in_chinese("figures.csv, line 3: The file is empty. Expected one of a, b.")
        'figures.csv，第3行：文件为空。应为a, b之一。'
    """
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    """Return a line in Chinese: a sentence, or columns that stay where they are."""
    cells = _COLUMNS.split(line)
    found = [_cell(cell) for cell in cells]
    heads = len(cells) > _HEADS and all(new != old for new, old in zip(found, cells, strict=True))
    made, due = "", 0
    for old, new in zip(cells, found, strict=True):
        shift = due - _width(made)
        due += _width(old)
        if heads and made:
            shift = due - _width(made) - _width(new)
        blanks = len(new) - len(new.lstrip())
        made += " " * shift + new if shift > 0 or not made else new[min(-shift, max(blanks - 1, 0)) :]
    return made


def _cell(cell: str) -> str:
    bare = cell.strip()
    start = cell.index(bare)
    return f"{cell[:start]}{_best(bare, any_word=True, left=_DEEPEST)[1]}{cell[start + len(bare) :]}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _best(text: str, *, any_word: bool, left: int) -> tuple[int, str]:
    """Return the most of a text that is told in Chinese, and how many signs of the table's that are.

    A text may be several messages in a row, and a place may stand before them, or several.
    """
    found = [_sentences(text, any_word=any_word, left=left)]
    place, _, rest = text.partition(": ")
    if rest and left:
        weight, body = _best(rest, any_word=False, left=left - 1)
        if weight:
            found.insert(0, (weight, f"{_place(place)}：{body}"))
    return max(found, key=lambda one: one[0])


def _sentences(text: str, *, any_word: bool, left: int) -> tuple[int, str]:
    cuts = [0, *(cut.start() for cut in _SENTENCE.finditer(text))][:_MOST]
    ends = [*cuts[1:], len(text)]
    best: dict[int, tuple[int, str]] = {len(text): (0, "")}
    for start in reversed(cuts):
        tried = []
        for end in reversed([one for one in ends if one > start]):  # of equal ones the longest
            piece = text[start:end].removesuffix(" ") if end < len(text) else text[start:]
            weight, said = _message(piece, any_word=any_word, left=left)
            rest = best[end]
            tried.append((weight + rest[0], _joined(said, rest[1])))
        best[start] = max(tried, key=lambda one: one[0]) if tried else (0, text[start:])
    return best[0]


def _joined(first: str, second: str) -> str:
    return f"{first} {second}" if second and first[-1:].isascii() else first + second


@lru_cache(maxsize=4096)
def _message(text: str, *, any_word: bool, left: int) -> tuple[int, str]:
    """Return one message in Chinese and its weight; what is none stays, of no weight."""
    bare = text.removeprefix("Expected ")
    found = [_list(bare, any_word=any_word, left=left), _row(bare, any_word=any_word, left=left)]
    if bare.endswith("."):
        weight, said = _row(bare[:-1], any_word=any_word, left=left)
        found.append((weight, f"{said}。" if weight else bare))
    weight, said = max(found, key=lambda one: one[0])
    if bare == text:
        return (weight, said) if weight else (0, text)
    return weight + 1, f"应为{said if weight or not said.endswith('.') else f'{said[:-1]}。'}"


def _row(text: str, *, any_word: bool, left: int) -> tuple[int, str]:
    """Return the row of the table that a text is, and its weight."""
    for message in _beginning(text[:1]):
        filled = message.filling(text) if any_word or message.is_phrase else None
        if filled is not None:
            found = [_filler(kind, one, left) for kind, one in zip(message.holes, filled, strict=True)]
            weight = message.weight + sum(more for more, _ in found)
            said = message.told([new for _, new in found])
            if said is not None and (message.speaks or weight > message.weight):
                return weight, said
    return 0, text


def _filler(kind: str, text: str, left: int) -> tuple[int, str]:
    """Return what fills a hole, in Chinese where it is a message too, and the weight of that; what a cell holds stays."""
    is_content = text[:1] in {"'", '"'} and text[:1] == text[1:][-1:]
    return (
        (0, text)
        if kind == "n" or not left or is_content
        else _best(text.strip(), any_word=kind == "t", left=left - 1)
    )


def _list(text: str, *, any_word: bool, left: int) -> tuple[int, str]:
    """Return the parts of a list in Chinese, if all of it are messages."""
    for separator, other in (("; ", "；"), (", ", "，"), (" or ", "或")):
        parts = text.split(separator)
        if 1 < len(parts) <= _MOST:
            found = [_message(part, any_word=any_word, left=left) for part in parts]
            if all(weight for weight, _ in found):
                return sum(weight for weight, _ in found), other.join(said for _, said in found)
    return 0, text


def _place(place: str) -> str:
    """Return a place such as `figures.csv, line 3` in Chinese."""
    parts = []
    for part in place.split(", "):
        word, _, value = part.partition(" ")
        parts.append(_PLACE_WORDS[word].format(value) if word in _PLACE_WORDS and value else part)
    return "，".join(parts)
