"""Reading of `texts.yaml`: words of a basket's own in place of the report's, and what its blocks show of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, Field

from xl_aigc.data.basket_schema import LONGEST, Part, checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.files.yaml_file import Document

TEXTS_FILE: Final = "texts.yaml"


def _tree(tree: dict[str, Any]) -> dict[str, Any]:
    """Refuse anything but texts, and braces that hold no name."""
    for key, text in _leaves(tree):
        if not isinstance(text, str) or len(text) > LONGEST:
            raise ValueError(f"{key} is no text of at most {LONGEST:,} characters.")
        try:
            names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError:
            names = [""]
        if not all(name.isidentifier() for name in names):
            raise ValueError(f"{key} holds a brace that encloses no name. Delete it, or write it twice.")
    return tree


def _leaves(tree: Mapping[str, Any], stem: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{stem}{key}.")
        else:
            yield f"{stem}{key}", value


Words = Annotated[dict[str, Any], AfterValidator(_tree)]


class TextsFile(Part):
    """The content of `texts.yaml`."""

    en: Words = Field(default_factory=dict)
    zh: Words = Field(default_factory=dict)
    ko: Words = Field(default_factory=dict)
    layouts: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)


@dataclass(frozen=True)
class OwnTexts:
    """Words of a basket's own, and options of blocks that only it has.

    Attributes:
        by_language: texts by language and dotted key, as the labels of the program have them; an empty one removes a text.
        layouts: options by sheet, id of the block, and key, for blocks whose layout leaves them out.
        text: all of this as `texts.yaml` says it.
    """

    by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    text: str = field(default="", repr=False)


def read_texts(document: Document) -> OwnTexts:
    """Read the texts of a basket.

    Args:
        document: the file, or its text out of the store.

    Raises:
        DataError: something in it is not what belongs there.
    """
    file = checked(TextsFile, document, ())
    words = {language: dict(_leaves(getattr(file, language))) for language in ("en", "zh", "ko")}
    return OwnTexts(MappingProxyType(words), MappingProxyType(file.layouts), document.text)
