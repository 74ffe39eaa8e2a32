"""Fixtures of every test: each workbook is built, and each server started, once for all tests."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from support.once import once

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.data.model import Facts

LONG = {"answers", "built", "corpus", "english", "postgres", "recalculated"}
"""Fixtures that take seconds, and whatever rests on them."""
LONG_PLACES = {"cli", "hosts", "refreshing", "report", "store", "test_docs.py"}
"""Folders and files of tests that build workbooks, or start programs and databases."""

# A busy machine must not fail a property: what is slow shows in the benchmarks.
settings.register_profile("patient", deadline=None)
# A search of hours: python -m pytest --hypothesis-profile=fuzz --hypothesis-seed=NUMBER -m hypothesis
settings.register_profile(
    "fuzz", deadline=None, max_examples=1000, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.load_profile("patient")

# Tests, and programs that they start, find every module compiled, also where the environment lets nobody write beside it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ.setdefault(
    "PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir(), "xl_aigc_tests_compiled"))
)
# No test reads or writes a person's own store, nor does a process that a test starts; a test that has one says where.
os.environ.pop("XL_AIGC_STORE", None)
os.environ["XDG_DATA_HOME"] = str(Path(tempfile.gettempdir(), "xl_aigc_tests_have_no_store"))
# The messages are tested in English, whatever the locale of who runs the tests.
os.environ["XL_AIGC_LANG"] = "en"
# xlwings asks once, when it is first imported, whether its remote engine may be used.
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")


def pytest_addoption(parser):
    """Options of the tests of expressions."""
    parser.addoption("--expressions", type=int, default=120, help="random expressions of each kind to draw")
    parser.addoption(
        "--rewrite-formulas", action="store_true", help="write tests/expressions/formulas.txt anew"
    )


def pytest_collection_modifyitems(items):
    """Mark as fast what takes a moment: no workbook, no server, no program, no hundred random examples."""
    for item in items:
        slow = item.get_closest_marker("slow") or getattr(item.obj, "is_hypothesis_test", False)
        if not slow and not LONG_PLACES & {*item.path.parts} and not LONG & set(item.fixturenames):
            item.add_marker(pytest.mark.fast)


@pytest.fixture(scope="session")
def postgres():
    """A running PostgreSQL server."""
    from support.postgres import running_server  # noqa: PLC0415  most tests need none

    yield from running_server()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id) -> Path:
    """A folder that all processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def built(shared, tmp_path_factory) -> Callable[..., Path]:
    """Builds a workbook, once a run for equal choices: `built("zh", formulas="values")`; `built(facts=facts)` once a process."""
    from xl_aigc.report.builder import BuildOptions, build  # noqa: PLC0415  other tests need no builder

    done: dict[object, Path] = {}

    def make(language: str = "en", *, facts: Facts | None = None, **options: object) -> Path:
        usual = BuildOptions()
        options = {name: value for name, value in options.items() if value != getattr(usual, name)}
        key = (language, facts, tuple(sorted(options.items())))
        if key not in done:
            name = "_".join(str(part) for part in (language, *options.values()) if not isinstance(part, Path))
            alone = facts is not None or any(isinstance(part, Path) for part in options.values())
            folder = tmp_path_factory.mktemp("built") if alone else shared
            done[key] = once(
                folder / f"{name}.xlsx",
                lambda target: build(target, facts, BuildOptions(language=language, **options)),
            )
        return done[key]

    return make


@pytest.fixture(scope="session")
def recalculated(shared, tmp_path_factory) -> Callable[[Path], Path]:
    """LibreOffice's own recalculation of a workbook, once for each file."""
    from support.office import recalculate  # noqa: PLC0415  most tests need none

    done: dict[Path, Path] = {}

    def make(workbook: Path) -> Path:
        if workbook not in done:
            folder = shared if workbook.parent == shared else tmp_path_factory.mktemp("office")
            done[workbook] = once(
                folder / f"{workbook.stem}_recalculated.xlsx",
                lambda target: recalculate(workbook, target.parent / workbook.stem).replace(target),
            )
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
