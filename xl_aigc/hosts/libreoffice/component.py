"""The add-in inside LibreOffice: one method for each function of the catalogue.

The office loads this file from the installed extension, beside which `pythonpath/` holds the functions.
"""

import sys
from pathlib import Path

# Read by an older Python too, so that installing there says why it can't be.
if sys.version_info < (3, 10):  # noqa: UP036
    raise ImportError(
        "The AIGC functions need an office whose Python is 3.10 or newer; this one has "
        + sys.version.split()[0]
        + ". Install a newer LibreOffice."
    )

# The office puts this folder last, behind an xl_aigc of another version that its Python may have.
sys.path.insert(0, str(Path(__file__).with_name("pythonpath")))

import unohelper  # comes with LibreOffice
from com.sun.star.lang import XServiceInfo  # type: ignore[import-not-found]
from org.xlaigc import XFunctions  # declared in the extension's .idl

from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.libreoffice.cells import method

SERVICE = "AIGC"
SERVICES = (SERVICE, "com.sun.star.sheet.AddIn")


class Functions(unohelper.Base, XFunctions, XServiceInfo):  # type: ignore[misc]  # UNO's classes have no types
    """The service behind `AIGC.YOY` and the others."""

    def __init__(self, context: object) -> None:
        self.context = context

    def getImplementationName(self) -> str:  # noqa: N802  UNO's name
        """Return the name that Calc puts before a function's."""
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802  UNO's name
        """Return whether this is such a service."""
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802  UNO's name
        """Return the names of the services."""
        return SERVICES


for _function in CATALOGUE.values():
    setattr(Functions, _function.key, method(_function.key, _function.call))

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  the name that the office looks for
g_ImplementationHelper.addImplementation(Functions, SERVICE, SERVICES)
