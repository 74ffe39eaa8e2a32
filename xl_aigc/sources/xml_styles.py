"""Number formats in the styles of `.xlsx` and `.ods` files, seen as their parts are copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.parser import whole_number
from xl_aigc.sources.number_formats import BUILT_IN, NumberFormat, number_format

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCALES: Final = {"1000": ",", "1000000": ",,", "1000000000": ",,,"}
_NUMBERS: Final = ("number", "scientific-number", "fraction")
_WORDS: Final = ("text", "currency-symbol", "embedded-text")
_LISTS: Final = ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs")
_MOST_DIGITS: Final = 12


def is_raised(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element says that the characters of its run are raised or lowered."""
    return tag == "vertAlign" and attributes.get("val") in {"superscript", "subscript"}


class Styles:
    """The formats that say more than a number, of the styles that cells name, and the texts with raised characters.

    Attributes:
        raised: the numbers of the shared texts of which some characters are raised or lowered.
    """

    def __init__(self) -> None:
        self.raised: set[str] = set()
        self._texts: int | None = None
        self._codes = dict(BUILT_IN)
        self._of_cells = False
        self._styles: list[str] = []
        self._pieces: dict[str, list[str]] = {}
        self._maps: dict[str, list[str]] = {}
        self._named: dict[str, tuple[str, str]] = {}
        self._open = self._tag = ""
        self._behind = 0

    def of_excel(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element of the styles of an `.xlsx` file, or of its shared texts."""
        if tag in {"sst", "styleSheet"}:
            self._texts = -1 if tag == "sst" else None
        elif self._texts is not None:
            self._texts += tag == "si"
            if is_raised(tag, attributes):
                self.raised.add(str(self._texts))
        if tag == "numFmt":
            self._codes[whole_number(attributes.get("numFmtId"), 0)] = attributes.get("formatCode", "")
        elif tag == "xf" and self._of_cells:
            self._styles.append(self._codes.get(whole_number(attributes.get("numFmtId"), 0), ""))
        elif tag in _LISTS:
            self._of_cells = tag == "cellXfs"

    def of_index(self, index: str | None) -> NumberFormat | None:
        """The format of a style of an `.xlsx` file, by its number."""
        at = whole_number(index, 0)
        return number_format(self._styles[at]) if at < len(self._styles) else None

    def of_office(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in an element of the styles of an `.ods` file; what it says of numbers is put together as a code."""
        prefix, _, self._tag = name.partition(":")
        if prefix == "style":
            self._of_style(attributes)
        elif self._tag.endswith("-style"):
            self._open = attributes.get("style:name", "")
            self._pieces[self._open], self._maps[self._open] = [], []
        elif self._tag in _NUMBERS and self._open:
            self._pieces[self._open] += "0", _SCALES.get(attributes.get("number:display-factor", ""), "")
        elif self._tag == "embedded-text":
            self._behind = min(whole_number(attributes.get("number:position"), 0), _MOST_DIGITS)

    def _of_style(self, attributes: Mapping[str, str]) -> None:
        if self._tag == "map" and self._open in self._maps:
            self._maps[self._open].append(attributes.get("style:apply-style-name", ""))
        elif self._tag == "style":
            named = attributes.get("style:data-style-name", ""), attributes.get("style:parent-style-name", "")
            self._named[attributes.get("style:name", "")] = named

    def text(self, piece: str) -> None:
        """Take in a piece of text."""
        if self._tag not in _WORDS or self._open not in self._pieces:
            return
        pieces, words = self._pieces[self._open], '"{}"'.format(piece.replace('"', ""))
        if self._tag == "embedded-text" and pieces:
            pieces[-1:-1] = [words, "0" * self._behind]
        else:
            pieces.append(words)

    def of_name(self, name: str) -> NumberFormat | None:
        """The format of a style of an `.ods` file, by its name, or else of the one that it goes back to."""
        data, parent = self._named.get(name, ("", ""))
        if not data and parent != name:
            data = self._named.get(parent, ("", ""))[0]
        names = [*self._maps.get(data, ()), data]  # the last one is of what no condition holds for
        return number_format(";".join("".join(self._pieces.get(each, ())) for each in names))
