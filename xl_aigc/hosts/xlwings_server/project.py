"""The project folder that xlwings Server runs: which functions, which login, which name Excel shows."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.figure_form import form_words
from xl_aigc.hosts.office_js import NAMESPACE, Language
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENVIRONMENTS: Final = ("dev", "qa", "uat", "staging", "prod")
_SETTINGS: Final = f"""\
# Settings of xlwings Server; an environment variable XLWINGS_<NAME> or a line of a file .env here goes before them.
# The manifest_ids tell Excel this add-in from others: keep them.
[tool.xlwings_server]
project_name = "AIGC"
functions_namespace = "{NAMESPACE}"
enable_socketio = false
enable_hotreload = false
log_level = "WARNING"
"""
_MANIFEST_EDITS: Final = (
    (r'(<bt:String id="Functions\.Namespace" DefaultValue=")[^"]*(")', rf"\g<1>{NAMESPACE}\g<2>"),
    (
        r'\s*<!-- Ribbon button that calls a function -->\s*<Control [^>]*id="MyFunctionButton">.*?</Control>',
        "",
    ),
    (r'\s*<bt:String id="MyFunctionButton\.Label"[^>]*/>', ""),
    (r'\s*<bt:String id="MyFunctionButton\.Tooltip"[^>]*/>', ""),
    ('"MyGroup"', '"AIGC functions"'),
    ('"Show Taskpane"', '"AIGC"'),
)
"""Changes to the manifest of xlwings Server, each in one place: one namespace in every environment, and
the button of its example, which calls a script that is not there, goes."""


def write_project(folder: Path, language: Language = "en") -> list[Path]:
    """Write a project for xlwings Server, in the form of its own `xlwings-server init`.

    Files that are there already stay as they are, so that it can be called before every start.

    Args:
        folder: where; made if it is not there.
        language: of the help texts that Excel shows.

    Returns:
        The files that were written.

    Raises:
        HostError: the extra `server` is not installed, or the folder can't be written.
    """
    texts = {Path("pyproject.toml"): _settings(), Path("templates", "manifest.xml"): _manifest()}
    texts[Path("static", "js", "aigc_words.js")] = _words()
    texts |= {path: text.replace('language="en"', f'language="{language}"') for path, text in _bundled()}
    written = []
    try:
        for path, text in texts.items():
            target = folder / path
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                written.append(target)
    except OSError as error:
        raise HostError(
            f"The project can't be written: {error.strerror or error}.",
            Place(folder),
            remedy="Name another folder.",
        ) from error
    return written


def _settings() -> str:
    """Return the settings, with identities of its own for every environment."""
    return _SETTINGS + "".join(f'manifest_id_{name} = "{uuid4()}"\n' for name in ENVIRONMENTS)


def _words() -> str:
    """Return the words of the form of a figure as JavaScript."""
    words = {language: dict(form_words(language)) for language in LANGUAGES}
    return f"const AIGC_WORDS = {json.dumps(words, ensure_ascii=False, indent=2)};\n"


def _bundled() -> list[tuple[Path, str]]:
    """Return the files of the project that are always the same."""
    return _texts(files(__package__) / "project", Path())


def _texts(folder: Traversable, path: Path) -> list[tuple[Path, str]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            found += [] if entry.name == "__pycache__" else _texts(entry, path / entry.name)
        else:
            found.append((path / entry.name, entry.read_text(encoding="utf-8")))
    return found


def _manifest() -> str:
    """Return the manifest of xlwings Server itself, with `_MANIFEST_EDITS`.

    Outside `prod` it would be `AIGC_DEV`, and a report whose formulas say `AIGC.YOY` would show #NAME? there.

    Raises:
        HostError: xlwings Server is not installed, or its manifest has changed.
    """
    spec = find_spec("xlwings_server")
    if spec is None or spec.origin is None:
        raise HostError("xlwings Server is not installed.", remedy="Run: pip install 'xl-aigc[server]'")
    source = Path(spec.origin).with_name("templates") / "manifest.xml"
    text = source.read_text(encoding="utf-8")
    for pattern, replacement in _MANIFEST_EDITS:
        text, count = re.subn(pattern, replacement, text, flags=re.DOTALL)
        if count != 1:
            raise HostError(
                "The manifest of this xlwings Server has another form.",
                Place(source, key=pattern),
                remedy="Run: pip install 'xlwings-server==1.20.0'",
            )
    return text
