"""Real LibreOffice for tests: loads workbooks, recalculates every formula, and saves them elsewhere.

One profile serves a whole test process, since a new one costs seconds. Processes that test in parallel have one each,
because LibreOffice locks it.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.required import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

CANDIDATES = ("/usr/lib/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin")
XLSX = "xlsx:Calc MS Excel 2007 XML"
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@cache
def find_office() -> str | None:
    """The program file of LibreOffice, None where it is not installed."""
    found = next((path for path in CANDIDATES if Path(path).exists()), None)
    return found or shutil.which("soffice")


def require_office() -> str:
    """The program file of LibreOffice; skips the test without it, or fails it where nothing may be skipped."""
    office = find_office()
    if office is None:
        missing("libreoffice", "LibreOffice")
    return office


@cache
def profile() -> Path:
    """LibreOffice's own folder for this process, set to recalculate every formula of a file that it loads."""
    folder = Path(tempfile.mkdtemp(prefix="xl_aigc_office_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    return folder


def convert(files: Sequence[Path], out: Path, to: str = XLSX) -> list[Path]:
    """Load files in one LibreOffice, recalculate every formula, and save them in a folder.

    Args:
        files: the files to load; their names differ.
        out: where the results go; not the folder of the files.
        to: what to save as: an extension, and a filter after a colon.
    """
    office = require_office()
    targets = [out / f"{file.stem}.{to.split(':', maxsplit=1)[0]}" for file in files]
    command = [office, f"-env:UserInstallation=file://{profile()}", "--headless", "--norestore"]
    command += ["--convert-to", to, "--outdir", str(out), *map(str, files)]
    said = b""
    for _ in range(2):  # a new profile makes the first start of LibreOffice 7.4 exit with 81
        done = subprocess.run(command, capture_output=True, timeout=240, check=False)
        said = done.stdout + done.stderr
        if all(target.exists() for target in targets):
            return targets
    pytest.fail(
        f"LibreOffice could not save {', '.join(file.name for file in files)}: {said.decode(errors='replace')}"
    )


def recalculate(workbook: Path, folder: Path, to: str = XLSX) -> Path:
    """Load a workbook in LibreOffice, recalculate every formula, and save it in another folder.

    Args:
        workbook: the file to load.
        folder: the result goes to `recalculated` in it.
        to: what to save as.
    """
    return convert([workbook], folder / "recalculated", to)[0]
