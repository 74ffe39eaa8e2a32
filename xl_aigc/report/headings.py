"""Headings of the table Data, which inputs are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.data.rollout import ROLLOUT_NUMBERS, ROLLOUT_TEXTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from xl_aigc.data.period import Period
    from xl_aigc.labels import Labels

IDENTITY: Final = ("ticker", "name_zh", "name_en", "layer", "segment", "archetype", "membership", "giant")
NAMES: Final = ("name_zh", "name_en")
"""Names in a language: a basket may have them in one only."""
PRICES: Final = ("price_from", "price_to", "price_basis")


def data_headings(
    labels: Labels,
    words: Mapping[str, str],
    items: Iterable[str],
    bases: Iterable[tuple[str, Period]],
    absent: Collection[str],
) -> dict[str, str]:
    """Return the headings by key.

    Args:
        labels: texts in the language of the report.
        words: the field's words.
        items: the items with columns.
        bases: the periods shown, each with what the keys of its figures end in.
        absent: subjects without columns: prices, the roll-out, names in a language.
    """
    shown = (key for key in IDENTITY if key not in NAMES or key not in absent)
    headers = {key: labels.text(f"measures.{key}") for key in shown}
    periods = tuple(bases)
    for item in items:
        for basis, period in periods:
            name = f"{words.get(item, item)} {period}"
            headers[f"{item}{basis}"] = name
            headers[f"{item}{basis}_kind"] = f"{name} {labels.text('data.kind')}"
            headers[f"{item}{basis}_source"] = f"{name} {labels.text('data.source')}"
    if "prices" not in absent:
        headers["price_change"] = words["price_change"]
        headers |= {key: labels.text(f"data.{key}") for key in PRICES}
    if "rollout" not in absent:
        headers |= {key: words[key] for key in (*ROLLOUT_NUMBERS, *ROLLOUT_TEXTS)}
    return headers
