"""How long LibreOffice Calc takes for 10,000 cells of our functions, against a trivial function of the same kind.

    python benchmarks/calc_addin.py [--cells 10000] [--runs 24]

The trivial functions are an add-in of their own, made as ours is: Python in an extension, two arguments of any type, one
subtraction. TRIVIAL.CELLS is declared as ours are and gives rows of cells; TRIVIAL.VALUE is declared to give one value, so that
it could take no range. Both add-ins are installed in one fresh profile, their workbooks are open in one office, and each is
recalculated in turn, so that a slow moment of the machine falls on all. Opening a workbook is not timed.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import rounds
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from xl_aigc.hosts.libreoffice import install
from xl_aigc.hosts.libreoffice.extension import build_oxt
from xl_aigc.hosts.libreoffice.install import install_oxt, office_python
from xl_aigc.hosts.libreoffice.office import find_office, office_environment, office_version

DRIVER = Path(__file__).parents[1] / "tests" / "support" / "calc.py"
FORMULAS = {
    "TRIVIAL.CELLS": "=TRIVIAL.CELLS(A{row},B{row})",
    "TRIVIAL.VALUE": "=TRIVIAL.VALUE(A{row},B{row})",
    "AIGC.YOY": "=AIGC.YOY(A{row},B{row})",
    "AIGC.RD_INTENSITY": "=AIGC.RD_INTENSITY(A{row},B{row})",
    "AIGC.TTM": "=AIGC.TTM(A{row},B{row},A{row})",
    "AIGC.STATUS": "=AIGC.STATUS(A{row},B{row})",
    "Calc's own (A-B)/ABS(B)": "=(A{row}-B{row})/ABS(B{row})",
}
COLUMN = "AIGC.YOY, one array formula"

TRIVIAL = {
    "META-INF/manifest.xml": """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:full-path="trivial.idl" manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
<manifest:file-entry manifest:full-path="trivial.py" manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
<manifest:file-entry manifest:full-path="CalcAddIns.xcu" manifest:media-type="application/vnd.sun.star.configuration-data"/>
</manifest:manifest>
""",
    "description.xml": """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="org.xlaigc.trivial"/><version value="1"/>
</description>
""",
    "trivial.idl": """module org { module xlaigctrivial {
interface XTrivial: com::sun::star::uno::XInterface {
any VALUE([in] any a, [in] any b);
sequence< sequence<any> > CELLS([in] any a, [in] any b);
};
}; };
""",
    "trivial.py": """import unohelper
from com.sun.star.lang import XServiceInfo
from org.xlaigctrivial import XTrivial

class Trivial(unohelper.Base, XTrivial, XServiceInfo):
    def __init__(self, context): pass
    def VALUE(self, a, b): return a - b
    def CELLS(self, a, b): return ((a - b,),)
    def getImplementationName(self): return "TRIVIAL"
    def supportsService(self, name): return name in self.getSupportedServiceNames()
    def getSupportedServiceNames(self): return ("TRIVIAL", "com.sun.star.sheet.AddIn")

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Trivial, "TRIVIAL", ("TRIVIAL", "com.sun.star.sheet.AddIn"))
""",
    "CalcAddIns.xcu": """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" oor:name="CalcAddIns" oor:package="org.openoffice.Office">
<node oor:name="AddInInfo"><node oor:name="TRIVIAL" oor:op="replace"><node oor:name="AddInFunctions">
<node oor:name="VALUE" oor:op="replace"><prop oor:name="DisplayName"><value xml:lang="en-US">TRIVIAL.VALUE</value></prop>
<prop oor:name="Category"><value>Add-In</value></prop><node oor:name="Parameters"></node></node>
<node oor:name="CELLS" oor:op="replace"><prop oor:name="DisplayName"><value xml:lang="en-US">TRIVIAL.CELLS</value></prop>
<prop oor:name="Category"><value>Add-In</value></prop><node oor:name="Parameters"></node></node>
</node></node></node></oor:component-data>
""",
}


def trivial_oxt(target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in TRIVIAL.items():
            archive.writestr(name, text)
    return target


def workbook(target: Path, cells: int, formula: str) -> Path:
    book = Workbook()
    sheet = book.active
    for row in range(1, cells + 1):
        sheet.append([100.0 + row % 37, 101.0 - row % 5])
        if "{row}" in formula:
            sheet.cell(row, 3, formula.format(row=row))
    if "{row}" not in formula:
        sheet["C1"] = ArrayFormula(f"C1:C{cells}", formula)
    book.save(target)
    return target


def measured(folder: Path, cells: int, runs: int) -> dict[str, list[float]]:
    """Seconds of each recalculation, by function."""
    program, profile = find_office(), folder / "profile"
    if program is None:
        sys.exit("LibreOffice is not installed.")
    install_oxt(build_oxt(folder / "aigc.oxt"), profile)
    install_oxt(trivial_oxt(folder / "trivial.oxt"), profile)
    formulas = FORMULAS | {COLUMN: f"=AIGC.YOY(A1:A{cells},B1:B{cells})"}
    files = {
        name: str(workbook(folder / f"{place}.xlsx", cells, formula))
        for place, (name, formula) in enumerate(formulas.items())
    }
    # The first run loads the functions.
    job = {
        "program": str(program),
        "profile": str(profile),
        "manager": str(Path(install.__file__).parent),
        "steps": [{"do": "time", "files": files, "runs": runs + 1}],
    }
    done = subprocess.run(
        [office_python(program), str(DRIVER)],
        input=json.dumps(job),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=office_environment(),
    )
    return {name: seconds[1:] for name, seconds in json.loads(done.stdout)[0].items()}


def main() -> None:
    options = rounds.options(__doc__, cells=10_000, runs=24)
    with tempfile.TemporaryDirectory() as folder:
        seconds = measured(Path(folder), options.cells, options.runs)
    print(
        f"{platform.machine()}, {office_version(find_office())}; {options.cells} cells, {options.runs} runs"
    )
    print("ratios: of the best rounds, which other programs of the machine disturb least")
    print(f"{'function':<28} {'median s':>9} {'best s':>9} {'to CELLS':>9} {'to VALUE':>9}")
    for name, found in seconds.items():
        bases = seconds["TRIVIAL.CELLS"], seconds["TRIVIAL.VALUE"]
        ratios = [min(found) / min(base) for base in bases]
        print(
            f"{name:<28} {statistics.median(found):9.3f} {min(found):9.3f} {ratios[0]:9.2f} {ratios[1]:9.2f}"
        )


if __name__ == "__main__":
    main()
