"""Installs the extension into a person's LibreOffice, by the tool that LibreOffice brings for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.libreoffice.office import office_environment, require_office

if TYPE_CHECKING:
    from collections.abc import Sequence

TIMEOUT: Final = 180.0
"""Seconds that an installation may take; a first start of LibreOffice included."""
_TOOLS: Final = ("unopkg.com", "unopkg")
"""On Windows the first one waits and speaks; elsewhere there is only the second."""
_PYTHONS: Final = ("python", "python.exe")


def install_oxt(oxt: Path, profile: Path | None = None) -> None:
    """Install the extension for the person who runs this; another version of it is replaced.

    LibreOffice must be closed, or started again afterwards. Its tool `unopkg` refuses to work for root; then LibreOffice's
    Extension Manager is asked instead, which needs the office's own Python and a profile named here: root's own settings
    are nobody's place of work.

    Args:
        oxt: the file that `build_oxt` wrote.
        profile: the folder of LibreOffice's settings, None for the person's own.

    Raises:
        HostError: LibreOffice or its tool is missing, refuses the extension (its own words are given), or takes too long;
            or root named no profile.

    Example:
        >>> install_oxt(Path("no.oxt"))
        Traceback (most recent call last):
        xl_aigc.errors.HostError: no.oxt: There is no such file. Build it with: xl-aigc addin libreoffice
    """
    if not oxt.is_file():
        raise HostError(
            "There is no such file.", Place(oxt), remedy="Build it with: xl-aigc addin libreoffice"
        )
    program = require_office()
    if not _is_root():
        _run(_with_unopkg(program, oxt, profile), oxt)
    elif profile is None:
        raise HostError(
            "Root can't install into a person's LibreOffice: its tool unopkg refuses root.",
            Place(oxt),
            remedy="Run the command as the person who works in LibreOffice, or name the profile to install into: --profile FOLDER.",
        )
    else:
        script = Path(__file__).with_name("manager.py")
        _run([office_python(program), str(script), str(program), str(profile), str(oxt)], oxt)


def office_python(program: Path) -> str:
    """Return a Python that can talk to LibreOffice: the one beside its program, or the system's with the package `uno`.

    Raises:
        HostError: there is none.
    """
    beside = (program.with_name(name) for name in _PYTHONS)
    found = [str(path) for path in beside if path.is_file()]
    found += [path for path in ("/usr/bin/python3", shutil.which("python3")) if path]
    for python in dict.fromkeys(found):
        asked = subprocess.run([python, "-c", "import uno"], capture_output=True, timeout=60, check=False)  # noqa: S603
        if asked.returncode == 0:
            return python
    raise HostError(
        "LibreOffice's Python support is not installed.",
        Place(program),
        remedy="Install it, on Debian and Ubuntu: apt install python3-uno",
    )


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _with_unopkg(program: Path, oxt: Path, profile: Path | None) -> Sequence[str]:
    """Return the command of LibreOffice's own tool.

    Raises:
        HostError: it does not lie beside the program.
    """
    beside = (program.with_name(name) for name in _TOOLS)
    tool = next((path for path in beside if path.is_file()), None)
    if tool is None:
        raise HostError(
            "LibreOffice's tool unopkg is not there.",
            Place(program.parent),
            remedy="Open LibreOffice, Tools, Extensions, Add, and choose the file.",
        )
    chosen = [] if profile is None else [f"-env:UserInstallation={profile.resolve().as_uri()}"]
    return [str(tool), "add", "--force", "--suppress-license", *chosen, str(oxt.resolve())]


def _run(command: Sequence[str], oxt: Path) -> None:
    """Run an installation to its end.

    Raises:
        HostError: it fails; what went wrong is in the message, all that it said in the cause, which --debug shows.
    """
    remedy = "Close LibreOffice and try again, or add the file in LibreOffice: Tools, Extensions, Add."
    try:
        done = subprocess.run(  # noqa: S603  programs that were found by us; the file is an argument, not a command
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=TIMEOUT,
            check=False,
            env=office_environment(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HostError(f"The installation did not end: {error}.", Place(oxt), remedy=remedy) from error
    if done.returncode:
        said = done.stdout.decode(errors="replace")
        raise HostError(
            f"LibreOffice refused the extension. It said: {_point(said)}.", Place(oxt), remedy=remedy
        ) from RuntimeError(said)


def _point(said: str) -> str:
    """The fault in all that an installation said, without the places in Python's files that end or begin it."""
    told, _, _ = said.partition(", traceback follows")
    lines = [line.strip() for line in told.splitlines() if line.strip()] or ["nothing"]
    if lines[0].startswith("Traceback"):
        del lines[:-1]
    return " ".join(lines).rstrip(".")
