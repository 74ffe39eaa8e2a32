"""Labels of a person's own measures: cells that they name, and no label twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.units import unit_of
from xl_aigc.expressions.suggest import of_names
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.measures.measure_errors import MeasureError
from xl_aigc.measures.measure_table import TICKER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.files.yaml_file import Document
    from xl_aigc.measures.measure_table import Table
    from xl_aigc.measures.table_schema import MeasuresFile

Heading = tuple[str, bool]
"""A heading in small letters, and whether a unit of money stands behind it."""
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_WITH_UNIT: Final = re.compile(r"(.*?) ?[(（]([^()（）]+)[)）]")
_PREFIX: Final = {"measures": "measures.", "basket": "basket.", "cells": "limits."}
"""Beginning of the keys of the program's labels, by section."""


def label_errors(document: Document, file: MeasuresFile, table: Table) -> list[MeasureError]:
    """Return every mistake in the labels of a file."""
    return [*_placeholders(document, file, table), *_twice(document, file, table)]


def _labels(file: MeasuresFile) -> Iterator[tuple[str, str, str, str]]:
    """Section, key, language and text of every label."""
    for section in _PREFIX:
        for key, spec in getattr(file, section).items():
            given = spec.label or {}
            texts = given if isinstance(given, dict) else dict.fromkeys(LANGUAGES, given)
            yield from ((section, key, language, text) for language, text in texts.items())


def _placeholders(document: Document, file: MeasuresFile, table: Table) -> Iterator[MeasureError]:
    """Placeholders that name no limit; a heading of a table holds none."""
    seen: set[tuple[str, str, str]] = set()
    for section, key, language, text in _labels(file):
        accepted = tuple(table.limits) if section == "basket" else ()
        for name in _PLACEHOLDER.findall(text):
            if name not in accepted and (section, key, text) not in seen:
                seen.add((section, key, text))
                expected = (
                    f"{of_names(name, accepted)}."
                    if accepted
                    else "a text without braces: the heading of a table is no formula."
                )
                place = document.place(section, key, "label", language)
                yield MeasureError(
                    "label-placeholder", f"The label names {name!r} in braces.", place, expected=expected
                )


def _twice(document: Document, file: MeasuresFile, table: Table) -> Iterator[MeasureError]:
    """Yield each measure of a file whose heading another one has, in any language."""
    for section in _PREFIX:
        found: set[str] = set()
        for language in LANGUAGES:
            taken = _taken(section, language, file, table)
            for key, spec in getattr(file, section).items():
                measure = getattr(table, section).get(key)
                if measure is None or key in found:
                    continue
                text = measure.label_in(language)
                other = taken.setdefault(_heading(text, money=measure.shows == "money"), key)
                if other != key:
                    found.add(key)
                    keys = ("label", language) if spec.label else ()
                    problem = f"The label {text!r} is the one of {other!r} too; case, spaces and a unit do not tell headings apart."
                    yield MeasureError(
                        "label-twice",
                        problem,
                        document.place(section, key, *keys),
                        expected="a label of its own.",
                    )


def _taken(section: str, language: str, file: MeasuresFile, table: Table) -> dict[Heading, str]:
    """Return the headings of the measures that a file adds to, each with its key."""
    texts, prefix = load_labels(language).texts, _PREFIX[section]
    taken = {_heading(texts["measures.ticker"], money=False): TICKER} if section == "measures" else {}
    for key, one in getattr(table, section).items():
        if key not in getattr(file, section):
            text = one.label_in(language) if one.label else texts.get(prefix + key, key)
            taken.setdefault(_heading(text, money=one.shows == "money"), key)
    return taken


def _heading(label: str, *, money: bool) -> Heading:
    """Return what tells a heading from others: its text, and whether a unit of money stands behind it.

    Example:
        >>> _heading("Revenue", money=True) == _heading("REVENUE (HKD m)", money=False)
        True
    """
    text = " ".join(label.split())
    match = None if money else _WITH_UNIT.fullmatch(text)
    if match and unit_of(match[2]):
        return match[1].casefold(), True
    return text.casefold(), money
