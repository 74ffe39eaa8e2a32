"""A macro workbook in LibreOffice, driven by `run_macros.py`: what its cells show, and what reached Python."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import xl_aigc
from support import office
from xl_aigc.hosts.excel import vba
from xl_aigc.hosts.excel.vba.project import Source
from xl_aigc.hosts.excel.vba.wrappers import MODULE, RIBBON, module_text, ribbon_module
from xl_aigc.hosts.libreoffice.office import office_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON_OF_OFFICE = "/usr/bin/python3"
DRIVER = Path(__file__).with_name("run_macros.py")


def for_basic(text: str) -> str:
    """Our text as LibreOffice's Basic takes it: without Value2 of a Range, CalculateFull, and the functions of Windows."""
    text = re.sub(r" *#If Not Mac Then\r\n.*?#End If\r\n", "", text, flags=re.DOTALL)
    return text.replace(".Value2", ".Value").replace("Application.CalculateFull\r", "Application.Calculate\r")


@contextmanager
def for_libreoffice(*probes: str) -> Iterator[None]:
    """Write our modules for LibreOffice, the ribbon's in Chinese or what `probeMenus` says, with procedures of the test behind each."""
    texts = {MODULE: module_text(), RIBBON: ribbon_module().text}
    for name, probe in zip_longest(texts, probes, fillvalue=""):
        texts[name] = for_basic(texts[name]) + probe.replace("\n", "\r\n")
    asked = "Application.LanguageSettings.LanguageID(LANGUAGE_OF_MENUS)"
    texts[RIBBON] = texts[RIBBON].replace(asked, "IIf(probeMenus = 0, 2052, probeMenus)")
    variable = "Private ribbon As Object\r\n"
    texts[RIBBON] = texts[RIBBON].replace(variable, f"{variable}Private probeMenus As Long\r\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vba, "module", lambda: Source(MODULE, "module", texts[MODULE]))
        patch.setattr(vba, "ribbon_module", lambda: Source(RIBBON, "module", texts[RIBBON]))
        yield


def run(book: bytes, folder: Path, **request: object) -> dict[str, object]:
    """Open a macro workbook and do what the request of `run_macros.py` asks for."""
    soffice = office.require_office()
    (folder / "book.xlsm").write_bytes(book)
    asked = {"python": sys.executable, "values": {}, "macros": [], "recovery": [], **request}
    environment = office_environment() | {
        "PYTHONPATH": str(Path(xl_aigc.__file__).parents[1]),
        "XL_AIGC_LOG": str(folder / "functions.log"),
    }
    done = subprocess.run(
        [PYTHON_OF_OFFICE, DRIVER, soffice, folder / "profile", folder / "book.xlsm", json.dumps(asked)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
