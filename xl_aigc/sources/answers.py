"""Answers of a site on disk, one file for each request, so that an interrupted refresh goes on where it stopped.

A file is JSON lines: the request and the number of rows, the names of the columns, then a list for each row. It serves for the day of its folder.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.errors import DataError
from xl_aigc.files.text import read_text

if TYPE_CHECKING:
    from xl_aigc.sources.raw_table import Cell

MAX_BYTES: Final = 64_000_000
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A table that a site gave: dates are texts, what is missing is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def from_frame(frame: Any) -> Answer:
    """A DataFrame as an answer.

    Example:
        >>> import pandas as pd
        >>> from_frame(pd.DataFrame({"日期": [dt.date(2024, 6, 28)], "收盘": [float("nan")]}))
        Answer(columns=('日期', '收盘'), rows=(('2024-06-28', None),))
    """
    rows = frame.astype(object).to_numpy().tolist()
    return Answer(tuple(map(str, frame.columns)), tuple(tuple(map(_cell, row)) for row in rows))


def _cell(value: Any) -> Cell:
    if value is None or value != value:  # noqa: PLR0124  NaN and NaT are not equal to themselves
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else str(value)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one day.

    Attributes:
        folder: the folder of all days.
        day: the day.
    """

    folder: Path
    day: dt.date

    def read(self, request: str) -> Answer | None:
        """The answer to a request; None where there is none yet, or what is there is damaged."""
        path = self._path(request)
        try:
            lines = [json.loads(line) for line in read_text(path, max_bytes=MAX_BYTES).splitlines()]
        except (DataError, ValueError):  # not there, cut off or not JSON: asked again, and written anew
            return None
        told = {"request": request, "rows": len(lines) - 2}
        if len(lines) < 2 or lines[0] != told or not all(isinstance(line, list) for line in lines[1:]):
            return None
        return Answer(tuple(lines[1]), tuple(map(tuple, lines[2:])))

    def write(self, request: str, answer: Answer) -> None:
        """Keep an answer; whoever reads meanwhile sees all of it or nothing."""
        path = self._path(request)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                for line in ({"request": request, "rows": len(answer.rows)}, answer.columns, *answer.rows):
                    file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def forget_other_days(self) -> None:
        """Delete the answers of other days."""
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            if (
                _DAY.fullmatch(folder.name)
                and folder.name != self.day.isoformat()
                and not folder.is_symlink()
            ):
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, request: str) -> Path:
        name = re.sub(r"[^\w=-]+", "_", request)[:150]
        return self.folder / self.day.isoformat() / f"{name}.jsonl"
