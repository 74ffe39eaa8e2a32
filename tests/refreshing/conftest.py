"""A workbook before and after a refresh."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from support.kill_refresh import Attempt, small_report
from support.next_basket import incoming, restated

from xl_aigc.data.folder import load_facts
from xl_aigc.refreshing.carry import Carried, carry_into

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xl_aigc.data.model import Facts


@dataclass(frozen=True)
class Case:
    """A workbook, and what was done to it."""

    path: Path
    before: Path
    carried: Carried


@pytest.fixture(scope="session")
def after() -> Facts:
    """The bundled basket after the refresh."""
    return restated(load_facts())


@pytest.fixture(scope="session")
def refreshed(built, tmp_path_factory, after) -> Callable[..., Case]:
    """A workbook of the bundled basket, refreshed; once for equal options."""
    done: dict[object, Case] = {}

    def make(language: str = "en", **options: object) -> Case:
        key = (language, *sorted(options.items()))
        if key not in done:
            folder = tmp_path_factory.mktemp("refreshed")
            path, before = folder / "report.xlsx", folder / "before.xlsx"
            for copy in (path, before):
                copy.write_bytes(built(language, **options).read_bytes())
            done[key] = Case(path, before, carry_into(path, incoming(after)))
        return done[key]

    return make


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A store, a workbook that shows it, and the figures of the next refresh."""
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def attempt(report, tmp_path):
    """They in a folder of their own, which a test may spoil."""
    shutil.copy(report[0], tmp_path / "store.sqlite")
    shutil.copy(report[1], tmp_path / "report.xlsx")
    return Attempt(tmp_path, report[2])
