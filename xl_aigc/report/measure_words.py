"""Labels of the program with the words of a basket: texts of its own, and labels of the measures that it adds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xl_aigc.data.currency import currency_in_words, currency_name
from xl_aigc.data.units import CURRENCY
from xl_aigc.labels import load_labels, words

if TYPE_CHECKING:
    from xl_aigc.data.own_texts import OwnTexts
    from xl_aigc.labels import Labels
    from xl_aigc.measures.measure_table import Table


def labels_in(language: str, currency: str) -> Labels:
    """Return the texts of a language, with the names of a currency filled in."""
    return load_labels(language).filled(
        currency=currency_name(currency, language), currency_in_words=currency_in_words(currency, language)
    )


def words_in(labels: Labels, currency: str) -> dict[str, str]:
    """Return the field's words in a language, with the name of a currency filled in, and the words of segments."""
    name = currency_name(currency, labels.language)
    spoken = {key: word.replace(CURRENCY, name) for key, word in words(labels.language).items()}
    segments = {key: text for key, text in labels.texts.items() if key.startswith("segments.")}
    return spoken | {key.removeprefix("segments."): text for key, text in segments.items()}


def labels_with(labels: Labels, table: Table, own: OwnTexts | None = None) -> Labels:
    """Add the labels of a table's own measures and the texts of a basket.

    A measure without a label in the language takes the first label given, and its key where there is none. A text that
    the basket leaves empty is none.

    Args:
        labels: the texts of the program in one language.
        table: the measures of a report.
        own: the texts of its basket, which come before those of the program.
    """
    texts = {
        f"{section}.{key}": one.label_in(labels.language)
        for section, measures in (
            ("measures", table.measures),
            ("basket", table.basket),
            ("limits", table.cells),
        )
        for key, one in measures.items()
        if one.label or f"{section}.{key}" not in labels.texts
    }
    words = own.by_language.get(labels.language, {}) if own else {}
    whole = {**labels.texts, **texts, **words}
    return replace(labels, texts={key: text for key, text in whole.items() if words.get(key) != ""})
