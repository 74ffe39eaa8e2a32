"""Writes small exports and reads them as the source `files` does."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from xl_aigc.sources import Request, fetch

AS_OF = dt.date(2024, 9, 12)


@pytest.fixture
def xlsx(tmp_path):
    """Saves rows as the only sheet of a workbook."""

    def save(rows, name="export.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return save


@pytest.fixture
def csv(tmp_path):
    """Saves text in an encoding."""

    def save(text, encoding="utf-8", name="export.csv"):
        (tmp_path / name).write_bytes(text.encode(encoding))
        return tmp_path / name

    return save


@pytest.fixture
def read():
    """The batch of a file or folder."""

    def files(path, **more):
        return fetch(Request("files", path, as_of=AS_OF, **more))

    return files


@pytest.fixture
def values():
    """The figures of a batch as `{"300418.SZ 2024H1 revenue": 1.0}`."""

    def by_name(batch):
        return {f"{each.ticker} {each.period} {each.item}": each.value for each in batch.figures}

    return by_name


@pytest.fixture
def reasons():
    """Why rows of a batch were set aside, in order, columns that were left out apart."""

    def listed(batch):
        return [row.reason for row in batch.set_aside if row.reason != "unknown_field"]

    return listed
