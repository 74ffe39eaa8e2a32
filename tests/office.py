"""Real LibreOffice for tests: loads a workbook, recalculates every formula, and saves it elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

CANDIDATES = ("/usr/lib/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin")
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
        if "libreoffice" in os.environ.get("XL_AIGC_REQUIRE", "").split(","):
            pytest.fail("LibreOffice is required here and not installed")
        pytest.skip("LibreOffice is not installed")
    return office


def recalculate(workbook: Path, folder: Path, to: str = "xlsx:Calc MS Excel 2007 XML") -> Path:
    """Load a workbook in LibreOffice, recalculate every formula, and save it in another folder.

    Args:
        workbook: the file to load.
        folder: where the result and LibreOffice's own profile go.
        to: what to save as.
    """
    office = require_office()
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    out = folder / "recalculated"
    target = out / f"{workbook.stem}.{to.split(':')[0]}"
    command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    command += ["--convert-to", to, "--outdir", str(out), str(workbook)]
    for _ in range(2):  # a new profile makes the first start of LibreOffice 7.4 exit with 81
        subprocess.run(command, capture_output=True, timeout=240, check=False)
        if target.exists():
            return target
    pytest.fail(f"LibreOffice could not save {workbook.name}")
