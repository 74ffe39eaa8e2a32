"""Labels of the measures that a basket or a folder of layouts adds, beside those of the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_aigc.labels import Labels
    from xl_aigc.measures.measure_table import Table


def labels_with(labels: Labels, table: Table) -> Labels:
    """Add the labels of a table's own measures.

    A measure without a label in the language takes the first label given, and its key where there is none.

    Args:
        labels: the texts of the program in one language.
        table: the measures of a report.
    """
    texts = {
        f"{section}.{key}": one.label_in(labels.language)
        for section, measures in (("measures", table.measures), ("basket", table.basket))
        for key, one in measures.items()
        if one.label or f"{section}.{key}" not in labels.texts
    }
    return replace(labels, texts={**labels.texts, **texts})
