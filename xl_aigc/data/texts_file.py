"""Reading of what a basket says in its own words: `texts.yaml`, or the same text out of the store."""

from __future__ import annotations

from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, Field, create_model

from xl_aigc.data.file_values import LONGEST, Part, checked
from xl_aigc.data.own_texts import OwnTexts
from xl_aigc.labels import LANGUAGES

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


class _Layouts(Part):
    """Options of blocks by layout and block."""

    layouts: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)


_BY_LANGUAGE: Final[Any] = dict.fromkeys(LANGUAGES, (Words, Field(default_factory=dict)))
TextsFile: Final = create_model("TextsFile", __base__=_Layouts, **_BY_LANGUAGE)
"""The content of `texts.yaml`: words by language, and options of blocks."""


def read_texts(document: Document) -> OwnTexts:
    """Read the texts of a basket.

    Args:
        document: the file, or its text out of the store.

    Raises:
        DataError: something in it is not what belongs there.
    """
    file = checked(TextsFile, document, ())
    words: dict[str, dict[str, str]] = {
        language: dict(_leaves(getattr(file, language))) for language in LANGUAGES
    }
    return OwnTexts(MappingProxyType(words), MappingProxyType(file.layouts), document.text)
