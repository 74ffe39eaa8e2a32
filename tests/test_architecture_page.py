"""Every name on docs/architecture.md exists: modules, their members, files and folders."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import xl_aigc

ROOT = Path(__file__).parent.parent
PACKAGE = Path(xl_aigc.__file__).parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
LONGEST = 250
FLOORS = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
CODE = set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))
DOTTED = sorted(
    one
    for one in CODE
    if re.fullmatch(r"\w+(\.\w+)+", one) and one.split(".")[0] in FLOORS and not one.endswith(".py")
)
PATHS = sorted(one for one in CODE if re.fullmatch(r"[\w./-]+/[\w./-]*", one))


@pytest.mark.parametrize("name", DOTTED)
def test_a_dotted_name_exists(name):
    parts = name.split(".")
    found: object = importlib.import_module(f"xl_aigc.{parts[0]}")
    for place, part in enumerate(parts[1:], 2):
        try:
            found = getattr(found, part)
        except AttributeError:
            found = importlib.import_module(".".join(("xl_aigc", *parts[:place])))


@pytest.mark.parametrize("path", PATHS)
def test_a_file_or_folder_exists(path):
    assert (PACKAGE / path).exists() or (ROOT / path).exists()


def test_the_page_draws_every_floor_and_is_short():
    drawing = re.search(r"```\n(.*?)```", PAGE, flags=re.DOTALL)
    assert drawing
    assert {one for one in FLOORS if not one.startswith("__")} <= set(re.findall(r"\w+", drawing[1]))
    assert PAGE.count("\n") < LONGEST
    assert (len(DOTTED) > 40, len(PATHS) > 20) == (True, True)
