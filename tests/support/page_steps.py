"""Does what a page of the docs says: writes its files, changes lines, runs its commands and compares what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STEP = re.compile(
    r"(?:[Ii]n `(?P<file>[^`]+)`, (?P<where>above|below) `(?P<anchor>[^`]+)`:"
    r"|At the end of `(?P<end>[^`]+)`:"
    r"|(?:New file |新建文件)`(?P<new>[^`]+)`[:：]"
    r"|[Ii]n `(?P<in>[^`]+)`, `(?P<old>[^`]+)` becomes `(?P<becomes>[^`]+)`\.\n)"
    r"|```(?P<kind>\w+)\n(?P<text>.*?)```",
    re.DOTALL,
)


def do(page: str, folder: Path, environment: dict[str, str] | None = None) -> None:
    """Do the steps of a page in a folder, one after the other; every line that it shows must have been printed."""
    place, said = None, ""
    for step in STEP.finditer(page):
        if step["old"]:
            file = folder / step["in"]
            content = file.read_text("utf-8")
            assert content.count(step["old"]) == 1
            file.write_text(content.replace(step["old"], step["becomes"]), "utf-8")
        elif step["kind"] is None:
            place = step
        elif step["kind"] == "sh":
            said = run(folder, step["text"], environment or {})
        elif step["kind"] == "text":
            lines = {" ".join(line.split()) for line in said.splitlines()}
            assert {" ".join(line.split()) for line in step["text"].splitlines()} <= lines, said
        else:
            put(folder, place, step["text"])


def install_program(folder: Path) -> None:
    """Put `python` and `xl-aigc` into the folder's `bin`, which start this Python."""
    (folder / "bin").mkdir()
    for name, command in {"python": "", "xl-aigc": " -m xl_aigc"}.items():
        script = folder / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{command} "$@"\n')
        script.chmod(0o755)


def put(folder: Path, step: re.Match[str], text: str) -> None:
    """Put a text where the step before it says."""
    if step["new"]:
        (folder / step["new"]).write_text(text, "utf-8")
        return
    file = folder / (step["end"] or step["file"])
    content = file.read_text("utf-8")
    if step["end"]:
        file.write_text(content.rstrip("\n") + ("\n\n\n" if file.suffix == ".py" else "\n") + text, "utf-8")
        return
    lines = content.splitlines(keepends=True)
    at = lines.index(f"{step['anchor']}\n") + (step["where"] == "below")
    file.write_text("".join([*lines[:at], text, *lines[at:]]), "utf-8")


def run(folder: Path, commands: str, environment: dict[str, str]) -> str:
    """Run commands as a shell does, and return what they print."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-ec", commands],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
