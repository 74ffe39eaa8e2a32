"""Labels of a person's own measures: cells that they name, and no label twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.expressions.suggest import of_names
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.measures.measure_errors import MeasureError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.files.yaml_file import Document
    from xl_aigc.measures.measure_table import Table
    from xl_aigc.measures.table_schema import MeasuresFile

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_PREFIX: Final = {"measures": "measures.", "basket": "basket.", "cells": "limits."}
"""Beginning of the keys of the program's labels, by section."""


def label_errors(document: Document, file: MeasuresFile, table: Table) -> list[MeasureError]:
    """Return every mistake in the labels of a file."""
    return [*_placeholders(document, file, table), *_twice(document, file)]


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


def _twice(document: Document, file: MeasuresFile) -> Iterator[MeasureError]:
    """Labels that stand for two measures."""
    ours = {
        (section, language): {
            text: key.removeprefix(prefix)
            for key, text in load_labels(language).texts.items()
            if key.startswith(prefix)
        }
        for section, prefix in _PREFIX.items()
        for language in LANGUAGES
    }
    taken: dict[tuple[str, str, str], str] = {}
    for section, key, language, text in _labels(file):
        other = ours[section, language].get(text) or taken.get((section, language, text))
        if other and other != key:
            place = document.place(section, key, "label", language)
            problem = f"The label {text!r} is the one of {other!r} too."
            yield MeasureError("label-twice", problem, place, expected="a label of its own.")
            continue
        taken.setdefault((section, language, text), key)
