"""`eval --explain`: the definition of a measure, or of the functions in a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xl_aigc.cli.language import Spoken
    from xl_aigc.functions import Function
    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_table import Table

SECTIONS: Final = {
    "measures": "measure of a company",
    "cells": "number over companies, in a cell with this name",
    "basket": "number over companies",
}
_FUNCTION: Final = re.compile(r"\bAIGC[_.][A-Z0-9_]+", re.IGNORECASE)


def explained(text: str, data: Path | None = None, language: Spoken = "en") -> str:
    """Explain a measure by its key, or the AIGC functions of a formula.

    Args:
        text: the key, or the formula.
        data: folder of a basket, whose own measures count too; None for the bundled basket.
        language: language of labels and descriptions.

    Raises:
        DataError: no measure and no function has this name, or the folder can't be read.
    """
    functions = list(dict.fromkeys(_FUNCTION.findall(text)))
    if functions:
        return "\n\n".join("\n".join(_function_lines(name, language)) for name in functions)
    return "\n\n".join("\n".join(lines) for lines in _measure_paragraphs(text.strip(), data, language))


def _measure_paragraphs(key: str, data: Path | None, language: Spoken) -> list[list[str]]:
    """Return the lines of every measure with a key; a company and a basket can have the same one."""
    from xl_aigc.data.folder import load_facts
    from xl_aigc.expressions.suggest import of_names
    from xl_aigc.measures.own import table_with

    facts = load_facts(data)
    table = table_with(facts.measures, sorts=facts.sorts)
    found = [
        list(_measure_lines(section, key, table, language))
        for section in SECTIONS
        if key in getattr(table, section)
    ]
    if not found:
        names = dict.fromkeys((*table.measures, *table.cells, *table.basket))
        raise DataError(f"There is no measure {key!r}.", expected=f"{of_names(key, names)}.")
    return found


def _measure_lines(section: str, key: str, table: Table, language: Spoken) -> Iterator[str]:
    """Yield the lines about one measure; what it does not have is left out."""
    from xl_aigc.labels import load_labels

    measure: Measure = getattr(table, section)[key]
    name = f"limits.{key}" if section == "cells" else f"{section}.{key}"
    columns, cells, inputs = table.rests_on(measure)
    parts = {
        "label": measure.label_in(language) if measure.label else load_labels(language).texts.get(name, key),
        "description": measure.description_in(language),
        "source": measure.source_in(language),
        "expression": measure.written,
        "measures": ", ".join(columns),
        "cells": ", ".join(cells),
        "figures": ", ".join(inputs),
        "formula": f"={_formula(section, measure, table)}",
    }
    yield f"{key}: {SECTIONS[section]}"
    yield from (f"  {part:<12} {text}" for part, text in parts.items() if text)


def _formula(section: str, measure: Measure, table: Table) -> str:
    """Return the native formula in keys: of a cell of the Companies table, or over all companies of the basket."""
    from xl_aigc.expressions import native

    if section == "measures":
        return measure.native
    return native.over(measure.tree, native.true(table.test("in_basket == 1")))


def _function_lines(name: str, language: Spoken) -> Iterator[str]:
    """Yield what a function does, its arguments and an example.

    Raises:
        DataError: there is no such function.
    """
    from xl_aigc.functions import CATALOGUE
    from xl_aigc.functions.catalogue import find

    function: Function | None = find(name)
    if function is None:
        raise DataError(
            f"There is no function {name!r}.",
            expected=f"one of {', '.join(f.name() for f in CATALOGUE.values())}.",
        )
    yield function.syntax
    yield f"  {getattr(function, language)}"
    for each in function.arguments:
        accepts = f" ({', '.join(each.accepts)})" if each.accepts else ""
        yield f"  {f'[{each.name}]' if each.optional else each.name:<12} {getattr(each, language)}{accepts}"
    yield from (f"  {'example':<12} {each.formula}" for each in function.examples[:1])
