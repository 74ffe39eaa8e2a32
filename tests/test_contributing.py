"""The worked examples of CONTRIBUTING.md, done as they stand there, in a copy of the source tree."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from support.page_steps import do, install_program

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the source tree, in which the examples are done one after the other."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("xl_aigc", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    install_program(folder)
    return folder


def test_there_is_an_example_of_everything_that_people_add():
    assert list(EXAMPLES) == [
        "A measure", "A function", "A block", "A source", "A host", "A market", "A language",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a POSIX shell")
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example_does_what_it_says(name, tree):
    """An installation goes into a folder of the copy, without the network, which one with -e would ask for `editables`."""
    do(EXAMPLES[name].replace("install -e .", "install ."), tree, {
        "PYTHONPATH": f"{tree / 'site'}{os.pathsep}{tree}",
        "PIP_TARGET": str(tree / "site"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as the value of the isolation
    })  # fmt: skip
