"""The words of a basket for the segments of its companies, as its sheets show them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.data.spelling import normalised
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.labels import LANGUAGES, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

SEGMENT: Final = "segment"
"""The column that holds segments."""
SEGMENT_WORDS: Final = "segments"
"""The key of a `texts.yaml` below which their words stand."""
Segments = dict[str, dict[str, str]]
"""The word of each segment by language, by the text of `companies.csv`."""
FILE: Final = Path(__file__).with_name("segment_words.csv")
"""Those of the bundled basket, which `compile_measures` writes: LibreOffice's Python reads no YAML."""


def bundled_segments() -> Segments:
    """The words of the bundled basket."""
    return {
        row["key"]: {language: in_language(row, language) for language in LANGUAGES}
        for row in bundled_table(FILE)
    }


@lru_cache(8)
def segments_in(texts: str) -> Segments:
    """The words that the text of a `texts.yaml` has; none where the program that calculates can't read it, as Calc can't."""
    try:
        from xl_aigc.files.yaml_file import parse_yaml  # noqa: PLC0415  most workbooks ask for no segment
    except ImportError:
        return {}
    held: Any = parse_yaml(texts, "the texts of the basket").value or {}
    found: Segments = {}
    for language in LANGUAGES:
        own = _below(_below(held, language), SEGMENT_WORDS)
        for key in own:
            if isinstance(word := own[key], str) and word:  # an empty text is none
                found.setdefault(key, {})[language] = word
    return found


def _below(held: object, key: str) -> Mapping[str, object]:
    """The keys below a key; none where a text stands there."""
    below = held.get(key) if isinstance(held, dict) else None
    return below if isinstance(below, dict) else {}


def segment_word(text: str, segments: Mapping[str, Mapping[str, str]], spoken: str) -> str:
    """A segment in a language; as `companies.csv` has it where the basket has no word for it."""
    return segments.get(text, {}).get(spoken, text)


def segment_named(typed: str, segments: Mapping[str, Mapping[str, str]]) -> str:
    """The segment of which a text is the word in some language; the text itself where it is none."""
    asked = normalised(typed)
    return next((key for key, words in segments.items() if asked in map(normalised, words.values())), typed)
