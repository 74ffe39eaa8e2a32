"""The worked examples of CONTRIBUTING.md, done as they stand there, in a copy of the source tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
STEP = re.compile(
    r"(?:[Ii]n `(?P<file>[^`]+)`, (?P<where>above|below) `(?P<anchor>[^`]+)`:"
    r"|At the end of `(?P<end>[^`]+)`:"
    r"|New file `(?P<new>[^`]+)`:"
    r"|[Ii]n `(?P<in>[^`]+)`, `(?P<old>[^`]+)` becomes `(?P<becomes>[^`]+)`\.\n)"
    r"|```(?P<kind>\w+)\n(?P<text>.*?)```",
    re.DOTALL,
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the source tree, in which the examples are done one after the other."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("xl_aigc", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "bin").mkdir()
    for name, command in {"python": "", "xl-aigc": " -m xl_aigc"}.items():
        script = folder / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{command} "$@"\n')
        script.chmod(0o755)
    return folder


def put(tree: Path, step: re.Match[str], text: str) -> None:
    """Put a text where the step before it says."""
    if step["new"]:
        (tree / step["new"]).write_text(text, "utf-8")
        return
    file = tree / (step["end"] or step["file"])
    content = file.read_text("utf-8")
    if step["end"]:
        file.write_text(content.rstrip("\n") + ("\n\n\n" if file.suffix == ".py" else "\n") + text, "utf-8")
        return
    lines = content.splitlines(keepends=True)
    at = lines.index(f"{step['anchor']}\n") + (step["where"] == "below")
    file.write_text("".join([*lines[:at], text, *lines[at:]]), "utf-8")


def run(tree: Path, commands: str) -> str:
    """Run commands as a shell does, with the program of the copy; an installation goes into a folder of it."""
    environment = {
        **os.environ,
        "PATH": f"{tree / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{tree / 'site'}{os.pathsep}{tree}",
        "PIP_TARGET": str(tree / "site"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as the value of the isolation
    }
    done = subprocess.run(
        ["sh", "-ec", commands],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_there_is_an_example_of_everything_that_people_add():
    assert list(EXAMPLES) == [
        "A measure", "A function", "A block", "A source", "A host", "A market", "A language",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a POSIX shell")
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example_does_what_it_says(name, tree):
    place, said = None, ""
    for step in STEP.finditer(EXAMPLES[name]):
        if step["old"]:
            file = tree / step["in"]
            content = file.read_text("utf-8")
            assert content.count(step["old"]) == 1
            file.write_text(content.replace(step["old"], step["becomes"]), "utf-8")
        elif step["kind"] is None:
            place = step
        elif step["kind"] == "sh":
            said = run(tree, step["text"])
        elif step["kind"] == "text":
            lines = said.splitlines()
            assert [line for line in step["text"].splitlines() if line not in lines] == [], said
        else:
            put(tree, place, step["text"])
