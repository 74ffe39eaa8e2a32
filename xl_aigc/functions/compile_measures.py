"""Compiles the program's measures, and the bundled basket's words for segments, for the functions: `python -m xl_aigc.functions.compile_measures`."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

from xl_aigc.data.folder import load_facts
from xl_aigc.data.own_texts import OwnTexts
from xl_aigc.expressions.json_form import to_json
from xl_aigc.functions.measures_file import FILE, from_table
from xl_aigc.functions.segment_words import FILE as SEGMENTS
from xl_aigc.functions.segment_words import segments_in
from xl_aigc.labels import LANGUAGES
from xl_aigc.measures.own import program_table

if TYPE_CHECKING:
    from collections.abc import Mapping


def file_text() -> str:
    """The text of the file, a line for each entry."""
    found = from_table(program_table())
    measures = {key: {"labels": one.labels, "money": one.is_money} for key, one in found.measures.items()}
    parts = {
        "measures": measures,
        "trees": {key: to_json(tree) for key, tree in found.trees.items()},
        "cells": {key: to_json(tree) for key, tree in found.cells.items()},
        "limits": found.limits,
    }
    return "{\n" + ",\n".join(f'"{name}": {_lines(part)}' for name, part in parts.items()) + "\n}\n"


def _lines(part: Mapping[str, object]) -> str:
    lines = (f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in part.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def segments_text() -> str:
    """The text of the file of the bundled basket's words for segments."""
    texts = (load_facts().texts or OwnTexts()).text
    with StringIO() as held:
        writer = csv.writer(held, lineterminator="\n")
        writer.writerow(["key", *LANGUAGES])
        writer.writerows(
            [key, *(words[one] for one in LANGUAGES)] for key, words in segments_in(texts).items()
        )
        return held.getvalue()


if __name__ == "__main__":
    SEGMENTS.write_text(segments_text(), encoding="utf-8")
    FILE.write_text(file_text(), encoding="utf-8")
