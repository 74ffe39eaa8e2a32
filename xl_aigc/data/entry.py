"""Typed reading of the mappings of a YAML file: each mistake is told by file, line and key."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.data.quote import quote
from xl_aigc.data.rows import date
from xl_aigc.errors import DataError
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from xl_aigc.errors import Place
    from xl_aigc.files.yaml_file import Document, KeyPath

LARGEST: Final = 1e300


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a YAML file and the path to it."""

    document: Document
    key: KeyPath
    fields: Mapping[str, Any]

    @classmethod
    def root(cls, document: Document, known: Collection[str]) -> Entry:
        """The whole file as one mapping with no other keys than the known.

        Raises:
            DataError: it is something else.
        """
        return _entry(document, (), {} if document.value is None else document.value, known)

    def place(self, name: str, *inside: str | int) -> Place:
        """Where a field stands."""
        return self.document.place(*self.key, name, *inside)

    def refuse(self, name: str, expected: str) -> DataError:
        """The error for a field that holds something else than what is expected."""
        return DataError(
            f"{quote(self.fields.get(name))} is not what belongs here.", self.place(name), expected=expected
        )

    def optional(self, name: str) -> str | None:
        """A text, None where the key is absent.

        Raises:
            DataError: it is no text.
        """
        value = self.fields.get(name)
        if value is None or (isinstance(value, str) and value):
            return value
        raise self.refuse(name, "a text.")

    def text(self, name: str) -> str:
        """A text that must be there.

        Raises:
            DataError: it is absent or no text.
        """
        value = self.optional(name)
        if value is None:
            raise DataError(
                f"the key {name!r} is missing.", self.document.place(*self.key), expected="a text."
            )
        return value

    def in_languages(self, name: str) -> Mapping[str, str]:
        """A text by language; empty where the key is absent.

        One text serves all languages; a language left out takes the first text given.

        Raises:
            DataError: it is neither a text nor texts by language.
        """
        value = self.fields.get(name)
        if isinstance(value, str) and value:
            return MappingProxyType(dict.fromkeys(LANGUAGES, value))
        if value is None:
            return MappingProxyType({})
        texts = self.child(name, LANGUAGES)
        given = {language: texts.text(language) for language in LANGUAGES if language in texts.fields}
        if not given:
            raise self.refuse(name, f"a text, or a text for each of {', '.join(LANGUAGES)}.")
        first = next(iter(given.values()))
        return MappingProxyType({language: given.get(language, first) for language in LANGUAGES})

    def number(self, name: str) -> float | None:
        """A finite number, None where the key is absent.

        Raises:
            DataError: it is no finite number.
        """
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST:
            return value
        raise self.refuse(name, "a number.")

    def date(self, name: str) -> dt.date | None:
        """A date, None where the key is absent.

        Raises:
            DataError: it is no date.
        """
        text = self.optional(name)
        try:
            return None if text is None else date(text, self.place(name))
        except DataError:
            raise self.refuse(name, "a date as YYYY-MM-DD, such as 2024-09-12.") from None

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent.

        Raises:
            DataError: it is no list of texts.
        """
        value = self.fields.get(name, [])
        if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
            return tuple(value)
        raise self.refuse(name, "a list of texts.")

    def child(self, name: str, known: Collection[str] | None) -> Entry:
        """A mapping inside this one, empty where the key is absent.

        Raises:
            DataError: it is no mapping, or has a key that is not known.
        """
        return _entry(self.document, (*self.key, name), self.fields.get(name, {}), known)

    def children(self, name: str, known: Collection[str]) -> tuple[Entry, ...]:
        """A list of mappings, empty where the key is absent.

        Raises:
            DataError: it is no list of mappings, or one has a key that is not known.
        """
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            raise self.refuse(name, "a list.")
        return tuple(_entry(self.document, (*self.key, name, i), item, known) for i, item in enumerate(value))


def _entry(document: Document, key: KeyPath, value: object, known: Collection[str] | None) -> Entry:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise DataError(
            f"{quote(value)} is not what belongs here.", document.place(*key), expected="keys with values."
        )
    for name in value:
        if known is not None and name not in known:
            raise DataError(
                f"there is no key {name!r} here.",
                document.place(*key, name),
                expected=f"one of {', '.join(known)}.",
            )
    return Entry(document, key, value)
