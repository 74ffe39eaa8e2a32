"""LibreOffice as a second program that computes and prints a workbook, each time into a file of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from xl_aigc.errors import HostError, Place

TIMEOUT: Final = 600.0
"""Seconds that a recalculation may take."""

_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice.bin",
    "/usr/lib64/libreoffice/program/soffice.bin",
    "/opt/libreoffice/program/soffice.bin",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)

# Follow no link to the outside, run no macro: the file may be anybody's.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{recalculation}</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
_ALWAYS, _NEVER = 0, 1
"""LibreOffice's values for the recalculation of a file that it loads."""
_XLSX: Final = "xlsx:Calc MS Excel 2007 XML"
_PDF: Final = 'pdf:calc_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'


@cache
def find_office() -> Path | None:
    """Return the program file of LibreOffice, None where it is not installed."""
    for name in ("soffice.com", "soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            # The script that starts it returns before it has ended; the program itself lies beside it.
            program = Path(found).resolve().with_name("soffice.bin")
            return program if program.exists() else Path(found)
    return next((Path(place) for place in _PLACES if Path(place).exists()), None)


def require_office() -> Path:
    """Find the program file of LibreOffice.

    Raises:
        HostError: it is not installed.
    """
    office = find_office()
    if office is None:
        raise HostError("LibreOffice is not installed.", remedy="Install LibreOffice Calc.")
    return office


def office_environment() -> dict[str, str]:
    """Return the environment to start LibreOffice in: ours, without an activated virtual environment.

    LibreOffice 7.4.7 takes the library of its own Python from beside the first `python3` of PATH; where that is a virtual
    environment's, extensions in Python fail with std::bad_alloc.
    """
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    own = [folder for folder in _folders() if not _is_environment(folder)]
    return kept | {"PATH": os.pathsep.join(own)}


def _folders() -> list[str]:
    return os.environ.get("PATH", os.defpath).split(os.pathsep)


def _is_environment(folder: str) -> bool:
    return (Path(folder).parent / "pyvenv.cfg").exists()


def environment_in_the_way() -> str | None:
    """Return a sentence where LibreOffice, started from this shell, would take a virtual environment for its own Python; None where it would not."""
    if sys.platform != "linux":
        return None
    first = next((folder for folder in _folders() if (Path(folder) / "python3").exists()), None)
    if first is None or not _is_environment(first):
        return None
    return (
        f"Start LibreOffice from the desktop, or from a shell after deactivate: from this one it would take {first} for its own "
        "Python, and open no spreadsheet while the extension is installed."
    )


@cache
def office_version(office: Path) -> str:
    """Return the version of LibreOffice, such as `LibreOffice 7.4.7.2`.

    Raises:
        HostError: it does not start.
    """
    try:
        said = subprocess.run(  # noqa: S603  the program was found by us, its arguments are fixed
            [office, "--version"], capture_output=True, text=True, timeout=60, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise HostError(f"LibreOffice does not start: {error}.", Place(office)) from error
    return " ".join(said.split()[:2]) or "LibreOffice"


def recalculate(workbook: Path, folder: Path, timeout: float = TIMEOUT) -> Path:
    """Load a workbook in LibreOffice, recalculate every formula, and save the result elsewhere.

    Args:
        workbook: the file to load; it is not changed.
        folder: an empty folder for the result and for a LibreOffice profile of its own.
        timeout: seconds until it is stopped.

    Returns:
        The recalculated file. Take values from it, nothing else: LibreOffice drops what it does not know.

    Raises:
        HostError: LibreOffice is missing, gives no file, or takes too long.
    """
    return _converted(workbook, folder, _XLSX, _ALWAYS, timeout)


def print_pdf(workbook: Path, folder: Path, timeout: float = TIMEOUT) -> Path:
    """Print all sheets of a workbook to a PDF, with the values that the file holds and a bookmark for each sheet.

    Args:
        workbook: the file to print; it is not changed.
        folder: an empty folder for the result and for a LibreOffice profile of its own.
        timeout: seconds until it is stopped.

    Raises:
        HostError: LibreOffice is missing, gives no file, or takes too long.
    """
    return _converted(workbook, folder, _PDF, _NEVER, timeout)


def _converted(workbook: Path, folder: Path, to: str, recalculation: int, timeout: float) -> Path:
    """Load a workbook and save it in another form."""
    profile, results = folder / "profile", folder / "results"
    copy = folder / f"workbook{workbook.suffix}"
    target = results / f"workbook.{to.partition(':')[0]}"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format(recalculation=recalculation), encoding="utf-8")
    # Beside the original LibreOffice would leave a lock, and stumble over odd names.
    shutil.copyfile(workbook, copy)
    command = [str(require_office()), f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", to, "--outdir", str(results), str(copy)]
    said = ""
    for _ in range(2):  # LibreOffice 7.4: the first start with a new profile exits with 81 and does nothing
        said = _run(command, timeout, workbook)
        if target.exists():
            return target
    raise HostError(
        f"LibreOffice gave no {target.suffix} file. It said: {said or 'nothing'}.",
        Place(workbook),
        remedy="Open the file in LibreOffice: it says what it can't read.",
    )


def _run(command: list[str], timeout: float, workbook: Path) -> str:
    """Run LibreOffice and wait; nothing of it is left running, whatever happens."""
    own_group = sys.platform != "win32"
    with subprocess.Popen(  # noqa: S603  the program was found by us; the file's name is an argument, not a command
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=office_environment(),
        start_new_session=own_group,
    ) as process:
        try:
            said, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            raise HostError(f"LibreOffice took more than {timeout:.0f} seconds.", Place(workbook)) from error
        finally:
            if process.poll() is None:
                _stop(process, own_group=own_group)
    return " ".join(said.split())


def _stop(process: subprocess.Popen[str], *, own_group: bool) -> None:
    if own_group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
