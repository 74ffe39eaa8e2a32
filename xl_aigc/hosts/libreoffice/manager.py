"""Installs an extension through the Extension Manager of a LibreOffice that is started for it.

A script for the Python that comes with the office, for the one case that `unopkg` refuses: a person who is root, as in a
container.

    python manager.py PROGRAM PROFILE EXTENSION

Standard library and UNO only: this Python knows nothing of xl_aigc.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import uno  # comes with LibreOffice
import unohelper
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found]
from com.sun.star.task import XInteractionHandler  # type: ignore[import-not-found]
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler  # type: ignore[import-not-found]
from com.sun.star.uno import Exception as UnoException  # type: ignore[import-not-found]

START = 60.0
"""Seconds in which an office must answer."""
STOP = 30.0
"""Seconds in which it must end."""
FIRST_START = 81
"""The exit code of LibreOffice 7.4 after it has made a new profile: start it again."""


class Running:
    """A LibreOffice without windows; entering gives its component context, and leaving ends it.

    A class, since an exception of UNO does not get through `contextlib`: it takes no traceback.

    Args:
        program: its program file.
        profile: the folder of its settings and extensions; made if it is not there.
    """

    def __init__(self, program: str, profile: Path) -> None:
        self.pipe = f"xl_aigc_{os.getpid()}"
        self.command = [
            program,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=pipe,name={self.pipe};urp;",
        ]

    def __enter__(self) -> Any:
        self._start()
        try:
            self.context = self._connected()
        except BaseException:
            self._stop()
            raise
        return self.context

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        services = self.context.ServiceManager
        try:
            services.createInstanceWithContext("com.sun.star.frame.Desktop", self.context).terminate()
            self.process.wait(STOP)
        except DisposedException:
            self.process.wait(STOP)  # it was gone before it could answer
        finally:
            self._stop()

    def _start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603  our own words
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _stop(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _connected(self) -> Any:
        """Return the component context, as soon as the office answers.

        Raises:
            TimeoutError: it does not answer in time.
            ChildProcessError: it ended.
        """
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        latest = time.monotonic() + START
        while time.monotonic() < latest:
            try:
                return resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
            except NoConnectException:
                time.sleep(0.05)
            code = self.process.poll()
            if code == FIRST_START:
                self._start()
            elif code is not None:
                raise ChildProcessError(f"LibreOffice ended with exit code {code}.")
        raise TimeoutError(f"LibreOffice did not answer in {START:.0f} seconds.")


class _Agreeing(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):  # type: ignore[misc]  # no types
    """Agrees to what the Extension Manager asks, such as to replace another version, and watches no progress."""

    def getInteractionHandler(self) -> "_Agreeing":  # noqa: N802  UNO's name
        """Return the handler of questions."""
        return self

    def getProgressHandler(self) -> "_Agreeing":  # noqa: N802  UNO's name
        """Return the handler of progress."""
        return self

    def handle(self, request: Any) -> None:
        """Say yes where that is an answer."""
        approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for way in request.getContinuations():
            if way.queryInterface(approve) is not None:
                way.select()

    def push(self, _: object) -> None:
        """Progress begins."""

    def update(self, _: object) -> None:
        """Progress goes on."""

    def pop(self) -> None:
        """Progress ends."""


def install(context: Any, extension: Path) -> None:
    """Install an extension for the person whose profile it is."""
    manager = context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    manager.addExtension(extension.resolve().as_uri(), (), "user", None, _Agreeing())


def main() -> None:
    """Do what the arguments say."""
    program, profile, extension = sys.argv[1:]
    try:
        with Running(program, Path(profile)) as context:
            install(context, Path(extension))
    except UnoException as error:
        cause = getattr(error, "Cause", None)
        sys.exit(f"{error.Message} {getattr(cause, 'Message', '')}")


if __name__ == "__main__":
    main()
