"""Workbooks as other programs save them: each is loaded and saved by the program itself."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import load_workbook

from support.gnumeric import require_gnumeric
from support.office import convert
from support.required import missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHEETJS = "xlsx@0.18.5"


def libreoffice(files: Sequence[Path], out: Path) -> list[Path]:
    return convert(files, out)


def opendocument(files: Sequence[Path], out: Path) -> list[Path]:
    """Saved as .ods, opened again and saved as .xlsx."""
    return convert(convert(files, out / "ods", "ods"), out)


def openpyxl(files: Sequence[Path], out: Path) -> list[Path]:
    for file in files:
        load_workbook(file).save(out / file.name)
    return [out / file.name for file in files]


def pandas(files: Sequence[Path], out: Path) -> list[Path]:
    """A sheet of a data frame appended."""
    for file in files:
        shutil.copy(file, out / file.name)
        with pd.ExcelWriter(out / file.name, mode="a", engine="openpyxl") as writer:
            pd.DataFrame({"a": [1, 2]}).to_excel(writer, sheet_name="Appended")
    return [out / file.name for file in files]


def gnumeric(files: Sequence[Path], out: Path) -> list[Path]:
    program = require_gnumeric()
    for file in files:
        command = [program, "--export-type=Gnumeric_Excel:xlsx2", str(file), str(out / file.name)]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    return [out / file.name for file in files]


@cache
def _sheetjs() -> Path:
    """A folder with SheetJS in it."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        missing("sheetjs", "Node")
    folder = Path(tempfile.mkdtemp(prefix="xl_aigc_sheetjs_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", SHEETJS]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    if done.returncode:
        missing("sheetjs", f"SheetJS: {done.stderr.decode(errors='replace')[-200:]}")
    return folder


def sheetjs(files: Sequence[Path], out: Path) -> list[Path]:
    node = _sheetjs()
    script = "const X=require(process.argv[1]);for(let i=2;i<process.argv.length;i+=2)"
    script += "X.writeFile(X.readFile(process.argv[i],{cellFormula:true,cellStyles:true}),process.argv[i+1])"
    pairs = [str(path) for file in files for path in (file, out / file.name)]
    command = ["node", "-e", script, "xlsx", *pairs]
    subprocess.run(command, capture_output=True, check=True, timeout=120, cwd=node)
    return [out / file.name for file in files]


PROGRAMS: dict[str, Callable[[Sequence[Path], Path], list[Path]]] = {
    "LibreOffice": libreoffice,
    "LibreOffice through .ods": opendocument,
    "openpyxl": openpyxl,
    "pandas": pandas,
    "Gnumeric": gnumeric,
    "SheetJS": sheetjs,
}
