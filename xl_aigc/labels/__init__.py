"""Words and texts in three languages.

`words.csv` holds the field's words, read with the standard library alone so that worksheet functions start fast;
`old_words.csv` holds words that earlier versions wrote, which stay accepted as input.
The folders `en`, `zh` and `ko` hold the texts of the report, one file a subject, the same keys in each language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.csv_file import bundled_table

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "zh", "ko"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_FOLDER: Final = Path(__file__).parent


def in_language(row: Mapping[str, str], language: str) -> str:
    """The text of a row in one language; the English one where it is not translated yet.

    Example:
        >>> in_language({"en": "Share", "zh": "占比"}, "zh"), in_language({"en": "Share"}, "ko")
        ('占比', 'Share')
    """
    return row.get(language) or row["en"]


@cache
def words(language: str) -> Mapping[str, str]:
    """Every word of `words.csv` in one language, by key.

    Raises:
        LayoutError: the language is not one of `LANGUAGES`.

    Example:
        >>> words("zh")["turned_to_loss"]
        '由盈转亏'
    """
    if language not in LANGUAGES:
        raise LayoutError(f"There is no language {language!r}.", expected=f"one of {', '.join(LANGUAGES)}.")
    return {row["key"]: in_language(row, language) for row in bundled_table(_FOLDER / "words.csv")}


def word(key: str, language: str) -> str:
    """One of the field's words in one language.

    Raises:
        LayoutError: no such word or language.

    Example:
        >>> word("both_up", "en")
        'both up'
    """
    try:
        return words(language)[key]
    except KeyError:
        raise LayoutError(f"There is no word {key!r}.", Place("words.csv", key=key)) from None


@cache
def old_words() -> Mapping[str, tuple[str, ...]]:
    """Every word of `old_words.csv` by key, whatever its language.

    Example:
        >>> old_words()["turned_to_loss"]
        ('turned to loss', 'to loss')
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in bundled_table(_FOLDER / "old_words.csv"):
        found[row["key"]] = (*found.get(row["key"], ()), row["word"])
    return found


def with_unit(heading: str, unit: str, language: str) -> str:
    """A heading with its unit behind it, in the brackets of the language.

    Example:
        >>> with_unit("营业收入", "亿", "zh"), with_unit("Revenue", "USD m", "en")
        ('营业收入（亿）', 'Revenue (USD m)')
    """
    return word("with_unit", language).format(heading, unit)


@dataclass(frozen=True)
class Labels:
    """The texts of one language, by dotted key."""

    language: str
    texts: Mapping[str, str]

    def text(self, key: str, /, **names: object) -> str:
        """The text of a key with its `{names}` filled in.

        Raises:
            LayoutError: no such key, or a name that the text needs is not given.
        """
        place = Place(f"labels/{self.language}", key=key)
        try:
            text = self.texts[key]
        except KeyError:
            raise LayoutError(
                "There is no such label.", place, remedy="Add it to the label files of every language."
            ) from None
        try:
            return text.format(**names) if names else text
        except (KeyError, IndexError) as error:
            raise LayoutError(f"The label needs a value for {error}.", place) from error
        except (ValueError, AttributeError) as error:
            raise LayoutError(
                f"The label can't be filled: {error}.", place, expected="the {names} of the English one."
            ) from error

    def filled(self, **names: str) -> Labels:
        """The same texts with some of their `{names}` filled in; the others stay."""
        texts = dict(self.texts)
        for name, value in names.items():
            texts = {key: text.replace(f"{{{name}}}", value) for key, text in texts.items()}
        return Labels(self.language, texts)

    def word(self, key: str) -> str:
        """One of the field's words in this language."""
        return word(key, self.language)


def _flatten(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """A tree of texts as one level of dotted keys."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


@cache
def load_labels(language: str) -> Labels:
    """The texts of one language.

    Raises:
        LayoutError: the language is not one of `LANGUAGES`.
    """
    from xl_aigc.files.yaml_file import read_yaml  # noqa: PLC0415  worksheet functions need words only, and no YAML

    words(language)
    texts: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.yaml")):
        texts |= _flatten(read_yaml(file, error=LayoutError).value)
    return Labels(language, texts)
