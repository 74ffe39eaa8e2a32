"""Fixtures of every test: each workbook is built, and each server started, once for all tests."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.data import Facts

# No test reads or writes a person's own store, nor does a process that a test starts; a test that has one says where.
os.environ["XL_AIGC_STORE"] = str(Path(tempfile.gettempdir(), "xl_aigc_tests_have_no_store", "store.sqlite"))
# xlwings asks once, when it is first imported, whether its remote engine may be used.
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")


def pytest_addoption(parser):
    """Options of the tests of expressions."""
    parser.addoption("--expressions", type=int, default=120, help="random expressions of each kind to draw")
    parser.addoption("--rewrite-formulas", action="store_true", help="write tests/expressions/formulas.txt anew")


@pytest.fixture(scope="session")
def postgres():
    """A running PostgreSQL server."""
    from support.postgres import running_server  # noqa: PLC0415  most tests need none

    yield from running_server()


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Callable[..., Path]:
    """Builds a workbook, once for equal choices: `built("zh", formulas="values")`, `built(facts=facts)`."""
    from xl_aigc.report.builder import BuildOptions, build  # noqa: PLC0415  other tests need no builder

    done: dict[object, Path] = {}

    def make(language: str = "en", *, facts: Facts | None = None, **options: object) -> Path:
        key = (language, facts, tuple(sorted(options.items())))
        if key not in done:
            name = "_".join(str(part) for part in (language, *options.values()) if not isinstance(part, Path))
            target = tmp_path_factory.mktemp("built") / f"{name}_{len(done)}.xlsx"
            build(target, facts, BuildOptions(language=language, **options))
            done[key] = target
        return done[key]

    return make


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory) -> Callable[[Path], Path]:
    """LibreOffice's own recalculation of a workbook, once for each file."""
    from support.office import recalculate  # noqa: PLC0415  most tests need none

    done: dict[Path, Path] = {}

    def make(workbook: Path) -> Path:
        if workbook not in done:
            done[workbook] = recalculate(workbook, tmp_path_factory.mktemp("office"))
        return done[workbook]

    return make


@pytest.fixture(scope="session")
def english(built) -> Path:
    """The bundled basket in English, with formulas."""
    return built("en")


@pytest.fixture(scope="session")
def english_recalculated(english, recalculated) -> Path:
    """The same after LibreOffice has recalculated every formula."""
    return recalculated(english)


@pytest.fixture(scope="session")
def corpus(english, tmp_path_factory) -> Callable[[str], Path]:
    """The built workbook as other programs save it, and with what a person adds: `corpus("personal_excel")`, written when first asked for."""
    from support.additions import with_personal_additions  # noqa: PLC0415  most tests need none
    from support.saved_by import as_excel_saves, as_others_save, as_wps_saves  # noqa: PLC0415

    saved_by = {"excel": as_excel_saves, "wps": as_wps_saves, "others": as_others_save}
    folder = tmp_path_factory.mktemp("corpus")
    done: dict[str, Path] = {"built": english}

    def make(name: str) -> Path:
        if name not in done:
            target = folder / f"{name}.xlsx"
            if name == "personal":
                with_personal_additions(english, target)
            else:
                source = make("personal") if name.startswith("personal_") else english
                saved_by[name.removeprefix("personal_")](source, target)
            done[name] = target
        return done[name]

    return make
