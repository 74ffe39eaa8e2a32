"""Words that people type: options, languages and units, in any of the three languages."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from xl_aigc.data.layers import Sorts
from xl_aigc.data.quote import quote
from xl_aigc.data.span import Span
from xl_aigc.data.spelling import normalised, spellings
from xl_aigc.data.units import factor_of
from xl_aigc.expressions.suggest import near
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.labels import LANGUAGES, in_language, words

_HEADINGS: Final = Path(__file__).with_name("headings.csv")
_KNOWN_WORDS: Final = 64


def choice(text: str, keys: Iterable[str], what: str) -> str:
    """The key that a word stands for.

    Args:
        text: a key, or its word in any language.
        keys: the accepted keys.
        what: what is being chosen, for the message.

    Raises:
        ArgumentError: none of them.

    Example:
        >>> choice("增收增利", ("both_up", "both_down"), "cohort")
        'both_up'
    """
    accepted = tuple(keys)
    key = spellings(accepted).get(normalised(text))
    if key is None:
        expected = near(text, accepted) or f"one of {', '.join(accepted)}."
        raise ArgumentError(f"There is no {what} {quote(text)}.", expected=expected)
    return key


def language(text: str) -> str:
    """A language key: `en`, `zh`, `ko`, also with a region (`zh-CN`).

    Raises:
        ArgumentError: another language.
    """
    return choice(text.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0], LANGUAGES, "language")


def unit_factor(text: str) -> float:
    """Return how many units of the currency a unit is of money.

    Raises:
        ArgumentError: no such unit.

    Example:
        >>> unit_factor("亿"), unit_factor("USD m")
        (100000000.0, 1000000.0)
    """
    factor = factor_of(text)
    if factor is None:
        raise ArgumentError(f"There is no unit {quote(text)}.", expected="one, 万, 亿, million or billion.")
    return factor


@cache
def headed(*keys: str) -> frozenset[str]:
    """The headings of some columns of spilled results in all languages."""
    return frozenset(headings(spoken)[key] for spoken in LANGUAGES for key in keys)


@cache
def headings(spoken: str) -> Mapping[str, str]:
    """The headings of spilled results in one language, by key."""
    return {row["key"]: in_language(row, spoken) for row in bundled_table(_HEADINGS)}


@cache
def money_headings() -> frozenset[str]:
    """The keys of the headings under which results hold money."""
    return frozenset(row["key"] for row in bundled_table(_HEADINGS) if row["money"])


@cache
def inputs_of(key: str) -> tuple[str, ...]:
    """The columns of a table that a column of a cohort's summary is computed of."""
    needs = {row["key"]: row["needs"] for row in bundled_table(_HEADINGS)}
    return tuple(filter(None, needs[key].split("|")))


@cache
def heading_keys() -> Mapping[str, str]:
    """The keys of the headings of results by their words in every language, normalised; of two with one word the first."""
    rows = [*bundled_table(_HEADINGS)][::-1]
    return {normalised(in_language(row, spoken)): row["key"] for row in rows for spoken in LANGUAGES}


def months_in_words(months: Span, spoken: str) -> str:
    """The months of a figure in a language.

    Example:
        >>> from xl_aigc.data.period import Period
        >>> months_in_words(Span(Period("2024H1"), "ltm"), "en"), months_in_words(Span(Period("2024H1")), "zh")
        ('the twelve months to the end of 2024H1', '2024H1')
    """
    if months.kind == "cumulative":
        return str(months.period)
    return headings(spoken)[f"of_{months.kind}"].format(months.period)


def spoken_word(key: str, spoken: str, sorts: Sorts | None = None) -> str:
    """A key in a language, also of one of a basket's layers or archetypes; a text that is no key (a company's own segment) stays as it is."""
    own = sorts.names.get(key) if sorts else None
    return own[spoken] if own else words(spoken).get(key, key)


def named_key(word: str, sorts: Sorts | None = None) -> str:
    """The key that a word stands for in any language, also of one of a basket's layers or archetypes; the word itself where it is of none.

    Example:
        >>> named_key("增收增利"), named_key("Both up?")
        ('both_up', 'Both up?')
    """
    asked, own = normalised(word), sorts.names if sorts else {}
    of_basket = (key for key, names in own.items() if asked in map(normalised, (key, *names.values())))
    return next(of_basket, None) or spellings(tuple(words("en"))).get(asked, word)


def word_in(word: str, spoken: str, sorts: Sorts | None = None) -> str:
    """A key, or its word in any language, in a language; a text that is neither stays as it is."""
    return spoken_word(named_key(word, sorts), spoken, sorts)
