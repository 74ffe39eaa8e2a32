"""`doctor`: what is installed, and what of it works."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun
from xl_aigc.errors import AigcError
from xl_aigc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

State = Literal["ok", "note", "broken"]

NEEDED: Final = {
    "openpyxl": "openpyxl",
    "lxml": "lxml.etree",
    "defusedxml": "defusedxml",
    "pydantic": "pydantic",
    "PyYAML": "yaml",
    "typer": "typer",
    "rich": "rich",
}
"""Distributions that no workbook is built or checked without, and the module that proves each."""

USED: Final = ("filelock", "numpy", "pandas", "platformdirs", "python-calamine", "SQLAlchemy", "xlwings")
"""Distributions that only some of the work needs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `broken`: something needed does not work."""

    state: State
    name: str
    says: str


def doctor(*, as_json: AsJson = False) -> None:
    """Say what is installed and works."""
    findings = list(examine())
    broken = sum(finding.state == "broken" for finding in findings)
    if as_json:
        say(json_of(findings))
    else:
        for finding in findings:
            say(f"{finding.state:<7} {finding.name:<18} {finding.says}")
        say(f"{broken} things are broken." if broken else "Everything needed works.")
    if broken:
        raise typer.Exit(1)


def examine() -> Iterator[Finding]:
    """Everything that is looked at, in order."""
    yield Finding("ok", "Python", f"{platform.python_version()} at {sys.executable}")
    yield Finding("ok", "xl_aigc", f"{__version__} at {Path(__file__).resolve().parents[1]}")
    yield from (_needed(name, module) for name, module in NEEDED.items())
    yield from (_used(name) for name in USED)
    yield _tried("bundled figures", _figures)
    yield _tried("templates", _templates)
    yield _tried("labels", _labels)
    yield _store()
    yield from _office()
    yield _fonts()
    yield _log()
    yield _output()


def _needed(name: str, module: str) -> Finding:
    try:
        import_module(module)
    except ImportError as error:
        return Finding("broken", name, f"can't be imported: {error}. Run: pip install {name}")
    return Finding("ok", name, _version(name) or "works, its version is not recorded")


def _used(name: str) -> Finding:
    version = _version(name)
    return (
        Finding("ok", name, version)
        if version
        else Finding("note", name, "is not installed; building needs it not")
    )


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _tried(name: str, try_it: Callable[[], str]) -> Finding:
    try:
        return Finding("ok", name, try_it())
    except (AigcError, ImportError, OSError) as error:
        return Finding("broken", name, f"{error}")


def _figures() -> str:
    from xl_aigc.data.folder import load_facts

    facts = load_facts()
    return f"{len(facts.companies)} companies, {len(facts.figures)} figures, as of {facts.as_of}"


def _templates() -> str:
    from xl_aigc.report.builder import known_keys
    from xl_aigc.report.layout import load_layouts, templates_folder
    from xl_aigc.report.theme import load_theme

    load_theme()
    return f"{len(load_layouts(known=known_keys()))} sheets at {templates_folder()}"


def _labels() -> str:
    from xl_aigc.labels import LANGUAGES, load_labels

    return ", ".join(f"{language} {len(load_labels(language).texts)}" for language in LANGUAGES)


def _office() -> Iterator[Finding]:
    from xl_aigc.hosts.libreoffice.office import environment_in_the_way, find_office, office_version

    office = find_office()
    if office is None:
        says = "is not installed; `check` then recomputes the Companies table alone"
        yield Finding("note", "LibreOffice", says)
        return
    try:
        yield Finding(
            "ok", "LibreOffice", f"{office_version(office).removeprefix('LibreOffice ')} at {office}"
        )
    except AigcError as error:
        yield Finding("note", "LibreOffice", str(error))
    if warning := environment_in_the_way():
        yield Finding("note", "LibreOffice", warning)


def _store() -> Finding:
    from xl_aigc.location import locate, store_to_read
    from xl_aigc.store.opening import open_store

    try:
        if store_to_read() is None:
            return Finding("note", "store", f"none at {locate()}; the bundled figures serve")
        vintages = open_store(create=False).vintages()
    except AigcError as error:
        return Finding("broken", "store", str(error))
    return Finding(
        "ok", "store", f"{with_noun(len(vintages), '{:,} vintage', '{:,} vintages')} at {locate()}"
    )


def _fonts() -> Finding:
    """Return whether this computer can draw the languages; the fonts of the theme are those of the reader's Excel."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding("note", "fonts", "were not looked for: this system has no fc-list")
    missing = [
        language
        for language in ("zh", "ko")
        if not subprocess.run(  # noqa: S603  the program was found by us, its arguments are fixed
            [lister, f":lang={language}", "family"], capture_output=True, check=False, timeout=60
        ).stdout.strip()
    ]
    if missing:
        return Finding("note", "fonts", f"none for {', '.join(missing)}: pictures made here would show boxes")
    return Finding("ok", "fonts", "for Chinese and Korean are there")


def _log() -> Finding:
    from xl_aigc.functions.log import log_path

    path = log_path()
    place = next(folder for folder in (path.parent, *path.parents) if folder.exists())
    writable = os.access(path if path.exists() else place, os.W_OK)
    return Finding(
        "ok" if writable else "note", "log file", f"{path}{'' if writable else ' can not be written'}"
    )


def _output() -> Finding:
    from xl_aigc.cli.targets import FOLDER

    folder = FOLDER if FOLDER.exists() else Path()
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding("ok", "output folder", str(FOLDER.resolve()))
    except OSError as error:
        says = f"{FOLDER.resolve()} can't be written: {error.strerror or error}. Use build --output"
        return Finding("broken", "output folder", says)
